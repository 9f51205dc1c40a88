package picture

import (
	"image/color"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// text paints a legible text on one line, its origin at (x, y), and returns
// its width in pixels.
func (c *canvas) text(f face, size, x, y int, ink color.RGBA, text string) int {
	var b sfnt.Buffer
	pen := 0
	offset := func() fixed.Point26_6 {
		return fixed.Point26_6{X: fixed.I(x) + fixed.Int26_6(divide(64*pen*size, f.em())), Y: fixed.I(y)}
	}
	for _, run := range f.runs(text) {
		if run.font != nil {
			s := f.shape(run)
			for _, g := range s.glyphs {
				c.fill(f.outline(run.font, g, size), offset(), ink)
			}
			pen += divide(s.advance*f.em(), int(run.font.Upem()))
			continue
		}
		for _, r := range run.text {
			c.fill(f.glyph(&b, r, size), offset(), ink)
			pen += f.letter(&b, r)
		}
	}
	return f.width(text, size)
}

// line paints a legible text between two edges, at that where it is read from.
func (c *canvas) line(f face, size, left, right, y int, ink color.RGBA, text string) {
	if rightToLeft(text) {
		left = right - f.width(text, size)
	}
	c.text(f, size, left, y, ink, text)
}

// width is the width of a text in whole pixels.
func (f face) width(text string, size int) int {
	return (f.advance(nil, text)*size + f.em() - 1) / f.em()
}

// setting is a size that a text may be set in, and in how many lines at most.
type setting struct{ size, lines int }

// set breaks a legible text into lines of a width in pixels, in the first of
// the settings in which it fits and no word has to be broken. If it fits in
// none, it is in the last, broken as it has to be, and ends with an ellipsis.
func (f face) set(text string, width int, settings ...setting) (lines []string, size int) {
	longest := 0
	for _, p := range pieces(text) {
		longest = max(longest, f.advance(nil, p.text))
	}
	for i, s := range settings {
		lines, size = f.breakLines(text, width, s), s.size
		last := i == len(settings)-1
		switch {
		case len(lines) > s.lines && last:
			lines = lines[:s.lines]
			lines[s.lines-1] = f.shorten(lines[s.lines-1], width, size)
		case len(lines) <= s.lines && longest <= width*f.em()/size:
			return f.balance(text, width, longest, size, lines), size
		}
	}
	return lines, size
}

// piece is a part of a text that stays on one line.
type piece struct {
	text  string
	space bool // whether there is a space before it
}

// pieces divides a text where there are spaces, and where a script without
// spaces may go on in the next line (UAX #14).
func pieces(text string) []piece {
	var all []piece
	for word := range strings.FieldsSeq(text) {
		if !strings.ContainsFunc(word, func(r rune) bool { return r >= '\u0E00' && unicode.IsLetter(r) }) {
			all = append(all, piece{word, true})
			continue
		}
		var s segmenter.Segmenter
		s.Init([]rune(word))
		space := true
		for lines := s.LineIterator(); lines.Next(); space = false {
			all = append(all, piece{string(lines.Line().Text), space})
		}
	}
	return all
}

// breakLines breaks a text between its pieces, and one that is too long for a
// line anywhere. It stops after one line more than the setting has.
func (f face) breakLines(text string, width int, s setting) []string {
	limit := width * f.em() / s.size
	space := f.advance(nil, " ")
	var lines []string
	var line strings.Builder
	used := 0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		used = 0
	}
	for _, p := range pieces(text) {
		word, wide, gap := p.text, f.advance(nil, p.text), 0
		if p.space {
			gap = space
		}
		if used > 0 && used+gap+wide > limit {
			flush()
		}
		for wide > limit && len(lines) <= s.lines {
			n := f.division(word, limit)
			line.WriteString(word[:n])
			word = word[n:]
			wide = f.advance(nil, word)
			flush()
		}
		if len(lines) > s.lines {
			return lines
		}
		if used > 0 && p.space {
			line.WriteByte(' ')
			used += space
		}
		line.WriteString(word)
		used += wide
	}
	if used > 0 {
		flush()
	}
	return lines
}

// division is where a word that does not fit is divided: behind a sign that
// addresses have between their parts, if there is one not too far from the end
// of the line.
func (f face) division(word string, limit int) int {
	n := f.fitting(word, limit)
	if i := strings.LastIndexAny(word[:n], "./-_:@?&=") + 1; n < len(word) && i > n/2 {
		return i
	}
	return n
}

// fitting is how many bytes of a text fit, one character with its marks at
// least.
func (f face) fitting(text string, limit int) int {
	fits := 0
	for i, r := range text {
		if i == 0 || unicode.IsMark(r) {
			continue
		}
		if fits > 0 && f.advance(nil, text[:i]) > limit {
			return fits
		}
		fits = i
	}
	if fits > 0 && f.advance(nil, text) > limit {
		return fits
	}
	return len(text)
}

// balance makes the lines about equally long: it breaks the text for the least
// width that gives as many, and that the longest word fits into.
func (f face) balance(text string, width, longest, size int, lines []string) []string {
	const step = 8
	for width -= step; len(lines) > 1 && longest <= width*f.em()/size; width -= step {
		narrower := f.breakLines(text, width, setting{size, len(lines)})
		if len(narrower) > len(lines) {
			break
		}
		lines = narrower
	}
	return lines
}

// trim is a text on one line, shortened if it has to be.
func (f face) trim(text string, width, size int) string {
	if f.width(text, size) <= width {
		return text
	}
	return f.shorten(text, width, size)
}

// shorten ends a line with an ellipsis, after a whole word if there is one.
func (f face) shorten(line string, width, size int) string {
	const ellipsis = "…"
	n := f.fitting(line, width*f.em()/size-f.advance(nil, ellipsis))
	if n < len(line) {
		if i := strings.LastIndexByte(line[:n+1], ' '); i > 0 {
			n = i
		}
	}
	return strings.TrimRight(line[:n], " ,;:–—-") + ellipsis
}
