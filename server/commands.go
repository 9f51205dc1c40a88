package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/words"
	"kairo.dev/server/hosts"
	"kairo.dev/server/signed"
	"kairo.dev/server/site"
)

// exportFlags are the flags of export.
type exportFlags struct {
	content, tuf string
	offline      bool
}

func (f *exportFlags) flags() *flagSet {
	flags := newFlags("export")
	flags.text(&f.content, "content", "", "the content in `DIR`")
	flags.text(&f.tuf, "tuf", "", tufHelp)
	flags.yes(&f.offline, "offline", true, "browsers keep no copy of the site, and remove the one they have")
	return flags
}

// export writes the site to a folder.
func export(_ context.Context, args []string, stdout, _ io.Writer) error {
	var f exportFlags
	flags := f.flags()
	if err := flags.parse(args, 1, 1); err != nil {
		return err
	}
	builder, err := newBuilder(f.content, site.Options{NoOffline: !f.offline})
	if err != nil {
		return err
	}
	if builder.signatures, err = newSignatures(f.tuf, ""); err != nil {
		return err
	}
	s, err := builder.read()
	if err != nil {
		return err
	}
	files, err := builder.build(s)
	if err != nil {
		return err
	}
	files = builder.encode(files)
	if err := hosts.Add(files, s.Address); err != nil {
		return err
	}
	to := flags.Arg(0)
	if err := files.Export(to); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "exported %s of edition %s to %s\n", counted(len(files), "file", "files"), s.Edition.Short(), to)
	return nil
}

// checkFlags are the flags of check.
type checkFlags struct{ content, tuf string }

func (f *checkFlags) flags() *flagSet {
	flags := newFlags("check")
	flags.text(&f.content, "content", "", "the content in `DIR`, as of other commands")
	flags.text(&f.tuf, "tuf", "", "also say until when the signatures in `DIR` are good; it is a mistake if one has expired")
	return flags
}

// check reports every mistake in the content.
func check(_ context.Context, args []string, stdout, _ io.Writer) error {
	var f checkFlags
	flags := f.flags()
	if err := flags.parse(args, 0, 1); err != nil {
		return err
	}
	dir := cmp.Or(flags.Arg(0), f.content)
	s, err := read(dir)
	if err != nil {
		return err
	}
	from, name := folder(dir)
	if wrong := site.CheckFiles(s, openCache("photos", forPhotos)); len(wrong) > 0 {
		for i := range wrong {
			wrong[i] = fmt.Errorf("%s: %w", name, wrong[i])
		}
		return errors.Join(wrong...)
	}
	fmt.Fprintf(stdout, "good: %s, %s, %s, %s, %s, %s; edition %s of %s\n",
		counted(len(s.Projects), "project", "projects"),
		counted(len(s.Talks), "talk", "talks"),
		counted(len(s.Publications), "publication", "publications"),
		counted(len(s.Wishlist.Items), "wish", "wishes"),
		counted(len(s.Posts), "post", "posts"),
		counted(len(s.Archive), "archived post", "archived posts"),
		s.Edition.Short(), s.Edition.Date)
	if warning := expiry(s, time.Now()); warning != "" {
		fmt.Fprintln(stdout, "warning: "+warning)
	}
	for _, t := range s.All() {
		if t.Words.Language != t.Language {
			fmt.Fprintf(stdout, "note: there are no words of the interface in %q yet: it is in English, and marked so (there are %s; package content/words says how to add one)\n",
				t.Language, strings.Join(words.Languages(), ", "))
		}
	}
	pages, letters, err := site.WithoutWords(s, from)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(pages) > 0 {
		fmt.Fprintf(stdout, "note: social cards without words, for want of letters (%.60s): %d, such as that of %s; put a font that has them into %s, or run make fonts CONTENT=%s\n",
			letters, len(pages), pages[0], filepath.Join(name, "fonts"), name)
	}
	if n := unlisted(s); n > 0 {
		fmt.Fprintf(stdout, "note: recordings without a day of upload (recording.uploaded in talks.json): %d; search engines list none of them\n", n)
	}
	if placed := placed(s); len(placed) > 0 {
		fmt.Fprintf(stdout, "note: pictures that say where they were taken, to whoever has %s or a program with it built in: %s (the site does not; exiftool -gps:all= -xmp:gps*= takes it out)\n",
			filepath.Join(name, "files"), strings.Join(placed, ", "))
	}
	if f.tuf == "" {
		return nil
	}
	return checkSignatures(f.tuf, stdout, time.Now())
}

// placed are the names of the pictures that say where they were taken.
func placed(s *content.Site) []string {
	var names []string
	for _, f := range s.Files {
		if f.Placed {
			names = append(names, f.Name)
		}
	}
	return names
}

// checkSignatures says until when each role of the signatures in a folder is good.
func checkSignatures(dir string, stdout io.Writer, now time.Time) error {
	m, err := signed.Read(os.DirFS(dir))
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	roles, err := m.Expiries()
	if err != nil {
		return fmt.Errorf("%s: %w", dir, err)
	}
	for _, r := range roles {
		fmt.Fprintf(stdout, "signatures: %s until %s, %s\n", r.Role, r.Time.Format(time.DateOnly), counted(max(0, int(r.Time.Sub(now)/(24*time.Hour))), "day", "days"))
	}
	warnings, expired := signaturesExpiry(roles, now)
	for _, warning := range warnings {
		fmt.Fprintln(stdout, "warning: "+warning)
	}
	if expired {
		return fmt.Errorf("%s: signatures have expired", dir)
	}
	return nil
}

// unlisted counts the recordings that can be watched in a page, but of which the
// day of upload is not known.
func unlisted(s *content.Site) int {
	n := 0
	for i := range s.Talks {
		if t := &s.Talks[i]; ui.VideoPlayer(t) != "" && t.Recording.Uploaded == "" {
			n++
		}
	}
	return n
}

// version says what the program is: its commit, its edition, its compiler.
func version(_ context.Context, args []string, stdout, _ io.Writer) error {
	if err := newFlags("version").parse(args, 0, 0); err != nil {
		return err
	}
	s, err := read("")
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "kairo %s, edition %s of %s, %s %s/%s\n",
		commit(), s.Edition.Short(), s.Edition.Date, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// commit is the revision the program was built from, as far as it is known.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, modified := "unknown", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = " (modified)"
		}
	}
	return revision + modified
}
