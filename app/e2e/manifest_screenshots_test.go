//go:build e2e && screenshots

package e2e

import (
	"bytes"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var manifestContent = flag.String("manifest-content", filepath.Join("..", "..", "content"), "the content that the screenshots of the manifest show, and belong to")

// TestManifestScreenshots takes the pictures that browsers show before the
// site is installed, as "make manifest-screenshots" does: the home page
// on a desk and in a hand.
func TestManifestScreenshots(t *testing.T) {
	srv := startServer(t, "-content", *manifestContent)
	manifestPictures := filepath.Join(*manifestContent, "screenshots")
	if err := os.MkdirAll(manifestPictures, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, screen := range []struct {
		factor        string
		width, height int     // in CSS pixels
		scale         float64 // pixels of the screen for one of those
		kind          chromedp.EmulateViewportOption
		theme         string
	}{
		{"wide", 1280, 800, 1, chromedp.EmulateLandscape, "light"},
		{"narrow", 360, 640, 1.5, chromedp.EmulateMobile, "dark"},
	} {
		tb := newTab(t, srv.url, screen.width, screen.height)
		tb.theme(screen.theme)
		tb.run("change the screen",
			chromedp.EmulateViewport(int64(screen.width), int64(screen.height), chromedp.EmulateScale(screen.scale), screen.kind))
		tb.open("/")
		tb.interactive()
		tb.clean(screen.factor)
		picture := tb.screenshot()
		size, err := png.DecodeConfig(bytes.NewReader(picture))
		if err != nil {
			t.Fatalf("read the %s screenshot: %v", screen.factor, err)
		}
		width, height := int(float64(screen.width)*screen.scale), int(float64(screen.height)*screen.scale)
		if size.Width != width || size.Height != height {
			t.Fatalf("the %s screenshot is %d×%d pixels; want %d×%d", screen.factor, size.Width, size.Height, width, height)
		}
		if len(picture) > 200_000 {
			t.Fatalf("the %s screenshot has %d bytes; want at most 200 kB", screen.factor, len(picture))
		}
		if err := os.WriteFile(filepath.Join(manifestPictures, screen.factor+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
