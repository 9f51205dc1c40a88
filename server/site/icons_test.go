package site

import (
	"bytes"
	"encoding/binary"
	"image/png"
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"golang.org/x/net/html"
)

// TestIcons: the icons are what is said of them, and pages lead to them.
func TestIcons(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	paths := addIcons(make(Files), s, nil, nil)
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
	favicon := files[ui.FaviconPath]
	if favicon == nil || favicon.Type != "image/x-icon" {
		t.Fatalf("Build gives no icon %s", ui.FaviconPath)
	}
	// The directory of an ICO has one entry of 16 bytes, which ends with the
	// size and the place of the picture.
	directory := struct {
		Reserved, Type, Count        uint16
		Width, Height, Colours, Zero uint8
		Planes, Bits                 uint16
		Size, Offset                 uint32
	}{}
	if err := binary.Read(bytes.NewReader(favicon.Body), binary.LittleEndian, &directory); err != nil {
		t.Fatal(err)
	}
	drawn, err := png.DecodeConfig(bytes.NewReader(favicon.Body[directory.Offset:]))
	if err != nil || directory.Type != 1 || directory.Count != 1 || int(directory.Offset+directory.Size) != len(favicon.Body) ||
		drawn.Width != int(directory.Width) || drawn.Height != int(directory.Height) || drawn.Width != faviconSize {
		t.Errorf("%s has the directory %+v, and in it a picture of %d×%d pixels (%v); want one of %d", ui.FaviconPath, directory, drawn.Width, drawn.Height, err, faviconSize)
	}
	links := make(map[string]string)
	for n := range parseDocument(t, "/", files["/"].Body).Descendants() {
		if n.Type == html.ElementNode && n.Data == "link" {
			rel, _ := attribute(n, "rel")
			links[rel], _ = attribute(n, "href")
			if with, _ := attribute(n, "crossorigin"); rel == "manifest" && with != "use-credentials" {
				t.Errorf("the manifest is asked for with crossorigin=%q; want the credentials of HTTP authentication sent", with)
			}
		}
	}
	if links["icon"] != paths.Drawing || links["apple-touch-icon"] != paths.Touch {
		t.Errorf("the home page has the icons %q and %q; want %q and %q",
			links["icon"], links["apple-touch-icon"], paths.Drawing, paths.Touch)
	}
}

// TestFeedIcons follows the icon that each feed names.
func TestFeedIcons(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	for path, begin := range map[string]string{ui.AtomPath: "<icon>", ui.JSONFeedPath: `"favicon":"`} {
		_, rest, found := strings.Cut(strings.ReplaceAll(string(files[path].Body), `": "`, `":"`), begin+s.Address)
		if icon := rest[:max(0, strings.IndexAny(rest, `<"`))]; !found || files[icon] == nil {
			t.Errorf("%s names the icon %q of the site, which is not there", path, icon)
		}
	}
}
