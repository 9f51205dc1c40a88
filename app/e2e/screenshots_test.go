//go:build e2e && screenshots

package e2e

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/chromedp/chromedp"
)

var (
	pictures   = flag.String("pictures", filepath.Join("..", "..", "screenshots"), "where the screenshots go")
	only       = flag.String("only", "", "a part of the names of the pages to show")
	contentDir = flag.String("content", "", "the content to show instead of the site's own")
)

// TestScreenshots makes pictures of each page for people to look at, as "make
// screenshots" does. What they should look like no program can tell, so this
// is built with a tag of its own.
func TestScreenshots(t *testing.T) {
	args := []string{"-content", "../../content"}
	files := fs.FS(content.Files)
	if *contentDir != "" {
		args, files = []string{"-content", *contentDir}, os.DirFS(*contentDir)
	}
	srv := startServer(t, args...)
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{360, 768, 1280, 1920} {
		for _, theme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%d-%s", width, theme), func(t *testing.T) {
				tb := newTab(t, srv.url, width, 900)
				tb.theme(theme)
				for _, p := range ui.Pages(readFrom(t, files)) {
					if !strings.Contains(pageName(p), *only) {
						continue
					}
					name := fmt.Sprintf("%s-%d-%s.png", pageName(p), width, theme)
					tb.open(p.Path)
					ctx, cancel := context.WithTimeout(tb.ctx, patience)
					picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
					cancel()
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if err := os.WriteFile(filepath.Join(*pictures, name), picture, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			})
		}
	}
}

// pageName is a page's address as the name of a file.
func pageName(p *ui.Page) string {
	if p.Path == "/" {
		return "home"
	}
	return strings.ReplaceAll(strings.TrimPrefix(p.Path, "/"), "/", "-")
}
