package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"kairo.dev/content"
	"kairo.dev/content/attached"
	"kairo.dev/content/contenttest"
	"kairo.dev/server/cache"
)

// loom is a photograph that lies on its side, with the place where it was taken.
func loom(t testing.TB) (*content.File, []byte) {
	t.Helper()
	from := contenttest.Sites(t)["posts"]
	body, err := fs.ReadFile(from, "files/loom.jpg")
	if err != nil {
		t.Fatal(err)
	}
	f, err := attached.Read(from, "loom.jpg")
	if err != nil {
		t.Fatal(err)
	}
	return f, body
}

// TestPhoto: each form of a photograph stands upright in the size that it says,
// in its colours, and says nothing of where it was taken.
func TestPhoto(t *testing.T) {
	f, body := loom(t)
	if !bytes.Contains(body, []byte("GPS-POSITION-HERE")) {
		t.Fatal("the photograph does not say where it was taken")
	}
	for _, form := range f.Forms {
		made := Photo{f, form}.Draw()
		picture, format, err := image.Decode(bytes.NewReader(made))
		if err != nil || format != "jpeg" || picture.Bounds().Dx() != form.Width || picture.Bounds().Dy() != form.Height {
			t.Errorf("%s is a %s of %v, %v; want a jpeg of %d × %d", form.Address, format, picture.Bounds(), err, form.Width, form.Height)
			continue
		}
		for _, said := range []string{"GPS", "Exif"} {
			if bytes.Contains(made, []byte(said)) {
				t.Errorf("%s says %s", form.Address, said)
			}
		}
		if !bytes.Contains(made, []byte("a profile of colours")) {
			t.Errorf("%s has lost the profile of its colours", form.Address)
		}
		// The red quarter is at the top left of what was taken, and at the top
		// right when that is turned.
		r, _, b, _ := picture.At(form.Width*7/8, form.Height/8).RGBA()
		if r>>8 < 180 || b>>8 > 60 {
			t.Errorf("%s is not upright: at the top right it is %x, %x", form.Address, r>>8, b>>8)
		}
	}
}

// drawn is a picture of the content as it is published in its largest form.
func drawn(t *testing.T, name string, body []byte) (made []byte, kind string) {
	t.Helper()
	f, err := attached.Read(fstest.MapFS{"files/" + name: {Data: body}}, name)
	if err != nil {
		t.Fatal(err)
	}
	made = Photo{f, f.Largest()}.Draw()
	_, kind, err = image.DecodeConfig(bytes.NewReader(made))
	if err != nil {
		t.Fatalf("Photo{%q}.Draw() is no picture: %v", name, err)
	}
	return made, kind
}

// TestProfile: a picture keeps the profile of its colours, of whatever kind and
// size, unless they are no more what they were.
func TestProfile(t *testing.T) {
	profile := make([]byte, 70000) // more than a segment of a JPEG holds
	for i := range profile {
		profile[i] = byte(i * i % 251)
	}
	colours, grey := image.NewNRGBA(image.Rect(0, 0, 9, 9)), image.NewGray(image.Rect(0, 0, 9, 9))
	asPNG := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return withProfile(b.Bytes(), "image/png", profile)
	}
	asJPEG := func(m image.Image) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		return withProfile(b.Bytes(), "image/jpeg", profile)
	}
	// A WebP of one pixel, with the chunks of the extended form (RFC 9649, 2.7).
	webp := "VP8X\x0a\x00\x00\x00\x20\x00\x00\x00\x01\x00\x00\x02\x00\x00" +
		"ICCP" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(profile)))) + string(profile) +
		"VP8L\x10\x00\x00\x00/\x01\x80\x00\x00\x07\x10\xfd\x8f\xfe\x07\"\xa2\xff\x01\x00"
	riff := string(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+len(webp)))) + "WEBP" + webp
	for _, test := range []struct {
		name string
		body []byte
		want []byte
	}{
		{"a.png", asPNG(colours), profile},
		{"a.jpg", asJPEG(colours), profile},
		{"a.webp", []byte(riff), profile},
		{"grey.png", asPNG(grey), nil},
		{"grey.jpg", asJPEG(grey), nil},
	} {
		made, kind := drawn(t, test.name, test.body)
		if got := attached.Profile(kind, made); !bytes.Equal(got, test.want) {
			t.Errorf("%s is published as a %s with a profile of %d bytes; want %d, the same", test.name, kind, len(got), len(test.want))
		}
	}
}

