//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// shownSaved is what the colophon shows of the copy.
const shownSaved = `document.querySelector("[data-show=saved]").textContent`

// savedWhole is whether it shows that all of so many pages are there.
func savedWhole(pages int) string {
	return fmt.Sprintf(`%s.startsWith("%d of %[2]d pages, ")`, shownSaved, pages)
}

// eachHour is for [tab.before]: what the page does each hour is in hours.
const eachHour = `
	window.hours = [];
	const set = setInterval;
	window.setInterval = (work, interval) => {
		if (interval === 60 * 60 * 1000) hours.push(work);
		return set(work, interval);
	};`

// TestCopyIsLookedAt: the copy is taken away, by the reader or by the browser,
// while its worker lives on; whatever came before, it is whole again when it is
// asked for, and the colophon never says that more is there than is.
func TestCopyIsLookedAt(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t, "-content", smallSite)
	pages := ui.Pages(readFrom(t, os.DirFS(smallSite)))
	count := len(pages) - 1 // all but the one for addresses that do not exist
	for _, steps := range []string{
		"evict keep", "remove keep", "evict check", "evict hour", "evict reload",
		"evict remove keep", "remove evict keep", "remove keep evict keep", "remove keep remove keep evict check",
	} {
		t.Run(steps, func(t *testing.T) {
			t.Parallel()
			r := newRoad(t, srv)
			tb := newTab(t, r.url, 1280, 800)
			tb.before(eachHour)
			tb.open("/colophon")
			tb.kept()
			tb.until("saved", savedWhole(count))
			for _, step := range strings.Fields(steps) {
				tb.stepOfCopy(step, savedWhole(count))
			}
			r.leadTo(nil)
			for _, p := range pages {
				if p.Path != ui.NotFoundPath {
					tb.open(p.Path)
					tb.shows(p, "after "+steps)
				}
			}
		})
	}
}

// stepOfCopy takes the copy away, or asks for it until it is whole.
func (tb *tab) stepOfCopy(step, whole string) {
	tb.t.Helper()
	press := func(what string) {
		tb.t.Helper()
		button := fmt.Sprintf(`document.querySelector("main button[data-do=%s]")`, what)
		tb.until("offered "+what, fmt.Sprintf(`%s.checkVisibility() && !%[1]s.disabled`, button))
		tb.do(button + `.click()`)
	}
	switch step {
	case "evict":
		tb.do(`for (const name of await caches.keys()) await caches.delete(name);
			document.dispatchEvent(new Event("visibilitychange"))`)
		tb.until("told", fmt.Sprintf(`%s.startsWith("0 of ") || %[1]s === "nothing"`, shownSaved))
		return
	case "remove":
		press("remove")
		tb.until("removed", shownSaved+` === "nothing"`)
		return
	case "keep":
		press("save")
	case "check":
		press("check")
	case "hour":
		tb.do(`hours[0]()`)
	case "reload":
		tb.run("reload", chromedp.Reload())
	default:
		tb.t.Fatalf("there is no step %q", step)
	}
	tb.until("saved again", whole)
}

// TestRefusedCopy: where the browser lets nobody keep anything, the colophon says
// so when the reader asks.
func TestRefusedCopy(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.before(`
		ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError"));
		for (const method of ["keys", "match", "has", "open", "delete"])
			CacheStorage.prototype[method] = () => Promise.reject(new DOMException("no", "SecurityError"));`)
	tb.open("/colophon")
	const words = "This browser refuses to keep a copy: it may be set to block cookies and site data, or this window is private."
	tb.until("told", fmt.Sprintf(shownSaved+` === %q`, words))
	tb.do(`document.querySelector("main button[data-do=save]").click()`)
	tb.until("told aloud", fmt.Sprintf(`document.getElementById("announcer").textContent === %q`, words))
	tb.clean("refused")
}

// TestLinksOffline: without a network only what needs it is held back, and only
// once: browsers are wrong at times.
func TestLinksOffline(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	tb.kept()
	tb.run("emulate the network", command(network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}))
	tb.until("know it", `document.documentElement.classList.contains("offline")`)
	held := func(href string) bool {
		t.Helper()
		return eval[bool](tb, fmt.Sprintf(`(() => {
			const link = Object.assign(document.createElement("a"), { href: %q, textContent: "it" });
			document.body.append(link);
			let held;
			addEventListener("click", (event) => {
				held = event.defaultPrevented;
				event.preventDefault();
			}, { once: true });
			link.click();
			link.remove();
			return held;
		})()`, href))
	}
	for _, href := range []string{"mailto:someone@example.org", "tel:+15550100"} {
		if held(href) {
			t.Errorf("without a network a click on %s is prevented; want it left to the browser", href)
		}
	}
	if !held("https://example.org/") || held("https://example.org/") {
		t.Error("a link to elsewhere is to be held back the first time, and followed if the reader insists")
	}
}

// TestWrongClock: what went wrong by a clock that was years ahead does not keep the
// copy from being tried again for so long.
func TestWrongClock(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/robots.txt")
	tb.do(`
		const worker = await (await fetch("/worker.js")).text();
		const { id } = JSON.parse(worker.slice("const EDITION = ".length, worker.indexOf("\n") - 1));
		const trouble = { edition: id, url: "/", expected: "", got: "", tries: 1, next: Date.now() + 365 * 24 * 3_600_000 };
		await (await caches.open("kairo-trouble")).put("/.kairo/changed", new Response(JSON.stringify(trouble)));`)
	tb.open("/")
	tb.kept()
	tb.clean("after a wrong clock")
}
