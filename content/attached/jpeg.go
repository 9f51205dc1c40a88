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

// orientation is how a JPEG has to be turned to be upright (Exif 2.32, tag
// 0x0112), 1 if it does not say.
func orientation(body []byte) int {
	found := 1
	Segments(body, func(marker byte, data []byte) bool {
		tiff, ok := bytes.CutPrefix(data, []byte("Exif\x00\x00"))
		if marker != 0xe1 || !ok || len(tiff) < 8 {
			return true
		}
		order := binary.ByteOrder(binary.BigEndian)
		if tiff[0] == 'I' {
			order = binary.LittleEndian
		}
		at := int(order.Uint32(tiff[4:]))
		if at < 8 || at+2 > len(tiff) {
			return false
		}
		count := int(order.Uint16(tiff[at:]))
		for entry := at + 2; count > 0 && entry+12 <= len(tiff); count, entry = count-1, entry+12 {
			if order.Uint16(tiff[entry:]) == 0x0112 {
				if value := int(order.Uint16(tiff[entry+8:])); 1 <= value && value <= 8 {
					found = value
				}
			}
		}
		return false
	})
	return found
}
