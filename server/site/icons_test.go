package site

import (
	"bytes"
	"image/png"
	"testing"

	"golang.org/x/net/html"
)

// TestIcons: the icons are what is said of them, and pages lead to them.
func TestIcons(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	paths := addIcons(make(Files), s, nil)
	for _, i := range append(paths.Pictures, icon{paths.Touch, touchIcon, true}) {
		file := files[i.Path]
		if file == nil || file.Type != "image/png" || !file.Immutable {
			t.Fatalf("Build gives no picture %s", i.Path)
		}
		config, err := png.DecodeConfig(bytes.NewReader(file.Body))
		if err != nil || config.Width != i.Size || config.Height != i.Size {
			t.Errorf("%s is %d×%d pixels (%v); want %d", i.Path, config.Width, config.Height, err, i.Size)
		}
	}
	links := make(map[string]string)
	for n := range parseDocument(t, "/", files["/"].Body).Descendants() {
		if n.Type == html.ElementNode && n.Data == "link" {
			rel, _ := attribute(n, "rel")
			links[rel], _ = attribute(n, "href")
		}
	}
	if links["icon"] != paths.Drawing || links["apple-touch-icon"] != paths.Touch {
		t.Errorf("the home page has the icons %q and %q; want %q and %q",
			links["icon"], links["apple-touch-icon"], paths.Drawing, paths.Touch)
	}
}
