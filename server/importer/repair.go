package importer

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// asUTF8 is a text whose bytes may not be the UTF-8 that they claim to be: those
// that are not are taken for letters of Windows-1252, as browsers take those of
// ISO 8859-1.
func asUTF8(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			r = letter(text[0])
		}
		b.WriteRune(r)
		text = text[size:]
	}
	return b.String()
}

// letter is what a byte stands for in Windows-1252.
func letter(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c) // five bytes stand for nothing there, and for controls elsewhere
}

// octet is the byte that stands for a letter in Windows-1252.
func octet(r rune) (byte, bool) {
	if r >= 0x80 && r < 0xa0 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// mended is a text in which UTF-8 was once taken for Windows-1252 and written as
// UTF-8 again, so that ç became Ã§: as many times as that was done. Letters that
// do not look so stay.
func mended(s string) string {
	for range 3 { // nobody does it more often
		once := mendedOnce(s)
		if once == s {
			break
		}
		s = once
	}
	return s
}

func mendedOnce(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if r, size := mendedAt(s[i:]); size > 0 {
			b.WriteRune(r)
			i += size
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[i : i+size])
		i += size
	}
	return b.String()
}

// mendedAt is the letter that the first letters of a text were made of, and how
// long they are; 0 if they were not made of any.
func mendedAt(s string) (r rune, size int) {
	var made []byte
	for i, letter := range s {
		if len(made) > 0 && utf8.FullRune(made) || len(made) == utf8.UTFMax {
			break
		}
		c, ok := octet(letter)
		if !ok || c < utf8.RuneSelf || len(made) == 0 && c < 0xc2 {
			break
		}
		made = append(made, c)
		size = i + utf8.RuneLen(letter)
	}
	r, n := utf8.DecodeRune(made)
	// Two letters of Latin text that would be one of another script, such as the
	// end of "SÃO«", are more likely just those two.
	if r == utf8.RuneError || n != len(made) || n == 2 && r >= 0x250 {
		return 0, 0
	}
	return r, size
}
