package picture

import (
	"crypto/sha256"
	"fmt"
	"image/color"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Mark is the mark of a site, what its icons show: the initial of its name on
// a gem, the hexagon in the middle of an edition's seal. The gem is cut
// differently for each site. Unlike the seal it is the same in every edition:
// people look for an icon where they saw it last, and an installed copy would
// be given another one with every word that changes.
type Mark struct {
	initial rune
	cut     [3]byte // the shades of the facets, two bits for each
	// Fonts have the letters that the Go fonts do not have.
	Fonts *Fonts
}

// NewMark is the mark of the site of that name and address. Where no typeface
// has the first letter, the gem stands alone.
func NewMark(name, address string, fonts *Fonts) Mark {
	sum := sha256.Sum256([]byte(address))
	m := Mark{cut: [3]byte(sum[:3]), Fonts: fonts}
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			m.initial = unicode.ToUpper(r)
			break
		}
	}
	return m
}

// The mark is of the accent, which can be told apart on light and on dark
// desktops.
var (
	markGround = color.RGBA{0x06, 0x39, 0x48, 0xff}
	// The shades that a facet of the gem may have: the letter can be read on
	// each.
	markShades = [4]color.RGBA{
		{0x06, 0x44, 0x57, 0xff},
		accent,
		{0x11, 0x66, 0x7d, 0xff},
		{0x1b, 0x74, 0x8c, 0xff},
	}
)

// markSize is the size of the square that a mark is designed in.
const markSize = 512

// shape is an outline and its colour.
type shape struct {
	outline sfnt.Segments
	ink     color.RGBA
}

// shapes are the parts of the mark, from the lowest to the uppermost, with the
// given distance from the middle to the corners of the gem.
func (m Mark) shapes(radius int) []shape {
	// Half the width of a hexagon is √3/2 of its radius.
	x, y, half := fixed.I(radius)*866/1000, fixed.I(radius), fixed.I(radius)/2
	middle := fixed.P(markSize/2, markSize/2)
	var corners []fixed.Point26_6
	for _, p := range []fixed.Point26_6{{Y: -y}, {X: x, Y: -half}, {X: x, Y: half}, {Y: y}, {X: -x, Y: half}, {X: -x, Y: -half}} {
		corners = append(corners, p.Add(middle))
	}
	// The gem lies under its facets so that nothing shows between them.
	all := []shape{{polygon(corners...), accent}}
	for i, corner := range corners {
		next := corners[(i+1)%6]
		edge := fixed.Point26_6{X: (corner.X + next.X) / 2, Y: (corner.Y + next.Y) / 2}
		for j, facet := range []sfnt.Segments{polygon(middle, corner, edge), polygon(middle, edge, next)} {
			bits := 4*i + 2*j
			all = append(all, shape{facet, markShades[m.cut[bits/8]>>(bits%8)&3]})
		}
	}
	if letter := m.letter(radius * 11 / 8); letter != nil {
		bounds := letter.Bounds()
		all = append(all, shape{transform(letter, 1, 1, middle.Sub(fixed.Point26_6{
			X: (bounds.Min.X + bounds.Max.X) / 2,
			Y: (bounds.Min.Y + bounds.Max.Y) / 2,
		})), paper})
	}
	return all
}

// letter is the outline of the initial, nil if there is none.
func (m Mark) letter(size int) sfnt.Segments {
	_, bold, _ := m.Fonts.faces()
	if letter := bold.glyph(nil, m.initial, size); letter != nil {
		return letter
	}
	other := bold.other(m.initial)
	if other == nil || m.initial == 0 {
		return nil
	}
	var all sfnt.Segments
	for _, g := range bold.shape(run{font: other, text: []rune{m.initial}, rtl: class(m.initial) == 'R'}).glyphs {
		all = append(all, bold.outline(other, g, size)...)
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// The radius of the gem where it stands alone, and where it stands on a ground
// that systems cut to a shape of theirs. They promise to leave a circle of
// 80 % (Web Application Manifest, "Icon masks and safe zone"); the gem is well
// inside.
const (
	wholeRadius = 256
	safeRadius  = 190
)

// Icon is the mark in one size.
type Icon struct {
	Mark Mark
	// Size is the width and the height, in pixels, 1 at least.
	Size int
	// Maskable icons cover the whole square; others have nothing around the
	// gem.
	Maskable bool
}

// Draw draws the icon.
func (i Icon) Draw() []byte {
	ground, radius := color.RGBA{}, wholeRadius
	if i.Maskable {
		ground, radius = markGround, safeRadius
	}
	i.Size = max(i.Size, 1)
	c := newCanvas(i.Size, i.Size, ground)
	for _, s := range i.Mark.shapes(radius) {
		c.fill(transform(s.outline, i.Size, markSize, fixed.Point26_6{}), fixed.Point26_6{}, s.ink)
	}
	return c.png()
}

// SVG is the mark as a drawing, with nothing around the gem.
func (m Mark) SVG() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %[1]d">`, markSize*64)
	for _, s := range m.shapes(wholeRadius) {
		fmt.Fprintf(&b, `<path fill="#%02x%02x%02x" d="%s"/>`, s.ink.R, s.ink.G, s.ink.B, appendSVG(nil, s.outline))
	}
	b.WriteString(`</svg>`)
	return []byte(b.String())
}
