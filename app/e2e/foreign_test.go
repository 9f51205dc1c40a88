//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// foreign are writers that put something of their own beside the page.
var foreign = map[string]string{
	"before the page": `document.body.prepend(node)`,
	"after the page":  `document.body.append(node)`,
	"around the page": `document.querySelector("#app").replaceWith(node); node.append(page)`,
}

// TestForeignNodes: whatever stands beside the page stays, and the page is there
// once.
func TestForeignNodes(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		for name, put := range foreign {
			t.Run(name, func(t *testing.T) {
				tb := newTab(t, srv.url, 1280, 800)
				tb.before(fmt.Sprintf(`addEventListener("DOMContentLoaded", () => {
					const page = document.querySelector("#app");
					const node = document.createElement("div");
					node.id = "foreign";
					%s;
					window.foreign = [node, node.previousElementSibling?.id, node.nextElementSibling?.id];
				})`, put))
				tb.open("/talks")
				if got := tb.interactive(); got.Mismatches != 0 {
					t.Errorf("takeover: %+v; want no mismatches", got)
				}
				check := func(what string) {
					t.Helper()
					const state = `[document.querySelectorAll("#app").length, document.querySelectorAll("main").length, document.querySelectorAll("h1").length,
						document.querySelector("#foreign") === foreign[0],
						foreign[0].previousElementSibling?.id === foreign[1] && foreign[0].nextElementSibling?.id === foreign[2]].join()`
					if got, want := eval[string](tb, state), "1,1,1,true,true"; got != want {
						t.Errorf("%s: pages, mains, headings, foreign node, its place = %s; want %s", what, got, want)
					}
				}
				check("takeover")
				tb.follow("/archive")
				tb.interactive()
				check("navigation")
				tb.do(`history.back()`)
				tb.arrived("/talks")
				tb.interactive()
				check("Back")
				tb.clean(name)
			})
		}
	})
}

// elsewhere are the changes by which an archive or a proxy makes a page its own.
var elsewhere = map[string]string{
	"a path of its own":       `history.replaceState(null, "", "/web/2026/" + location.pathname)`,
	"links that lead into it": `for (const a of document.querySelectorAll("#app a[href]")) a.href = "/web" + a.getAttribute("href")`,
}

// TestElsewhere: at an address that is not the page's, nothing starts, and links
// stay as they were rewritten.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		for name, change := range elsewhere {
			t.Run(name, func(t *testing.T) {
				tb := newTab(t, srv.url, 1280, 800)
				// When the parser has come to the script, it has not run yet.
				tb.before(fmt.Sprintf(`document.addEventListener("readystatechange", () => {
					if (document.readyState !== "interactive") return;
					%s;
					window.links = [...document.querySelectorAll("#app a")].map((a) => a.getAttribute("href")).join();
				})`, change))
				tb.open("/archive")
				tb.do(`dispatchEvent(new Event("focusin"))`) // where it waits for that
				tb.until("see that it does not start", `performance.getEntriesByName("app-failed").length > 0`)
				if !eval[bool](tb, `links === [...document.querySelectorAll("#app a")].map((a) => a.getAttribute("href")).join()`) {
					t.Error("the links have changed; want them as they were rewritten")
				}
				tb.expectProgram(false)
			})
		}
	})
}

// wrapTexts is what translators do to every text.
const wrapTexts = `
	const walker = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
	const texts = [];
	while (walker.nextNode()) texts.push(walker.currentNode);
	for (const text of texts) {
		const font = document.createElement("font");
		text.replaceWith(font);
		font.append(%s);
	}`

// TestTranslatedBefore: what the reader did on a page that was translated before
// the program was there is kept.
func TestTranslatedBefore(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.before(`addEventListener("DOMContentLoaded", () => {
			if (location.pathname !== "/search") return;
			` + fmt.Sprintf(wrapTexts, `"x" + text.data`) + `
			const field = document.querySelector("main input");
			field.value = "typed";
			field.focus();
		})`)
		tb.open("/search")
		tb.until("see that it is left alone", `performance.getEntriesByName("app-failed").length > 0`)
		if got := eval[string](tb, `[document.querySelector("main input").value, document.activeElement.name, document.querySelectorAll("main font").length > 0].join()`); got != "typed,q,true" {
			t.Errorf("field, focus, translation = %s; want typed,q,true", got)
		}
		tb.expectProgram(false)
		tb.follow("/talks")
	})
}

// TestTranslatedAfter: the program goes on where a translator has moved its
// texts, or put others in their place.
func TestTranslatedAfter(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		for name, inside := range map[string]string{"moved": "text", "replaced": "document.createTextNode(text.data)"} {
			t.Run(name, func(t *testing.T) {
				translate := fmt.Sprintf(wrapTexts, inside)
				tb := newTab(t, srv.url, 1280, 800)
				tb.open("/talks")
				tb.interactive()
				tb.do(translate)
				tb.do(`const year = document.querySelector(".filter [name=year]"); year.value = "2023"; year.dispatchEvent(new Event("change", { bubbles: true }))`)
				tb.arrived("/talks?year=2023")
				tb.interactive()
				tb.until("see how many talks", `/^\d+ of \d+ talks/.test(document.querySelector(".filter-status").textContent)`)

				tb.do(`document.querySelector(".site-search > a").click()`)
				tb.until("see the dialog", `document.querySelector("#search-dialog input") !== null`)
				ask := func(words string) {
					t.Helper()
					tb.do(fmt.Sprintf(`const field = document.querySelector("#search-dialog input"); field.value = %q; field.dispatchEvent(new Event("input", { bubbles: true }))`, words))
					tb.until("see the results of "+words, fmt.Sprintf(`document.querySelector("#search-dialog .search-status").textContent.includes(%q)`, "“"+words+"”"))
				}
				ask("tuf")
				tb.do(translate)
				ask("python")
				tb.do(translate)
				ask("nothinglikethis")
				tb.do(`document.querySelector(".search-close").click()`)
				tb.until("see it closed", `!document.querySelector("#search-dialog").open`)

				tb.do(translate)
				tb.follow("/archive")
				tb.interactive()
				tb.do(translate)
				tb.do(`history.back()`)
				tb.arrived("/talks?year=2023")
				tb.interactive()
				if got := eval[string](tb, `[document.querySelectorAll("main").length, document.querySelectorAll("h1").length].join()`); got != "1,1" {
					t.Errorf("mains, headings = %s; want 1,1", got)
				}
				tb.expectProgram(true)
				tb.clean(name)
			})
		}
	})
}

// TestNoStorage: where storage throws at every access, all but what is stored is
// there.
func TestNoStorage(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.before(`for (const name of ["localStorage", "sessionStorage"])
			Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } })`)
		tb.open("/search?q=tuf")
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover: %+v; want no mismatches", got)
		}
		tb.follow("/talks")
		tb.interactive()
		tb.expectProgram(true)
		tb.clean("no storage")
	})
}

// TestTextFragment: a link to a text loads its page, on which the browser finds it.
func TestTextFragment(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, srv.url, 800, 500)
		tb.open("/")
		tb.interactive()
		tb.do(`window.sameDocument = true;
			const a = document.createElement("a");
			a.href = "/archive#:~:text=the";
			document.querySelector("main").prepend(a);
			a.click()`)
		tb.until("have loaded the page", `location.pathname === "/archive" && !("sameDocument" in window)`)
		if got := tb.path(); !strings.HasPrefix(got, "/archive") {
			t.Errorf("at %s; want /archive", got)
		}
	})
}
