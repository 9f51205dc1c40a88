//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// TestWithoutScriptsInEach: pages are pages, and no control is there that needs
// the program.
func TestWithoutScriptsInEach(t *testing.T) {
	t.Parallel()
	inEach(t, func(t *testing.T, newTab opener) {
		r := newRoad(t, sharedServer(t))
		r.forbidScripts()
		tb := newTab(t, r.url, 1280, 800)
		tb.open("/talks")
		all := len(readSite(t).Talks)
		if shown := len(eval[[]string](tb, shownTalks)); shown != all {
			t.Errorf("without scripts %d talks are shown; want all %d", shown, all)
		}
		if n := eval[int](tb, `[...document.querySelectorAll(".filter select, .filter input")].filter((e) => e.checkVisibility()).length`); n != 0 {
			t.Errorf("without scripts %d controls of the filter are shown; want none", n)
		}
		tb.click(`nav a[href="/archive"]`)
		tb.until("see the archive", fmt.Sprintf(`location.pathname === "/archive" && document.querySelector("h1")?.textContent === %q`, pageAt(t, "/archive").Title))
	})
}

// TestStorageBlockedInEach: storage that throws costs what is stored, nothing
// else.
func TestStorageBlockedInEach(t *testing.T) {
	t.Parallel()
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, sharedServer(t).url, 1280, 800)
		tb.before(`for (const name of ["localStorage", "sessionStorage"])
			Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });`)
		tb.open("/")
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover: %+v; want no mismatches", got)
		}
		tb.click(`nav a[href="/talks"]`)
		tb.arrived("/talks")
		tb.whole(pageAt(t, "/talks"), "by a link")
	})
}
