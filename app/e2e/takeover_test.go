//go:build e2e

package e2e

import (
	"bytes"
	"strings"
	"testing"

	"kairo.dev/app/ui"
)

// TestTakeoverOfEveryPage holds the program back until the prerendered page
// has been marked and photographed, then lets it take over and compares.
func TestTakeoverOfEveryPage(t *testing.T) {
	t.Parallel()
	s, args := wholeSite(t)
	srv := sharedServer(t, args...)
	for _, p := range ui.Pages(s) {
		t.Run(strings.ReplaceAll(strings.TrimPrefix(p.Path, "/"), "/", "-"), func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(noteMoves)
			release := tb.holdProgram()
			tb.open(p.Path)
			nodes := eval[int](tb, `(() => {
				let n = 0;
				for (const e of document.querySelectorAll("#app, #app *")) e.mark = ++n;
				window.before = document.head.outerHTML + document.body.outerHTML;
				return n;
			})()`)
			picture := tb.screenshot()
			release()
			got := tb.interactive()

			if got.Mismatches != 0 || got.Adopted < nodes {
				t.Errorf("takeover of %s: %d mismatches (first %s), %d nodes adopted; want 0, at least %d", p.Path, got.Mismatches, got.First, got.Adopted, nodes)
			}
			if kept := eval[int](tb, `[...document.querySelectorAll("#app, #app *")].filter((e, i) => e.mark === i + 1).length`); kept != nodes {
				t.Errorf("takeover of %s kept %d of %d elements", p.Path, kept, nodes)
			}
			if !eval[bool](tb, `document.head.outerHTML + document.body.outerHTML === window.before`) {
				t.Errorf("takeover of %s changed the document", p.Path)
			}
			if !bytes.Equal(tb.screenshot(), picture) {
				t.Errorf("takeover of %s changed the picture", p.Path)
			}
			for _, move := range eval[[]string](tb, `moves`) {
				t.Errorf("%s, until it was taken over: moved by %s", p.Path, move)
			}
			if got := tb.rehearsed(); got != "whole" {
				t.Errorf("rehearsal of %s: %s; want it whole", p.Path, got)
			}
			if p.Path == ui.NotFoundPath {
				tb.forget() // the browser logs the status 404 as an error
			}
			tb.clean(p.Path)
		})
	}
}

// TestTakeoverOfUnknownAddress: the page for addresses that do not exist is
// taken over too, whatever the address.
func TestTakeoverOfUnknownAddress(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/there/is/no/such/page?x=1#y")
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover: %+v; want no mismatches", got)
	}
	tb.follow("/talks")
	if got := eval[string](tb, `document.querySelector("h1").textContent`); !strings.Contains(got, "Talks") {
		t.Errorf("heading after leaving = %q; want that of the talks", got)
	}
}

// TestTakeoverKeepsWhatTheReaderDid: scroll position (also with a fragment in
// the address), focus, selection and an open <details>.
func TestTakeoverKeepsWhatTheReaderDid(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	for _, path := range []string{"/colophon", "/colophon#edition"} {
		tb := newTab(t, srv.url, 800, 400)
		release := tb.holdProgram()
		tb.open(path)
		tb.do(`
			document.querySelector("details").open = true;
			scrollTo({ top: 150, behavior: "instant" });
			document.querySelector("main a").focus({ preventScroll: true });
			const text = document.querySelector("main p").firstChild;
			getSelection().setBaseAndExtent(text, 2, text, 9);
			// The browser may still be on its way to the fragment.
			for (let y = -1; y !== scrollY; ) {
				y = scrollY;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		`)
		const state = `JSON.stringify([
			document.querySelector("details").open, scrollY, document.activeElement.outerHTML,
			String(getSelection()), location.href, document.querySelectorAll(":target").length])`
		before := eval[string](tb, state)
		if !strings.HasPrefix(before, "[true,1") {
			t.Fatalf("state before = %s; want an open <details>, scrolled to about 150", before)
		}
		release()
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover of %s: %+v; want no mismatches", path, got)
		}
		// Whatever the program puts off until its next frame comes before this.
		tb.do(`await new Promise((resolve) => setTimeout(resolve, 100))`)
		if after := eval[string](tb, state); after != before {
			t.Errorf("takeover of %s changed %s to %s", path, before, after)
		}
		tb.clean(path)
	}
}

