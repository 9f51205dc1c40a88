package picture

import (
	"fmt"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a typeface. Sizes are pixels per em. Its methods may be called from
// many goroutines.
type face struct{ *sfnt.Font }

// The typefaces are the Go fonts: they come as a module, cover Latin, Greek and
// Cyrillic, and may be used by everyone.
var bold = mustParse(gobold.TTF)

func mustParse(ttf []byte) face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("picture: parse an embedded font: %v", err))
	}
	return face{f}
}

// index is the number of the glyph for a character, 0 if there is none.
func (f face) index(b *sfnt.Buffer, r rune) sfnt.GlyphIndex {
	i, err := f.GlyphIndex(b, r)
	if err != nil {
		return 0
	}
	return i
}

// glyph is the outline of a character, its origin on the baseline, or nil if
// the face has none.
func (f face) glyph(r rune, size fixed.Int26_6) sfnt.Segments {
	var b sfnt.Buffer
	i := f.index(&b, r)
	if i == 0 {
		return nil
	}
	outline, err := f.LoadGlyph(&b, i, size, nil)
	if err != nil {
		return nil
	}
	return outline
}
