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
	srv := startServer(t)
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
		if (manifest.icons.length < 5 || manifest.screenshots.length < 2) wrong.push("pictures are missing");
		for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
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
