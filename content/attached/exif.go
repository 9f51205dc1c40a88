package attached

import (
	"bytes"
	"encoding/binary"
)

// Segments calls f for each segment before the picture of a JPEG (ITU-T T.81,
// B.1.1), with its marker and what is in it, until f says that it is enough.
func Segments(body []byte, f func(marker byte, data []byte) bool) {
	for at := 2; at+4 <= len(body) && body[at] == 0xff; {
		marker := body[at+1]
		length := int(binary.BigEndian.Uint16(body[at+2:]))
		if marker == 0xda || length < 2 || at+2+length > len(body) || !f(marker, body[at+4:at+2+length]) {
			return
		}
		at += 2 + length
	}
}

// exif is what a picture says in the form of Exif 2.32, a TIFF, or nothing. Cameras
// write it into a segment of a JPEG; other programs write it into the chunk eXIf of a
// PNG (PNG 3, 11.3.4.1), or EXIF of a WebP (RFC 9649, 2.7.1.5).
func exif(kind string, body []byte) (tiff []byte) {
	const header = "Exif\x00\x00"
	switch kind {
	case "jpeg":
		Segments(body, func(marker byte, data []byte) bool {
			if marker == 0xe1 && bytes.HasPrefix(data, []byte(header)) {
				tiff = data
			}
			return tiff == nil
		})
	case "png":
		for at := 8; at+12 <= len(body) && tiff == nil; {
			length := int(binary.BigEndian.Uint32(body[at:]))
			if length > len(body)-at-12 {
				break
			}
			if string(body[at+4:at+8]) == "eXIf" {
				tiff = body[at+8 : at+8+length]
			}
			at += 12 + length
		}
	case "webp":
		for at := 12; at+8 <= len(body) && tiff == nil; {
			length := int(binary.LittleEndian.Uint32(body[at+4:]))
			if length > len(body)-at-8 {
				break
			}
			if string(body[at:at+4]) == "EXIF" {
				tiff = body[at+8 : at+8+length]
			}
			at += 8 + length + length%2
		}
	}
	return bytes.TrimPrefix(tiff, []byte(header))
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
	at := int(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > len(tiff) {
		return 1
	}
	count := int(order.Uint16(tiff[at:]))
	for entry := at + 2; count > 0 && entry+12 <= len(tiff); count, entry = count-1, entry+12 {
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if value := int(order.Uint16(tiff[entry+8:])); 1 <= value && value <= 8 {
				return value
			}
		}
	}
	return 1
}
