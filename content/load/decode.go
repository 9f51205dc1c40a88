package load

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kairo.dev/content"

	"github.com/google/uuid"
)

// decode fits the file's value to a Go value. What does not fit is noted, and
// left out.
func (d *document) decode(into reflect.Value) {
	d.value(d.root, "", into, "")
}

var (
	dateType  = reflect.TypeFor[content.Date]()
	kindType  = reflect.TypeFor[content.TalkKind]()
	proseType = reflect.TypeFor[content.Prose]()
)

// value fits v to a Go value; format is the form that strings in it have.
func (d *document) value(v *value, path string, into reflect.Value, format string) {
	switch t := into.Type(); {
	case t == proseType:
		d.prose(v, path, into)
	case t.Kind() == reflect.Pointer:
		into.Set(reflect.New(t.Elem()))
		d.value(v, path, into.Elem(), format)
	case t.Kind() == reflect.Struct:
		d.object(v, path, into)
	case t.Kind() == reflect.Slice:
		d.array(v, path, into, format)
	case t.Kind() == reflect.Int:
		d.integer(v, path, into)
	case t.Kind() == reflect.Bool:
		if d.is(v, path, kindBool) {
			into.SetBool(string(v.raw) == "true")
		}
	default:
		d.string(v, path, into, format)
	}
}

// is reports whether v is of the kind that is wanted, and notes it if not.
func (d *document) is(v *value, path string, want kind) bool {
	if v.kind != want {
		d.report(v.at, path, "is %s; want %s", v.kind, want)
	}
	return v.kind == want
}

func (d *document) object(v *value, path string, into reflect.Value) {
	if !d.is(v, path, kindObject) {
		return
	}
	around := d.around
	d.around = v
	defer func() { d.around = around }()
	fields := slices.DeleteFunc(fieldsOf(into.Type()), func(f field) bool { return f.made })
	d.strangers(v, path, fields)
	for _, f := range fields {
		at := join(path, f.name)
		m := v.member(f.name)
		switch {
		case m == nil && !f.optional:
			d.report(v.at, at, "is missing%s", proposal(f, d.file, v))
		case m == nil:
		case m.kind == kindNull && f.optional: // the same as nothing
		default:
			d.value(m, at, into.Field(f.index), f.format)
		}
	}
}

// strangers notes members that are there twice, or that there are not.
func (d *document) strangers(v *value, path string, fields []field) {
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.name
	}
	first := make(map[string]int)
	for _, m := range v.members {
		if at, ok := first[m.name]; ok {
			line := 1 + bytes.Count(d.text[:at], []byte("\n"))
			d.report(m.at, join(path, m.name), "is there twice (first in line %d)", line)
			continue
		}
		first[m.name] = m.at
		if path == "" && m.name == "$schema" { // for editors
			continue
		}
		if !slices.Contains(known, m.name) {
			d.report(m.at, join(path, m.name), "is not known%s", didYouMean(m.name, known))
		}
	}
}

// proposal is a fresh id for an entry that has none. It is the same each time
// the same entry is looked at.
func proposal(f field, file string, v *value) string {
	if f.format != "uuid" {
		return ""
	}
	return fmt.Sprintf(" (a new one: %q)", proposeID(file+"#"+string(v.raw)))
}

// proposeID is an id made of what it is for.
func proposeID(what string) string { return uuid.NewSHA1(uuid.NameSpaceURL, []byte(what)).String() }

func (d *document) array(v *value, path string, into reflect.Value, format string) {
	if !d.is(v, path, kindArray) {
		return
	}
	element := into.Type().Elem()
	if len(v.elements) == 0 && element.Kind() == reflect.String {
		d.report(v.at, path, "is empty: name at least one, or leave it out where it can be")
		return
	}
	list := reflect.MakeSlice(into.Type(), len(v.elements), len(v.elements))
	for i, e := range v.elements {
		d.value(e, path+"["+strconv.Itoa(i)+"]", list.Index(i), format)
	}
	into.Set(list)
}

