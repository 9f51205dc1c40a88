package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"kairo.dev/content/edit"
	"kairo.dev/content/load"

	"golang.org/x/term"
)

// entryForm is an entry in the making: the members of a type of package content,
// by their paths, such as "event.name", and what they were given.
type entryForm struct {
	members []*formMember
	// defaults is what a member is, by its path, unless it is said otherwise.
	defaults func(path string) string
}

// formMember is a member that holds words, or several: it is a [flag.Value]. Of a
// list of objects, each is given in one, its members in order after semicolons.
type formMember struct {
	path     string
	typ      reflect.Type
	format   string
	doc      string
	optional bool
	// within is the path of the optional object that it is in, or "".
	within string
	given  []string
}

func newForm(entry any) *entryForm {
	e := &entryForm{defaults: func(string) string { return "" }}
	e.add(reflect.TypeOf(entry), "", "")
	return e
}

// add adds the members of a type that is at a path.
func (e *entryForm) add(t reflect.Type, path, within string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if _, made := f.Tag.Lookup("made"); made || name == "-" {
			continue // the reading of the content adds it
		}
		m := &formMember{path + name, f.Type, f.Tag.Get("format"), f.Tag.Get("doc"), options == "omitempty", within, nil}
		switch {
		case f.Type.Kind() == reflect.Pointer:
			e.add(f.Type.Elem(), m.path+".", m.path)
		case f.Type.Kind() == reflect.Struct:
			e.add(f.Type, m.path+".", within)
		default:
			e.members = append(e.members, m)
		}
	}
}

// flags makes a flag of each member but the id, which is made.
func (e *entryForm) flags(flags *flagSet) {
	flags.group()
	for _, m := range e.members {
		if m.path == "id" {
			continue
		}
		help := m.doc
		switch {
		case m.objects():
			help += " Each with -" + m.path + " \"" + strings.Join(memberNames(m.typ.Elem()), "; ") + "\"."
		case m.many():
			help += " Each with -" + m.path + "."
		case m.path == "text":
			help = "What it says, in Markdown; - reads it from the standard input."
		}
		flags.member(m, m.path, help)
	}
}

func memberNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// String is what was given, for package flag.
func (m *formMember) String() string { return strings.Join(m.given, ", ") }

// IsBoolFlag lets -draft stand for -draft=true.
func (m *formMember) IsBoolFlag() bool { return m.typ != nil && m.typ.Kind() == reflect.Bool }

// many reports whether it is a list, and not prose, which is one too.
func (m *formMember) many() bool {
	return m.typ.Kind() == reflect.Slice && m.typ.Name() == ""
}

func (m *formMember) objects() bool { return m.many() && m.typ.Elem().Kind() == reflect.Struct }

// Set gives it words, after others if it is a list.
//
// People write the name of a host where an https address is wanted.
func (m *formMember) Set(s string) error {
	if m.format == "https" && s != "" && !strings.Contains(s, ":") {
		s = "https://" + s
	}
	if err := m.check(s); err != nil {
		return err
	}
	if !m.many() {
		m.given = nil
	}
	m.given = append(m.given, s)
	return nil
}

func (m *formMember) check(s string) error {
	switch {
	case m.path == "text": // a file or what it says: it is looked at with the whole
		return nil
	case m.IsBoolFlag():
		if s != "true" && s != "false" {
			return fmt.Errorf("%q is neither true nor false", s)
		}
		return nil
	case m.objects():
		parts := strings.Split(s, ";")
		if t := m.typ.Elem(); len(parts) > t.NumField() {
			return fmt.Errorf("has %d parts (want up to %d: %s)", len(parts), t.NumField(), strings.Join(memberNames(t), "; "))
		}
		return load.Check(reflect.TypeFor[string](), "", strings.TrimSpace(parts[0]))
	case m.many():
		return load.Check(m.typ.Elem(), m.format, s)
	}
	return load.Check(m.typ, m.format, s)
}

func (e *entryForm) member(path string) *formMember {
	i := slices.IndexFunc(e.members, func(m *formMember) bool { return m.path == path })
	if i < 0 {
		return nil
	}
	return e.members[i]
}

// first is what the first of some members was given that was given anything.
func (e *entryForm) first(paths ...string) string {
	for _, path := range paths {
		if m := e.member(path); m != nil && len(m.given) > 0 {
			return m.given[0]
		}
	}
	return ""
}

func (e *entryForm) set(path, s string) { e.member(path).given = []string{s} }

// take is what a member was given, and takes it away.
func (e *entryForm) take(path string) string {
	s := e.first(path)
	e.member(path).given = nil
	return s
}

