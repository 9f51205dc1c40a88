//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"

	"github.com/chromedp/chromedp"
)

// languagesServer serves the site in several languages.
func languagesServer(t *testing.T) (*server, *content.Site) {
	t.Helper()
	files := contenttest.Sites(t)["languages"]
	folder := t.TempDir()
	if err := os.CopyFS(folder, files); err != nil {
		t.Fatal(err)
	}
	return startServer(t, "-content", folder), readFrom(t, files)
}

// TestLanguages: in every language every page is taken over as it is, its links
// stay in the language without another document, Back leads to it again, and the
// switch keeps the page.
func TestLanguages(t *testing.T) {
	t.Parallel()
	srv, s := languagesServer(t)
	tb := newTab(t, srv.url, 360, 740)
	for i, in := range s.All() {
		next := s.All()[(i+1)%len(s.All())]
		for _, p := range ui.Pages(in) {
			tb.open(in.Path() + p.Path)
			if got := tb.interactive(); got.Mismatches != 0 || got.Adopted == 0 {
				t.Errorf("takeover of %s%s: %d mismatches (first %s); want 0", in.Path(), p.Path, got.Mismatches, got.First)
			}
			if p.Path == ui.NotFoundPath {
				tb.forget() // the browser logs the status 404 as an error
			}
			tb.do(`window.sameDocument = true`)
			tb.follow(in.Path() + ui.ColophonPath)
			if !eval[bool](tb, `window.sameDocument === true`) {
				t.Errorf("from %s%s, a link in the language loads a document", in.Path(), p.Path)
			}
			if p.Hidden {
				continue
			}
			if p.Path != ui.ColophonPath {
				tb.do(`history.back()`)
				tb.until("see it again", fmt.Sprintf(`location.pathname === %q && document.readyState === "complete" && document.querySelector("h1").textContent === %q`, in.Path()+p.Path, p.Title))
			}
			tb.follow(next.Path() + p.Path)
			if got := eval[string](tb, `document.documentElement.lang`); got != next.Language {
				t.Errorf("%s%s is in %q; want %q", next.Path(), p.Path, got, next.Language)
			}
			tb.clean(in.Path() + p.Path)
		}
	}
}

// TestSwitchKeepsPlace: who switches the language sees the same talks as before.
func TestSwitchKeepsPlace(t *testing.T) {
	t.Parallel()
	srv, _ := languagesServer(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/pt/talks?year=2024")
	tb.interactive()
	const link = `.site-languages a[hreflang="en"]`
	tb.run("switch", chromedp.Click(link))
	tb.until("be in English", `document.documentElement.lang === "en" && location.pathname + location.search === "/talks?year=2024"`)
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover after the switch: %+v; want no mismatches", got)
	}
	tb.clean("switch")
}

// TestSearchInLanguages: each language finds its own words, with the program and
// without.
func TestSearchInLanguages(t *testing.T) {
	t.Parallel()
	srv, _ := languagesServer(t)
	tb := newTab(t, srv.url, 1280, 800)
	for _, test := range []struct{ in, words, want string }{
		{"", "engine", "/open-source#engine"},
		{"/pt", "maquina", "/pt/open-source#engine"},
		{"/ar", "محاضرات", "/ar/talks"},
	} {
		tb.open(test.in + "/connect")
		tb.interactive()
		tb.shortcut()
		tb.until("open the dialog", `document.activeElement === document.querySelector("#search-dialog input")`)
		tb.press(test.words)
		found := fmt.Sprintf(`%s.includes(%q)`, shownHits, test.want)
		tb.until("find "+test.want, found)
		tb.open(test.in + "/search?q=" + test.words)
		tb.interactive()
		tb.until("find "+test.want+" on the page", found)
		tb.clean("search in " + test.in)
	}
}

// TestLanguagesOffline: one visit in one language keeps all of them.
func TestLanguagesOffline(t *testing.T) {
	t.Parallel()
	srv, s := languagesServer(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.before(workers)
	tb.open("/pt/")
	tb.kept()
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		t.Errorf("the copy lacks %q", got)
	}
	srv.stop()
	for _, in := range s.All() {
		for _, p := range ui.Pages(in) {
			path := in.Path() + p.Path
			if p.Path == ui.NotFoundPath {
				path = in.Path() + "/no/such/page"
				p = pageOf(t, in, ui.OfflinePath)
			}
			tb.open(path)
			tb.shows(p, "offline in "+in.Language)
			if got := eval[string](tb, `document.documentElement.lang`); got != in.Language {
				t.Errorf("offline, %s is in %q; want %q", path, got, in.Language)
			}
		}
		tb.open(in.Path() + "/colophon/")
		tb.shows(pageOf(t, in, ui.ColophonPath), "with a slash")
	}
}

// TestOfflineInEveryLanguage: whichever language that the interface speaks a site
// is in, one visit keeps it whole, and what is kept is taken over as it is.
func TestOfflineInEveryLanguage(t *testing.T) {
	t.Parallel()
	of := inEveryLanguage(t)
	srv, s := startServer(t, of.args...), of.site
	tb := newTab(t, srv.url, 1280, 800)
	tb.before(workers)
	tb.open("/ja/")
	tb.kept()
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		t.Errorf("the copy lacks %q", got)
	}
	srv.stop()
	for _, in := range s.All() {
		for _, path := range []string{ui.HomePath, ui.TalksPath, ui.TalkPath(&in.Talks[0]), ui.SearchPath, ui.ColophonPath} {
			tb.open(in.Path() + path)
			tb.shows(pageOf(t, in, path), "offline in "+in.Language)
			if got := eval[string](tb, `document.documentElement.lang`); got != in.Words.Language {
				t.Errorf("offline, %s%s is in %q; want %q", in.Path(), path, got, in.Words.Language)
			}
		}
	}
}
