//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// kept waits until the browser has a whole copy of the site.
func (tb *tab) kept() {
	tb.t.Helper()
	eval[bool](tb, `navigator.serviceWorker.ready.then(() => true)`)
	tb.until("the copy is in charge", `navigator.serviceWorker.controller?.state === "activated"`)
}

// shows fails the test unless the tab shows a page, taken over by the program.
func (tb *tab) shows(p *ui.Page, how string) {
	tb.t.Helper()
	if got := tb.interactive(); got.Mismatches != 0 {
		tb.t.Errorf("%s %s: takeover %+v; want no mismatches", p.Path, how, got)
	}
	if got := eval[string](tb, `document.querySelector("h1").textContent`); got != p.Title {
		tb.t.Errorf("%s %s has the heading %q; want %q", p.Path, how, got, p.Title)
	}
}

// TestOfflineAfterOneVisit visits one page, stops the server, and reads all
// the others.
func TestOfflineAfterOneVisit(t *testing.T) {
	t.Parallel()
	s, args := wholeSite(t)
	firsts := []string{"/"}
	if *host == "kairo" { // what a host could get wrong, it gets wrong with one
		firsts = append(firsts, "/archive", "/talks/"+s.Talks[3].Slug)
	}
	for i, first := range firsts {
		t.Run(first, func(t *testing.T) {
			t.Parallel()
			srv := startServer(t, args...)
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(workers)
			tb.open(first)
			tb.kept()
			if got := eval[[]string](tb, `missing()`); len(got) > 0 {
				t.Errorf("the copy lacks %q", got)
			}
			srv.stop()
			pages := ui.Pages(s)
			for _, p := range pages {
				if p.Path == ui.NotFoundPath {
					continue
				}
				tb.open(p.Path)
				tb.shows(p, "by its address")
				if i > 0 {
					continue // the copy is the same, however it came to be
				}
				tb.run("reload", chromedp.Reload())
				tb.shows(p, "by reload")
				tb.open(p.Path + "?x=1")
				tb.shows(p, "with a query")
			}
			tb.open(ui.OfflinePath)
			tb.interactive()
			for _, p := range pages {
				if p.Hidden || p.Publication != nil || i > 0 {
					continue // the page does not lead there
				}
				tb.follow(p.Path)
				tb.shows(p, "by a link")
				tb.do(`history.back()`)
				tb.arrived(ui.OfflinePath)
			}
			for _, trouble := range tb.troubles() {
				if strings.HasPrefix(trouble, "console") || strings.HasPrefix(trouble, "exception") {
					t.Error(trouble)
				}
			}
		})
	}
}

// TestNotSaved: an address that is not in the copy gets a page that says so,
// and leads to what is.
func TestNotSaved(t *testing.T) {
	t.Parallel()
	srv := startServer(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.kept()
	srv.stop()
	for _, path := range []string{"/no/such/page", "/content/site.json"} {
		tb.open(path)
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("%s: takeover %+v; want no mismatches", path, got)
		}
		if got, want := eval[string](tb, `document.querySelector("h1").textContent`), "Not saved for offline"; got != want {
			t.Errorf("%s has the heading %q; want %q", path, got, want)
		}
		tb.follow("/talks")
	}
	tb.open("/talks/") // without the network nobody redirects
	if got := eval[string](tb, `document.querySelector("h1").textContent`); !strings.HasPrefix(got, "Talks") {
		t.Errorf("/talks/ has the heading %q; want that of the talks", got)
	}
}

// TestOfflineMark: the reader is told that the network is gone, which edition
// this is, and which links need the network.
func TestOfflineMark(t *testing.T) {
	srv := startServer(t)
	s := readSite(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.kept()
	const words = `document.getElementById("offline-mark").textContent`
	if got := eval[string](tb, words); got != "" {
		t.Errorf("with the network the mark says %q; want nothing", got)
	}
	emulate := func(offline bool) {
		tb.run("emulate the network", command(network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1}))
	}
	emulate(true)
	edition := "Offline: this is the edition of " + s.Words.Date(s.Edition.Date) + "."
	tb.until("told", fmt.Sprintf("%s === %q", words, edition))
	tb.do(`document.querySelector('main a[href^="https://github.com"]').click()`)
	tb.until("told of the link", fmt.Sprintf("%s === %q", words, edition+" “GitHub” needs the network. Follow it again to try all the same."))
	if got := tb.path(); got != "/" {
		t.Errorf("a link to elsewhere led to %s without the network; want to stay", got)
	}
	emulate(false)
	tb.until("told that it is back", words+` === ""`)

	// The network is there, the site is not.
	srv.stop()
	tb.run("reload", chromedp.Reload())
	tb.until("told", fmt.Sprintf("%s === %q", words, edition))
}

