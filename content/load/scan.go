package load

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-json"
)

// maxDepth is how deep values may be nested: twice what the content needs, and
// little enough for any stack.
const maxDepth = 16

// kind says what a JSON value is, in the words of a message.
type kind string

const (
	kindObject kind = "an object"
	kindArray  kind = "an array"
	kindString kind = "a string"
	kindNumber kind = "a number"
	kindBool   kind = "true or false"
	kindNull   kind = "null"
)

// value is a JSON value that knows where it stands. Decoders of the usual sort
// forget that, and take what they are given: of two members with the same name
// the last, of a misspelt one none.
type value struct {
	kind     kind
	at       int    // offset of the first byte
	raw      []byte // all of it, as it stands in the file
	members  []member
	elements []*value
}

type member struct {
	name  string
	at    int
	value *value
}

// member is the object's member of a name, or nil.
func (v *value) member(name string) *value {
	for _, m := range v.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// syntaxError is text that is not JSON.
type syntaxError struct {
	at      int
	message string
}

func (e *syntaxError) Error() string { return e.message }

// scan reads a JSON text (RFC 8259). The only error it returns is a
// *syntaxError; the reading ends there, because what follows is guesswork.
func scan(text []byte) (v *value, err error) {
	s := &scanner{text: text}
	// The scanner goes down as deep as the text does, and back up in one leap.
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case *syntaxError:
			v, err = nil, problem
		default:
			panic(problem)
		}
	}()
	s.space()
	if s.end() {
		s.fail("is empty")
	}
	v = s.value(0)
	s.space()
	if !s.end() {
		s.fail("something follows the end of the JSON value: %s", s.next())
	}
	return v, nil
}

type scanner struct {
	text []byte
	at   int
}

func (s *scanner) fail(format string, args ...any) {
	panic(&syntaxError{s.at, fmt.Sprintf(format, args...)})
}

func (s *scanner) end() bool { return s.at >= len(s.text) }

// peek is the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	if s.end() {
		return 0
	}
	return s.text[s.at]
}

// next is the next character, in the words of a message.
func (s *scanner) next() string {
	if s.end() {
		return "the end of the file"
	}
	r, _ := utf8.DecodeRune(s.text[s.at:])
	if strings.ContainsRune("“”„‟«»‘’‚‛＂", r) {
		return fmt.Sprintf(`%q, a curly quote: type a straight one, "`, r)
	}
	return fmt.Sprintf("%q", r)
}

func (s *scanner) space() {
	for !s.end() {
		switch s.text[s.at] {
		case ' ', '\t', '\n', '\r':
			s.at++
		case '/':
			s.fail("JSON has no comments")
		default:
			return
		}
	}
}

func (s *scanner) value(depth int) *value {
	if depth > maxDepth {
		s.fail("values are nested more than %d deep", maxDepth)
	}
	v := &value{at: s.at}
	switch c := s.peek(); {
	case c == '{':
		v.kind = kindObject
		v.members = s.object(depth)
	case c == '[':
		v.kind = kindArray
		v.elements = s.array(depth)
	case c == '"':
		v.kind = kindString
		s.string()
	case c == '-' || '0' <= c && c <= '9':
		v.kind = kindNumber
		s.number()
	default:
		v.kind = s.word()
	}
	v.raw = s.text[v.at:s.at]
	return v
}

func (s *scanner) object(depth int) []member {
	var members []member
	s.at++
	for s.space(); s.peek() != '}'; s.space() {
		if len(members) > 0 {
			s.comma("}")
			if s.peek() == '}' {
				s.fail("a comma stands before }: remove it")
			}
		}
		if s.peek() != '"' {
			s.fail(`want the name of a member in quotes or }, found %s`, s.next())
		}
		m := member{at: s.at} // before the name is read
		m.name = s.string()
		s.space()
		if s.peek() != ':' {
			s.fail("want : after the name %q, found %s", m.name, s.next())
		}
		s.at++
		s.space()
		m.value = s.value(depth + 1)
		members = append(members, m)
	}
	s.at++
	return members
}

func (s *scanner) array(depth int) []*value {
	var elements []*value
	s.at++
	for s.space(); s.peek() != ']'; s.space() {
		if len(elements) > 0 {
			s.comma("]")
			if s.peek() == ']' {
				s.fail("a comma stands before ]: remove it")
			}
		}
		elements = append(elements, s.value(depth+1))
	}
	s.at++
	return elements
}

func (s *scanner) comma(end string) {
	if s.peek() != ',' {
		s.fail("want , or %s, found %s", end, s.next())
	}
	s.at++
	s.space()
}

// string reads a string and returns what it means.
func (s *scanner) string() string {
	start := s.at
	for s.at++; ; s.at++ {
		switch c := s.peek(); {
		case s.end():
			s.at = start
			s.fail(`the string that begins here has no closing "`)
		case c == '"':
			s.at++
			return unquote(s.text[start:s.at])
		case c == '\\':
			s.escape()
		case c == '\n', c == '\r':
			s.fail(`the string does not end in its line: close it with ", or write \n for a new line`)
		case c < ' ':
			s.fail(`a string cannot hold the control character U+%04X: write \t for a tab, or \u%04X`, c, c)
		}
	}
}

// escape checks an escape sequence and stops at its last byte.
func (s *scanner) escape() {
	rest := s.text[s.at+1:]
	if len(rest) == 0 {
		return // the string does not end either
	}
	switch rest[0] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.at++
	case 'u':
		for i := 1; i <= 4; i++ {
			if i >= len(rest) || !isHex(rest[i]) {
				s.fail(`want four hexadecimal digits after \u`)
			}
		}
		s.at += 5
	default:
		s.fail(`there is no escape \%c in JSON; a backslash itself is written \\`, firstRune(rest))
	}
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func firstRune(text []byte) rune {
	r, _ := utf8.DecodeRune(text)
	return r
}

// unquote is what a string that was checked means.
func unquote(raw []byte) string {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return string(raw) // not reached: what the scanner accepts is a string
	}
	return s
}

func (s *scanner) number() {
	start := s.at
	for !s.end() {
		switch c := s.text[s.at]; {
		case '0' <= c && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			s.at++
			continue
		}
		break
	}
	if raw := s.text[start:s.at]; !json.Valid(raw) {
		s.at = start
		s.fail("%s is not a number", raw)
	}
}

// word reads true, false and null.
func (s *scanner) word() kind {
	start := s.at
	for !s.end() && 'a' <= s.text[s.at] && s.text[s.at] <= 'z' {
		s.at++
	}
	switch word := string(s.text[start:s.at]); word {
	case "true", "false":
		return kindBool
	case "null":
		return kindNull
	case "":
		s.fail("want a value, found %s", s.next())
	default:
		s.at = start
		s.fail("want a value, found %s: text stands in double quotes", word)
	}
	return ""
}
