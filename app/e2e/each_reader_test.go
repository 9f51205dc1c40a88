//go:build e2e

package e2e

import (
	"fmt"
	"testing"
	"time"
)

// TestSecondClickInEach: a link that is clicked while the page of another
// arrives is followed. Where a page is loaded, that is from when it is there: the
// browser gives to neither what is clicked between two documents.
func TestSecondClickInEach(t *testing.T) {
	t.Parallel()
	const talks, archive = `nav a[href="/talks"]`, `nav a[href="/archive"]`
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, sharedServer(t).url, 1280, 800)
		for _, gap := range []time.Duration{0, 60, 100, 200, 300} {
			tb.open("/")
			tb.interactive()
			if eval[bool](tb, `"navigation" in window`) {
				tb.clicks(gap*time.Millisecond, talks, archive)
			} else {
				tb.click(talks)
				tb.arrived("/talks")
				tb.do(fmt.Sprintf(`await new Promise((resolve) => setTimeout(resolve, %d))`, gap))
				tb.click(archive)
			}
			tb.arrived("/archive")
		}
	})
}

// TestBackOverDialogInEach: whoever comes Back from a result finds the page,
// not the dialog.
func TestBackOverDialogInEach(t *testing.T) {
	t.Parallel()
	word := titleWord(readSite(t).Talks[0].Title)
	inEachAndOlder(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, sharedServer(t).url, 1280, 800)
		tb.open("/connect")
		tb.interactive()
		tb.click(`.site-search > a`)
		tb.until("be in the field", `document.activeElement === document.querySelector("#search-dialog input")`)
		tb.press(word)
		tb.finds(word)
		tb.press(keyDown)
		tb.until("be on a result", `document.activeElement === document.querySelector("#search-dialog .hits a")`)
		first := eval[string](tb, `document.activeElement.getAttribute("href")`)
		tb.press(keyEnter)
		tb.arrived(first)
		tb.do(`history.back()`)
		tb.arrived("/connect")
		if eval[bool](tb, `document.querySelector("#search-dialog").open`) {
			t.Error("Back brings the dialog back; want the page alone")
		}
		tb.click(`nav a[href="/talks"]`)
		tb.arrived("/talks")
	})
}

// TestFilterByKeyboardInEach: a choice narrows the list and keeps the focus;
// Back from a talk finds form and list as they were.
func TestFilterByKeyboardInEach(t *testing.T) {
	t.Parallel()
	recorded := 0
	for _, talk := range readSite(t).Talks {
		if talk.Recording != nil {
			recorded++
		}
	}
	inEachAndOlder(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, sharedServer(t).url, 1280, 800)
		tb.open("/talks")
		tb.interactive()
		tb.do(`window.sameDocument = true; document.querySelector(".filter [name=recorded]").focus()`)
		tb.press(" ")
		tb.arrived("/talks?recorded=1")
		narrowed := fmt.Sprintf(`%s.length === %d && document.querySelector(".filter [name=recorded]").checked`, shownTalks, recorded)
		tb.until("see the recorded talks", narrowed)
		if !eval[bool](tb, `window.sameDocument === true && document.activeElement === document.querySelector(".filter [name=recorded]")`) {
			t.Error("the choice has loaded the page or lost the focus; want neither")
		}
		tb.do(`document.querySelector(".talks li:not([hidden]) a").click()`)
		tb.until("be at a talk", `location.pathname.startsWith("/talks/") && document.readyState === "complete"`)
		tb.do(`history.back()`)
		tb.arrived("/talks?recorded=1")
		tb.until("see the recorded talks again", narrowed)
	})
}
