//go:build e2e

package e2e

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestCopyIsLookedAt: the copy is taken away, by the reader or by the browser,
// while its worker lives on; whatever came before, it is whole again when it is
// asked for, and the colophon never says that more is there than is.
func TestCopyIsLookedAt(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t, "-content", smallSite)
	pages := ui.Pages(readFrom(t, os.DirFS(smallSite)))
	count := len(pages) - 1 // all but the one for addresses that do not exist
	const saved = `document.querySelector("[data-show=saved]").textContent`
	whole := fmt.Sprintf(`%s.startsWith("%d of %d pages, ")`, saved, count, count)
	for _, steps := range []string{
		"evict keep", "remove keep", "evict check", "evict hour", "evict reload",
		"evict remove keep", "remove evict keep", "remove keep evict keep", "remove keep remove keep evict check",
	} {
		t.Run(steps, func(t *testing.T) {
			t.Parallel()
			r := newRoad(t, srv)
			tb := newTab(t, r.url, 1280, 800)
			tb.before(`
				window.hours = [];
				const set = setInterval;
				window.setInterval = (work, interval) => {
					if (interval === 60 * 60 * 1000) hours.push(work);
					return set(work, interval);
				};`)
			tb.open("/colophon")
			tb.kept()
			tb.until("saved", whole)
			press := func(what string) {
				tb.until("offered "+what, fmt.Sprintf(`document.querySelector("main button[data-do=%s]").checkVisibility() && !document.querySelector("main button[data-do=%[1]s]").disabled`, what))
				tb.do(fmt.Sprintf(`document.querySelector("main button[data-do=%s]").click()`, what))
			}
			for _, step := range strings.Fields(steps) {
				switch step {
				case "evict":
					tb.do(`for (const name of await caches.keys()) await caches.delete(name);
						document.dispatchEvent(new Event("visibilitychange"))`)
					tb.until("told", fmt.Sprintf(`%s.startsWith("0 of ") || %[1]s === "nothing"`, saved))
				case "remove":
					press("remove")
					tb.until("removed", saved+` === "nothing"`)
				case "keep":
					press("save")
					tb.until("saved again", whole)
				case "check":
					press("check")
					tb.until("saved again", whole)
				case "hour":
					tb.do(`hours[0]()`)
					tb.until("saved again", whole)
				case "reload":
					tb.run("reload", chromedp.Reload())
					tb.until("saved again", whole)
				}
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

// meddler is a proxy that changes pages on their way, as hosts do that add a
// counter, or answers none of them.
type meddler struct {
	url string

	mu     sync.Mutex
	add    string // what is added to each page
	hang   bool
	hurry  string // what is replaced by 1e3 in the worker
	asked  map[string]int
	closed chan struct{}
}

func newMeddler(t *testing.T, to *server) *meddler {
	t.Helper()
	target, err := url.Parse(to.url)
	if err != nil {
		t.Fatal(err)
	}
	m := &meddler{asked: make(map[string]int), closed: make(chan struct{})}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Header = http.Header{} // to get it in full, and in plain
		},
		ModifyResponse: m.change,
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.mu.Lock()
		m.asked[r.URL.Path]++
		hang := m.hang
		m.mu.Unlock()
		if hang {
			select {
			case <-r.Context().Done():
			case <-m.closed:
			}
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	m.url = s.URL
	t.Cleanup(func() {
		close(m.closed)
		s.CloseClientConnections()
		s.Close()
	})
	return m
}

func (m *meddler) change(r *http.Response) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
		body = append(body, m.add...)
	}
	if m.hurry != "" {
		body = bytes.Replace(body, []byte(m.hurry), []byte("=1e3"), 1)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	for _, name := range []string{"Content-Length", "ETag"} {
		r.Header.Del(name)
	}
	return nil
}

// set changes how the proxy behaves.
func (m *meddler) set(f func(m *meddler)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f(m)
}

// requests counts the requests since it was asked last.
func (m *meddler) requests() (all int, paths []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for path, n := range m.asked {
		all += n
		paths = append(paths, path)
	}
	slices.Sort(paths)
	clear(m.asked)
	return all, paths
}

// TestPagesChangedOnTheirWay: a host adds a line to each page. No copy is made of
// that, the colophon says so, and not each visit downloads the pages again.
func TestPagesChangedOnTheirWay(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	m := newMeddler(t, srv)
	m.set(func(m *meddler) { m.add = "<!-- a line -->\n" })
	tb := newTab(t, m.url, 1280, 800)
	tb.open("/")
	tb.interactive()
	const record = `caches.match("/.kairo/changed", { cacheName: "kairo-trouble" })`
	type trouble struct {
		URL, Expected, Got string
		Tries              int
		Next, Now          float64
	}
	tried := func(tries int) trouble {
		t.Helper()
		tb.until(fmt.Sprintf("have failed %d times", tries), fmt.Sprintf(`%s.then(async (r) => r && (await r.json()).tries === %d)`, record, tries))
		return eval[trouble](tb, record+`.then(async (r) => ({ ...(await r.json()), Now: Date.now() }))`)
	}
	hours := func(tr trouble, want float64) {
		t.Helper()
		if got := (tr.Next - tr.Now) / 3_600_000; got > want || got < want-0.5 {
			t.Errorf("after %d failures the next try is in %.2f hours; want %v", tr.Tries, got, want)
		}
	}
	first := tried(1)
	hours(first, 2)
	tb.until("have given up", `navigator.serviceWorker.getRegistration().then((r) => !r)`)
	n, _ := m.requests()
	t.Logf("the first visit asks %d times", n)
	for range 2 {
		tb.open("/")
		tb.interactive()
		tb.until("have looked", `document.readyState === "complete"`)
		tb.do(`await new Promise((resolve) => requestIdleCallback(resolve))`)
		n, paths := m.requests()
		t.Logf("a visit asks %d times: %q", n, paths)
		if slices.Contains(paths, "/worker.js") || slices.Contains(paths, "/talks") {
			t.Errorf("a visit asks for %q; want no try for a copy", paths)
		}
	}
	names := eval[[]string](tb, `fetch("/worker.js").then(async (r) => JSON.parse((await r.text()).split("\n")[0].slice("const EDITION = ".length, -1)).names)`)
	fetched := func(from string) string {
		t.Helper()
		response, err := http.Get(from + first.URL)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			body = bytes.ReplaceAll(body, []byte(name), fmt.Appendf(nil, "\x00%d\x00", i))
		}
		sum := sha256.Sum256(body)
		return base64.StdEncoding.EncodeToString(sum[:])
	}
	if first.Expected != fetched(srv.url) || first.Got != fetched(m.url) {
		t.Errorf("%s should have the hash %s and has %s; want %s and %s", first.URL, first.Expected, first.Got, fetched(srv.url), fetched(m.url))
	}
	tb.open("/colophon")
	const saved = `document.querySelector("[data-show=saved]").textContent`
	want := fmt.Sprintf("nothing. %s was changed on its way here, by the host or by something between. Without the names of the edition, its SHA-256 should be %s, and is %s. The next try is after ", first.URL, first.Expected, first.Got)
	tb.until("told", fmt.Sprintf(`%s.startsWith(%q)`, saved, want))

	// When the time has come, the next visit tries again, and then waits longer.
	tb.do(`const about = await (await ` + record + `).json();
		await (await caches.open("kairo-trouble")).put("/.kairo/changed", new Response(JSON.stringify({ ...about, next: 0 })))`)
	tb.open("/colophon")
	hours(tried(2), 4)

	// The reader may ask at any time; and when the host has stopped, all is kept.
	tb.until("offered", `document.querySelector("main button[data-do=save]").checkVisibility()`)
	m.set(func(m *meddler) { m.add = "" })
	tb.do(`document.querySelector("main button[data-do=save]").click()`)
	pages := len(ui.Pages(readSite(t))) - 1
	tb.until("saved", fmt.Sprintf(`%s.startsWith("%d of %[2]d pages, ") && !%[1]s.includes("changed")`, saved, pages))
}

// TestUnsavedPageOfHangingServer: an address that is not in the copy, of a server
// that does not answer, gets the page that says so after a while.
func TestUnsavedPageOfHangingServer(t *testing.T) {
	t.Parallel()
	m := newMeddler(t, sharedServer(t))
	m.set(func(m *meddler) { m.hurry = "=2e4" })
	tb := newTab(t, m.url, 1280, 800)
	tb.open("/")
	tb.kept()
	m.set(func(m *meddler) { m.hang = true })
	tb.open("/no/such/page")
	if got, want := eval[string](tb, `document.querySelector("h1").textContent`), "Not saved for offline"; got != want {
		t.Errorf("the heading is %q; want %q", got, want)
	}
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
	tb.until("told", fmt.Sprintf(`document.querySelector("[data-show=saved]").textContent === %q`, words))
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
