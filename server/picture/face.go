package picture

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// face is a typeface. Sizes are pixels per em. Its methods may be called from
// many goroutines.
type face struct{ *sfnt.Font }

// The typefaces are the Go fonts: they come as a module, cover Latin, Greek
// and Cyrillic, and may be used by everyone.
var (
	regular = mustParse(goregular.TTF)
	bold    = mustParse(gobold.TTF)
	mono    = mustParse(gomono.TTF)
)

func mustParse(ttf []byte) face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("picture: parse an embedded font: %v", err))
	}
	return face{f}
}

// has reports whether the face has a glyph for a character.
func (f face) has(r rune) bool {
	i, err := f.GlyphIndex(nil, r)
	return err == nil && i != 0
}

// glyph is the outline of a character, its origin on the baseline, or nil if
// the face has none.
func (f face) glyph(b *sfnt.Buffer, r rune, size int) sfnt.Segments {
	i, err := f.GlyphIndex(b, r)
	if err != nil || i == 0 {
		return nil
	}
	outline, err := f.LoadGlyph(b, i, fixed.I(size), nil)
	if err != nil {
		return nil
	}
	return outline
}

// em is the size in which advances are whole numbers: that of the face's own
// units.
func (f face) em() int { return int(f.UnitsPerEm()) }

// advance is the width of a text in units of the face. The Go fonts have no
// kerning.
func (f face) advance(b *sfnt.Buffer, text string) int {
	sum := 0
	for _, r := range text {
		if i, err := f.GlyphIndex(b, r); err == nil {
			width, err := f.GlyphAdvance(b, i, fixed.I(f.em()), font.HintingNone)
			if err == nil {
				sum += width.Round()
			}
		}
	}
	return sum
}

// legible is what of a text the face can show: white space is single spaces,
// and a character that the face does not have loses its marks, or else is left
// out. A row of empty boxes would say less. Of a text that is far longer than
// there is ever room for, it is the beginning.
func (f face) legible(text string) string {
	const enough = 2000 // bytes
	var b strings.Builder
	for _, r := range norm.NFC.String(text[:min(len(text), enough)]) {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !unicode.IsGraphic(r), r == utf8.RuneError:
			// Controls, marks of direction, joining or hyphenation, and what
			// is no character.
		case f.has(r):
			b.WriteRune(r)
		default:
			for _, part := range norm.NFKD.String(string(r)) {
				if part != r && f.has(part) && !unicode.IsMark(part) {
					b.WriteRune(part)
				}
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
