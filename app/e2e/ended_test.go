//go:build e2e

package e2e

import (
	"slices"
	"testing"
)

// TestEndInNavigation: a program that ends on the way to an address leaves it to
// the browser, so that the page is that of the address.
func TestEndInNavigation(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/talks")
		tb.interactive()
		tb.do(`window.sameDocument = true; document.querySelector(".filter").remove()`)
		tb.do(`const a = document.createElement("a"); a.href = "/talks?year=2023"; document.body.append(a); a.click()`)
		tb.until("see the page of the address", `!("sameDocument" in window) && document.querySelector(".filter") !== null`)
		tb.interactive()
		if got, want := tb.path(), "/talks?year=2023"; got != want {
			t.Errorf("at %s; want %s", got, want)
		}
		tb.until("see how many talks", `/^\d+ of \d+ talks/.test(document.querySelector(".filter-status").textContent)`)
		if shown := eval[[]string](tb, shownTalks); len(shown) == len(readSite(t).Talks) || slices.Contains(shown, "") {
			t.Errorf("%d talks are shown; want those of the year", len(shown))
		}
	})
}

// TestEndInDialog: the dialog of a program that ends is closed, and what opened it
// leads to the page.
func TestEndInDialog(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/")
		tb.interactive()
		tb.do(`document.querySelector(".site-search > a").click()`)
		tb.until("see the dialog", `document.querySelector("#search-dialog input") !== null`)
		tb.do(`goappNav()`) // without the address it needs
		tb.until("see it closed", `!document.querySelector("#search-dialog").open`)
		tb.expectProgram(false)
		tb.do(`document.querySelector(".site-search > a").click()`)
		tb.arrived("/search")
	})
}

// TestRemovedAfter: what something else takes out of the page comes back when the
// program has something to say in it.
func TestRemovedAfter(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/talks")
		tb.interactive()
		tb.do(`document.querySelector(".filter-status").remove()`)
		tb.do(`const year = document.querySelector(".filter [name=year]"); year.focus(); year.value = "2023"; year.dispatchEvent(new Event("change", { bubbles: true }))`)
		tb.arrived("/talks?year=2023")
		tb.interactive()
		tb.until("see how many talks", `/^\d+ of \d+ talks/.test(document.querySelector(".filter-status")?.textContent)`)
		if !eval[bool](tb, `!("navigation" in window) || document.activeElement.name === "year"`) {
			t.Error("the focus has left the form")
		}
		tb.expectProgram(true)
		tb.clean("removed")
	})
}

// TestNoWebAssembly: pages are pages where there is none.
func TestNoWebAssembly(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.before(`delete window.WebAssembly`)
		tb.open("/")
		tb.follow("/talks")
		tb.expectProgram(false)
		tb.clean("no WebAssembly")
	})
}
