//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestExtension reads the site in a browser with an unpacked extension that puts
// a banner before the page, and translates it later.
func TestExtension(t *testing.T) {
	srv := sharedServer(t)
	folder, err := filepath.Abs(filepath.Join("testdata", "extension"))
	if err != nil {
		t.Fatal(err)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath("chromium"),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoFirstRun,
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("headless", "new"),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", "DisableLoadExtensionCommandLineSwitch"),
		chromedp.Flag("disable-extensions-except", folder),
		chromedp.Flag("load-extension", folder),
		chromedp.WSURLReadTimeout(patience),
	)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start chromium: %v", err)
	}

	tb := prepareTab(t, ctx, srv.url, 1280, 800)
	tb.open("/talks")
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover: %+v; want no mismatches", got)
	}
	check := func(what string) {
		t.Helper()
		const state = `[document.querySelectorAll("#app").length, document.querySelectorAll("main").length, document.querySelectorAll("h1").length,
			document.body.firstElementChild.id, document.querySelectorAll("#banner").length].join()`
		if got, want := eval[string](tb, state), "1,1,1,banner,1"; got != want {
			t.Errorf("%s: pages, mains, headings, first in the body, banners = %s; want %s", what, got, want)
		}
	}
	check("takeover")
	translate := func() {
		t.Helper()
		tb.do(`document.dispatchEvent(new Event("translate"))`)
		tb.until("see it translated", `document.querySelector("#app h1 font") !== null`)
	}
	translate()
	tb.do(`document.querySelector(".site-search > a").click()`)
	tb.until("see the dialog", `document.querySelector("#search-dialog input") !== null`)
	for _, words := range []string{"a", "nothinglikethis"} {
		tb.do(fmt.Sprintf(`const field = document.querySelector("#search-dialog input"); field.value = %q; field.dispatchEvent(new Event("input", { bubbles: true }))`, words))
		tb.until("see the results of "+words, fmt.Sprintf(`document.querySelector("#search-dialog .search-status").textContent.includes(%q)`, "“"+words+"”"))
		translate()
	}
	if got := eval[string](tb, `document.querySelector("#search-dialog input").value`); got != "nothinglikethis" {
		t.Errorf("the field has %q; want what was typed", got)
	}
	tb.do(`document.querySelector(".search-close").click()`)
	tb.until("see it closed", `!document.querySelector("#search-dialog").open`)
	tb.follow("/archive")
	check("navigation")
	translate()
	tb.do(`history.back()`)
	tb.arrived("/talks")
	check("Back")
	tb.expectProgram(true)
	tb.clean("extension")
}
