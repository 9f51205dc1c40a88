//go:build e2e

package e2e

import (
	"os"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
)

// mostTalks is of how many talks TestContent opens the pages, and mostYears of
// how many years: those of the others are made alike.
const mostTalks, mostYears = 4, 3

// TestContent: whatever the content says, the program takes over every page of
// it without a mismatch and without a word on the console, and is there when a
// link has been followed.
func TestContent(t *testing.T) {
	t.Parallel()
	for name, files := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			if err := os.CopyFS(folder, files); err != nil {
				t.Fatal(err)
			}
			tb := newTab(t, startServer(t, "-content", folder).url, 360, 740)
			talks, years := 0, 0
			for _, p := range ui.Pages(readFrom(t, files)) {
				switch {
				case p.Talk != nil:
					if talks++; talks > mostTalks {
						continue
					}
				case p.Section != "" && p.Section != p.Path:
					if years++; years > mostYears {
						continue
					}
				}
				tb.open(p.Path)
				if got := tb.interactive(); got.Mismatches != 0 {
					t.Errorf("takeover of %s: %d mismatches (first %s); want 0", p.Path, got.Mismatches, got.First)
				}
				if p.Path == ui.NotFoundPath {
					tb.forget() // the browser logs the status 404 as an error
				}
				tb.follow(ui.ColophonPath)
				tb.clean(p.Path)
			}
		})
	}
}
