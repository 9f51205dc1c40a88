package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/load"
	"kairo.dev/server/httpd"
	"kairo.dev/server/picture"
	"kairo.dev/server/site"
	"kairo.dev/web"
)

// serve serves the site until it is told to stop.
func serve(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	addr := flags.String("addr", "localhost:8080", "")
	dir := flags.String("content", "", "")
	offline := flags.Bool("offline", true, "")
	if err := parse(flags, args, 0, 0); err != nil {
		return err
	}
	files, s, err := build(*dir, site.Options{NoOffline: !*offline})
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	if _, err := fs.Stat(web.Files, "dist/app.wasm"); errors.Is(err, fs.ErrNotExist) {
		log.Warn("built without the browser's program: serving plain pages (make build makes both)")
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	if warning := expiry(s, time.Now()); warning != "" {
		log.Warn(warning)
	}
	log.Info("serving", "address", "http://"+listener.Addr().String(), "edition", s.Edition.Short())
	return httpd.Serve(ctx, listener, httpd.New(files, httpd.Options{Logger: log}), log, httpd.Limits{})
}

// export writes the site to a folder.
func export(_ context.Context, args []string, stdout, _ io.Writer) error {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	dir := flags.String("content", "", "")
	offline := flags.Bool("offline", true, "")
	if err := parse(flags, args, 1, 1); err != nil {
		return err
	}
	files, s, err := build(*dir, site.Options{NoOffline: !*offline})
	if err != nil {
		return err
	}
	to := flags.Arg(0)
	if err := files.Export(to); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "exported %d files of edition %s to %s\n", len(files), s.Edition.Short(), to)
	return nil
}

// check reports every mistake in the content.
func check(_ context.Context, args []string, stdout, _ io.Writer) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	if err := parse(flags, args, 0, 1); err != nil {
		return err
	}
	s, err := read(flags.Arg(0))
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "good: %d projects, %d talks, %d publications, %d wishes, %d archived posts; edition %s of %s\n",
		len(s.Projects), len(s.Talks), len(s.Publications), len(s.Wishlist.Items), len(s.Posts),
		s.Edition.Short(), s.Edition.Date)
	if warning := expiry(s, time.Now()); warning != "" {
		fmt.Fprintln(stdout, "warning: "+warning)
	}
	return nil
}

// version says what the program is: its commit, its edition, its compiler.
func version(_ context.Context, args []string, stdout, _ io.Writer) error {
	if err := parse(flag.NewFlagSet("version", flag.ContinueOnError), args, 0, 0); err != nil {
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

// build makes the site of the content in dir, or of the embedded content.
func build(dir string, o site.Options) (site.Files, *content.Site, error) {
	s, err := read(dir)
	if err != nil {
		return nil, nil, err
	}
	o.Pictures = pictures()
	files, err := site.Build(s, web.Files, o)
	if err != nil {
		return nil, nil, err
	}
	return files.Encode(), s, nil
}

// pictures is where pictures are kept that were drawn, in the user's folder
// for caches. Who has none, such as a locked-down service, draws them at each
// start.
func pictures() *picture.Cache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	cache, err := picture.OpenCache(filepath.Join(dir, "kairo", "pictures"))
	if err != nil {
		return nil
	}
	return cache
}

// read reads the content in dir, or the embedded content.
func read(dir string) (*content.Site, error) {
	var from fs.FS = content.Files
	name := "content"
	if dir != "" {
		from, name = os.DirFS(dir), filepath.Clean(dir)
	}
	s, err := load.Read(from, ui.Paths)
	var problems load.Problems
	if errors.As(err, &problems) {
		var b strings.Builder
		for _, p := range problems {
			fmt.Fprintf(&b, "\n%s%c%v", name, filepath.Separator, p)
		}
		return nil, fmt.Errorf("the content has %d mistakes:%s", len(problems), &b)
	}
	return s, err
}
