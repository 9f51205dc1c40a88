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
	"fmt"
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

// Insert puts an object into the list of a name in the text of a file, before
// the element at an index, or at the end if there are no more. A list that is
// not there is added.
func Insert(file string, text []byte, list string, at int, entry Object) ([]byte, error) {
	root, err := load.Scan(file, text)
	if err != nil {
		return nil, err
	}
	s := styleOf(text, root)
	in := root.Member(list)
	if in == nil {
		return Set(file, text, nil, Object{{list, []Object{entry}}})
	}
	if in.Raw[0] != '[' {
		return nil, fmt.Errorf("%s: %s is not a list", file, list)
	}
	if len(in.Elements) == 0 {
		return splice(text, in.At, in.End(), s.array([]Object{entry}, s.depth(text, in.At))), nil
	}
	space := between(text, in.At+1, in.Elements[0].At)
	written := s.object(entry, s.depth(text, in.Elements[0].At))
	if !strings.Contains(space, "\n") {
		written = style{}.object(entry, 0)
	}
	if at < len(in.Elements) {
		to := in.Elements[at].At
		return splice(text, to, to, written+","+space), nil
	}
	to := in.Elements[len(in.Elements)-1].End()
	return splice(text, to, to, ","+space+written), nil
}

// Set gives an object of a file members: the object that the path leads to, or
// the outermost. The steps of a path are names of members, and indexes of
// elements. A member that is there gets the value; others are added after the
// one that precedes them among the members, or else at the end.
func Set(file string, text []byte, path []any, members Object) ([]byte, error) {
	for i, m := range members {
		root, err := load.Scan(file, text)
		if err != nil {
			return nil, err
		}
		in, err := follow(root, path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		s := styleOf(text, root)
		var after *load.Value
		if i > 0 {
			after = in.Member(members[i-1].Name)
		}
		text = s.set(text, in, m, after)
	}
	return text, nil
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

// set gives an object a member.
func (s style) set(text []byte, in *load.Value, m Member, after *load.Value) []byte {
	if old := in.Member(m.Name); old != nil {
		return splice(text, old.At, old.End(), s.value(m.Value, s.depth(text, old.At)))
	}
	if len(in.Members) == 0 {
		return splice(text, in.At, in.End(), s.object(Object{m}, s.depth(text, in.At)))
	}
	first := in.Members[0]
	space := between(text, in.At+1, first.At)
	colon := ":" + strings.Trim(between(text, first.At, first.Value.At)[len(rawName(text, first)):], ":")
	depth := s.depth(text, first.At)
	if !strings.Contains(space, "\n") {
		s = style{}
	}
	if after == nil {
		after = in.Members[len(in.Members)-1].Value
	}
	return splice(text, after.End(), after.End(), ","+space+quote(m.Name)+strings.ReplaceAll(colon, " :", ":")+s.value(m.Value, depth))
}

// rawName is the name of a member as it stands in the text, with its quotes.
func rawName(text []byte, m load.Member) string {
	raw := text[m.At:m.Value.At]
	return string(raw[:bytes.LastIndexByte(raw, '"')+1])
}

func between(text []byte, from, to int) string { return string(text[from:to]) }

// splice puts something in the place of a part of the text.
func splice(text []byte, from, to int, with string) []byte {
	return append(append(bytes.Clone(text[:from]), with...), text[to:]...)
}