func (d *document) integer(v *value, path string, into reflect.Value) {
	if !d.is(v, path, kindNumber) {
		return
	}
	n, err := strconv.Atoi(string(v.raw))
	if err != nil || n <= 0 {
		d.report(v.at, path, "%s is not a whole number above 0", v.raw)
		return
	}
	into.SetInt(int64(n))
}

func (d *document) string(v *value, path string, into reflect.Value, form string) {
	if form == "uuid" && v.kind == kindString {
		if _, err := uuid.Parse(unquote(v.raw)); err != nil {
			d.report(v.at, path, "%q is not an id yet (a new one: %q)", unquote(v.raw), proposeID(d.file+"#"+path))
			return
		}
	}
	s, ok := d.words(v, path)
	if !ok {
		return
	}
	err := checkString(into.Type(), form, s)
	if err != nil {
		d.report(v.at, path, "%s", strings.Replace(err.Error(), noSlug, d.slug(), 1))
		return
	}
	if form == "https" || form == "document" && !strings.HasPrefix(s, "files/") {
		d.links = append(d.links, proseLink{v.at, path, s})
	}
	into.SetString(s)
}

// slug is one for the entry in the making, of whose name no slug can be made: its
// date, or what else there is.
func (d *document) slug() string {
	if date := d.around.member("date"); date != nil && date.kind == kindString {
		if day, err := content.ParseDate(unquote(date.raw)); err == nil {
			return string(day)
		}
	}
	return noSlug
}

func (d *document) prose(v *value, path string, into reflect.Value) {
	s, ok := d.words(v, path)
	if !ok {
		return
	}
	prose, problems := parseProse(s)
	for _, problem := range problems {
		d.report(v.at, path, "%s", problem)
	}
	d.noteLinks(v.at, path, prose)
	into.Set(reflect.ValueOf(prose))
}

// noteLinks keeps the links in prose until the whole site is known.
func (d *document) noteLinks(at int, path string, nodes []content.Node) {
	for _, n := range nodes {
		if n.Kind == content.NodeLink {
			d.links = append(d.links, proseLink{at, path, n.Address})
		}
		d.noteLinks(at, path, n.Children)
	}
}

// words are the text of a string that has to have some.
func (d *document) words(v *value, path string) (string, bool) {
	if !d.is(v, path, kindString) {
		return "", false
	}
	s := unquote(v.raw)
	if Blank(s) {
		but := ""
		if unseen := strings.TrimSpace(s); unseen != "" {
			but = fmt.Sprintf(" but for what does not show (%U)", firstRune([]byte(unseen)))
		}
		d.report(v.at, path, "is empty%s: fill it in, or leave it out where it can be", but)
		return "", false
	}
	return s, true
}

// checkLine checks a string that is shown in a line.
func checkLine(s string) error {
	for _, r := range s {
		if unicode.IsControl(r) {
			return fmt.Errorf("holds the control character U+%04X; want plain text in one line", r)
		}
	}
	if strings.TrimSpace(s) != s {
		return fmt.Errorf("%q begins or ends with white space", s)
	}
	return nil
}

func checkKind(s string) error {
	if slices.Contains(content.TalkKinds, content.TalkKind(s)) {
		return nil
	}
	kinds := make([]string, len(content.TalkKinds))
	for i, k := range content.TalkKinds {
		kinds[i] = string(k)
	}
	return fmt.Errorf("%q is not a kind of talk (want %s)", s, strings.Join(kinds, ", "))
}

// field is what the struct tags say about a field.
type field struct {
	index    int
	made     bool // by the reading, and not there in files
	name     string
	optional bool
	// translate says that it is said in the language of the site.
	translate bool
	// language says that it is the language of an entry's "words", or of its "text".
	language string
	format   string
	doc      string
	kind     reflect.Type
}

func fieldsOf(t reflect.Type) []field {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		_, made := f.Tag.Lookup("made")
		fields = append(fields, field{
			index:     i,
			made:      made,
			name:      name,
			optional:  options == "omitempty",
			translate: f.Tag.Get("translate") == "yes",
			language:  f.Tag.Get("language"),
			format:    f.Tag.Get("format"),
			doc:       f.Tag.Get("doc"),
			kind:      f.Type,
		})
	}
	return fields
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
