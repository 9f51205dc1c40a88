//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// adoption is what the program reports of its takeover.
type adoption struct {
	Adopted    int    `json:"adopted"`
	Mismatches int    `json:"mismatches"`
	First      string `json:"first"`
}

// interactive waits until the program has taken over. Where it waits until the
// reader reaches for something, it does so.
func (tb *tab) interactive() adoption {
	tb.t.Helper()
	return eval[adoption](tb, `new Promise((resolve) => {
		if (!("navigation" in window)) dispatchEvent(new Event("focusin"));
		new PerformanceObserver((list) => {
			const mark = list.getEntriesByName("app-interactive")[0];
			if (mark) resolve(mark.detail);
		}).observe({ type: "mark", buffered: true });
	})`)
}

// path is the path, query and fragment the tab is at.
func (tb *tab) path() string {
	tb.t.Helper()
	return strings.TrimPrefix(eval[string](tb, `location.pathname + location.search + location.hash`), *below)
}

// follow clicks the first link to an address and waits until the tab is there.
func (tb *tab) follow(href string) {
	tb.t.Helper()
	tb.do(fmt.Sprintf(`document.querySelector('a[href=%q]').click()`, *below+href))
	tb.arrived(href)
}

// arrived waits until the tab is at an address and shows it.
func (tb *tab) arrived(path string) {
	tb.t.Helper()
	tb.until("at "+path, fmt.Sprintf(
		`location.pathname + location.search + location.hash === %q && document.readyState === "complete" && !window.navigation?.transition && !document.querySelector("main[aria-busy]")`, *below+path))
}

// theme makes the tab see a system that is set to light or dark, and to no
// motion, so that what is seen has settled.
func (tb *tab) theme(scheme string) {
	tb.t.Helper()
	tb.run("set the system to "+scheme, command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		},
	}))
}

// screenshot is a picture of the whole viewport.
func (tb *tab) screenshot() []byte {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		tb.t.Fatalf("take a screenshot: %v", err)
	}
	return picture
}
