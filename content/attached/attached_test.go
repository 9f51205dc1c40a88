package attached_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/content/attached"
	"kairo.dev/content/contenttest"
)

func encoded(t testing.TB, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// afterFirst is where the second chunk of a PNG is.
const afterFirst = 8 + 12 + 13

// pngChunk is a chunk of a PNG (PNG 3, 5.3).
func pngChunk(name, data string) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	return binary.BigEndian.AppendUint32(append(chunk, name+data...), crc32.ChecksumIEEE([]byte(name+data)))
}

// TestRead: the size is that of the picture when it stands upright, and the names
// are other ones when the file is.
func TestRead(t *testing.T) {
	from := contenttest.Sites(t)["posts"]
	f, err := attached.Read(from, "loom.jpg")
	if err != nil {
		t.Fatal(err)
	}
	if f.Type != "image/jpeg" || f.Orientation != 6 || len(f.Forms) != 2 {
		t.Fatalf("Read(loom.jpg) = %+v; want a JPEG on its side, in two forms", f)
	}
	if small, large := f.Forms[0], f.Largest(); small.Width != 640 || small.Height != 960 || large.Width != 1000 || large.Height != 1500 {
		t.Errorf("Read(loom.jpg) has the forms %+v; want 640 × 960 and 1000 × 1500", f.Forms)
	}
	pdf, err := attached.Read(from, "notes.pdf")
	if err != nil || pdf.Type != "application/pdf" || !strings.HasPrefix(pdf.Largest().Address, "/files/notes.") {
		t.Errorf("Read(notes.pdf) = %+v, %v; want one form", pdf, err)
	}
	one := fstest.MapFS{"files/a.png": {Data: encoded(t, 5000, 3)}, "files/b.png": {Data: encoded(t, 10, 10)}}
	a, err := attached.Read(one, "a.png")
	if err != nil || len(a.Forms) != 3 || a.Largest().Width != 1920 || a.Largest().Height != 1 {
		t.Errorf("Read(a.png) = %+v, %v; want three forms, none higher or wider than it helps", a, err)
	}
	before, err := attached.Read(one, "b.png")
	if err != nil {
		t.Fatal(err)
	}
	one["files/b.png"].Data = encoded(t, 11, 10)
	if after, err := attached.Read(one, "b.png"); err != nil || after.Largest().Address == before.Largest().Address {
		t.Errorf("another b.png has the name of the one before: %v", err)
	}
}

// TestOrientation: a picture of another kind than JPEG that lies on its side does so
// for readers too, unless it is turned.
func TestOrientation(t *testing.T) {
	const tiff = "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	// A small WebP with the chunks of the extended form (RFC 9649, 2.7).
	const pixel = "VP8L\x10\x00\x00\x00/\x01\x80\x00\x00\x07\x10\xfd\x8f\xfe\x07\"\xa2\xff\x01\x00"
	webp := "VP8X\x0a\x00\x00\x00\x08\x00\x00\x00\x01\x00\x00\x02\x00\x00" + pixel + "EXIF\x1a\x00\x00\x00" + tiff
	files := fstest.MapFS{
		"files/a.png":  {Data: slices.Insert(encoded(t, 2, 3), afterFirst, pngChunk("eXIf", tiff)...)},
		"files/a.webp": {Data: slices.Concat([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(4+len(webp))), []byte("WEBP"+webp))},
		"files/b.png":  {Data: encoded(t, 3, 2)},
	}
	for name, want := range map[string]int{"a.png": 6, "a.webp": 6, "b.png": 1} {
		f, err := attached.Read(files, name)
		if err != nil {
			t.Errorf("Read(%q): %v", name, err)
		} else if got := f.Largest(); f.Orientation != want || got.Width != 3 || got.Height != 2 {
			t.Errorf("Read(%q) is turned by %d, and %d × %d; want %d, and 3 × 2", name, f.Orientation, got.Width, got.Height, want)
		}
	}
}

