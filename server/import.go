package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"reflect"

	"kairo.dev/content"
	"kairo.dev/content/edit"
	"kairo.dev/content/load"
	"kairo.dev/server/importer"
)

// importFlags are the flags of import.
type importFlags struct {
	editFlags
	posts   bool
	address string
}

func (f *importFlags) flags() *flagSet {
	flags := f.editFlags.flags("import")
	flags.yes(&f.posts, "posts", false, "new entries go into posts.json, as posts of this site, and not into archive.json, as those of an earlier one")
	flags.text(&f.address, "address", "", "the site that a folder of Markdown was made into was at `URL`, if its configuration does not say so")
	return flags
}

// importPosts adds the posts of a feed, an export or a folder of Markdown.
func importPosts(ctx context.Context, args []string, stdout, _ io.Writer) error {
	var f importFlags
	flags := f.flags()
	if err := flags.parse(args, 0, 1); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return usageError("the source is missing: an address, a file or a folder")
	}
	if f.address != "" {
		if err := load.Check(reflect.TypeFor[string](), "https", f.address); err != nil {
			return usageError("-address: " + err.Error())
		}
	}
	folder := edit.OpenFolder(f.content)
	if err := hasSite(folder); err != nil {
		return err
	}
	report, err := importer.Import(ctx, folder, flags.Arg(0), importer.Options{
		Posts:   f.posts,
		Address: f.address,
		Check:   checkEdits,
	})
	if err != nil {
		return err
	}
	changed := folder.Changed()
	if !f.dry {
		if err := folder.Write(); err != nil {
			return err
		}
	}
	report.Write(stdout, f.dry)
	for _, name := range changed {
		if filepath.Dir(name) == "." && !f.dry {
			fmt.Fprintf(stdout, "wrote %s\n", folder.Path(name))
		}
	}
	return nil
}

// checkEdits gives the sections of posts words, where they have none, and the
// edition its day, and returns the problems of the folder as it will be by file.
func checkEdits(folder *edit.Folder) (map[string][]string, error) {
	if len(folder.Changed()) > 0 {
		for _, kind := range []newKind{newKinds["post"], {file: "archive.json", section: "archive", title: func(w *content.Words) string { return w.Search.Posts }}} {
			if !folder.Has(kind.file) {
				continue
			}
			if _, err := touch(folder, kind); err != nil {
				return nil, err
			}
		}
	}
	_, err := readFolder(folder)
	var wrong *mistakes
	if !errors.As(err, &wrong) {
		return nil, err
	}
	problems := make(map[string][]string)
	for _, p := range wrong.problems {
		problems[p.File] = append(problems[p.File], p.String())
	}
	return problems, nil
}
