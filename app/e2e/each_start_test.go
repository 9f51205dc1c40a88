//go:build e2e

package e2e

import "testing"

// programAsked tells whether the program was asked for.
const programAsked = `performance.getEntriesByType("resource").some((e) => /takeover|prepare|wasm/.test(e.name))`

// TestStartInEach: the program starts by itself where it shows the next page, or
// answers on this one. Elsewhere it waits until the reader reaches for something,
// and the copy to read offline does not wait for it.
func TestStartInEach(t *testing.T) {
	t.Parallel()
	inEachAndOlder(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, sharedServer(t).url, 1280, 800)
		tb.open("/archive")
		tb.kept()
		if eval[bool](tb, `"navigation" in window`) {
			tb.until("start by itself", programAsked)
		} else {
			tb.do(`await new Promise((resolve) => setTimeout(resolve, 1000))`) // longer than it takes to be idle
			if eval[bool](tb, programAsked) {
				t.Error("the program was asked for, and has nothing to do; want it to wait")
			}
			tb.click("h1")
		}
		tb.until("have the program", `document.documentElement.classList.contains("program")`)
		for _, path := range []string{"/talks", "/search"} {
			tb.open(path)
			tb.until("start by itself", `document.documentElement.classList.contains("program")`)
		}
		tb.clean("start")
	})
}
