package picture

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
	"golang.org/x/text/unicode/bidi"
)

// run is a part of a line in one typeface and one direction.
type run struct {
	font  *font.Font // nil for the Go font
	text  []rune
	rtl   bool
	level int8
}

// class is the direction of a character: 'L', 'R', '1' for a digit, '.' for what
// may stand in a number, 'M' for a mark, or ' ' for what has none.
func class(r rune) byte {
	properties, _ := bidi.LookupRune(r)
	switch properties.Class() {
	case bidi.L:
		return 'L'
	case bidi.R, bidi.AL:
		return 'R'
	case bidi.EN, bidi.AN:
		return '1'
	case bidi.CS, bidi.ES:
		return '.'
	case bidi.NSM, bidi.BN:
		return 'M'
	}
	return ' '
}

// rightToLeft reports whether a text is read from the right: its first letter
// that has a direction says so.
func rightToLeft(text string) bool {
	for _, r := range text {
		if c := class(r); c == 'L' || c == 'R' {
			return c == 'R'
		}
	}
	return false
}

// depths are how deep each character lies in text of the other direction: even
// from left to right, odd from right to left. It is the Unicode Bidirectional
// Algorithm (UAX #9) as far as a title needs it, which has no embedded text.
func depths(text []rune) []int8 {
	base := int8(0)
	if rightToLeft(string(text)) {
		base = 1
	}
	classes := make([]byte, len(text))
	for i, r := range text {
		classes[i] = class(r)
	}
	sides, all := known(classes, base)
	between(sides, all, base)
	pair(text, all)
	return all
}

// known are the depths of the characters that have a direction, and the direction
// that each has for those beside it: 'L', 'R', or 0 for one that has none itself.
func known(classes []byte, base int8) (sides []byte, all []int8) {
	left := 2 * base
	sides, all = make([]byte, len(classes)), make([]int8, len(classes))
	side := "LR"[base]
	for i, c := range classes {
		if c == '.' && i > 0 && i+1 < len(classes) && classes[i-1] == '1' && classes[i+1] == '1' {
			classes[i], c = '1', '1'
		}
		if c == 'M' && i > 0 {
			classes[i], sides[i], all[i] = classes[i-1], sides[i-1], all[i-1]
			continue
		}
		switch c {
		case 'L':
			side, all[i] = 'L', left
		case 'R':
			side, all[i] = 'R', 1
		case '1':
			all[i] = left
			if side == 'R' {
				all[i] = 2
			}
		default:
			continue
		}
		sides[i] = side
	}
	return sides, all
}

// between gives the characters without a direction the depth of those on both
// sides of them, or, where these differ, that of the text.
func between(sides []byte, all []int8, base int8) {
	for i := 0; i < len(sides); i++ {
		if sides[i] != 0 {
			continue
		}
		end := i
		for end < len(sides) && sides[end] == 0 {
			end++
		}
		before, after := "LR"[base], "LR"[base]
		if i > 0 {
			before = sides[i-1]
		}
		if end < len(sides) {
			after = sides[end]
		}
		level := base
		if before == after {
			level = map[byte]int8{'L': 2 * base, 'R': 1}[before]
		}
		for ; i < end; i++ {
			all[i] = level
		}
	}
}

// pair puts a closing bracket where its opening one is.
func pair(text []rune, all []int8) {
	var open []int
	for i, r := range text {
		switch r {
		case '(', '[', '{':
			open = append(open, i)
		case ')', ']', '}':
			if n := len(open); n > 0 {
				all[i] = all[open[n-1]]
				open = open[:n-1]
			}
		}
	}
}

// runs divides a legible text, and puts the parts in the order in which they
// are seen from left to right.
func (f face) runs(text string) []run {
	if len(f.more) == 0 {
		return []run{{text: []rune(text)}} // the Go fonts are read from the left
	}
	letters := []rune(text)
	depth := depths(letters)
	var all []run
	for i, r := range letters {
		var in *font.Font
		switch last := len(all) - 1; {
		case class(r) == 'M' && last >= 0:
			in = all[last].font
		case !f.has(r):
			in = f.other(r)
		}
		if last := len(all) - 1; last >= 0 && all[last].font == in && all[last].level == depth[i] {
			all[last].text = append(all[last].text, r)
			continue
		}
		all = append(all, run{in, []rune{r}, depth[i]%2 == 1, depth[i]})
	}
	for i := range all {
		if all[i].rtl && all[i].font == nil { // no shaper turns it round
			slices.Reverse(all[i].text)
			for j, r := range all[i].text {
				all[i].text[j] = mirrored(r)
			}
		}
	}
	for level := int8(2); level > 0; level-- {
		for i := 0; i < len(all); i++ {
			end := i
			for end < len(all) && all[end].level >= level {
				end++
			}
			slices.Reverse(all[i:end])
			i = max(i, end-1)
		}
	}
	return all
}

// mirrored is the bracket that stands for another from right to left.
func mirrored(r rune) rune {
	const brackets = "()[]{}<>«»‹›"
	pairs := []rune(brackets)
	if strings.ContainsRune(brackets, r) {
		return pairs[slices.Index(pairs, r)^1]
	}
	return r
}
