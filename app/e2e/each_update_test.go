//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// TestUpdateInEach: an update with a fault leaves the old edition whole; the
// next one is told, and read when the reader chooses.
func TestUpdateInEach(t *testing.T) {
	t.Parallel()
	next := startServer(t, "-content", aSentence(t))
	inEach(t, func(t *testing.T, newTab opener) {
		r := newRoad(t, sharedServer(t))
		tb := newTab(t, r.url, 1280, 800)
		tb.open(changedTalk)
		tb.kept()
		tb.interactive()
		tb.do(workers)
		old := eval[string](tb, editionShown)
		r.lose(changedTalk, halfBody)
		r.leadTo(next)
		if got := eval[string](tb, `update()`); got == "installed" {
			t.Errorf("update with half of a page = %q; want a failure", got)
		}
		if got := eval[[]string](tb, `missing()`); len(got) > 0 {
			t.Errorf("after a fault the old edition lacks %q", got)
		}
		r.reset()
		if got := eval[string](tb, `update()`); got != "installed" {
			t.Errorf("update = %q; want installed", got)
		}
		tb.until("told", `document.getElementById("update").checkVisibility()`)
		tb.click("#update button")
		tb.until("switched", fmt.Sprintf(`document.documentElement.dataset.edition !== %q && document.readyState === "complete"`, old))
		r.leadTo(nil)
		tb.open(changedTalk)
		if !eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`) {
			t.Error("the new sentence is not there after the switch")
		}
	})
}
