package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/edit"
	"kairo.dev/content/load"
	"kairo.dev/content/words"

	"github.com/google/uuid"
)

// newKind is a kind of entry that can be added.
type newKind struct {
	file, list string
	// section is the name of its section in site.json, and title what that is
	// called in a language until its owner calls it otherwise.
	section string
	title   func(*content.Words) string
	entry   any
	// ask are members that are asked for though they may be left out.
	ask []string
}

var newKinds = map[string]newKind{
	"talk":        {"talks.json", "talks", "talks", func(w *content.Words) string { return w.Search.Talks }, content.Talk{}, []string{"date"}},
	"post":        {"posts.json", "posts", "posts", func(w *content.Words) string { return w.Data.Posts }, content.Post{}, nil},
	"publication": {"publications.json", "publications", "publications", func(w *content.Words) string { return w.Search.Publications }, content.Publication{}, []string{"address"}},
	"project":     {"projects.json", "projects", "openSource", func(w *content.Words) string { return w.Search.Projects }, content.Project{}, []string{"repository"}},
	"wish":        {"wishlist.json", "items", "wishlist", func(w *content.Words) string { return w.Search.Wishes }, content.Wish{}, []string{"address"}},
}

const newSiteKind = "site"

// kindNames are what new can make.
const kindNames = "talk, post, publication, project, wish or site"

// newEntry adds an entry to the content, or begins a site.
func newEntry(_ context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return usageError("what is missing: " + kindNames)
	}
	name := args[0]
	kind, ok := newKinds[name]
	switch {
	case name == "-h" || name == "-help" || name == "--help":
		return flag.ErrHelp
	case name == newSiteKind:
		kind.entry = firstSite{}
	case !ok:
		return usageError(fmt.Sprintf("%q is none of %s", name, kindNames))
	}
	var f editFlags
	flags := f.flags("new " + name)
	e := newForm(kind.entry)
	e.flags(flags)
	if err := flags.parse(args[1:], 0, 0); errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(stdout, "Flags of new %s:\n\n%s", name, flags.help())
		return nil
	} else if err != nil {
		return err
	}
	if err := e.readText(os.Stdin); err != nil {
		return err
	}
	asks := terminal(stderr)
	folder := edit.OpenFolder(f.content)
	var notes bytes.Buffer // of what is only so when it is written
	var err error
	if name == newSiteKind {
		err = addSite(folder, e, asks)
	} else {
		err = addEntry(folder, name, kind, e, asks, &notes)
	}
	if err != nil {
		return err
	}
	if err := writeEdits(folder, f.dry, stdout); err != nil {
		return err
	}
	_, err = notes.WriteTo(stdout)
	return err
}

// today is the day that it is here.
func today() content.Date { return content.Date(time.Now().Format(time.DateOnly)) }

// addEntry puts the entry of a form into a folder.
func addEntry(folder *edit.Folder, name string, kind newKind, e *entryForm, asks *asker, notes io.Writer) error {
	if err := hasSite(folder); err != nil {
		return err
	}
	s, err := readFolder(folder)
	if err != nil {
		return fmt.Errorf("before anything is added: %w", err)
	}
	taken, err := slugsIn(folder, kind)
	if err != nil {
		return err
	}
	body := ""
	if name == "post" {
		body = e.take("text")
	}
	e.defaults = func(path string) string {
		switch path {
		case "slug":
			return freeSlug(cmp.Or(e.titleSlug(name), e.dateSlug()), taken)
		case "language", "languages":
			return s.Language
		case "date":
			return string(today())
		case "kind":
			if name == "talk" {
				return string(content.KindTalk)
			}
		case "text":
			return "posts/" + e.first("slug") + ".md"
		}
		return ""
	}
	if err := e.complete(kind.ask, asks); err != nil {
		return err
	}
	if name == "post" {
		e.set("text", e.defaults("text"))
		if err := addText(folder, e, body); err != nil {
			return err
		}
	}
	e.set("id", uuid.NewString())
	if err := folder.Add(kind.file, kind.list, edit.Entry{Object: e.object(), Date: content.Date(e.first("date", "event.start"))}); err != nil {
		return err
	}
	if err := finish(folder, kind, notes); err != nil {
		return err
	}
	if e.first("draft") == "true" {
		fmt.Fprintf(notes, "it is a draft, which \"kairo serve -dev\" shows: write into %s, and take \"draft\" out of %s when it is ready\n",
			folder.Path(e.first("text")), kind.file)
	}
	return nil
}

