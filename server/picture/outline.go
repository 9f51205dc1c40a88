package picture

import (
	"strconv"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// polygon is the outline through the points.
func polygon(points ...fixed.Point26_6) sfnt.Segments {
	var outline sfnt.Segments
	for i, p := range points {
		op := sfnt.SegmentOpLineTo
		if i == 0 {
			op = sfnt.SegmentOpMoveTo
		}
		outline = append(outline, sfnt.Segment{Op: op, Args: [3]fixed.Point26_6{p}})
	}
	return outline
}

// transform is the outline made larger by to/from, then moved.
func transform(outline sfnt.Segments, to, from int, offset fixed.Point26_6) sfnt.Segments {
	scale := func(x fixed.Int26_6) fixed.Int26_6 {
		return fixed.Int26_6(divide(int(x)*to, from))
	}
	scaled := make(sfnt.Segments, len(outline))
	for i, s := range outline {
		for j, p := range s.Args {
			s.Args[j] = fixed.Point26_6{X: scale(p.X), Y: scale(p.Y)}.Add(offset)
		}
		scaled[i] = s
	}
	return scaled
}

// trace hands an outline, moved by offset, to the rasterizer as straight lines.
//
// The rasterizer could take curves, but it would divide them in floating-point
// numbers, which some processors round in one way and some in another. Here
// everything is whole 64ths of a pixel.
func trace(outline sfnt.Segments, offset fixed.Point26_6, raster *vector.Rasterizer) {
	var pen fixed.Point26_6
	for _, s := range outline {
		a := s.Args[0].Add(offset)
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			raster.ClosePath()
			raster.MoveTo(pixels(a))
			pen = a
		case sfnt.SegmentOpLineTo:
			raster.LineTo(pixels(a))
			pen = a
		case sfnt.SegmentOpQuadTo:
			b := s.Args[1].Add(offset)
			n := parts(pen, a, b)
			for i := 1; i <= n; i++ {
				raster.LineTo(pixels(fixed.Point26_6{
					X: onCurve(pen.X, a.X, b.X, i, n),
					Y: onCurve(pen.Y, a.Y, b.Y, i, n),
				}))
			}
			pen = b
		case sfnt.SegmentOpCubeTo:
			b, c := s.Args[1].Add(offset), s.Args[2].Add(offset)
			n := parts3(pen, a, b, c)
			for i := 1; i <= n; i++ {
				raster.LineTo(pixels(fixed.Point26_6{
					X: onCubic(pen.X, a.X, b.X, c.X, i, n),
					Y: onCubic(pen.Y, a.Y, b.Y, c.Y, i, n),
				}))
			}
			pen = c
		}
	}
	raster.ClosePath()
}

// parts is into how many lines the curve from a over b to c has to be divided
// so that none is further than a 16th of a pixel from it.
func parts(a, b, c fixed.Point26_6) int {
	bend := func(a, b, c fixed.Int26_6) int {
		return max(int(a-2*b+c), -int(a-2*b+c))
	}
	n := 1
	for 16*n*n < bend(a.X, b.X, c.X)+bend(a.Y, b.Y, c.Y) {
		n++
	}
	return n
}

// onCurve is where the curve from a over b to c is after i of n pieces.
func onCurve(a, b, c fixed.Int26_6, i, n int) fixed.Int26_6 {
	j := n - i
	return fixed.Int26_6(divide(j*j*int(a)+2*i*j*int(b)+i*i*int(c), n*n))
}

// parts3 is into how many lines a cubic curve has to be divided, as for parts.
func parts3(a, b, c, d fixed.Point26_6) int {
	return 1 + parts(a, b, c) + parts(b, c, d)
}

// onCubic is where the cubic curve from a over b and c to d is after i of n
// pieces.
func onCubic(a, b, c, d fixed.Int26_6, i, n int) fixed.Int26_6 {
	j := n - i
	return fixed.Int26_6(divide(j*j*j*int(a)+3*i*j*j*int(b)+3*i*i*j*int(c)+i*i*i*int(d), n*n*n))
}

// divide is x/y to the nearest whole number.
func divide(x, y int) int {
	if x < 0 {
		return -divide(-x, y)
	}
	return (x + y/2) / y
}

// pixels are the coordinates of a point, exactly.
func pixels(p fixed.Point26_6) (x, y float32) {
	return float32(p.X) / 64, float32(p.Y) / 64
}

// appendSVG writes an outline as the d attribute of an SVG path. Its unit is a
// 64th of that of the outline, so that it needs no fractions.
func appendSVG(d []byte, outline sfnt.Segments) []byte {
	points := func(list []fixed.Point26_6) {
		for i, p := range list {
			if i > 0 {
				d = append(d, ' ')
			}
			d = strconv.AppendInt(d, int64(p.X), 10)
			d = append(d, ' ')
			d = strconv.AppendInt(d, int64(p.Y), 10)
		}
	}
	for i, s := range outline {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				d = append(d, 'z')
			}
			d = append(d, 'M')
			points(s.Args[:1])
		case sfnt.SegmentOpLineTo:
			d = append(d, 'L')
			points(s.Args[:1])
		case sfnt.SegmentOpQuadTo:
			d = append(d, 'Q')
			points(s.Args[:2])
		case sfnt.SegmentOpCubeTo:
			d = append(d, 'C')
			points(s.Args[:])
		}
	}
	return append(d, 'z')
}
