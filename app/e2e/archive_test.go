//go:build e2e

package e2e

import (
	"os"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
)

// grownContent is a folder with 1,000 archived posts and 300 talks.
func grownContent(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, contenttest.Grown(t, 1000, 300)); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestYearsOfArchive opens a year of the archive that has a page of its own, and
// goes through those before it.
func TestYearsOfArchive(t *testing.T) {
	folder := grownContent(t)
	pages := make(map[string]*ui.Page)
	for _, p := range ui.Pages(readFrom(t, os.DirFS(folder))) {
		pages[p.Path] = p
	}
	tb := newTab(t, startServer(t, "-content", folder, "-offline=false").url, 1280, 800)
	tb.open("/archive/2012")
	tb.shows(pages["/archive/2012"], "by its address")
	for _, path := range []string{"/archive/2011", "/archive/2010", "/archive", "/archive/2017"} {
		tb.follow(path)
		tb.shows(pages[path], "by a link")
	}
	tb.clean("the archive")
}
