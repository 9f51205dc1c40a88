package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"kairo.dev/content"
	"kairo.dev/content/attached"

	"golang.org/x/image/draw"
)

// Photo is a picture of the content in one of its forms: turned upright, as wide
// as asked for, and without anything that a camera has noted, such as where it
// was. Only the colours stay what they are: the profile of them is kept.
type Photo struct {
	File *content.File
	Form content.Form
}

// GoString is what goes into the drawing; see Picture.
func (p Photo) GoString() string {
	return fmt.Sprintf("photo %d %s %s %d %d", attached.Making, p.File.Digest, p.File.Type, p.Form.Width, p.Form.Height)
}

// quality is that of JPEG.
const quality = 82

// Draw makes the picture. It is nil if the file cannot be read.
func (p Photo) Draw() []byte {
	body, err := p.File.Read()
	if err != nil {
		return nil
	}
	var b bytes.Buffer
	if p.File.Type == "image/gif" {
		all, err := gif.DecodeAll(bytes.NewReader(body))
		if err != nil || gif.EncodeAll(&b, all) != nil {
			return nil
		}
		return b.Bytes()
	}
	source, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	scaled := p.scaled(source)
	if p.File.Type == "image/png" {
		err = png.Encode(&b, scaled)
	} else {
		err = jpeg.Encode(&b, scaled, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return nil
	}
	if p.File.Type == "image/jpeg" {
		return withProfile(b.Bytes(), body)
	}
	return b.Bytes()
}

// scaled is the picture in its size, upright.
func (p Photo) scaled(source image.Image) image.Image {
	width, height := p.Form.Width, p.Form.Height
	if p.File.Orientation > 4 {
		width, height = height, width
	}
	to := image.NewNRGBA(image.Rect(0, 0, width, height))
	if source.Bounds().Dx() == width {
		draw.Copy(to, image.Point{}, source, source.Bounds(), draw.Src, nil)
	} else {
		draw.CatmullRom.Scale(to, to.Bounds(), source, source.Bounds(), draw.Src, nil)
	}
	return upright(to, p.File.Orientation)
}

// upright turns a picture as its orientation says (Exif 2.32, tag 0x0112).
func upright(from *image.NRGBA, orientation int) *image.NRGBA {
	if orientation <= 1 {
		return from
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation > 4 {
		size = image.Rect(0, 0, h, w)
	}
	to := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(to.Pix[to.PixOffset(tx, ty):][:4], from.Pix[from.PixOffset(x, y):][:4])
		}
	}
	return to
}

// withProfile is a JPEG with the profile of the colours of another (ICC.1:2022,
// B.4).
func withProfile(made, of []byte) []byte {
	out := bytes.Clone(made[:2])
	attached.Segments(of, func(marker byte, data []byte) bool {
		if marker == 0xe2 && bytes.HasPrefix(data, []byte("ICC_PROFILE\x00")) {
			out = append(out, 0xff, marker, byte((len(data)+2)>>8), byte(len(data)+2))
			out = append(out, data...)
		}
		return true
	})
	return append(out, made[2:]...)
}
