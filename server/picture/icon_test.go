package picture

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/color"
	"image/png"
	"io"
	"testing"
)

func decode(t *testing.T, body []byte) image.Image {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("png.Decode: %v", err)
	}
	return picture
}

// TestIcon looks at the icons as the systems that show them do.
func TestIcon(t *testing.T) {
	mark := NewMark("Kairo de Araujo", "https://kairo.dev", nil)
	for _, size := range []int{16, 180, 192, 512} {
		for _, maskable := range []bool{false, true} {
			body := Icon{mark, size, maskable}.Draw()
			if !bytes.Equal(body, Icon{mark, size, maskable}.Draw()) {
				t.Errorf("Icon{%d, %t} gives other bytes the second time", size, maskable)
			}
			if len(body) > 10<<10 {
				t.Errorf("Icon{%d, %t} has %d bytes; want at most 10 kB", size, maskable, len(body))
			}
			icon := decode(t, body)
			if got := icon.Bounds().Size(); got != image.Pt(size, size) {
				t.Errorf("Icon{%d, %t} has the size %v", size, maskable, got)
			}
			for _, corner := range []image.Point{{0, 0}, {size - 1, 0}, {0, size - 1}, {size - 1, size - 1}} {
				_, _, _, alpha := icon.At(corner.X, corner.Y).RGBA()
				if want := map[bool]uint32{false: 0, true: 0xffff}[maskable]; alpha != want {
					t.Errorf("Icon{%d, %t} at %v is %#x opaque; want %#x", size, maskable, corner, alpha, want)
				}
			}
		}
	}
}

// TestSafeZone: nothing of a maskable icon lies outside the circle of 80 %
// that every shape leaves.
func TestSafeZone(t *testing.T) {
	const size = 512
	icon := decode(t, Icon{NewMark("Kairo", "https://kairo.dev", nil), size, true}.Draw())
	for y := range size {
		for x := range size {
			dx, dy := x-size/2, y-size/2
			if outside := dx*dx+dy*dy > (size*4/10)*(size*4/10); outside && color.RGBAModel.Convert(icon.At(x, y)) != markGround {
				t.Fatalf("there is something at (%d, %d), outside the safe zone", x, y)
			}
		}
	}
}

// TestInitial: the mark is that of the name, and there is one for every name.
func TestInitial(t *testing.T) {
	gem := Icon{NewMark("", "https://kairo.dev", nil), 64, false}.Draw()
	for name, same := range map[string]string{
		"Kairo": "kairo", "“Ángel”": "Ángel", "éa": "Éa", "7th": "7", "Ольга": "О",
	} {
		one, other := Icon{NewMark(name, "https://kairo.dev", nil), 64, false}.Draw(), Icon{NewMark(same, "https://kairo.dev", nil), 64, false}.Draw()
		if !bytes.Equal(one, other) || bytes.Equal(one, gem) {
			t.Errorf("the marks of %q and %q differ, or have no letter", name, same)
		}
	}
	for _, name := range []string{"שלום", "日本", "👩‍💻", "\xff\x00", "   "} {
		if !bytes.Equal(Icon{NewMark(name, "https://kairo.dev", nil), 64, false}.Draw(), gem) {
			t.Errorf("the mark of %q is not the gem alone", name)
		}
	}
}

// TestIconsTellSitesApart: sites of the same name, or of names that cannot be
// drawn, have icons of their own.
func TestIconsTellSitesApart(t *testing.T) {
	icons := make(map[string]string)
	for _, address := range []string{"https://kairo.dev", "https://karl.example", "https://xn--wgv71a.example", "https://example.org"} {
		for _, name := range []string{"Kairo", "日本"} {
			icon := string(Icon{NewMark(name, address, nil), 48, false}.Draw())
			if other, ok := icons[icon]; ok {
				t.Errorf("%s at %s has the icon of %s", name, address, other)
			}
			icons[icon] = name + " at " + address
		}
	}
}

// TestNoIcon: an icon that was not filled in is a picture, too.
func TestNoIcon(t *testing.T) {
	if got := decode(t, Icon{}.Draw()).Bounds().Size(); got != image.Pt(1, 1) {
		t.Errorf("Icon{} has the size %v; want 1×1", got)
	}
}

func TestIconSVG(t *testing.T) {
	for _, name := range []string{"Kairo", ""} {
		decoder := xml.NewDecoder(bytes.NewReader(NewMark(name, "https://kairo.dev", nil).SVG()))
		paths := 0
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("SVG of %q: %v", name, err)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "path" {
				paths++
			}
		}
		if want := 13 + min(len(name), 1); paths != want {
			t.Errorf("SVG of %q has %d paths; want %d", name, paths, want)
		}
	}
}

func BenchmarkIcon(b *testing.B) {
	for b.Loop() {
		Icon{NewMark("Kairo", "https://kairo.dev", nil), 512, true}.Draw()
	}
}
