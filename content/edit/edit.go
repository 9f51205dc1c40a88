// Package edit changes the files of content as a careful person would: what is
// not meant stays as it is, byte for byte, and what is added looks like what was
// there.
//
// JSON libraries decode a file into values and write the values anew; the
// layout that somebody chose is gone then, and every line is a change in the
// version control. Here the text stays, and the new is put between
// ([Insert], [Set]). Only [Format], which was asked to, lays a file out anew.
//
// A [Folder] keeps the changes until all of them are known to be right: it is a
// file system that shows the folder as it would be, so that package load can
// look through it before anything is written.
package edit

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kairo.dev/content/load"
)

// Object is an object to be written, its members in order.
type Object []Member

// Number is a number as it is written.
type Number string

// Member is a member of an object. The value is a string, a bool, a Number, a
// []string, an Object or an []Object.
type Member struct {
	Name  string
	Value any
}

// Placed is an object and its place in a list: before the element of that index,
// or at the end if there are no more.
type Placed struct {
	At     int
	Object Object
}

// Insert puts objects into the list of a name in the text of a file; those of
// the same place keep their order. A list that is not there is added.
func Insert(file string, text []byte, list string, entries ...Placed) ([]byte, error) {
	root, err := load.Scan(file, text)
	if err != nil {
		return nil, err
	}
	entries = slices.SortedStableFunc(slices.Values(entries), func(a, b Placed) int { return a.At - b.At })
	var objects []Object
	for _, e := range entries {
		objects = append(objects, e.Object)
	}
	s := styleOf(text, root)
	in := root.Member(list)
	switch {
	case in == nil:
		return Set(file, text, nil, Object{{list, objects}})
	case in.Raw[0] != '[':
		return nil, fmt.Errorf("%s: %s is not a list", file, list)
	case len(in.Elements) == 0:
		return apply(text, change{in.At, in.End(), s.array(objects, s.depth(text, in.At))}), nil
	}
	space := between(text, in.At+1, in.Elements[0].At)
	depth := s.depth(text, in.Elements[0].At)
	if !strings.Contains(space, "\n") {
		s, depth = style{}, 0
	}
	var changes []change
	for _, e := range entries {
		written := s.object(e.Object, depth)
		if e.At < len(in.Elements) {
			to := in.Elements[e.At].At
			changes = append(changes, change{to, to, written + "," + space})
		} else {
			to := in.Elements[len(in.Elements)-1].End()
			changes = append(changes, change{to, to, "," + space + written})
		}
	}
	return apply(text, changes...), nil
}

// Set gives an object of a file members: the object that the path leads to, or
// the outermost. The steps of a path are names of members, and indexes of
// elements. A member that is there gets the value; others are added after the
// one that precedes them among the members, or else at the end.
func Set(file string, text []byte, path []any, members Object) ([]byte, error) {
	root, err := load.Scan(file, text)
	if err != nil {
		return nil, err
	}
	in, err := follow(root, path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return apply(text, styleOf(text, root).set(text, in, members)...), nil
}

// SetEach does for elements of a list what Set does for one.
func SetEach(file string, text []byte, list string, elements ...Placed) ([]byte, error) {
	root, err := load.Scan(file, text)
	if err != nil {
		return nil, err
	}
	var changes []change
	for _, e := range elements {
		in, err := follow(root, []any{list, e.At})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		changes = append(changes, styleOf(text, root).set(text, in, e.Object)...)
	}
	return apply(text, changes...), nil
}

func follow(v *load.Value, path []any) (*load.Value, error) {
	for _, step := range path {
		var next *load.Value
		switch step := step.(type) {
		case string:
			next = v.Member(step)
		case int:
			if step < len(v.Elements) {
				next = v.Elements[step]
			}
		}
		if next == nil {
			return nil, fmt.Errorf("there is no %v", path)
		}
		v = next
	}
	if v.Raw[0] != '{' {
		return nil, fmt.Errorf("%v is not an object", path)
	}
	return v, nil
}

// set gives an object members.
func (s style) set(text []byte, in *load.Value, members Object) []change {
	if len(in.Members) == 0 {
		return []change{{in.At, in.End(), s.object(members, s.depth(text, in.At))}}
	}
	first := in.Members[0]
	space := between(text, in.At+1, first.At)
	colon := ":" + strings.Trim(between(text, first.At, first.Value.At)[len(rawName(text, first)):], " :")
	if between(text, first.Value.At-1, first.Value.At) != ":" {
		colon += " "
	}
	added := s
	if !strings.Contains(space, "\n") {
		added = style{}
	}
	depth := s.depth(text, first.At)
	after := in.Members[len(in.Members)-1].Value
	var changes []change
	for _, m := range members {
		if old := in.Member(m.Name); old != nil {
			after = old
			changes = append(changes, change{old.At, old.End(), s.value(m.Value, s.depth(text, old.At))})
			continue
		}
		changes = append(changes, change{after.End(), after.End(), "," + space + quote(m.Name) + colon + added.value(m.Value, depth)})
	}
	return changes
}

// rawName is the name of a member as it stands in the text, with its quotes.
func rawName(text []byte, m load.Member) string {
	raw := text[m.At:m.Value.At]
	return string(raw[:bytes.LastIndexByte(raw, '"')+1])
}

func between(text []byte, from, to int) string { return string(text[from:to]) }

// change puts something in the place of a part of a text.
type change struct {
	from, to int
	with     string
}

// apply makes changes to a text. Those at the same place keep their order.
func apply(text []byte, changes ...change) []byte {
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var b bytes.Buffer
	at := 0
	for _, c := range changes {
		b.Write(text[at:c.from])
		b.WriteString(c.with)
		at = c.to
	}
	b.Write(text[at:])
	return b.Bytes()
}