// TestMovingGIF: a GIF that moves does so as it did, and says nothing else.
func TestMovingGIF(t *testing.T) {
	palette := color.Palette{color.Black, color.White, color.Transparent}
	want := gif.GIF{LoopCount: 3, Delay: []int{10, 20}, Disposal: []byte{gif.DisposalNone, gif.DisposalBackground},
		Image: []*image.Paletted{image.NewPaletted(image.Rect(0, 0, 4, 3), palette), image.NewPaletted(image.Rect(1, 1, 3, 3), palette)}}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &want); err != nil {
		t.Fatal(err)
	}
	const comment = "\x21\xfe\x08 GPS 48N\x00" // before the end
	body := append(b.Bytes()[:b.Len()-1], comment+";"...)
	made, _ := drawn(t, "a.gif", body)
	got, err := gif.DecodeAll(bytes.NewReader(made))
	if err != nil || got.LoopCount != 3 || !slices.Equal(got.Delay, want.Delay) || !slices.Equal(got.Disposal, want.Disposal) || got.Image[1].Rect != want.Image[1].Rect {
		t.Errorf("a GIF that moves is published as %+v, %v; want it to move as it did", got, err)
	}
	if bytes.Contains(made, []byte("GPS")) {
		t.Error("a GIF is published with its comment")
	}
}

// TestUpright turns the corners of a picture in each way that cameras know.
func TestUpright(t *testing.T) {
	from := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	from.Set(0, 0, color.White)
	for orientation, want := range []image.Point{1: {0, 0}, {2, 0}, {2, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 2}, {0, 2}} {
		if orientation == 0 {
			continue
		}
		to := upright(from, orientation)
		if r, _, _, _ := to.At(want.X, want.Y).RGBA(); r != 0xffff {
			t.Errorf("upright(%d) has the corner elsewhere than at %v", orientation, want)
		}
	}
}

// TestPhotoThatIsNone: what cannot be read is no picture, and is not kept.
func TestPhotoThatIsNone(t *testing.T) {
	kept, err := cache.Open(t.TempDir(), 128<<20)
	if err != nil {
		t.Fatal(err)
	}
	f, body := loom(t)
	picture := Photo{f, f.Largest()}
	f.Read = func() ([]byte, error) { return body[:len(body)/2], nil }
	for range 2 {
		if got := Draw(kept, picture)[0]; got != nil {
			t.Errorf("half a photograph gives %d bytes; want none", len(got))
		}
	}
	f.Read = func() ([]byte, error) { return body, nil }
	if Draw(kept, picture)[0] == nil {
		t.Error("the photograph itself gives nothing")
	}
	f.Read = func() ([]byte, error) { t.Error("what is kept is made again"); return nil, nil }
	Draw(kept, picture)
}

// BenchmarkPhoto makes all forms of a photograph of 12 megapixels.
func BenchmarkPhoto(b *testing.B) {
	m := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = byte(i * 7 % 251)
	}
	var body bytes.Buffer
	if err := jpeg.Encode(&body, m, nil); err != nil {
		b.Fatal(err)
	}
	f := &content.File{Type: "image/jpeg", Orientation: 6}
	f.Read = func() ([]byte, error) { return body.Bytes(), nil }
	for b.Loop() {
		Draw(nil, Photo{f, content.Form{Width: 640, Height: 853}}, Photo{f, content.Form{Width: 1280, Height: 1707}}, Photo{f, content.Form{Width: 1920, Height: 2560}})
	}
}
