package content

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode reads the bundle: the JSON form of a Site (RFC 8259) that the server
// wrote. It does not check the content again: what it does not know it passes
// over, and what is missing stays empty.
//
// It is written out, instead of a call of encoding/json, because every reader
// downloads it, and would download encoding/json and the fmt that this needs.
// Strings stay where they are, as parts of one string; only those with an escape
// are copied.
func Decode(bundle []byte) (*Site, error) { return decode(bundle, nil) }

// DecodeWithout reads the bundle without some of its lists, which are empty in
// the Site: those that grow over the years, such as "talks" and "archive", take
// most of the time.
func DecodeWithout(bundle []byte, lists ...string) (*Site, error) { return decode(bundle, lists) }

func decode(bundle []byte, without []string) (*Site, error) {
	d := decoder{text: string(bundle), fields: make(map[reflect.Type]map[string]int), without: without}
	var s Site
	d.value(reflect.ValueOf(&s).Elem())
	if d.space(); d.err == nil && d.at < len(d.text) {
		d.fail("more after the end")
	}
	if d.err != nil {
		return nil, d.err
	}
	return &s, nil
}

// decoder reads JSON into Go values. After an error it reads nothing more.
type decoder struct {
	text   string
	at     int
	depth  int
	err    error
	fields map[reflect.Type]map[string]int // of each struct: JSON name to index
	// without are the members of the outermost object to pass over.
	without []string
}

// maxDepth is how deep values may be nested. Prose nests a few levels; without
// a limit, a broken bundle could exhaust the stack, which is not recoverable.
const maxDepth = 1000

func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = errors.New("decode bundle: byte " + strconv.Itoa(d.at) + ": " + what)
	}
	d.at = len(d.text)
}

func (d *decoder) space() {
	for d.at < len(d.text) && strings.IndexByte(" \t\r\n", d.text[d.at]) >= 0 {
		d.at++
	}
}

// is reports whether c comes next, after white space, and passes it if so.
func (d *decoder) is(c byte) bool {
	d.space()
	if d.at == len(d.text) || d.text[d.at] != c {
		return false
	}
	d.at++
	return true
}

func (d *decoder) want(c byte) {
	if !d.is(c) {
		d.fail("want " + string(rune(c)))
	}
}

// value reads a value into v. The zero Value stands for nowhere.
func (d *decoder) value(v reflect.Value) {
	d.space()
	if d.at == len(d.text) {
		d.fail("want a value")
		return
	}
	kind := v.Kind()
	switch c := d.text[d.at]; {
	case c == '{' && kind == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(v.Elem())
	case c == '{' && (kind == reflect.Struct || kind == reflect.Invalid):
		d.object(v)
	case c == '[' && (kind == reflect.Slice || kind == reflect.Invalid):
		d.array(v)
	case c == '"' && (kind == reflect.String || kind == reflect.Invalid):
		if s := d.string(); kind == reflect.String {
			v.SetString(s)
		}
	case c == '"', c == '{', c == '[':
		d.fail("want " + kind.String())
	default:
		d.word(v)
	}
}

// elements calls read for each element up to the closing bracket.
func (d *decoder) elements(open, end byte, read func()) {
	if d.want(open); d.is(end) {
		return
	}
	if d.depth++; d.depth > maxDepth {
		d.fail("nested too deep")
	}
	defer func() { d.depth-- }()
	for d.err == nil {
		if read(); d.is(end) {
			return
		}
		d.want(',')
	}
}

func (d *decoder) object(v reflect.Value) {
	var fields map[string]int
	if v.IsValid() {
		fields = d.fieldsOf(v.Type())
	}
	d.elements('{', '}', func() {
		d.space()
		name := d.string()
		d.want(':')
		if i, ok := fields[name]; ok && !(d.depth == 1 && slices.Contains(d.without, name)) {
			d.value(v.Field(i))
		} else {
			d.pass()
		}
	})
}

