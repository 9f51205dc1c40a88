package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// flagSet are the flags of a command, in the order in which help tells of them.
// What the command line does not set, the environment can: -log-addresses is
// KAIRO_LOG_ADDRESSES there.
type flagSet struct {
	*flag.FlagSet
	order []string // names; "" is an empty line
	// members are those of an entry, which the environment says nothing about.
	members []string
}

func newFlags(command string) *flagSet {
	flags := flag.NewFlagSet(command, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return &flagSet{FlagSet: flags}
}

func (f *flagSet) text(p *string, name, value, help string) {
	f.StringVar(p, name, value, help)
	f.order = append(f.order, name)
}

func (f *flagSet) yes(p *bool, name string, value bool, help string) {
	f.BoolVar(p, name, value, help)
	f.order = append(f.order, name)
}

func (f *flagSet) time(p *time.Duration, name string, value time.Duration, help string) {
	f.DurationVar(p, name, value, help)
	f.order = append(f.order, name)
}

func (f *flagSet) member(value flag.Value, name, help string) {
	f.Var(value, name, help)
	f.members = append(f.members, name)
}

func (f *flagSet) group() { f.order = append(f.order, "") }

// variable is the name of a flag in the environment.
func variable(name string) string {
	return "KAIRO_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// parse reads the environment, the flags and from min to max arguments.
func (f *flagSet) parse(args []string, min, max int) error {
	for _, name := range f.order {
		value := os.Getenv(variable(name))
		if name == "" || value == "" {
			continue
		}
		if err := f.Set(name, value); err != nil {
			return usageError(fmt.Sprintf("%s=%q: %v", variable(name), value, err))
		}
	}
	if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return usageError(err.Error())
	}
	switch n := f.NArg(); {
	case n < min:
		return usageError("a folder is missing")
	case n > max:
		return usageError(fmt.Sprintf("%q is one argument too many", f.Arg(max)))
	}
	return nil
}

// The help has the flags on the left and what they do on the right.
const (
	helpColumn = 22
	helpWidth  = 78
)

// help is what there is to say of the flags.
func (f *flagSet) help() string {
	var b strings.Builder
	for _, name := range slices.Concat(f.order, f.members) {
		if name == "" {
			b.WriteByte('\n')
			continue
		}
		option := f.Lookup(name)
		argument, text := flag.UnquoteUsage(option)
		left := "    -" + name
		switch {
		case option.DefValue == "true":
			left += "=false"
		case argument != "":
			left += " " + argument
		}
		if len(left)+1 >= helpColumn {
			b.WriteString(left + "\n")
			left = ""
		}
		for _, line := range wrap(text, helpWidth-helpColumn) {
			fmt.Fprintf(&b, "%-*s%s\n", helpColumn, left, line)
			left = ""
		}
	}
	return b.String()
}

// wrap breaks a text into lines of so many characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
