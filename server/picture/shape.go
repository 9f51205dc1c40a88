package picture

import (
	"math"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// shaped is a text in a typeface of the content, its glyphs from left to right.
type shaped struct {
	advance int // in units of the typeface
	glyphs  []placed
}

// placed is a glyph, and where its origin is, in units of the typeface.
type placed struct {
	id   font.GID
	x, y int
}

// shapedKey is what a shaped text depends on.
type shapedKey struct {
	font *font.Font
	text string
	rtl  bool
}

// shapers are kept: each has buffers and tables.
var shapers = sync.Pool{New: func() any { return new(shaping.HarfbuzzShaper) }}

// shape chooses and places the glyphs for a text of one direction: Arabic
// letters join, marks come where they belong. It works in the units of the
// typeface, which are whole numbers.
func (f face) shape(r run) shaped {
	key := shapedKey{r.font, string(r.text), r.rtl}
	if s, ok := f.known[key]; ok {
		return s
	}
	direction := di.DirectionLTR
	if r.rtl {
		direction = di.DirectionRTL
	}
	script := language.Common
	for _, letter := range r.text {
		if s := language.LookupScript(letter); s != language.Common && s != language.Inherited && s != language.Unknown {
			script = s
			break
		}
	}
	shaper := shapers.Get().(*shaping.HarfbuzzShaper)
	out := shaper.Shape(shaping.Input{
		Text: r.text, RunEnd: len(r.text), Direction: direction, Script: script,
		Face: f.of(r.font), Size: fixed.I(int(r.font.Upem())),
	})
	shapers.Put(shaper)
	var s shaped
	for _, g := range out.Glyphs {
		s.glyphs = append(s.glyphs, placed{g.GlyphID, s.advance + g.XOffset.Round(), g.YOffset.Round()})
		s.advance += g.Advance.Round()
	}
	if f.known != nil {
		f.known[key] = s
	}
	return s
}

// outline is the outline of a glyph of a typeface of the content, its origin on
// the baseline.
func (f face) outline(other *font.Font, g placed, size int) sfnt.Segments {
	glyph, ok := f.of(other).GlyphDataOutline(g.id)
	if !ok {
		return nil
	}
	em := int(other.Upem())
	// Coordinates are whole numbers in most typefaces; 64ths of them are what a
	// fraction is rounded to.
	at := func(p opentype.SegmentPoint) fixed.Point26_6 {
		x, y := int(math.Round(float64(p.X)*64)), int(math.Round(float64(p.Y)*64))
		return fixed.Point26_6{
			X: fixed.Int26_6(divide((x+64*g.x)*size, em)),
			Y: fixed.Int26_6(divide(-(y+64*g.y)*size, em)),
		}
	}
	ops := map[opentype.SegmentOp]sfnt.SegmentOp{
		opentype.SegmentOpMoveTo: sfnt.SegmentOpMoveTo,
		opentype.SegmentOpLineTo: sfnt.SegmentOpLineTo,
		opentype.SegmentOpQuadTo: sfnt.SegmentOpQuadTo,
		opentype.SegmentOpCubeTo: sfnt.SegmentOpCubeTo,
	}
	var all sfnt.Segments
	for _, s := range glyph.Segments {
		segment := sfnt.Segment{Op: ops[s.Op]}
		for i, p := range s.ArgsSlice() {
			segment.Args[i] = at(p)
		}
		all = append(all, segment)
	}
	return all
}