// TestSlowServer: a server that does not answer keeps nobody from a page that
// is saved.
func TestSlowServer(t *testing.T) {
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 1280, 800)
	tb.open("/")
	tb.kept()
	release := r.holdAll()
	defer release()
	p := ui.Pages(readSite(t))[2]
	tb.open(p.Path)
	tb.shows(p, "from a slow server")
	if !slices.Contains(r.seen(), p.Path) {
		t.Errorf("%s was not asked for; want the network first", p.Path)
	}
}

// TestFirstVisitComesFirst: nothing is asked for the copy before the page has
// loaded.
func TestFirstVisitComesFirst(t *testing.T) {
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 1280, 800)
	release := tb.hold(".css")
	defer release()
	tb.do(`setTimeout(() => { location = "` + r.url + `/" })`)
	tb.until("parsed", `location.pathname === "/" && document.readyState === "interactive"`)
	tb.do(`await new Promise((resolve) => setTimeout(resolve, 500))`)
	for _, path := range r.seen() {
		if path == "/worker.js" || path == "/talks" {
			t.Errorf("%s was asked for before the page had loaded", path)
		}
	}
	release()
	tb.kept()
	if !slices.Contains(r.seen(), "/talks") {
		t.Error("/talks was not asked for; want a copy of it")
	}
	tb.clean("first visit")
}

// TestWithoutWorkers: where a copy cannot be kept, this is an ordinary site.
func TestWithoutWorkers(t *testing.T) {
	t.Parallel()
	inBothWays(t, withoutWorkers)
}

func withoutWorkers(t *testing.T, srv *server) {
	for name, script := range map[string]string{
		"no workers":      `delete Navigator.prototype.serviceWorker`,
		"no CacheStorage": `delete window.caches; delete Window.prototype.caches`,
		"refused": `for (const name of ["register", "getRegistration"])
			ServiceWorkerContainer.prototype[name] = () => Promise.reject(new DOMException("no", "SecurityError"))`,
	} {
		t.Run(name, func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(script)
			tb.open("/colophon")
			tb.interactive()
			tb.until("told", `document.querySelector("[data-show=size]").textContent !== "not known"`)
			tb.do(`document.dispatchEvent(new Event("visibilitychange"))`)
			tb.follow("/talks")
			tb.clean(name)
		})
	}
	t.Run("caches that throw", func(t *testing.T) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.before(`for (const name of ["open", "has", "keys", "match", "delete"])
			CacheStorage.prototype[name] = () => { throw new DOMException("no", "SecurityError"); };`)
		tb.open("/colophon")
		tb.interactive()
		tb.kept() // by the worker, which has its own
		for _, what := range []string{"check", "remove"} {
			button := fmt.Sprintf(`document.querySelector("main button[data-do=%s]")`, what)
			tb.until("offered "+what, button+`.checkVisibility()`)
			tb.do(`document.getElementById("announcer").textContent = ""; ` + button + `.click()`)
			tb.until("told", `document.getElementById("announcer").textContent !== ""`)
		}
		tb.clean("caches that throw")
	})
	t.Run("no storage", func(t *testing.T) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.before(`Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })`)
		tb.open("/colophon")
		tb.interactive()
		tb.kept()
		tb.follow("/talks")
	})
	t.Run("no room", func(t *testing.T) {
		tb := newTab(t, srv.url, 1280, 800)
		room := 100_000.0
		tb.run("shrink the storage", command(storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: srv.url, QuotaSize: &room}))
		tb.open("/")
		tb.interactive()
		tb.until("given up", `navigator.serviceWorker.getRegistration().then((r) => !r)`)
		if left := eval[[]string](tb, `caches.keys()`); len(left) > 0 {
			t.Errorf("%q were left in a storage without room; want nothing", left)
		}
		tb.follow("/talks")
		tb.clean("no room")
	})
}

