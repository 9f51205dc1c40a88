//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// whole fails the test unless there is one page in the document, and it is this.
func (tb *tab) whole(p *ui.Page, how string) {
	tb.t.Helper()
	const look = `[document.querySelectorAll("#app").length, document.querySelectorAll("main").length, document.querySelectorAll("h1").length, document.querySelector("h1").textContent].join()`
	if got, want := eval[string](tb, look), "1,1,1,"+p.Title; got != want {
		tb.t.Errorf("%s %s: #app, main, h1 and the heading = %s; want %s", p.Path, how, got, want)
	}
}

// pageAt is the page of the site at a path.
func pageAt(t testing.TB, path string) *ui.Page {
	t.Helper()
	return pageOf(t, readSite(t), path)
}

// pageOf is the page of a site at a path.
func pageOf(t testing.TB, s *content.Site, path string) *ui.Page {
	t.Helper()
	for _, p := range ui.Pages(s) {
		if p.Path == path {
			return p
		}
	}
	t.Fatalf("there is no page %s", path)
	return nil
}

// TestTakeoverInEach: a page of each kind is taken over as it is.
func TestTakeoverInEach(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t, "-content", smallSite)
	pages := ui.Pages(readFrom(t, os.DirFS(smallSite)))
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		for _, p := range pages {
			tb.open(p.Path)
			if got := tb.interactive(); got.Mismatches != 0 || got.Adopted == 0 {
				t.Errorf("takeover of %s: %+v; want no mismatches", p.Path, got)
			}
			tb.whole(p, "by its address")
			if p.Path == ui.NotFoundPath {
				tb.forget() // Chromium logs the status 404 as an error
			}
		}
		tb.clean("takeover")
	})
}

// TestNavigationInEach: a link, Back and forward lead to whole pages, with the
// navigation API or by loading them.
func TestNavigationInEach(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEachAndOlder(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/")
		tb.interactive()
		program := eval[bool](tb, `"navigation" in window`)
		at := func(path, how string) {
			t.Helper()
			tb.arrived(path)
			tb.until("see "+path, fmt.Sprintf(`document.querySelector("h1").textContent === %q`, pageAt(t, path).Title))
			tb.whole(pageAt(t, path), how)
		}
		tb.do(`window.sameDocument = true`)
		tb.click(`nav a[href="/talks"]`)
		at("/talks", "by a link")
		if same := eval[bool](tb, `"sameDocument" in window`); same != program {
			t.Errorf("after a link, the same document: %v; want %v, as there is a navigation API", same, program)
		}
		tb.interactive()
		tb.click(`nav a[href="/archive"]`)
		at("/archive", "by a second link")
		tb.do(`history.back()`)
		at("/talks", "by Back")
		tb.do(`history.back()`)
		at("/", "by Back again")
		tb.do(`history.forward()`)
		at("/talks", "by Forward")
		tb.clean("navigation")
	})
}

// titleWord is the longest word of a title, as one would type it.
func titleWord(title string) string {
	words := strings.FieldsFunc(title, func(r rune) bool { return r < 'A' || r > 'z' })
	return strings.ToLower(slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) }))
}

// TestSearchInEach: the dialog and the page find a talk by its title, and the page
// is as it was for whoever comes back to it.
func TestSearchInEach(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	talk := &readSite(t).Talks[0]
	word := titleWord(talk.Title)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/connect")
		tb.interactive()
		tb.click(`.site-search > a`)
		tb.until("be in the field", `document.activeElement === document.querySelector("#search-dialog input")`)
		tb.press(word)
		if got := tb.finds(word); !slices.Contains(got, ui.TalkPath(talk)) {
			t.Errorf("the dialog finds %q for %q; want %s too", got, word, ui.TalkPath(talk))
		}
		tb.press(keyEscape)
		tb.until("be rid of the dialog", `!document.querySelector("#search-dialog").open`)
		tb.open("/search?q=" + word)
		tb.interactive()
		if got := tb.finds(word); !slices.Contains(got, ui.TalkPath(talk)) {
			t.Errorf("the page finds %q for %q; want %s too", got, word, ui.TalkPath(talk))
		}
		tb.click("main .hits a")
		tb.until("follow a result", `location.pathname !== "/search" && document.readyState === "complete"`)
		tb.do(`history.back()`)
		tb.arrived("/search?q=" + word)
		tb.finds(word)
		tb.until("have the words in the field", fmt.Sprintf(`document.querySelector("main .search input").value === %q`, word))
		tb.clean("search")
	})
}

// TestFilterInEach: the year in the address narrows the list.
func TestFilterInEach(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	s := readSite(t)
	year := s.Talks[0].Year()
	var want []string
	for i := range s.Talks {
		if s.Talks[i].Year() == year {
			want = append(want, ui.TalkPath(&s.Talks[i]))
		}
	}
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		address := fmt.Sprintf("/talks?year=%d", year)
		tb.open(address)
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover of %s: %+v; want no mismatches", address, got)
		}
		// Where the program waits for a frame, the list does too.
		tb.until("narrow the list", fmt.Sprintf(`%s.length === %d`, shownTalks, len(want)))
		if got := eval[[]string](tb, shownTalks); !slices.Equal(got, want) {
			t.Errorf("%s shows %q; want %q", address, got, want)
		}
		tb.clean("filter")
	})
}

// TestThemeInEach: a theme that was chosen is there on the next page.
func TestThemeInEach(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/")
		tb.interactive()
		tb.click(".theme")
		tb.until("have a theme", `Boolean(document.documentElement.dataset.theme)`)
		chosen := eval[string](tb, `document.documentElement.dataset.theme`)
		for _, path := range []string{"/talks", "/archive"} {
			tb.open(path)
			tb.interactive()
			if got := eval[string](tb, `document.documentElement.dataset.theme ?? ""`); got != chosen {
				t.Errorf("theme on %s = %q; want %q", path, got, chosen)
			}
		}
		tb.clean("theme")
	})
}