// pass passes over a value. Most of the bundle is passed over when a page is taken
// over, so it looks for the ends of strings and brackets and at nothing else.
func (d *decoder) pass() {
	d.space()
	for from, depth := d.at, 0; d.err == nil && d.at < len(d.text); {
		c := d.text[d.at]
		if depth == 0 && strings.IndexByte(" \t\r\n,]}", c) >= 0 {
			if d.at == from {
				break
			}
			return // after a word
		}
		d.at++
		switch c {
		case '"':
			d.passString()
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		default:
			continue
		}
		if depth == 0 {
			return
		}
	}
	d.fail("want a value")
}

// passString passes over the rest of a string: up to a quote with an even number of
// backslashes before it.
func (d *decoder) passString() {
	for from := d.at; ; {
		i := strings.IndexByte(d.text[d.at:], '"')
		if i < 0 {
			d.fail("a string does not end")
			return
		}
		plain := d.text[from : d.at+i]
		d.at += i + 1
		if (len(plain)-len(strings.TrimRight(plain, `\`)))%2 == 0 {
			return
		}
	}
}

// fieldsOf are the fields of a struct by the names in their tags.
func (d *decoder) fieldsOf(t reflect.Type) map[string]int {
	fields := d.fields[t]
	if fields == nil {
		fields = make(map[string]int, t.NumField())
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			fields[name] = i
		}
		d.fields[t] = fields
	}
	return fields
}

func (d *decoder) array(v reflect.Value) {
	if v.IsValid() {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	d.elements('[', ']', func() {
		if !v.IsValid() {
			d.value(v)
			return
		}
		n := v.Len()
		v.Grow(1)
		v.SetLen(n + 1)
		d.value(v.Index(n))
	})
}

// word reads what has no brackets or quotes: a number, true, false or null.
func (d *decoder) word(v reflect.Value) {
	length := strings.IndexAny(d.text[d.at:], " \t\r\n,]}")
	if length < 0 {
		length = len(d.text) - d.at
	}
	word := d.text[d.at : d.at+length]
	switch {
	case word == "null" || !v.IsValid():
	case v.Kind() == reflect.Bool && (word == "true" || word == "false"):
		v.SetBool(word == "true")
	case v.CanInt():
		n, err := strconv.ParseInt(word, 10, v.Type().Bits())
		if err != nil {
			d.fail("want an integer")
			return
		}
		v.SetInt(n)
	default:
		d.fail("want " + v.Kind().String())
		return
	}
	d.at += length
}

// string reads a string that begins here.
func (d *decoder) string() string {
	if d.at == len(d.text) || d.text[d.at] != '"' {
		d.fail("want a string")
		return ""
	}
	d.at++
	var unescaped []byte // what was read so far, once there was an escape
	for from := d.at; ; {
		for d.at < len(d.text) && d.text[d.at] != '"' && d.text[d.at] != '\\' {
			d.at++
		}
		if d.at == len(d.text) {
			d.fail("a string does not end")
			return ""
		}
		plain := d.text[from:d.at]
		d.at++
		if d.text[d.at-1] == '"' {
			if unescaped == nil {
				return plain
			}
			return string(append(unescaped, plain...))
		}
		unescaped = d.escape(append(unescaped, plain...))
		from = d.at
	}
}

// escape reads what follows a backslash and appends what it stands for.
func (d *decoder) escape(to []byte) []byte {
	if d.at == len(d.text) {
		return to
	}
	c := d.text[d.at]
	d.at++
	if c == 'u' {
		r := d.codeUnit()
		if utf16.IsSurrogate(r) && strings.HasPrefix(d.text[d.at:], `\u`) {
			d.at += 2
			r = utf16.DecodeRune(r, d.codeUnit())
		}
		return utf8.AppendRune(to, r)
	}
	const letters, meanings = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	i := strings.IndexByte(letters, c)
	if i < 0 {
		d.fail("not an escape")
		return to
	}
	return append(to, meanings[i])
}

// codeUnit reads four hexadecimal digits.
func (d *decoder) codeUnit() rune {
	end := min(d.at+4, len(d.text))
	unit, err := strconv.ParseUint(d.text[d.at:end], 16, 16)
	if err != nil || end-d.at < 4 {
		d.fail("want four hexadecimal digits")
		return utf8.RuneError
	}
	d.at = end
	return rune(unit)
}
