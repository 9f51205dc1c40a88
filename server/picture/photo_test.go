package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"testing"

	"kairo.dev/content"
	"kairo.dev/content/attached"
	"kairo.dev/content/contenttest"
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
	cache, err := OpenCache(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	f, body := loom(t)
	picture := Photo{f, f.Largest()}
	f.Read = func() ([]byte, error) { return body[:len(body)/2], nil }
	for range 2 {
		if got := cache.Draw(picture)[0]; got != nil {
			t.Errorf("half a photograph gives %d bytes; want none", len(got))
		}
	}
	f.Read = func() ([]byte, error) { return body, nil }
	if cache.Draw(picture)[0] == nil {
		t.Error("the photograph itself gives nothing")
	}
	f.Read = func() ([]byte, error) { t.Error("what is kept is made again"); return nil, nil }
	cache.Draw(picture)
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
	var cache *Cache
	for b.Loop() {
		cache.Draw(Photo{f, content.Form{Width: 640, Height: 853}}, Photo{f, content.Form{Width: 1280, Height: 1707}}, Photo{f, content.Form{Width: 1920, Height: 2560}})
	}
}
