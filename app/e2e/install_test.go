//go:build e2e

package e2e

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestInstallable asks Chromium itself, in its default profile: others cannot
// install.
func TestInstallable(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	tb := prepareTab(t, ctx, srv.url, 1280, 800)
	tb.open("/")
	tb.kept()
	errors := ask(tb, page.GetInstallabilityErrors, cdp.Empty{})
	for _, e := range errors.InstallabilityErrors {
		t.Errorf("not installable: %s %v", e.ErrorID, e.ErrorArguments)
	}
	manifest := ask(tb, page.GetAppManifest, page.GetAppManifestParams{})
	for _, e := range manifest.Errors {
		t.Errorf("manifest:%d:%d: %s", e.Line, e.Column, e.Message)
	}
	if manifest.URL != srv.url+"/manifest.webmanifest" || manifest.Data == "" {
		t.Errorf("the manifest at %s has %d bytes", manifest.URL, len(manifest.Data))
	}
	// Every picture, in the size that is said of it.
	wrong := eval[[]string](tb, `(async () => {
		const manifest = await (await fetch("/manifest.webmanifest")).json();
		const wrong = [];
		if (manifest.icons.length < 5) wrong.push("pictures are missing");
		for (const { src, sizes } of [...manifest.icons, ...(manifest.screenshots ?? [])]) {
			const image = new Image();
			image.src = src;
			await image.decode().catch(() => wrong.push(src + " cannot be decoded"));
			if (sizes !== "any" && sizes !== image.naturalWidth + "x" + image.naturalHeight) wrong.push(src + " is not " + sizes);
		}
		return wrong;
	})()`)
	for _, w := range wrong {
		t.Error(w)
	}
	tb.clean("install")
}

// TestInstallButton: the colophon offers to install the site when the browser
// does, once; and only what is installed asks for its copy to be kept for good.
func TestInstallButton(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.before(countsPersists)
	tb.open("/colophon")
	tb.kept()
	const button = `document.querySelector("main [data-do=install]")`
	tb.until("without an offer", `!`+button+`.checkVisibility()`)
	tb.do(`
		const event = new Event("beforeinstallprompt");
		window.prompts = 0;
		event.prompt = async () => ({ outcome: "accepted", nth: ++prompts });
		dispatchEvent(event);`)
	tb.until("with an offer", button+`.checkVisibility()`)
	tb.do(button + `.click()`)
	tb.until("without an offer again", `!`+button+`.checkVisibility()`)
	if got := eval[[2]int](tb, `[prompts, persists]`); got != [2]int{1, 0} {
		t.Errorf("%d questions whether to install, %d whether to keep the copy; want 1, 0", got[0], got[1])
	}
	tb.do(`dispatchEvent(new Event("appinstalled"))`)
	if got := eval[int](tb, `persists`); got != 1 {
		t.Errorf("%d questions whether to keep the copy, when it is installed; want 1", got)
	}
	tb.clean("install button")
}

// TestInstalledKeepsItsCopy: in a window of its own, the site asks for its copy
// to be kept for good.
func TestInstalledKeepsItsCopy(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.before(countsPersists + `
		const match = matchMedia;
		window.matchMedia = (query) => query === "(display-mode: standalone)" ? { matches: true } : match(query);`)
	tb.open("/")
	tb.kept()
	if got := eval[int](tb, `persists`); got != 1 {
		t.Errorf("%d questions whether to keep the copy; want 1", got)
	}
	tb.clean("installed")
}

// countsPersists has requests for persistent storage counted, and granted.
const countsPersists = `
	window.persists = 0;
	navigator.storage.persist = async () => Boolean(++persists);`

// ask is a command of the DevTools protocol and its result.
func ask[P, R any](tb *tab, c cdp.Command[P, R], params P) R {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, chromedp.Action[R](func(ctx context.Context, t *chromedp.Target) (R, error) {
		return cdp.Call(ctx, t, c, params)
	}))
	if err != nil {
		tb.t.Fatalf("%s: %v", c.Method, err)
	}
	return result
}
