package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"kairo.dev/content/edit"
	"kairo.dev/content/load"
)

// editFlags are the flags of the commands that change a folder of content.
type editFlags struct {
	content string
	dry     bool
}

func (f *editFlags) flags(command string) *flagSet {
	flags := newFlags(command)
	flags.text(&f.content, "content", "content", "the content in `DIR` (in ./content, if that is not set)")
	flags.yes(&f.dry, "n", false, "say what would be done, and do nothing")
	return flags
}

// format lays the files of content out in the one form, and names those that it
// changes. A file that is no JSON is left as it is.
func format(_ context.Context, args []string, stdout, _ io.Writer) error {
	var f editFlags
	if err := f.flags("fmt").parse(args, 0, 0); err != nil {
		return err
	}
	folder := edit.OpenFolder(f.content)
	var problems load.Problems
	names := load.Names(folder)
	if len(names) == 0 {
		return fmt.Errorf("%s has no file of content: -content names the folder, and \"kairo new site\" begins one", f.content)
	}
	for _, name := range names {
		text, err := folder.Read(name)
		if err != nil {
			return err
		}
		formatted, err := edit.Format(name, text)
		var broken load.Problems
		if errors.As(err, &broken) {
			problems = append(problems, broken...)
			continue
		}
		if err != nil {
			return err
		}
		folder.Change(name, formatted)
	}
	changed, err := write(folder, f.dry)
	for _, name := range changed {
		fmt.Fprintln(stdout, folder.Path(name))
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return &mistakes{f.content, problems}
	}
	return nil
}

// write writes what was changed, unless it is a dry run, and names the files that
// are written then: not all of them after an error.
func write(folder *edit.Folder, dry bool) ([]string, error) {
	names := folder.Changed()
	if dry {
		return names, nil
	}
	err := folder.Write()
	left := folder.Changed()
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(left, name) }), err
}