// readText reads the text from in, if that is where it shall come from.
func (e *entryForm) readText(in io.Reader) error {
	if m := e.member("text"); m != nil && m.String() == "-" {
		text, err := io.ReadAll(in)
		if err != nil {
			return fmt.Errorf("read the text: %w", err)
		}
		m.given = []string{string(text)}
	}
	return nil
}

// wanted reports whether a member has to be there, given the others: a recording
// needs an address only if there is a recording.
func (e *entryForm) wanted(m *formMember) bool {
	if m.optional || m.path == "id" || len(m.given) > 0 {
		return false
	}
	return m.within == "" || slices.ContainsFunc(e.members, func(other *formMember) bool {
		return other.within == m.within && len(other.given) > 0
	})
}

// complete asks for what is missing, and for the members in ask; without anybody
// to ask, what is missing is what it is by default, or an error.
func (e *entryForm) complete(ask []string, asks *asker) error {
	var missing []string
	// The slug comes last, since it is made of what is called the title, and
	// tells nobody anything while that is missing.
	last := func(m *formMember) int { return strings.Count(m.path, "slug") }
	for _, m := range slices.SortedStableFunc(slices.Values(e.members), func(a, b *formMember) int { return last(a) - last(b) }) {
		also := asks != nil && slices.Contains(ask, m.path) && len(m.given) == 0
		if !e.wanted(m) && !also {
			continue
		}
		usual := ""
		if !also {
			usual = e.defaults(m.path)
		}
		switch {
		case asks != nil:
			if err := asks.ask(m, usual, also); err != nil {
				return err
			}
		case usual != "":
			m.given = []string{usual}
		case m.path != "slug" || len(missing) == 0:
			missing = append(missing, fmt.Sprintf("-%s is missing: %s", m.path, strings.TrimSuffix(m.doc, ".")))
		}
	}
	if len(missing) > 0 {
		return usageError(strings.Join(missing, "\n"))
	}
	return nil
}

// object is the entry.
func (e *entryForm) object() edit.Object { return e.below("") }

// below are the members whose paths begin so.
func (e *entryForm) below(path string) edit.Object {
	var o edit.Object
	done := make(map[string]bool)
	for _, m := range e.members {
		rest, ok := strings.CutPrefix(m.path, path)
		if !ok || len(m.given) == 0 {
			continue
		}
		name, _, deeper := strings.Cut(rest, ".")
		if done[name] {
			continue
		}
		done[name] = true
		if deeper {
			o = append(o, edit.Member{Name: name, Value: e.below(path + name + ".")})
		} else if value := m.value(); value != false {
			o = append(o, edit.Member{Name: name, Value: value})
		}
	}
	return o
}

// value is what is written into the file.
func (m *formMember) value() any {
	switch {
	case m.objects():
		var all []edit.Object
		for _, s := range m.given {
			var o edit.Object
			for i, part := range strings.Split(s, ";") {
				if part = strings.TrimSpace(part); part != "" {
					o = append(o, edit.Member{Name: memberNames(m.typ.Elem())[i], Value: part})
				}
			}
			all = append(all, o)
		}
		return all
	case m.many():
		return m.given
	case m.IsBoolFlag():
		return m.given[0] == "true"
	case m.typ.Kind() == reflect.Int:
		return edit.Number(m.given[0])
	}
	return m.given[0]
}

// asker asks somebody.
type asker struct {
	in  *bufio.Scanner
	out io.Writer
}

// terminal asks whoever is at the terminal, or is nil if nobody is.
func terminal(out io.Writer) *asker {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return nil
	}
	return &asker{bufio.NewScanner(os.Stdin), out}
}

// ask asks for a member until the answer is one. An empty answer is the usual
// one, or none if there may be none.
func (a *asker) ask(m *formMember, usual string, optional bool) error {
	hint := ""
	switch {
	case usual != "":
		hint = " [" + usual + "]"
	case optional:
		hint = " [leave it out]"
	}
	fmt.Fprintln(a.out, m.doc)
	for {
		fmt.Fprintf(a.out, "%s%s: ", m.path, hint)
		if !a.in.Scan() {
			fmt.Fprintln(a.out)
			if err := a.in.Err(); err != nil {
				return err
			}
			return errors.New("nothing was written: there was no answer")
		}
		answer := strings.TrimSpace(a.in.Text())
		if answer == "" {
			if answer = usual; answer == "" && optional {
				return nil
			}
		}
		err := m.Set(answer)
		if err == nil {
			return nil
		}
		fmt.Fprintf(a.out, "  %v\n", err)
	}
}
