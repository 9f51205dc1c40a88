//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"slices"
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

// TestYearPages opens a year of the archive, and one of the talks, that has a
// page of its own, and goes through those before it. The filter of the talks
// finds those on such pages too.
func TestYearPages(t *testing.T) {
	t.Parallel()
	folder := grownContent(t)
	s := readFrom(t, os.DirFS(folder))
	pages := make(map[string]*ui.Page)
	for _, p := range ui.Pages(s) {
		pages[p.Path] = p
	}
	srv := startServer(t, "-content", folder, "-offline=false")
	through := func(t *testing.T, paths ...string) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open(paths[0])
		tb.shows(pages[paths[0]], "by its address")
		for _, path := range paths[1:] {
			tb.follow(path)
			tb.shows(pages[path], "by a link")
		}
		tb.clean(paths[0])
	}
	t.Run("archive", func(t *testing.T) {
		through(t, "/archive/2012", "/archive/2011", "/archive/2010", "/archive", "/archive/2017")
	})
	t.Run("talks", func(t *testing.T) {
		through(t, "/talks/2012", "/talks/2011", "/talks/2010", "/talks", "/talks/2013")
	})
	t.Run("filter", func(t *testing.T) {
		var newest, of2012 []string
		listed := ui.Lists(s)
		for i := range s.Talks {
			talk := &s.Talks[i]
			if listed[talk.ID] == "/talks" {
				newest = append(newest, ui.TalkPath(talk))
			}
			if talk.Year() == 2012 {
				of2012 = append(of2012, ui.TalkPath(talk))
			}
		}
		tb := newTab(t, srv.url, 1280, 800)
		expect := func(what, status string, want []string) {
			t.Helper()
			tb.until(what, fmt.Sprintf(`document.querySelector(".talks [role=status]").textContent === %q`, status))
			if got := eval[[]string](tb, shownTalks); !slices.Equal(got, want) {
				t.Errorf("%s: shown are %q; want %q", what, got, want)
			}
		}
		all := fmt.Sprintf("The newest %d of %d talks", len(newest), len(s.Talks))
		tb.open("/talks?year=2012")
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover: %+v; want no mismatches", got)
		}
		expect("an older year", fmt.Sprintf("%d of %d talks. Show the newest", len(of2012), len(s.Talks)), of2012)
		tb.do(`document.querySelector(".filter-status a").click()`)
		tb.arrived("/talks")
		expect("no query", all, newest)
		tb.do(`history.back()`)
		tb.arrived("/talks?year=2012")
		expect("Back", fmt.Sprintf("%d of %d talks. Show the newest", len(of2012), len(s.Talks)), of2012)
		tb.clean("the filter")
	})
}