// titleSlug is a slug made of the title of an entry, or "". What pages call a part of
// themselves stands after the name of the kind: a talk "Undated" is talk-undated.
func (e *entryForm) titleSlug(kind string) string {
	slug := load.ShortSlug(load.Slug(e.first("title", "name")))
	if slug != "" && load.Reserved(slug) {
		slug = kind + "-" + slug
	}
	return slug
}

// dateSlug is a slug for an entry of whose title none can be made: its date, or
// that of today; "" for a kind of entry that has no date.
func (e *entryForm) dateSlug() string {
	if e.member("date") == nil {
		return ""
	}
	if date := e.first("date", "event.start"); date != "" && !load.Reserved(date) {
		return date
	}
	return string(today())
}

// addText gives a new post its file. One without words is a draft.
func addText(folder *edit.Folder, e *entryForm, body string) error {
	if strings.TrimSpace(body) == "" {
		body = "Write here.\n"
		e.set("draft", "true")
	}
	file := e.first("text")
	if folder.Has(file) {
		return fmt.Errorf("%s is there already: choose another slug with -slug", folder.Path(file))
	}
	folder.Change(file, []byte(strings.TrimRight(body, "\n")+"\n"))
	return nil
}

// hasSite wants a folder to hold a site.
func hasSite(folder *edit.Folder) error {
	if !folder.Has("site.json") {
		return fmt.Errorf("%s is not there: \"kairo new site\" begins a site, and -content says where one is", folder.Path("site.json"))
	}
	return nil
}

// finish looks through the folder as it will be with an entry more.
func finish(folder *edit.Folder, kind newKind, notes io.Writer) error {
	title, err := touch(folder, kind)
	if err != nil {
		return err
	}
	if _, err := readFolder(folder); err != nil {
		return fmt.Errorf("nothing was written, since with it %w", err)
	}
	if title != "" {
		fmt.Fprintf(notes, "the section %q has words in site.json now: change them as you like\n", title)
	}
	return nil
}

// touch gives the section of a kind words in the language of the site, if it has
// none, and says what it is called then. It makes today the day of the edition.
func touch(folder *edit.Folder, kind newKind) (title string, err error) {
	text, err := folder.Read("site.json")
	if err != nil {
		return "", err
	}
	site, err := load.Scan("site.json", text)
	if err != nil {
		return "", err
	}
	spoken := words.For(site.Member("language").String())
	title = kind.title(&spoken)
	added, err := folder.Section(kind.section, title, title+".")
	if err != nil {
		return "", err
	}
	if !added {
		title = ""
	}
	_, err = folder.Updated(today())
	return title, err
}

// readFolder reads the content of a folder as it will be.
func readFolder(folder *edit.Folder) (*content.Site, error) {
	s, err := load.ReadWithDrafts(folder, ui.Paths)
	var problems load.Problems
	if errors.As(err, &problems) {
		return nil, &mistakes{folder.Path("."), problems}
	}
	return s, err
}

// writeEdits writes what was changed, and names the files that it has written.
func writeEdits(folder *edit.Folder, dry bool, stdout io.Writer) error {
	did := "wrote"
	if dry {
		did = "would write"
	}
	names, err := write(folder, dry)
	for _, name := range names {
		fmt.Fprintf(stdout, "%s %s\n", did, folder.Path(name))
	}
	return err
}

// slugsIn are the slugs of a kind that are or were in use.
func slugsIn(folder *edit.Folder, kind newKind) ([]string, error) {
	text, err := folder.Read(kind.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	root, err := load.Scan(kind.file, text)
	if err != nil {
		return nil, err
	}
	list := root.Member(kind.list)
	if list == nil {
		return nil, nil
	}
	var slugs []string
	for _, e := range list.Elements {
		slugs = append(slugs, e.Member("slug").String())
		if formerly := e.Member("formerly"); formerly != nil {
			for _, slug := range formerly.Elements {
				slugs = append(slugs, slug.String())
			}
		}
	}
	return slugs, nil
}

// freeSlug is the slug, with a number if others have it.
func freeSlug(slug string, taken []string) string {
	free := slug
	for n := 2; slug != "" && slices.Contains(taken, free); n++ {
		free = fmt.Sprintf("%s-%d", slug, n)
	}
	return free
}
