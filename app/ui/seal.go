package ui

import (
	"math"
	"strconv"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// SealPath is where the seal of the edition is served on its own. Pages refer
// to it instead of holding it: it is in every page twice, and the same.
func SealPath(s *content.Site) string { return "/seal." + s.Edition.Short() + ".svg" }

// sealID is the id of the figure inside the file at SealPath.
const sealID = "seal"

const svgNamespace = "http://www.w3.org/2000/svg"

// A Seal is the figure of an edition: a picture of the content's SHA-256, the
// same for two copies that say the same and plainly different otherwise.
//
// It has two parts, for two distances. The gem in the middle, a hexagon of 24
// triangles mirrored left to right, is what one recognises at the size of a
// favicon; its twelve free triangles are empty, tinted or solid, so there are
// 3¹² gems. The rim around it has 64 marks, one for each hexadecimal digit of
// the digest, as long as the digit is large, beginning at the top and going
// clockwise: at full size the whole digest can be read off it.
//
// All coordinates are in a square from -50 to 50, y pointing down.
type Seal struct {
	Solid, Tinted [][3]Point // the triangles of the gem
	Rim           [][2]Point // the marks, as lines
}

// Point is a place in the square of a Seal.
type Point struct{ X, Y float64 }

const (
	gemRadius  = 32.0 // of the hexagon's corners
	rimRadius  = 38.0 // where the marks begin
	markUnit   = 0.65 // how much longer a mark is for each unit of its digit
	markLength = 1.5  // the length of the mark for 0
)

// NewSeal draws the seal of a digest in hexadecimal. A digest that is not
// gives an empty seal.
func NewSeal(digest string) Seal {
	var seal Seal
	sum, ok := unhex(digest)
	if !ok {
		return seal
	}
	for i, triangle := range gemHalf() {
		mirrored := triangle
		for j := range mirrored {
			mirrored[j].X = -mirrored[j].X
		}
		switch sum[i%len(sum)] % 3 {
		case 1:
			seal.Tinted = append(seal.Tinted, triangle, mirrored)
		case 2:
			seal.Solid = append(seal.Solid, triangle, mirrored)
		}
	}
	digits := 2 * len(sum)
	for i := range digits {
		digit := sum[i/2] >> 4
		if i%2 == 1 {
			digit = sum[i/2] & 0xf
		}
		angle := 2 * math.Pi * float64(i) / float64(digits)
		length := markLength + float64(float64(digit)*markUnit)
		seal.Rim = append(seal.Rim, [2]Point{polar(rimRadius, angle), polar(rimRadius+length, angle)})
	}
	return seal
}

// unhex decodes a digest in hexadecimal. It is here because encoding/hex would
// bring fmt to the browser.
func unhex(digest string) ([]byte, bool) {
	var sum []byte
	for ; len(digest) >= 2; digest = digest[2:] {
		b, err := strconv.ParseUint(digest[:2], 16, 8)
		if err != nil {
			return nil, false
		}
		sum = append(sum, byte(b))
	}
	return sum, digest == "" && len(sum) > 0
}

// gemHalf gives the twelve triangles of the right half of the gem: each of the
// three sectors of 60° has one triangle at the centre and three around it.
func gemHalf() [][3]Point {
	var triangles [][3]Point
	for sector := range 3 {
		from, to := float64(sector)*math.Pi/3, float64(sector+1)*math.Pi/3
		outer := [2]Point{polar(gemRadius, from), polar(gemRadius, to)}
		inner := [2]Point{polar(gemRadius/2, from), polar(gemRadius/2, to)}
		middle := Point{(outer[0].X + outer[1].X) / 2, (outer[0].Y + outer[1].Y) / 2}
		triangles = append(triangles,
			[3]Point{{}, inner[0], inner[1]},
			[3]Point{inner[0], outer[0], middle},
			[3]Point{inner[0], middle, inner[1]},
			[3]Point{inner[1], middle, outer[1]},
		)
	}
	return triangles
}

// polar is the point at a distance from the centre, at an angle clockwise from
// the top.
func polar(radius, angle float64) Point {
	return Point{float64(radius * math.Sin(angle)), float64(-radius * math.Cos(angle))}
}

// figure is the seal as SVG elements in the current text colour.
func (s Seal) figure() app.UI {
	return svgElement("g").ID(sealID).Body(
		svgElement("path").Attr("fill", "currentColor").Attr("d", polygons(s.Solid)),
		svgElement("path").Attr("fill", "currentColor").Attr("fill-opacity", "0.45").Attr("d", polygons(s.Tinted)),
		svgElement("path").Attr("stroke", "currentColor").Attr("stroke-width", "1.6").Attr("d", lines(s.Rim)),
	)
}

// SVG is the seal as a picture.
func (s Seal) SVG() app.HTMLElem {
	return svgElement("svg").Attr("viewBox", "-50 -50 100 100").Body(s.figure())
}

// seal is the seal of the current edition, from the file at SealPath.
func seal(s *content.Site) app.HTMLElem {
	return svgElement("svg").Class("seal").Attr("viewBox", "-50 -50 100 100").Body(
		svgElement("use").Attr("href", SealPath(s)+"#"+sealID),
	)
}

// sealMark is the seal without a name: it stands beside words that have one.
func sealMark(s *content.Site) app.UI { return seal(s).Aria("hidden", "true") }

// svgElement is an element of SVG. The namespace is not inherited in go-app.
func svgElement(name string) app.HTMLElem {
	return app.Elem(name).XMLNS(svgNamespace)
}

func polygons(triangles [][3]Point) string {
	var d []byte
	for _, t := range triangles {
		d = appendPoint(append(d, 'M'), t[0])
		d = appendPoint(append(d, 'L'), t[1])
		d = appendPoint(append(d, 'L'), t[2])
		d = append(d, 'Z')
	}
	return string(d)
}

func lines(marks [][2]Point) string {
	var d []byte
	for _, m := range marks {
		d = appendPoint(append(d, 'M'), m[0])
		d = appendPoint(append(d, 'L'), m[1])
	}
	return string(d)
}

// appendPoint writes a point with two decimals, which hides the last bits in
// which the arithmetic of two machines may differ.
func appendPoint(d []byte, p Point) []byte {
	number := func(f float64) {
		if math.Abs(f) < 0.005 {
			f = 0 // not -0.00
		}
		d = strconv.AppendFloat(d, f, 'f', 2, 64)
	}
	number(p.X)
	d = append(d, ' ')
	number(p.Y)
	return d
}
