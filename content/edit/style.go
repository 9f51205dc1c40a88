package edit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"kairo.dev/content/load"
)

// style is how a file is laid out. The zero style writes all in a line.
type style struct {
	newline string // "\n" or "\r\n", or "" for all in a line
	unit    string // what a level is indented by
}

// form is the one form that Format gives to files.
var form = style{newline: "\n", unit: "  "}

// styleOf is how a file is laid out, as far as its first member shows that.
func styleOf(text []byte, root *load.Value) style {
	s := form
	if bytes.Contains(text, []byte("\r\n")) {
		s.newline = "\r\n"
	}
	if len(root.Members) == 0 {
		return s
	}
	space := text[root.At+1 : root.Members[0].At]
	line := bytes.LastIndexByte(space, '\n')
	if line < 0 {
		if bytes.IndexByte(bytes.TrimSpace(text), '\n') < 0 {
			return style{}
		}
		return s
	}
	if unit := space[line+1:]; len(unit) > 0 {
		s.unit = string(unit)
	}
	return s
}

// depth is how many levels the line of an offset is indented by.
func (s style) depth(text []byte, at int) int {
	line := text[bytes.LastIndexByte(text[:at], '\n')+1 : at]
	space := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	if s.unit == "" {
		return 0
	}
	return len(space) / len(s.unit)
}

// line begins a line at a depth.
func (s style) line(depth int) string {
	if s.newline == "" {
		return ""
	}
	return s.newline + strings.Repeat(s.unit, depth)
}

// block is a list of parts between brackets, a line for each.
func (s style) block(open string, parts []string, end string, depth int) string {
	if len(parts) == 0 {
		return open + end
	}
	comma := ", "
	if s.newline != "" {
		comma = "," + s.line(depth+1)
	}
	return open + s.line(depth+1) + strings.Join(parts, comma) + s.line(depth) + end
}

func (s style) object(o Object, depth int) string {
	var parts []string
	for _, m := range o {
		parts = append(parts, quote(m.Name)+": "+s.value(m.Value, depth+1))
	}
	return s.block("{", parts, "}", depth)
}

func (s style) array(objects []Object, depth int) string {
	var parts []string
	for _, o := range objects {
		parts = append(parts, s.object(o, depth+1))
	}
	return s.block("[", parts, "]", depth)
}

// inLine is a list of words, which takes a line however long it is, as a text does.
func inLine(parts []string) string { return "[" + strings.Join(parts, ", ") + "]" }

func (s style) value(v any, depth int) string {
	switch v := v.(type) {
	case string:
		return quote(v)
	case bool:
		return strconv.FormatBool(v)
	case Number:
		return string(v)
	case []string:
		parts := make([]string, len(v))
		for i, word := range v {
			parts[i] = quote(word)
		}
		return inLine(parts)
	case Object:
		return s.object(v, depth)
	case []Object:
		return s.array(v, depth)
	}
	panic(fmt.Sprintf("edit: a %T cannot be written", v)) // a mistake in the program
}

// quote writes a string as people do: with no escape that need not be.
func quote(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return strconv.Quote(s) // not reached: any string can be encoded
	}
	return separators.Replace(strings.TrimSuffix(b.String(), "\n"))
}

// separators are the escapes of line separators that need not be.
var separators = strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029")
