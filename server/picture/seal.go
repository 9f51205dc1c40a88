package picture

import (
	"image"
	"image/color"
	"math"

	"kairo.dev/app/ui"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// seal paints the seal of an edition in a square.
func (c *canvas) seal(digest string, square image.Rectangle, ink color.RGBA) {
	seal := ui.NewSeal(digest)
	// Whole 64ths of a pixel hide the last bits in which the arithmetic of two
	// machines may differ.
	middle := square.Min.Add(square.Max).Div(2)
	at := func(x, y float64) fixed.Point26_6 {
		scale := float64(square.Dx()) * 64 / 100
		return fixed.P(middle.X, middle.Y).Add(fixed.Point26_6{
			X: fixed.Int26_6(math.Round(x * scale)),
			Y: fixed.Int26_6(math.Round(y * scale)),
		})
	}
	var solid, tinted, rim sfnt.Segments
	for _, t := range seal.Solid {
		solid = append(solid, triangle(at, t)...)
	}
	for _, t := range seal.Tinted {
		tinted = append(tinted, triangle(at, t)...)
	}
	for _, m := range seal.Rim {
		rim = append(rim, stroke(at, m)...)
	}
	// The tint, 45 % as in the drawing of package ui, lies under the solid
	// triangles, too, so that the paper does not show where the two meet.
	c.fill(append(tinted, solid...), fixed.Point26_6{}, blend(paper, ink, (levels*45+50)/100))
	c.fill(solid, fixed.Point26_6{}, ink)
	c.fill(rim, fixed.Point26_6{}, ink)
}

// triangle is the outline of a triangle, clockwise: edges that two triangles
// share cancel each other if they run in opposite directions.
func triangle(at func(x, y float64) fixed.Point26_6, t [3]ui.Point) sfnt.Segments {
	if (t[1].X-t[0].X)*(t[2].Y-t[0].Y) < (t[1].Y-t[0].Y)*(t[2].X-t[0].X) {
		t[1], t[2] = t[2], t[1]
	}
	return polygon(at(t[0].X, t[0].Y), at(t[1].X, t[1].Y), at(t[2].X, t[2].Y))
}

// strokeWidth is how wide a mark of the rim is, in the unit of the seal.
const strokeWidth = 1.6

// stroke is the outline of a mark of the rim.
func stroke(at func(x, y float64) fixed.Point26_6, m [2]ui.Point) sfnt.Segments {
	from, to := m[0], m[1]
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	x, y := (to.X-from.X)/length*strokeWidth/2, (to.Y-from.Y)/length*strokeWidth/2
	return polygon(at(from.X-y, from.Y+x), at(from.X+y, from.Y-x), at(to.X+y, to.Y-x), at(to.X-y, to.Y+x))
}
