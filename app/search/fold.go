package search

import (
	"unicode"
	"unicode/utf8"
)

// The base letters of Latin letters with marks, by code point. A point stands
// for a character that has none. The Unicode tables say the same and weigh two
// hundred kilobytes; a test compares them with these.
const (
	latin = "" +
		"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y" +
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll." +
		".llnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"................................oo.............uu..............." +
		".............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa..oo" +
		"aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............" +
		"................"
	latinAdditional = "" +
		"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm" +
		"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" +
		"wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......"
)

const (
	latinFirst           = '\u00C0'
	latinAdditionalFirst = '\u1E00'
)

// appendFolded appends r without what a reader does not type: the case and the
// marks of a letter. Nothing is left of a mark that is a code point of its own, so
// that a Latin letter folds the same, written as one code point or as two.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return append(b, byte(r)+'a'-'A')
	case r < utf8.RuneSelf:
		return append(b, byte(r))
	}
	switch r {
	case 'ß', 'ẞ':
		return append(b, "ss"...)
	case 'æ', 'Æ', 'ǽ', 'Ǽ', 'ǣ', 'Ǣ':
		return append(b, "ae"...)
	case 'œ', 'Œ':
		return append(b, "oe"...)
	case 'þ', 'Þ':
		return append(b, "th"...)
	case 'ª': // 1ª, nº
		return append(b, 'a')
	case 'º':
		return append(b, 'o')
	}
	base := byte('.')
	if i := int(r - latinFirst); 0 <= i && i < len(latin) {
		base = latin[i]
	} else if i := int(r - latinAdditionalFirst); 0 <= i && i < len(latinAdditional) {
		base = latinAdditional[i]
	}
	switch {
	case base != '.':
		return append(b, base)
	case unicode.Is(unicode.Mn, r):
		return b
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

// words reads the words of a text, one after the other: runs of letters, digits
// and marks. An apostrophe inside a word is skipped: "what's" and "whats" are
// the same word.
type words struct {
	text string
	// start and end are where the word stands in text.
	start, end int
	// folded is the word as it is indexed. It is overwritten by the next.
	folded []byte
}

// next goes to the next word, and reports whether there is one.
func (w *words) next() bool {
	w.folded = w.folded[:0]
	for at, apostrophe := w.end, false; at < len(w.text); {
		r, size := utf8.DecodeRuneInString(w.text[at:])
		switch {
		case isWord(r):
			if len(w.folded) == 0 {
				w.start = at
			}
			w.folded = appendFolded(w.folded, r)
			w.end, apostrophe = at+size, false
		case len(w.folded) == 0:
		case (r == '\'' || r == '’') && !apostrophe:
			apostrophe = true
		default:
			return true
		}
		at += size
	}
	return len(w.folded) > 0
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.Mn)
}
