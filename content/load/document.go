package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// document is a file in the making: its text, the JSON value in it, what is
// wrong with it, and the links in its prose, which can only be checked when the
// whole site is known.
type document struct {
	file     string
	text     []byte
	root     *value // nil if the file is not JSON
	problems Problems
	links    []proseLink
	around   *value // the object in the making
}

// proseLink is a link in prose, and where the prose stands.
type proseLink struct {
	at      int
	path    string
	address string
}

// maxSize is how large a file of content may be, in bytes. The largest of the
// real ones has 30 kB (wc -c content/*.json); what is hundreds of times that is
// not content.
const maxSize = 8 << 20

// read reads the JSON value in the file, and reports whether there is one.
func (d *document) read(fsys fs.FS) bool {
	if _, err := fs.Stat(fsys, d.file); errors.Is(err, fs.ErrNotExist) && slices.Contains(required, d.file) {
		d.whole("is missing; the shortest there is: %s", shortest[d.file])
		return false
	}
	return d.readOptional(fsys)
}

// readOptional is read for a file that may be missing, and says nothing then.
func (d *document) readOptional(fsys fs.FS) bool {
	file, err := fsys.Open(d.file)
	if errors.Is(err, fs.ErrNotExist) {
		d.root = &value{kind: kindObject}
		return false
	}
	if err != nil {
		d.whole("cannot be opened: %v", err)
		return false
	}
	defer file.Close()
	return d.readAll(file) && d.scan()
}

// readAll reads the text of the file, and reports whether it is one.
func (d *document) readAll(file io.Reader) bool {
	var err error
	d.text, err = io.ReadAll(io.LimitReader(file, maxSize+1))
	if err != nil {
		d.whole("cannot be read: %v", err)
		return false
	}
	if len(d.text) > maxSize {
		d.whole("is larger than %d MiB", maxSize>>20)
		return false
	}
	return d.isText()
}

// isText reports whether the text is UTF-8, without a byte order mark.
func (d *document) isText() bool {
	if bytes.HasPrefix(d.text, []byte("\ufeff")) {
		d.report(0, "", "begins with a byte order mark: save the file as UTF-8 without one")
		return false
	}
	for at := 0; at < len(d.text); {
		r, size := utf8.DecodeRune(d.text[at:])
		if r == utf8.RuneError && size == 1 {
			d.report(at, "", "the byte 0x%02x is not UTF-8: save the file as UTF-8", d.text[at])
			return false
		}
		at += size
	}
	return true
}

// scan reads the JSON value in the text, and reports whether there is one.
func (d *document) scan() bool {
	root, err := scan(d.text)
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		d.report(syntax.at, "", "%s", syntax.message)
		return false
	}
	d.root = root
	return true
}

// report notes a problem at an offset.
func (d *document) report(at int, path, format string, args ...any) {
	before := d.text[:at]
	line := bytes.Count(before, []byte("\n"))
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	d.problems = append(d.problems, Problem{
		File:    d.file,
		Line:    line + 1,
		Column:  column + 1,
		Path:    path,
		Message: fmt.Sprintf(format, args...),
	})
}

// reported reports whether something is wrong with the value at a path already.
func (d *document) reported(path string) bool {
	return slices.ContainsFunc(d.problems, func(p Problem) bool { return p.Path == path })
}

// whole notes a problem with the file as such.
func (d *document) whole(format string, args ...any) {
	d.problems = append(d.problems, Problem{File: d.file, Message: fmt.Sprintf(format, args...)})
}

// at is the offset of the value that a path names, or of the nearest one
// around it.
func (d *document) at(path string) int {
	v := d.root
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		var next *value
		if i, err := strconv.Atoi(step); err == nil && i < len(v.elements) {
			next = v.elements[i]
		} else {
			next = v.member(step)
		}
		if next == nil {
			break
		}
		v = next
	}
	return v.at
}

// reportAt notes a problem with the value that a path names.
func (d *document) reportAt(path, format string, args ...any) {
	d.report(d.at(path), path, format, args...)
}
