package search

import (
	"unicode"
	"unicode/utf8"
)

// appendFolded appends r without what a reader does not type: the case and the
// marks of a letter, and the form that it has in some encoding. Nothing is left
// of a mark that is a code point of its own, so that a letter folds the same,
// written as one code point or as several.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return append(b, byte(r)+'a'-'A')
	case r < utf8.RuneSelf:
		return append(b, byte(r))
	case '一' <= r && r <= '鿿':
		return utf8.AppendRune(b, r)
	case '가' <= r && r <= '힣':
		return appendHangul(b, r)
	case '！' <= r && r <= '～': // full width
		return appendFolded(b, r-'！'+'!')
	case '𝐀' <= r && r <= '𝚣': // in mathematics
		return append(b, 'a'+byte((r-'𝐀')%26))
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
	case '\u3099', 'ﾞ':
		return appendVoiced(b, '\u3099')
	case '\u309A', 'ﾟ':
		return appendVoiced(b, '\u309A')
	}
	if base := latinBase(r); base != '.' {
		return append(b, base)
	}
	if d := digit(r); d != 0 {
		return append(b, d)
	}
	r = unicode.ToLower(r)
	if letters, ok := folds[r]; ok {
		return append(b, letters...)
	}
	if silent(r) {
		return b
	}
	return utf8.AppendRune(b, r)
}

// spelledOut is how a letter is spelled where there is no key for its mark: in
// German, Swedish, Danish and Norwegian, not as the letter alone.
func spelledOut(r rune) string {
	switch r {
	case 'ä', 'Ä':
		return "ae"
	case 'ö', 'Ö', 'ø', 'Ø':
		return "oe"
	case 'ü', 'Ü':
		return "ue"
	case 'å', 'Å':
		return "aa"
	}
	return ""
}

// words reads the words of a text, one after the other: runs of letters, digits
// and marks. An apostrophe inside a word is skipped: "what's" and "whats" are
// the same word. So is what cannot be seen, such as a soft hyphen.
//
// In a script without spaces, a letter with its marks is a word. What is looked
// for is then words side by side, so that any part of a run is found.
type words struct {
	text string
	// start and end are where the word stands in text.
	start, end int
	// folded is the word as it is indexed. It is overwritten by the next.
	folded []byte
	// spelled is the same with letters spelled out ("mueller" for "Müller"),
	// empty if there are none.
	spelled []byte
}

// next goes to the next word, and reports whether there is one.
func (w *words) next() bool {
	w.folded, w.spelled = w.folded[:0], w.spelled[:0]
	single, apostrophe := false, false
	for at := w.end; at < len(w.text); {
		if letter := plain(w.text[at]); letter != 0 && !single { // most letters, at a third of the cost
			if len(w.folded) == 0 {
				w.start = at
			}
			w.folded = append(w.folded, letter)
			if len(w.spelled) > 0 {
				w.spelled = append(w.spelled, letter)
			}
			at++
			w.end, apostrophe = at, false
			continue
		}
		r, size := utf8.DecodeRuneInString(w.text[at:])
		switch {
		case isWord(r):
			alone := unspaced(r)
			switch {
			case len(w.folded) == 0:
				w.start = at
			case (alone || single) && !continues(r):
				return true
			}
			single = single || alone
			w.add(r)
			w.end, apostrophe = at+size, false
		case len(w.folded) == 0:
		case unseen(r):
		case (r == '\'' || r == '’') && !apostrophe:
			apostrophe = true
		default:
			return true
		}
		at += size
	}
	return len(w.folded) > 0
}

// add adds a letter to the word.
func (w *words) add(r rune) {
	out := ""
	if n := len(w.folded); r == '\u0308' && n > 0 && (w.folded[n-1] == 'a' || w.folded[n-1] == 'o' || w.folded[n-1] == 'u') {
		out = "e" // the letter was the code point before
	} else if r == '\u030A' && n > 0 && w.folded[n-1] == 'a' {
		out = "a"
	} else if r >= latinFirst {
		out = spelledOut(r)
	}
	switch {
	case out != "":
		if len(w.spelled) == 0 {
			w.spelled = append(w.spelled, w.folded...)
		}
		w.spelled = append(w.spelled, out...)
	case len(w.spelled) > 0:
		w.spelled = appendFolded(w.spelled, r)
	}
	w.folded = appendFolded(w.folded, r)
}

// plain is what a byte of ASCII is folded to where it is a letter or a digit, and 0
// where it is not, or no ASCII.
func plain(b byte) byte {
	switch {
	case 'a' <= b && b <= 'z', '0' <= b && b <= '9':
		return b
	case 'A' <= b && b <= 'Z':
		return b + 'a' - 'A'
	}
	return 0
}

// unseen reports whether a character has no shape and may stand inside a word:
// the soft hyphen, joiners and what keeps them apart, marks of direction and
// the space without width.
func unseen(r rune) bool {
	return r == '\u00AD' || '\u200B' <= r && r <= '\u200F' || r == '\u2060' || r == '\uFEFF'
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M)
}

// scripts without spaces between words, or with words that grow by what is
// attached to them, as in Korean: first and last of each range.
var scripts = [...]rune{
	'\u0E01', '\u0E4F', // Thai
	'\u0E81', '\u0ECF', '\u0EDC', '\u0EDF', // Lao
	'\u1000', '\u103F', '\u1050', '\u109D', // Burmese
	'\u1100', '\u11FF', // Hangul
	'\u1780', '\u17D7', // Khmer
	'\u1950', '\u1AAF', // Tai
	'\u2E80', '\u3007', '\u3021', '\uA4CF', // Han, kana, Bopomofo, Hangul, Yi
	'\uA960', '\uA9DF', '\uA9E0', '\uA9EF', // Hangul, Javanese, Burmese
	'\uAA60', '\uAADF', // Burmese, Tai Viet
	'\uAC00', '\uD7FF', // Hangul
	'\uF900', '\uFAFF', // Han
	'\uFF66', '\uFFDC', // half-width kana and Hangul
	'\U0001AFF0', '\U0001B16F', // kana
	'\U00020000', '\U0003FFFF', // Han
}

// unspaced reports whether a letter is one of a script without spaces.
func unspaced(r rune) bool {
	if r < scripts[0] {
		return false
	}
	for i := 0; i < len(scripts) && scripts[i] <= r; i += 2 {
		if r <= scripts[i+1] {
			return true
		}
	}
	return false
}

// continues reports whether a character belongs to the letter before it.
func continues(r rune) bool {
	return r >= utf8.RuneSelf && (unicode.Is(unicode.M, r) ||
		'\u1160' <= r && r <= '\u11FF' || r == 'ﾞ' || r == 'ﾟ')
}
