//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestUpdate changes a sentence of a talk while two windows are open: the
// reader is told, chooses when to read it, and until then sees nothing of it.
func TestUpdate(t *testing.T) {
	t.Parallel()
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open(changedTalk)
	tb.kept()
	other := tb.beside()
	other.before(workers)
	other.open("/talks")
	other.interactive()
	before := eval[string](tb, editionShown)

	r.leadTo(startServer(t, "-content", aSentence(t)))
	r.reset()
	if got := eval[string](tb, `update()`); got != "installed" {
		t.Fatalf("update = %q; want installed", got)
	}
	if got := r.load(); got > 30_000 {
		t.Errorf("one sentence costs a reader %d bytes; want at most 30,000", got)
	}
	t.Logf("one sentence costs a reader %d bytes: %q", r.load(), r.seen())
	for _, path := range r.seen() {
		if strings.HasSuffix(path, ".wasm") {
			t.Errorf("%s was asked for again", path)
		}
	}

	// Both windows are told, and see nothing of it, not even without a network.
	r.leadTo(nil)
	tb.keeps(before)
	other.keeps(before)
	other.follow(changedTalk)
	if strings.Contains(eval[string](other, `document.querySelector("main").textContent`), "One more sentence.") {
		t.Error("a window shows the new sentence before the reader has chosen")
	}
	busy := tb.busyWindows()
	tb.chooses(before)
	// The other window goes on with what it has, and may follow.
	other.until("told", `document.getElementById("update").checkVisibility()`)
	if got := eval[string](other, editionShown); got != before {
		t.Errorf("the other window was pulled to edition %s", got)
	}
	other.do(`history.back()`) // to what was shown within the program
	other.arrived("/talks")
	other.until("see it as it was", `document.querySelector("h1").textContent.startsWith("Talks")`)
	if got := eval[string](other, editionShown); got != before {
		t.Errorf("Back led the other window to edition %s; want %s", got, before)
	}
	other.do(fmt.Sprintf(`document.querySelector('a[href=%q]').click()`, *below+"/archive"))
	other.leaves(before)
	for window, field := range busy {
		window.goesOn(field)
		window.leaves(before)
	}
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		t.Errorf("%q are missing after the switch", got)
	}
	if got := eval[int](tb, `caches.keys().then((names) => names.filter((name) => name.includes("-edition-")).length)`); got != 1 {
		t.Errorf("%d editions are kept after the switch; want 1", got)
	}
}

// editionShown is the edition of the page.
const editionShown = `document.documentElement.dataset.edition`

// keeps: the window is told of a new edition, and has what it had, also after a
// reload.
func (tb *tab) keeps(edition string) {
	tb.t.Helper()
	const told = `document.getElementById("update").checkVisibility() &&
		document.querySelector("#update span").textContent === "A new edition is ready: 1 page changed."`
	tb.until("told", told)
	tb.run("reload", chromedp.Reload())
	tb.interactive()
	tb.until("told again", told)
	if got := eval[string](tb, editionShown); got != edition {
		tb.t.Errorf("a window shows edition %s before the reader has chosen; want %s", got, edition)
	}
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		tb.t.Errorf("%q are missing while the new edition waits", got)
	}
}

