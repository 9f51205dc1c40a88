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
	"slices"
	"strings"
	"sync"
	"testing"

	"kairo.dev/app/ui"
)

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

// trouble is what the worker has noted of a copy that could not be made.
type trouble struct {
	URL, Expected, Got string
	Tries              int
	Next, Now          float64 // in milliseconds since 1970
}

const troubleRecord = `caches.match("/.kairo/changed", { cacheName: "kairo-trouble" })`

// failed waits for so many tries to fail, and says what is noted of the last. The
// next has to be in so many hours, or half an hour less.
func (tb *tab) failed(tries int, hours float64) trouble {
	tb.t.Helper()
	tb.until(fmt.Sprintf("have failed %d times", tries), fmt.Sprintf(`%s.then(async (r) => r && (await r.json()).tries === %d)`, troubleRecord, tries))
	tr := eval[trouble](tb, troubleRecord+`.then(async (r) => ({ ...(await r.json()), Now: Date.now() }))`)
	if got := (tr.Next - tr.Now) / 3_600_000; got > hours || got < hours-0.5 {
		tb.t.Errorf("after %d failures the next try is in %.2f hours; want %v", tr.Tries, got, hours)
	}
	return tr
}

// nameless is the hash of what is at an address, less the names of the edition.
func nameless(t *testing.T, address string, names []string) string {
	t.Helper()
	response, err := http.Get(address)
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
	first := tb.failed(1, 2)
	tb.until("have given up", `navigator.serviceWorker.getRegistration().then((r) => !r)`)
	n, _ := m.requests()
	t.Logf("the first visit asks %d times", n)
	tb.before(`document.addEventListener("copychange", () => (window.looked = true))`)
	for range 2 {
		tb.open("/")
		tb.interactive()
		tb.until("have looked at the copy", `window.looked`)
		n, paths := m.requests()
		t.Logf("a visit asks %d times: %q", n, paths)
		if slices.Contains(paths, "/worker.js") || slices.Contains(paths, "/talks") {
			t.Errorf("a visit asks for %q; want no try for a copy", paths)
		}
	}
	names := eval[[]string](tb, `fetch("/worker.js").then(async (r) => JSON.parse((await r.text()).split("\n")[0].slice("const EDITION = ".length, -1)).names)`)
	published, arrived := nameless(t, srv.url+first.URL, names), nameless(t, m.url+first.URL, names)
	if first.Expected != published || first.Got != arrived {
		t.Errorf("%s should have the hash %s and has %s; want %s and %s", first.URL, first.Expected, first.Got, published, arrived)
	}
	tb.open("/colophon")
	want := fmt.Sprintf("nothing. %s was changed on its way here, by the host or by something between. Without the names of the edition, its SHA-256 should be %s, and is %s. The next try is after ", first.URL, first.Expected, first.Got)
	tb.until("told", fmt.Sprintf(`%s.startsWith(%q)`, shownSaved, want))

	// When the time has come, the next visit tries again, and then waits longer.
	tb.do(`const about = await (await ` + troubleRecord + `).json();
		await (await caches.open("kairo-trouble")).put("/.kairo/changed", new Response(JSON.stringify({ ...about, next: 0 })))`)
	tb.open("/colophon")
	tb.failed(2, 4)

	// The reader may ask at any time; and when the host has stopped, all is kept.
	tb.until("offered", `document.querySelector("main button[data-do=save]").checkVisibility()`)
	m.set(func(m *meddler) { m.add = "" })
	tb.do(`document.querySelector("main button[data-do=save]").click()`)
	tb.until("saved", savedWhole(len(ui.Pages(readSite(t)))-1)+` && !`+shownSaved+`.includes("changed")`)
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