// TestReadProblems: what cannot be published is said.
func TestReadProblems(t *testing.T) {
	files := fstest.MapFS{
		"files/a.png":     {Data: encoded(t, 10, 10)},
		"files/a.jpg":     {Data: encoded(t, 10, 10)},
		"files/empty.pdf": {},
		"files/x.svg":     {Data: []byte("<svg/>")},
		"files/huge.jpg":  {Data: []byte("\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00\xff\xda\x00\x02")}, // 65,535 × 65,535
		"files/heic.jpg":  {Data: []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")},
		// Two pictures are announced in a PNG, one is there in a WebP that moves.
		"files/moves.png":  {Data: slices.Insert(encoded(t, 2, 3), afterFirst, pngChunk("acTL", "\x00\x00\x00\x02\x00\x00\x00\x00")...)},
		"files/moves.webp": {Data: []byte("RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00ANMF\x00\x00\x00\x00")},
	}
	for name, want := range map[string]string{
		"b.png":      "there is no such file",
		"a.jpg":      "is no picture of the kind that its name says (jpeg), but png: rename it",
		"moves.png":  "moves, and only the first of its pictures would be left",
		"moves.webp": "moves, and only the first of its pictures would be left",
		"empty.pdf":  "is empty",
		"huge.jpg":   "has more than",
		"x.exe":      "is of a kind that is not published",
		"x.svg":      "can hold scripts and ask other sites for things: save it as PNG",
		"x.HEIC":     "nor take out where it was taken: save it as JPEG",
		"x.avif":     "nor take out where it was taken: save it as JPEG",
		"x.mov":      "save it as .mp4",
		"x.tif":      "save it as JPEG or PNG",
		"heic.jpg":   "is a picture in HEIC or AVIF, of which the build can neither make sizes nor take out where it was taken: save it as JPEG, whatever its name says",
		"../x.png":   "is no name for a file",
		"a b.png":    "is no name for a file",
		".a.png":     "is no name for a file",
		"sub/a.png":  "is no name for a file",
		"a.png?x=.p": "is no name for a file",
	} {
		if f, err := attached.Read(files, name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Read(%q) = %+v, %v; want %q", name, f, err, want)
		}
	}
}

// TestMovingPictures: what moves is published as long as it is no burden.
func TestMovingPictures(t *testing.T) {
	const frame = "\x21\xf9\x04\x00\x0a\x00\x00\x00" + "\x2c\x00\x00\x00\x00\x10\x27\x10\x27\x80AAABBB\x02\x02\x4c\x01\x00" // of 10,000 × 10,000
	for frames, want := range map[int]bool{1: true, 2: true, 3: false} {
		body := "GIF89a\x10\x27\x10\x27\x80\x00\x00AAABBB" + strings.Repeat(frame, frames) + ";"
		_, err := attached.Read(fstest.MapFS{"files/a.gif": {Data: []byte(body)}}, "a.gif")
		if published := err == nil; published != want || !want && !strings.Contains(err.Error(), "moves through more than 256 million pixels: save it as .mp4") {
			t.Errorf("Read of a GIF of %d large pictures: %v; want it published: %t", frames, err, want)
		}
	}
}

// FuzzRead: whatever a file says, reading it ends without a panic.
func FuzzRead(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Add([]byte(box("moov", box("udta", box("meta", "\x00\x00\x00\x00", box("keys", "quicktime.location"))))))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00AAABBB\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x4c\x01\x00;"))
	// What is said to be longer than an int of 32 bits can tell.
	f.Add(slices.Insert(encoded(f, 2, 3), afterFirst, []byte("\xff\xff\xff\xf0teXt\x00\x00\x00\x00")...))
	f.Add(slices.Insert(encoded(f, 2, 3), afterFirst, pngChunk("eXIf", "MM\x00*\x7f\xff\xff\xff")...))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, kind := range []string{"jpeg", "png", "webp"} {
			attached.Profile(kind, body)
		}
		for _, name := range []string{"a.jpg", "a.png", "a.webp", "a.gif", "a.mp4", "a.pptx"} {
			attached.Read(fstest.MapFS{"files/" + name: {Data: body}}, name)
		}
	})
}