// TestTakeoverOfAnotherPage: where the page is not what the program expects,
// the reader keeps the page that they have, and its links load others.
func TestTakeoverOfAnotherPage(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	changes := map[string]string{
		"a text":            `document.querySelector("main p").firstChild.data = "something else"`,
		"an element":        `document.querySelector("main p").replaceWith(document.createElement("hr"))`,
		"an added element":  `document.querySelector("main").prepend(document.createElement("hr"))`,
		"a removed element": `document.querySelector("main h1").remove()`,
		"an added end":      `document.querySelector("#app").append("more")`,
		"an attribute":      `document.querySelector("main a").setAttribute("href", "/elsewhere")`,
		"the root":          `document.querySelector("#app").removeAttribute("id")`,
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, srv.url, 1280, 800)
			release := tb.holdProgram()
			tb.open("/talks")
			tb.do(change)
			want := eval[string](tb, `markup(document.body)`)
			release()
			tb.until("see that it is left alone", `performance.getEntriesByName("app-failed").length > 0`)
			if d := difference(eval[string](tb, `markup(document.body)`), want); d != "" {
				t.Errorf("page after takeover:\n%s", d)
			}
			tb.expectProgram(false)
			tb.follow("/colophon")
		})
	}
}

// expectProgram fails the test unless the root element says whether there is a
// program.
func (tb *tab) expectProgram(want bool) {
	tb.t.Helper()
	if got := eval[bool](tb, `document.documentElement.classList.contains("program")`); got != want {
		tb.t.Errorf("the root element has the class program: %v; want %v", got, want)
	}
}

// TestPageWithoutProgram: whatever does not arrive, the page is a page.
func TestPageWithoutProgram(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	for _, missing := range []string{".wasm", "/content/site.", "wasm_exec", "takeover"} {
		t.Run(missing, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, srv.url, 1280, 800)
			tb.refuse("prepare") // what the worker asks for cannot be refused here
			tb.refuse(missing)
			tb.open("/")
			tb.until("see that it failed", `performance.getEntriesByName("app-failed").length > 0`)
			tb.expectProgram(false)
			tb.follow("/talks")
			if got := eval[string](tb, `document.querySelector("h1").textContent`); !strings.Contains(got, "Talks") {
				t.Errorf("heading after a link = %q; want that of the talks", got)
			}
			for _, trouble := range tb.troubles() {
				if strings.Contains(trouble, "exception") {
					t.Error(trouble)
				}
			}
		})
	}
}

// TestProgramThatPanics: the page stays, links become ordinary links, and no
// event or timer throws at the reader.
func TestProgramThatPanics(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	tb.interactive()
	tb.expectProgram(true)
	tb.do(`goappNav(); `) // without the address it needs
	tb.until("see that it failed", `performance.getEntriesByName("app-failed").length > 0`)
	tb.expectProgram(false)
	tb.do(`
		window.sameDocument = true;
		dispatchEvent(new Event("resize"));
		dispatchEvent(new PopStateEvent("popstate"));
		document.querySelector("main").click();
	`)
	tb.follow("/talks")
	if eval[bool](tb, `"sameDocument" in window`) {
		t.Error("the link was followed by the program that had ended; want the browser to")
	}
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover of the next page: %+v; want no mismatches", got)
	}
	for _, trouble := range tb.troubles() {
		if strings.HasPrefix(trouble, "exception") || strings.HasPrefix(trouble, "console.error") {
			t.Error(trouble)
		}
	}
}

// TestProgramOnlyAfterLoad: nothing that is not needed to read is asked for
// before the page has loaded.
func TestProgramOnlyAfterLoad(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	tb.interactive()
	early := eval[[]string](tb, `performance.getEntriesByType("resource")
		.filter((e) => e.startTime < performance.timing.loadEventStart - performance.timeOrigin)
		.map((e) => e.name)`)
	for _, name := range early {
		for _, late := range []string{".wasm", "/content/site.", "wasm_exec", "takeover", "prepare"} {
			if strings.Contains(name, late) {
				t.Errorf("%s was asked for before the page had loaded", name)
			}
		}
	}
	if len(early) == 0 {
		t.Error("nothing was asked for before the page had loaded; want at least the style sheet")
	}
}
