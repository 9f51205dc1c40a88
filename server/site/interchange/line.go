package interchange

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Calendars and contact cards are made of the same lines: a name, a colon and
// a value, ended by CRLF.

// maxLine is how many bytes of a line stand together (RFC 5545, 3.1; RFC 6350,
// 3.2). What is longer goes on in the next line, after a space.
const maxLine = 75

// fold breaks lines that are too long, never inside a character.
func fold(unfolded []byte) []byte {
	var b bytes.Buffer
	for line := range bytes.Lines(unfolded) {
		for limit := maxLine + len("\r\n"); len(line) > limit; limit = maxLine + len("\r\n") - 1 {
			cut := limit - len("\r\n")
			for !utf8.RuneStart(line[cut]) {
				cut--
			}
			b.Write(line[:cut])
			b.WriteString("\r\n ")
			line = line[cut:]
		}
		b.Write(line)
	}
	return b.Bytes()
}

// singleLine is text without line breaks and other control characters, which
// titles and names have no use for and these formats no place.
func singleLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
	}), " ")
}