// chooses: the reader takes the new edition instead of the one before, by
// keyboard, and stays where they were.
func (tb *tab) chooses(before string) {
	tb.t.Helper()
	tb.do(`scrollTo({ top: 100, behavior: "instant" }); document.querySelector("#update button").focus({ preventScroll: true }); window.old = true`)
	top := eval[float64](tb, `scrollY`)
	if top == 0 {
		tb.t.Fatal("the page is not long enough to scroll")
	}
	tb.run("choose", chromedp.KeyEvent("\r"))
	tb.until("switched", fmt.Sprintf(`!window.old && %s !== %q && document.readyState === "complete"`, editionShown, before))
	tb.interactive()
	tb.until("scrolled", fmt.Sprintf(`scrollY === %v`, top))
	if got := tb.path(); got != changedTalk {
		tb.t.Errorf("the switch led to %s; want %s", got, changedTalk)
	}
	if !eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`) {
		tb.t.Error("the new sentence is not there after the switch")
	}
}

// busyWindows are other windows in which a reader is in the middle of typing, and the
// fields.
func (tb *tab) busyWindows() map[*tab]string {
	tb.t.Helper()
	typing, searching := tb.beside(), tb.beside()
	typing.open("/search")
	searching.open("/connect")
	for _, window := range []*tab{typing, searching} {
		window.interactive()
	}
	searching.shortcut()
	fields := map[*tab]string{typing: "main input[type=search]", searching: "#search-dialog input"}
	for window, field := range fields {
		window.until("have the field", fmt.Sprintf(`Boolean(document.querySelector(%q))`, field))
		window.do(fmt.Sprintf(`document.querySelector(%q).focus()`, field))
		window.press("tu")
	}
	return fields
}

// goesOn types on, loses nothing, and follows what is found.
func (tb *tab) goesOn(field string) {
	tb.t.Helper()
	tb.until("told", `document.getElementById("update").checkVisibility() || document.querySelector("dialog[open]")`)
	tb.press("f")
	if got := eval[string](tb, fmt.Sprintf(`document.querySelector(%q).value`, field)); got != "tuf" {
		tb.t.Errorf("after another window has switched, %s has %q; want tuf", field, got)
	}
	tb.until("find something", `Boolean(document.querySelector(".hits a"))`)
	tb.do(`document.querySelector(".hits a").click()`)
}

// leaves waits until a window that was on its way is no longer of an edition.
func (tb *tab) leaves(edition string) {
	tb.t.Helper()
	tb.until("be on a page of the new edition", fmt.Sprintf(`document.readyState === "complete" && %s !== %q`, editionShown, edition))
	tb.interactive()
}

// TestUpdateFromTheNetwork: a page that comes from the network is of the new
// edition already, and brings the copy along without a word.
func TestUpdateFromTheNetwork(t *testing.T) {
	t.Parallel()
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open("/")
	tb.kept()
	r.leadTo(startServer(t, "-content", aSentence(t)))
	tb.open(changedTalk)
	tb.interactive()
	tb.until("in charge", `navigator.serviceWorker.getRegistration().then(async (r) =>
		!r.waiting && !r.installing && (await editionOf(r.active)).names[0] === document.documentElement.dataset.edition)`)
	if eval[bool](tb, `document.getElementById("update").checkVisibility()`) {
		t.Error("the reader is told of an edition that they are reading")
	}
	r.leadTo(nil)
	tb.open(changedTalk)
	if !eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`) {
		t.Error("the new sentence is not in the copy")
	}
	tb.clean("update from the network")
}

// TestUpdateThatWaits: a reader who wants the new edition reads it, also where the
// browser does not put its worker in charge.
func TestUpdateThatWaits(t *testing.T) {
	t.Parallel()
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 1280, 800)
	tb.before(workers + `
		const post = ServiceWorker.prototype.postMessage;
		ServiceWorker.prototype.postMessage = function (...what) {
			if (what[0] !== "switch") post.apply(this, what);
		};`)
	tb.open(changedTalk)
	tb.kept()
	r.leadTo(startServer(t, "-content", aSentence(t)))
	if got := eval[string](tb, `update()`); got != "installed" {
		t.Fatalf("update = %q; want installed", got)
	}
	tb.until("told", `document.getElementById("update").checkVisibility()`)
	tb.click("#update button")
	tb.until("shown", `document.querySelector("main").textContent.includes("One more sentence.") && document.readyState === "complete"`)
}

// TestUpdateEachHour: a page that stays open looks for a new edition each hour.
func TestUpdateEachHour(t *testing.T) {
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 800, 500)
	tb.before(eachHour)
	tb.open("/")
	tb.kept()
	tb.until("waiting for an hour to pass", `hours.length === 1`)
	r.leadTo(startServer(t, "-content", aSentence(t)))
	tb.do(`hours[0]()`)
	tb.until("told", `document.querySelector("#update span").checkVisibility()`)
	tb.clean("update each hour")
}

// TestRollback: the owner goes forward, and back again.
func TestRollback(t *testing.T) {
	t.Parallel()
	changed := aSentence(t)
	old, new := sharedServer(t), startServer(t, "-content", changed)
	r := newRoad(t, old)
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open(changedTalk)
	tb.kept()
	for i, to := range []*server{new, old, new, old} {
		want := to == new
		if *signedSites && i > 0 { // it has to be signed again, as the next edition
			to = startServer(t, map[bool][]string{true: {"-content", changed}}[want]...)
		}
		r.leadTo(to)
		if got := eval[string](tb, `update()`); got != "installed" {
			t.Fatalf("update %d = %q; want installed", i, got)
		}
		if i == 0 || i == 1 {
			continue // the new edition waits, and is taken back before anyone reads it
		}
		tb.do(`(await navigator.serviceWorker.getRegistration()).waiting?.postMessage("switch")`)
		tb.until("in charge", `navigator.serviceWorker.getRegistration().then((r) => !r.waiting && r.active.state === "activated")`)
		r.leadTo(nil)
		tb.open(changedTalk)
		has := eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`)
		if has != want {
			t.Errorf("after update %d the page has the new sentence: %v; want %v", i, has, want)
		}
		if got := eval[[]string](tb, `missing()`); len(got) > 0 {
			t.Errorf("after update %d %q are missing", i, got)
		}
	}
}
