package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// levels is how many steps an edge has between a shape and what is behind it.
// More cannot be seen, and few colours make small files.
const levels = 11

// canvas is a picture of few colours, which come into its palette as they are
// painted: the same shapes in the same order give the same palette.
type canvas struct {
	*image.Paletted
	indices map[color.RGBA]uint8
}

func newCanvas(width, height int, ground color.RGBA) *canvas {
	c := &canvas{
		Paletted: image.NewPaletted(image.Rect(0, 0, width, height), make(color.Palette, 0, 256)),
		indices:  make(map[color.RGBA]uint8),
	}
	c.index(ground)
	return c
}

// index is the place of a colour in the palette. In a palette that is full, it
// is that of the nearest colour.
func (c *canvas) index(rgba color.RGBA) uint8 {
	i, ok := c.indices[rgba]
	switch {
	case ok:
		return i
	case len(c.Palette) == 256:
		i = uint8(c.Palette.Index(rgba))
	default:
		i = uint8(len(c.Palette))
		c.Palette = append(c.Palette, rgba)
	}
	c.indices[rgba] = i
	return i
}

// fill paints the inside of an outline, moved by offset.
func (c *canvas) fill(outline sfnt.Segments, offset fixed.Point26_6, ink color.RGBA) {
	if len(outline) == 0 {
		return
	}
	bounds := outline.Bounds()
	area := image.Rect(
		(bounds.Min.X + offset.X).Floor(), (bounds.Min.Y + offset.Y).Floor(),
		(bounds.Max.X + offset.X).Ceil(), (bounds.Max.Y + offset.Y).Ceil(),
	).Intersect(c.Rect)
	if area.Empty() {
		return
	}
	offset = offset.Sub(fixed.P(area.Min.X, area.Min.Y))
	raster := vector.NewRasterizer(area.Dx(), area.Dy())
	trace(outline, offset, raster)
	mask := image.NewAlpha(image.Rect(0, 0, area.Dx(), area.Dy()))
	raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	c.paint(mask, area.Min, ink)
}

// paint puts ink where the mask is, with the mask's corner at a point.
func (c *canvas) paint(mask *image.Alpha, at image.Point, ink color.RGBA) {
	var blended [256][levels + 1]uint16 // one more than the index, 0 if not known yet
	for y := range mask.Rect.Dy() {
		covers := mask.Pix[y*mask.Stride:][:mask.Rect.Dx()]
		row := c.Pix[c.PixOffset(at.X, at.Y+y):]
		for x, cover := range covers {
			level := (int(cover)*levels + 127) / 255
			if level == 0 {
				continue
			}
			known := &blended[row[x]][level]
			if *known == 0 {
				*known = 1 + uint16(c.index(blend(c.Palette[row[x]].(color.RGBA), ink, level)))
			}
			row[x] = uint8(*known - 1)
		}
	}
}

// blend is ink over ground, level/levels of it, in whole numbers, which are
// the same everywhere.
func blend(ground, ink color.RGBA, level int) color.RGBA {
	mix := func(under, over uint8) uint8 {
		return uint8((int(under)*(levels-level) + int(over)*level + levels/2) / levels)
	}
	return color.RGBA{mix(ground.R, ink.R), mix(ground.G, ink.G), mix(ground.B, ink.B), mix(ground.A, ink.A)}
}

// png is the picture as a file. The usual compression takes three times as long,
// and saves a sixth (go test -run '^$' -bench PNG ./server/picture).
func (c *canvas) png() []byte {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoders}
	if err := encoder.Encode(&b, c.Paletted); err != nil {
		// A picture with a palette and a size goes into memory.
		panic(fmt.Sprintf("picture: encode PNG: %v", err))
	}
	return b.Bytes()
}

// encoders are kept for the next picture: each has a megabyte of tables.
var encoders encoderPool

// encoderPool implements png.EncoderBufferPool.
type encoderPool struct{ pool sync.Pool }

func (p *encoderPool) Get() *png.EncoderBuffer {
	b, _ := p.pool.Get().(*png.EncoderBuffer)
	return b
}

func (p *encoderPool) Put(b *png.EncoderBuffer) { p.pool.Put(b) }
