package attached

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// What is looked at for a position, so that no file takes for ever.
const (
	mostHeaders  = 1000      // of TIFF in a file
	mostDeep     = 8         // boxes in boxes
	mostUnpacked = 512 << 20 // bytes of an archive
)

// position says what in a file tells where it was made, or is "" if nothing that
// can be seen from outside does: Exif and XMP, of the file or of pictures in it,
// the metadata of films, and all of these in the files of an archive, such as a
// presentation. What is compressed in a PDF is not looked at.
func position(body []byte) string {
	if at := exposed(body); at != "" {
		return at
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || !bytes.HasPrefix(body, []byte("PK")) {
		return ""
	}
	left := int64(mostUnpacked)
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			continue // such as one that is encrypted
		}
		inner, err := io.ReadAll(io.LimitReader(r, min(left, mostSize)+1))
		r.Close()
		if left -= int64(len(inner)); left < 0 || len(inner) > mostSize {
			return fmt.Sprintf("perhaps %s, which is too large to be looked through", path.Base(file.Name))
		}
		if at := exposed(inner); at != "" && err == nil {
			return fmt.Sprintf("%s of %s", at, path.Base(file.Name))
		}
	}
	return ""
}

// inXMP is a latitude in XMP (ISO 16684-2, the namespace of Exif), as an attribute
// or as an element.
var inXMP = regexp.MustCompile(`:GPSLatitude(?:\s*=\s*["'][^"']|>\s*[^<\s])`)

// exposed is position for a file that is no archive.
func exposed(body []byte) string {
	for _, order := range []struct {
		header string
		binary.ByteOrder
	}{{"II*\x00", binary.LittleEndian}, {"MM\x00*", binary.BigEndian}} {
		rest := body
		for range mostHeaders {
			at := bytes.Index(rest, []byte(order.header))
			if at < 0 {
				break
			}
			if rest = rest[at:]; located(rest, order) {
				return "Exif"
			}
			rest = rest[len(order.header):]
		}
	}
	if inXMP.Match(body) {
		return "XMP"
	}
	return inFilm(body, "", 0)
}

// located reports whether a TIFF has a latitude (Exif 2.32, 4.6.6).
func located(tiff []byte, order binary.ByteOrder) bool {
	const gps, latitude = 0x8825, 2
	directory, ok := entryOf(tiff, order, 4, gps)
	if !ok {
		return false
	}
	_, ok = entryOf(tiff, order, directory, latitude)
	return ok
}

// entryOf finds an entry of the directory of a TIFF that another place in it
// points to, and gives the place of the value of the entry.
func entryOf(tiff []byte, order binary.ByteOrder, pointer int, tag uint16) (value int, ok bool) {
	if pointer+4 > len(tiff) {
		return 0, false
	}
	at, ok := within(order.Uint32(tiff[pointer:]), len(tiff)-2)
	if !ok || at < 8 {
		return 0, false
	}
	const most = 512 // a camera writes some dozens
	count := min(int(order.Uint16(tiff[at:])), most)
	for entry := at + 2; count > 0 && entry+12 <= len(tiff); count, entry = count-1, entry+12 {
		if order.Uint16(tiff[entry:]) == tag {
			return entry + 8, order.Uint32(tiff[entry+4:]) > 0
		}
	}
	return 0, false
}

// boxes are those of a film that have boxes in them (ISO 14496-12, 4.2; Apple's
// QuickTime File Format), and telling are those that tell where it was made: by
// themselves, or by what is in them.
var (
	boxes   = []string{"moov", "udta", "trak", "mdia", "minf", "stbl", "meta", "ilst"}
	telling = map[string][]string{
		"\xa9xyz": {""}, "loci": {""},
		"keys": {"quicktime.location"},
		"stsd": {"quicktime.location", "gpmd", "camm", "djmd"}, // tracks of positions
	}
)

// inFilm is what in the boxes of a film tells where it was made.
func inFilm(body []byte, in string, deep int) string {
	for at := 0; at+8 <= len(body) && deep < mostDeep; {
		size, header := uint64(binary.BigEndian.Uint32(body[at:])), 8
		kind := string(body[at+4 : at+8])
		if size == 1 && at+16 <= len(body) {
			size, header = binary.BigEndian.Uint64(body[at+8:]), 16
		} else if size == 0 {
			size = uint64(len(body) - at)
		}
		if size < uint64(header) || size > uint64(len(body)-at) {
			break
		}
		inner := body[at+header : at+int(size)]
		for _, what := range telling[kind] {
			if in != "" && bytes.Contains(inner, []byte(what)) {
				return strings.ToValidUTF8(in+kind, "©")
			}
		}
		if kind == "meta" && len(inner) >= 8 && string(inner[4:8]) != "hdlr" {
			inner = inner[4:] // of ISO, with a version and flags
		}
		if slices.Contains(boxes, kind) && (in != "" || kind == "moov" || kind == "meta") {
			if found := inFilm(inner, in+kind+"/", deep+1); found != "" {
				return found
			}
		}
		at += int(size)
	}
	return ""
}
