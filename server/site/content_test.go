package site

import (
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestContent: whatever the content says, a site can be made of it and written
// to a folder, every page is there and in order, and every link to an address or
// a part of one leads somewhere.
func TestContent(t *testing.T) {
	for name, content := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			s, err := load.Read(content, ui.Paths)
			if err != nil {
				t.Fatal(err)
			}
			files := build(t, s)
			testEveryPage(t, s, files)
			testLinks(t, s, files)
			testOutline(t, files)
			if err := files.Export(t.TempDir()); err != nil {
				t.Error(err)
			}
		})
	}
}
