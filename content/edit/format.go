package edit

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"kairo.dev/content/load"
)

// Format lays the text of a file of content out in the one form: two spaces for
// a level, a line for each member and each entry, a list of words in one line,
// and letters instead of escapes. What the file says stays, in
// its order, mistakes in it too. The error is of type [load.Problems].
func Format(file string, text []byte) ([]byte, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	root, err := load.Scan(file, text)
	if err != nil {
		return nil, err
	}
	return []byte(form.laidOut(root, 0) + form.newline), nil
}

// laidOut is a value as it is, in this style.
func (s style) laidOut(v *load.Value, depth int) string {
	var parts []string
	switch v.Raw[0] {
	case '{':
		for _, m := range v.Members {
			parts = append(parts, quote(m.Name)+": "+s.laidOut(m.Value, depth+1))
		}
		return s.block("{", parts, "}", depth)
	case '[':
		plain := true
		for _, e := range v.Elements {
			plain = plain && e.Raw[0] != '{' && e.Raw[0] != '['
			parts = append(parts, s.laidOut(e, depth+1))
		}
		if plain {
			return inLine(parts)
		}
		return s.block("[", parts, "]", depth)
	case '"':
		return plainly(v.Raw)
	}
	return string(v.Raw)
}

// plainly writes a string without needless escapes, unless it is one that
// decoders do not agree on: half a surrogate pair (RFC 8259, 8.2).
func plainly(raw []byte) string {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil || strings.ContainsRune(s, utf8.RuneError) {
		return string(raw)
	}
	return quote(s)
}
