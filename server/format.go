package main

import (
	"context"
	"errors"
	"fmt"
	"io"

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
	for _, name := range folder.Changed() {
		fmt.Fprintln(stdout, folder.Path(name))
	}
	if !f.dry {
		if err := folder.Write(); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return &mistakes{f.content, problems}
	}
	return nil
}
