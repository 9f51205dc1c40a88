//go:build e2e

package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/network"
)

// TestAccessibilityOfStates has axe look at what no page of the table is: what
// becomes of pages while they are used.
func TestAccessibilityOfStates(t *testing.T) {
	t.Parallel()
	for _, state := range []struct {
		name, path string
		enter      func(tb *tab)
		there      string // a condition
	}{
		{"results", "/search?q=tuf", nil, `document.querySelector(".hits mark")`},
		{"no results", "/search?q=xyzzy", nil, `document.querySelector(".search-status").textContent`},
		{"the dialog", "/connect", func(tb *tab) { tb.shortcut() }, `document.querySelector("#search-dialog").open`},
		{"results in the dialog", "/connect", func(tb *tab) {
			tb.shortcut()
			tb.until("open", `Boolean(document.querySelector("#search-dialog input"))`)
			tb.do(`const input = document.querySelector("#search-dialog input"); input.value = "tuf"; input.dispatchEvent(new Event("input", { bubbles: true }))`)
		}, `document.querySelector("#search-dialog .hits mark")`},
		{"a narrow list", "/talks?recorded=1", nil, `document.querySelector(".filter-status a")`},
		{"an empty list", "/talks?year=1900", nil, `document.querySelector(".filter-status a")`},
		{"a new edition", "/", func(tb *tab) {
			tb.do(`document.querySelector("#update span").textContent = "A new edition is ready: 1 page changed."; document.getElementById("update").hidden = false`)
		}, `document.getElementById("update").checkVisibility()`},
		{"no network", "/", func(tb *tab) {
			tb.kept()
			tb.run("emulate the network", command(network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}))
		}, `document.getElementById("offline-mark").textContent`},
		{"an address that does not exist", "/no/such/page", nil, `document.querySelector("h1")`},
		{"a fault of the copy", "/colophon", func(tb *tab) {
			tb.kept()
			tb.do(`await (await caches.open("kairo-trouble")).put("/.kairo/changed", new Response(JSON.stringify({ url: "/", expected: "A".repeat(43) + "=", got: "B".repeat(43) + "=", tries: 1, next: 4e12 })));
				document.dispatchEvent(new Event("visibilitychange"))`)
		}, `document.querySelector("[data-show=saved]").textContent.includes("BBB")`},
	} {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, sharedServer(t).url, 1280, 800)
			tb.open(state.path)
			tb.interactive()
			if state.enter != nil {
				state.enter(tb)
			}
			tb.until("be in that state", "Boolean("+state.there+")")
			tb.accessible(state.name, 1280, 320)
			if wide := eval[int](tb, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("the page is %d px wider than the window", wide)
			}
		})
	}
}
