package attached_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/content/attached"
	"kairo.dev/content/contenttest"
)

// box is one of a film (ISO 14496-12, 4.2).
func box(kind string, inner ...string) string {
	all := strings.Join(inner, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(8+len(all)))) + kind + all
}

// archive is one with a file in it.
func archive(t *testing.T, name, body string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err == nil {
		_, err = f.Write([]byte(body))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPosition: a document that tells where it was made, or where a picture in it
// was taken, is not published; one that does not is.
func TestPosition(t *testing.T) {
	body, err := fs.ReadFile(contenttest.Sites(t)["posts"], "files/loom.jpg")
	if err != nil {
		t.Fatal(err)
	}
	photo := string(body)
	unplaced := strings.Replace(photo, "\x25\x88", "\x26\x88", 1) // a directory that is not that of positions
	const full = "\x00\x00\x00\x00"                               // the version and flags of a box
	hdlr := box("hdlr", full+full+"mdta")
	film := func(inner ...string) string {
		return box("ftyp", "isom"+full) + box("mdat", "\xa9xyz gpmd") + box("moov", inner...)
	}
	for _, test := range []struct{ name, body, want string }{
		{"a.pdf", "%PDF-1.4 stream\n" + photo, "(Exif)"},
		{"a.pdf", "%PDF-1.4 stream\n" + unplaced, ""},
		{"a.pdf", `%PDF-1.4 <rdf:Description exif:GPSLatitude="48,12.49N"/>`, "(XMP)"},
		{"a.pdf", "%PDF-1.4 <exif:GPSLatitude>48,12.49N</exif:GPSLatitude>", "(XMP)"},
		{"a.pdf", `%PDF-1.4 <rdf:Description exif:GPSLatitude=""/>`, ""},
		{"a.pdf", "%PDF-1.4 MM\x00*\xff\xff\xff\xff II*\x00", ""},
		{"a.txt", `how to find exif:GPSLatitude="1"`, ""},
		{"a.pptx", archive(t, "ppt/media/image1.jpeg", photo), "(Exif of image1.jpeg)"},
		{"a.pptx", archive(t, "ppt/media/image1.jpeg", unplaced), ""},
		{"a.zip", "PK\x03\x04 none", ""},
		{"a.mp3", "ID3 APIC" + photo, "(Exif)"},
		{"a.mp4", film(box("udta", box("\xa9xyz", "\x00\x12\x15\xc7+48.2082+016.3738/"))), "(moov/udta/©xyz)"},
		{"a.mp4", film(box("udta", box("loci", full))), "(moov/udta/loci)"},
		{"a.mp4", film(box("udta", box("meta", full, hdlr, box("keys", full+"com.apple.quicktime.location.ISO6709")))), "(moov/udta/meta/keys)"},
		{"a.mp4", film(box("meta", hdlr, box("keys", full+"com.apple.quicktime.location.ISO6709"))), "(moov/meta/keys)"},
		{"a.mp4", film(box("trak", box("mdia", box("minf", box("stbl", box("stsd", full, box("gpmd", full))))))), "(moov/trak/mdia/minf/stbl/stsd)"},
		{"a.mp4", film(box("udta", box("meta", full, hdlr, box("keys", full+"com.apple.quicktime.software")))), ""},
		{"a.mp4", film("\x00\x00\x00\x01udta\xff\xff\xff\xff\xff\xff\xff\xff"), ""},
	} {
		_, err := attached.Read(fstest.MapFS{"files/" + test.name: {Data: []byte(test.body)}}, test.name)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("Read(%q) of %.60q: %v; want it published", test.name, test.body, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), "tells where it was made "+test.want+", and is published as it is: take that out")):
			t.Errorf("Read(%q) of %.60q: %v; want it refused for what is in %s", test.name, test.body, err, test.want)
		}
	}
}

// TestPlaced: it is known which pictures say where they were taken.
func TestPlaced(t *testing.T) {
	from := contenttest.Sites(t)["posts"]
	for name, want := range map[string]bool{"loom.jpg": true, "me.png": false} {
		if f, err := attached.Read(from, name); err != nil || f.Placed != want {
			t.Errorf("Read(%q) = %+v, %v; want Placed %t", name, f, err, want)
		}
	}
}
