package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kairo.dev/content"
)

// Value is a JSON value in the text of a file, for those who edit the text.
type Value struct {
	At       int    // offset of the first byte
	Raw      []byte // all of it, as it stands in the text
	Members  []Member
	Elements []*Value
}

// Member is a member of an object.
type Member struct {
	Name  string
	At    int // offset of the name
	Value *Value
}

// End is the offset of the first byte after the value.
func (v *Value) End() int { return v.At + len(v.Raw) }

// Member is the object's member of a name, or nil.
func (v *Value) Member(name string) *Value {
	if v == nil {
		return nil
	}
	for _, m := range v.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// String is what the value means if it is a string, and "" otherwise.
func (v *Value) String() string {
	if v == nil || v.Raw[0] != '"' {
		return ""
	}
	return unquote(v.Raw)
}

// Scan reads the JSON text of a file. The error is of type [Problems] and says
// where the text is none.
func Scan(file string, text []byte) (*Value, error) {
	d := &document{file: file, text: text}
	if !d.isText() || !d.scan() {
		return nil, d.problems
	}
	return exported(d.root), nil
}

func exported(v *value) *Value {
	e := &Value{At: v.at, Raw: v.raw}
	for _, m := range v.members {
		e.Members = append(e.Members, Member{m.name, m.at, exported(m.value)})
	}
	for _, element := range v.elements {
		e.Elements = append(e.Elements, exported(element))
	}
	return e
}

// Names are the names of the files of content in a folder, and of those that say
// it in other languages, such as "pt/talks.json"; those too that cannot be read.
func Names(fsys fs.FS) []string {
	targets := new(files).byName()
	var found []string
	for _, folder := range append([]string{"."}, translationFolders(fsys, targets)...) {
		for _, name := range names(targets) {
			name = path.Join(folder, name)
			if _, err := fs.Stat(fsys, name); !errors.Is(err, fs.ErrNotExist) {
				found = append(found, name)
			}
		}
	}
	return found
}

// Blank reports whether nothing of a text shows: it is white space, or what Unicode
// lets programs ignore (UAX #44, Default_Ignorable_Code_Point), such as U+200B.
func Blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.Is(unicode.Prepended_Concatenation_Mark, r) || !unicode.IsSpace(r) &&
			!unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
	})
}

// Check says what is wrong with what somebody typed for a value of a type of
// package content and a format of its struct tags, or nil. It looks at the value
// alone.
func Check(t reflect.Type, format, s string) error {
	if Blank(s) {
		return errors.New("is empty")
	}
	switch {
	case t == proseType:
		if _, problems := parseProse(s); len(problems) > 0 {
			return errors.New(problems[0])
		}
		return nil
	case t.Kind() == reflect.Int:
		if n, err := strconv.Atoi(s); err != nil || n <= 0 {
			return fmt.Errorf("%q is not a whole number above 0", s)
		}
		return nil
	case !utf8.ValidString(s):
		return fmt.Errorf("%q is not UTF-8", s)
	}
	return checkString(t, format, s)
}

// checkString checks a string that is shown in a line, and the form it has.
func checkString(t reflect.Type, format, s string) error {
	if err := checkLine(s); err != nil {
		return err
	}
	switch {
	case t == dateType:
		_, err := content.ParseDate(s)
		return err
	case t == kindType:
		return checkKind(s)
	case format != "":
		return formats[format].check(s)
	}
	return nil
}

// Slug is a slug much like a title, or "" if there are no letters in it that a
// slug can have.
func Slug(title string) string { return proposeSlug(title) }

// ShortSlug is the beginning of a slug that is longer than people like to read in
// an address, up to the end of a word.
func ShortSlug(slug string) string {
	const most = 80
	if len(slug) <= most {
		return slug
	}
	slug = strings.Trim(slug[:most], "-")
	if i := strings.LastIndexByte(slug, '-'); i > most/2 {
		slug = slug[:i]
	}
	return slug
}

// Reserved reports whether a slug is what pages call a part of themselves, or
// a list of a year.
func Reserved(slug string) bool {
	return taken.MatchString(slug) || strings.Trim(slug, "0123456789") == ""
}
