package attached

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"iter"
)

// segments are those before the picture of a JPEG (ITU-T T.81, B.1.1), with their
// markers and what is in them.
func segments(body []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := 2; at+4 <= len(body) && body[at] == 0xff; {
			marker := body[at+1]
			length := int(binary.BigEndian.Uint16(body[at+2:]))
			if marker == 0xda || length < 2 || at+2+length > len(body) || !yield(marker, body[at+4:at+2+length]) {
				return
			}
			at += 2 + length
		}
	}
}

// chunks are those of a PNG (PNG 3, 5.3) or of a WebP (RFC 9649, 2.3), with their
// names and what is in them. Of another kind there are none.
func chunks(kind string, body []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		const header = 8 // a name and a length
		for at := map[string]int{"png": 8, "webp": 12}[kind]; at > 0 && at+header <= len(body); {
			said, name, end := binary.BigEndian.Uint32(body[at:]), body[at+4:at+8], 4
			if kind == "webp" {
				said, name = binary.LittleEndian.Uint32(body[at+4:]), body[at:at+4]
				end = int(said % 2)
			}
			length, ok := within(said, len(body)-at-header)
			if !ok || !yield(string(name), body[at+header:at+header+length]) {
				return
			}
			at += header + length + end
		}
	}
}

// within is a number that a file says, if it is at most that: an int may have 32
// bits, and then not all of them fit in.
func within(said uint32, most int) (n int, ok bool) {
	return int(said), uint64(said) <= uint64(most)
}

// exif is what a picture says in the form of Exif 2.32, a TIFF, or nothing. Cameras
// write it into a segment of a JPEG; other programs write it into the chunk eXIf of a
// PNG (PNG 3, 11.3.4.1), or EXIF of a WebP (RFC 9649, 2.7.1.5).
func exif(kind string, body []byte) []byte {
	const header = "Exif\x00\x00"
	if kind == "jpeg" {
		for marker, data := range segments(body) {
			if marker == 0xe1 && bytes.HasPrefix(data, []byte(header)) {
				return data[len(header):]
			}
		}
	}
	for name, data := range chunks(kind, body) {
		if name == "eXIf" || name == "EXIF" {
			return bytes.TrimPrefix(data, []byte(header))
		}
	}
	return nil
}

// orientation is how a picture has to be turned to be upright (Exif 2.32, tag
// 0x0112), 1 if it does not say.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	order := binary.ByteOrder(binary.BigEndian)
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	if at, ok := entryOf(tiff, order, 4, 0x0112); ok {
		if value := int(order.Uint16(tiff[at:])); 1 <= value && value <= 8 {
			return value
		}
	}
	return 1
}

// moves reports whether a PNG (PNG 3, 11.3.7.1) or a WebP (RFC 9649, 2.7.1.1)
// consists of several pictures, of which only the first would be left.
func moves(kind string, body []byte) bool {
	for name, data := range chunks(kind, body) {
		if name == "acTL" && len(data) >= 4 && binary.BigEndian.Uint32(data) > 1 || name == "ANMF" {
			return true
		}
	}
	return false
}

// moving is how many pixels all pictures of a GIF have (GIF89a, 17 to 27).
func moving(body []byte) (pixels int64) {
	const header, descriptor = 13, 10
	colours := func(packed byte) int { // bytes of a table of them
		if packed&0x80 == 0 {
			return 0
		}
		return 3 << (1 + packed&7)
	}
	if len(body) < header {
		return 0
	}
	for at := header + colours(body[10]); at+descriptor <= len(body); {
		switch body[at] {
		case 0x2c: // a picture, with its table and the size of its codes
			pixels += int64(binary.LittleEndian.Uint16(body[at+5:])) * int64(binary.LittleEndian.Uint16(body[at+7:]))
			at += descriptor + colours(body[at+9]) + 1
		case 0x21: // an extension, and its kind
			at += 2
		default:
			return pixels
		}
		for at < len(body) && body[at] != 0 {
			at += 1 + int(body[at])
		}
		at++
	}
	return pixels
}

// mostProfile is how large a profile of colours may be, in bytes.
const mostProfile = 1 << 20

// Profile is the profile of the colours of a picture (ICC.1:2022), or nothing. The
// kind of the picture is what its decoder calls it.
func Profile(kind string, body []byte) []byte {
	var profile []byte
	if kind == "jpeg" {
		const header = "ICC_PROFILE\x00"
		for marker, data := range segments(body) {
			if marker == 0xe2 && bytes.HasPrefix(data, []byte(header)) && len(data) > len(header)+2 {
				profile = append(profile, data[len(header)+2:]...) // after its number, and how many there are
			}
		}
	}
	for name, data := range chunks(kind, body) {
		switch name {
		case "ICCP":
			profile = data
		case "iCCP": // after a name and the way of its compression
			_, packed, _ := bytes.Cut(data, []byte{0})
			r, err := zlib.NewReader(bytes.NewReader(packed[min(1, len(packed)):]))
			if err == nil {
				profile, err = io.ReadAll(io.LimitReader(r, mostProfile+1))
			}
			if err != nil {
				return nil
			}
		}
	}
	if len(profile) > mostProfile {
		return nil
	}
	return profile
}
