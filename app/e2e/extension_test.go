//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestExtension reads the site in browsers with an unpacked extension that puts a
// banner before the page, and translates it later. WebKitGTK has no extensions:
// there a script does the same.
func TestExtension(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	// The extension is for this name, and leaves the other tests alone.
	origin := strings.Replace(srv.url, "127.0.0.1", "localhost", 1)
	for engine, open := range map[string]func(t *testing.T, origin string) *tab{
		"chromium": extendedChromium, "firefox": extendedFirefox, "webkit": extendedWebKit,
	} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			readBesideExtension(t, open(t, origin))
		})
	}
}

func readBesideExtension(t *testing.T, tb *tab) {
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
		tb.until("see the results of "+words, fmt.Sprintf(`document.querySelector("#search-dialog .search-status").textContent.includes(%q)`, words))
		translate()
	}
	if got := eval[string](tb, `document.querySelector("#search-dialog input").value`); got != "nothinglikethis" {
		t.Errorf("the field has %q; want what was typed", got)
	}
	tb.do(`document.querySelector(".search-close").click()`)
	tb.until("see it closed", `!document.querySelector("#search-dialog").open`)
	tb.follow("/archive")
	tb.interactive()
	check("navigation")
	translate()
	tb.do(`history.back()`)
	tb.arrived("/talks")
	tb.interactive()
	check("Back")
	tb.expectProgram(true)
	tb.clean("extension")
}

// extension is the folder of the extension, in a version of its manifest.
func extension(t *testing.T, manifest int) string {
	t.Helper()
	folder := t.TempDir()
	about, err := json.Marshal(map[string]any{
		"manifest_version": manifest, "name": "A banner and a translator", "version": "1",
		"content_scripts": []any{map[string]any{
			"matches": []string{"http://localhost/*"}, "js": []string{"content.js"}, "run_at": "document_end",
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"manifest.json": about, "content.js": contentScript(t)} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func contentScript(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "extension.js"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// extendedChromium opens a tab in a Chromium of its own: it loads extensions when
// it starts.
func extendedChromium(t *testing.T, origin string) *tab {
	t.Helper()
	folder := extension(t, 3)
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
	return prepareTab(t, ctx, origin, 1280, 800)
}

// extendedFirefox installs the extension while the test runs.
func extendedFirefox(t *testing.T, origin string) *tab {
	t.Helper()
	tb := newFirefoxTab(t, origin, 1280, 800)
	f, err := theFirefox()
	if err != nil {
		t.Fatal(err)
	}
	var installed struct{ Extension string }
	tb.drive("install the extension", func(ctx context.Context) error {
		raw, err := f.call(ctx, "webExtension.install", map[string]any{
			"extensionData": map[string]any{"type": "path", "path": extension(t, 2)},
		})
		if err != nil {
			return err
		}
		return json.Unmarshal(raw, &installed)
	})
	t.Cleanup(func() {
		f.call(context.WithoutCancel(tb.ctx), "webExtension.uninstall", map[string]any{"extension": installed.Extension})
	})
	return tb
}

func extendedWebKit(t *testing.T, origin string) *tab {
	t.Helper()
	tb := newWebKitTab(t, origin, 1280, 800)
	tb.before(fmt.Sprintf("addEventListener(%q, () => {\n%s\n})", "DOMContentLoaded", contentScript(t)))
	return tb
}