// TestKillSwitch: publishing a site that is not for keeping retires the
// copies that were kept, and no other cache.
func TestKillSwitch(t *testing.T) {
	t.Parallel()
	inBothWays(t, killSwitch)
}

func killSwitch(t *testing.T, srv *server) {
	r := newRoad(t, srv)
	tb := newTab(t, r.url, 1280, 800)
	tb.open("/")
	tb.kept()
	tb.do(`await caches.open("somebody else's")`)
	r.leadTo(startServer(t, "-offline=false"))
	tb.run("reload", chromedp.Reload())
	tb.until("retired", `navigator.serviceWorker.getRegistration().then(async (r) => !r && String(await caches.keys()) === "somebody else's")`)
	tb.run("reload", chromedp.Reload())
	if eval[bool](tb, `Boolean(navigator.serviceWorker.controller)`) {
		t.Error("a worker is in charge after the kill switch")
	}
	tb.interactive()
	tb.clean("kill switch")
}

// TestColophonButtons: the copy can be looked after, removed and kept again.
func TestColophonButtons(t *testing.T) {
	t.Parallel()
	inBothWays(t, colophonButtons)
}

func colophonButtons(t *testing.T, srv *server) {
	r := newRoad(t, srv)
	tb := newTab(t, r.url, 1280, 800)
	tb.open("/colophon")
	tb.kept()
	s := readSite(t)
	pages := len(ui.Pages(s)) - 1 // all but the one for addresses that do not exist
	saved := fmt.Sprintf(`document.querySelector("[data-show=saved]").textContent === "%d of %d pages, edition of %s"`, pages, pages, s.Words.Date(s.Edition.Date))
	tb.until("saved", saved)
	press := func(what string) {
		t.Helper()
		tb.until("offered "+what, fmt.Sprintf(`document.querySelector("main button[data-do=%s]").checkVisibility()`, what))
		tb.do(fmt.Sprintf(`{ const button = document.querySelector("main button[data-do=%s]"); button.focus(); button.click(); }`, what))
	}
	held := func(by string) {
		t.Helper()
		tb.until("have the focus at "+by, fmt.Sprintf(`document.activeElement.dataset.do === "%s"`, by))
	}
	r.reset()
	press("check")
	tb.until("told", `document.getElementById("announcer").textContent === "Checked."`)
	held("check")
	isSignatures := func(path string) bool { return strings.HasPrefix(path, "/tuf/") }
	if got := slices.DeleteFunc(r.seen(), isSignatures); !slices.Equal(got, []string{"/worker.js"}) {
		t.Errorf("a check asked for %q; want only the worker", got)
	}
	other := tb.beside()
	other.before(`window.looks = 0; document.addEventListener("copychange", () => looks++)`)
	other.open("/")
	other.until("have looked at the copy", `looks >= 2`)
	press("remove")
	tb.until("removed", `caches.keys().then((names) => names.length === 0)`)
	held("save") // in place of the button that was pressed, which is gone
	// Another window, which looks for the copy now and then, does not bring it back.
	if got := eval[string](other, `new Promise((resolve) => {
		document.addEventListener("copychange", async () => resolve(document.getElementById("offline-mark").textContent + (await caches.keys())), { once: true });
		dispatchEvent(new Event("online"));
	})`); got != "" {
		t.Errorf("after the copy was removed another window says, or brings back, %q; want nothing", got)
	}
	tb.run("reload", chromedp.Reload())
	tb.until("told", `document.querySelector("[data-show=saved]").textContent === "nothing"`)
	if eval[bool](tb, `navigator.serviceWorker.getRegistration().then(Boolean)`) {
		t.Error("a copy that was removed is kept again without being asked for")
	}
	press("save")
	tb.until("saved again", saved)
	held("check")
	tb.clean("colophon")
}
