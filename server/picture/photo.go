package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"

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
	source, kind, err := image.Decode(bytes.NewReader(body))
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
	switch source.(type) {
	case *image.CMYK, *image.Gray, *image.Gray16:
		return b.Bytes() // whose profile is none of red, green and blue
	}
	return withProfile(b.Bytes(), p.File.Type, attached.Profile(kind, body))
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

// withProfile is a picture of a type with a profile of its colours: in segments of
// a JPEG (ICC.1:2022, B.4), or in the chunk of a PNG that comes after the first
// (PNG 3, 11.3.2.3).
func withProfile(made []byte, mediaType string, profile []byte) []byte {
	if len(profile) == 0 {
		return made
	}
	if mediaType == "image/png" {
		var chunk bytes.Buffer
		chunk.WriteString("iCCPICC\x00\x00")
		w := zlib.NewWriter(&chunk)
		w.Write(profile)
		w.Close()
		const first = 8 + 12 + 13 // the signature and IHDR
		length := binary.BigEndian.AppendUint32(nil, uint32(chunk.Len()-4))
		sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(chunk.Bytes()))
		return slices.Concat(made[:first], length, chunk.Bytes(), sum, made[first:])
	}
	const most = 65533 - 14 // bytes in a segment
	out := bytes.Clone(made[:2])
	parts := slices.Collect(slices.Chunk(profile, most))
	for i, part := range parts {
		out = append(out, 0xff, 0xe2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+14+len(part)))
		out = append(out, "ICC_PROFILE\x00"...)
		out = append(out, byte(i+1), byte(len(parts)))
		out = append(out, part...)
	}
	return append(out, made[2:]...)
}
