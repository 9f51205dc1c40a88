//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// withoutNavigation is a script that makes a browser one without the navigation
// API.
const withoutNavigation = `delete window.navigation;`

// TestFilterWithoutNavigation: where the browser does not tell of navigations, a
// choice narrows the list in place: the page stays, and so does the focus, so
// that all of the form can be reached by keyboard.
func TestFilterWithoutNavigation(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.before(withoutNavigation)
	tb.open("/talks")
	tb.interactive()
	all := eval[int](tb, shownTalks+`.length`)
	tb.do(`window.sameDocument = true; document.querySelector(".filter [name=year]").focus()`)
	tb.run("choose a year", chromedp.KeyEvent(kb.ArrowDown))
	tb.until("narrow the list", fmt.Sprintf(`%s.length < %d && location.search.startsWith("?year=")`, shownTalks, all))
	ofYear := eval[int](tb, shownTalks+`.length`)
	tb.run("go on", chromedp.KeyEvent(kb.Tab+kb.Tab+kb.Tab))
	tb.run("choose recordings", chromedp.KeyEvent(" "))
	tb.until("have it in the address", `location.search.endsWith("&recorded=1")`)
	tb.until("narrow the list again", fmt.Sprintf(`%s.length <= %d`, shownTalks, ofYear))
	if !eval[bool](tb, `window.sameDocument === true && document.activeElement.name === "recorded"`) {
		t.Error("the page was loaded, or the focus has left the form")
	}
	// What was typed before the program was there narrows it too.
	early := newTab(t, sharedServer(t).url, 1280, 800)
	early.before(withoutNavigation)
	release := early.holdProgram()
	early.open("/talks")
	early.do(`window.sameDocument = true; document.querySelector(".filter [name=recorded]").checked = true`)
	release()
	early.until("narrow the list", `window.sameDocument && location.search === "?recorded=1"`)
	tb.clean("filter")
	early.clean("early choice")
}

// TestRestored: a page that comes back as it was left has no dialog that is open.
// What is not to be filled in may be only while the page is away.
func TestRestored(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/connect")
	tb.interactive()
	tb.shortcut()
	tb.until("open the dialog", `document.querySelector("#search-dialog").open`)
	tb.do(`dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))`)
	tb.until("close it", `!document.querySelector("#search-dialog").open`)
	tb.clean("restored")

	tb.open("/search")
	tb.interactive()
	const filledIn = `document.querySelector("main .search input").autocomplete`
	for _, step := range []struct{ event, want string }{{"pageshow", "off"}, {"pagehide", "on"}, {"pageshow", "off"}} {
		tb.do(fmt.Sprintf(`dispatchEvent(new PageTransitionEvent(%q, { persisted: true }))`, step.event))
		if got := eval[string](tb, filledIn); got != step.want {
			t.Errorf("after %s, the field has autocomplete %q; want %q", step.event, got, step.want)
		}
	}
	tb.clean("away and back")
}

// TestClickBesideDialog: it closes the dialog also where the browser does not
// know closedby; a click in it does not.
func TestClickBesideDialog(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/connect")
	tb.interactive()
	tb.shortcut()
	const open = `document.querySelector("#search-dialog").open`
	tb.until("open the dialog", open)
	corner := eval[struct{ X, Y float64 }](tb, `(() => {
		const dialog = document.querySelector("#search-dialog");
		dialog.removeAttribute("closedby");
		const { left, top } = dialog.getBoundingClientRect();
		return { X: left, Y: top };
	})()`)
	tb.run("click its edge", chromedp.MouseClickXY(corner.X+6, corner.Y+6))
	if !eval[bool](tb, open) {
		t.Error("a click in the dialog closes it")
	}
	tb.run("click beside it", chromedp.MouseClickXY(corner.X-20, corner.Y+6))
	tb.until("close it", "!"+open)
	tb.clean("click")
}
