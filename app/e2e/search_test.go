//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search"
	"kairo.dev/app/search/searchtest"
	"kairo.dev/app/ui"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
)

const shownHits = `[...document.querySelectorAll(".search .hits a")].map((a) => a.getAttribute("href"))`

// finds waits until the results for words are shown, and tells them.
func (tb *tab) finds(words string) []string {
	tb.t.Helper()
	status := "“" + strings.TrimSpace(words) + "”"
	if strings.TrimSpace(words) == "" {
		tb.until("see no results", `document.querySelector(".search-status").textContent === ""`)
	} else {
		quoted, _ := json.Marshal(status)
		tb.until("see results for "+words, fmt.Sprintf(`document.querySelector(".search-status").textContent.includes(%s)`, quoted))
	}
	return eval[[]string](tb, shownHits)
}

// shortcut presses the keys that open the search.
func (tb *tab) shortcut() {
	tb.t.Helper()
	tb.run("press Ctrl-K", chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
}

// TestSearchAgrees: the engine, the server and the program in the browser come
// to the same results in the same order.
func TestSearchAgrees(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	x := search.New(ui.Documents(readSite(t)))
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/search")
	tb.interactive()
	for i, question := range searchtest.Questions(t) {
		query := question.Query
		want := []string{}
		for _, h := range x.Search(query, "", 30).Hits {
			want = append(want, h.Address)
		}
		address := "/search?" + url.Values{"q": {query}}.Encode()
		request, err := http.NewRequest(http.MethodGet, srv.url+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		// One client would soon have asked too often.
		request.Header.Set("X-Forwarded-For", netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}).String())
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		page, err := html.Parse(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != http.StatusOK {
			t.Fatalf("the server answers %s to %q", response.Status, query)
		}
		if server := searchtest.Shown(page); !slices.Equal(server, want) {
			t.Errorf("the server finds %q for %q; want %q", server, query, want)
		}
		tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, address))
		shown := strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, strings.ToValidUTF8(query, "\ufffd\ufffd"))
		if got := tb.finds(shown); !slices.Equal(got, want) {
			t.Errorf("the browser finds %q for %q; want %q", got, query, want)
		}
	}
	tb.clean("search")
}

// TestTakeoverOfResults: the page that the server made for a query is taken
// over like any other.
func TestTakeoverOfResults(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	for _, query := range []string{
		"q=tuf", "q=c&kind=post", "q=mudan%C3%A7a", "q=xyzzy", "q=", "q=tuf&kind=nothing",
		"q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "q=a%00%0d%0ab%ff", "q=%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB", "x='\"<>&q=rstuf",
	} {
		t.Run(query, func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			release := tb.holdProgram()
			tb.open("/search?" + query)
			before := eval[string](tb, `document.querySelector("#app").outerHTML`)
			picture := tb.screenshot()
			release()
			if got := tb.interactive(); got.Mismatches != 0 {
				t.Errorf("takeover: %+v; want no mismatches", got)
			}
			tb.do(`await new Promise((resolve) => setTimeout(resolve, 100))`)
			if d := difference(eval[string](tb, `document.querySelector("#app").outerHTML`), before); d != "" {
				t.Errorf("takeover changed the page:\n%s", d)
			}
			if !bytes.Equal(tb.screenshot(), picture) {
				t.Error("takeover changed the picture")
			}
			tb.clean(query)
		})
	}
}

// TestSearchInExport: without a server that answers, the program does.
func TestSearchInExport(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "export")
	kairo(t, program, "export", folder)
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(folder, filepath.FromSlash(r.URL.Path))
		if _, err := os.Stat(name + ".html"); err == nil {
			name += ".html"
		}
		http.ServeFile(w, r, name)
	}))
	defer host.Close()
	x := search.New(ui.Documents(readSite(t)))
	tb := newTab(t, host.URL, 1280, 800)
	release := tb.holdProgram()
	tb.open("/search?q=tuf&kind=talk")
	if n := eval[int](tb, `document.querySelectorAll(".hits").length`); n != 0 {
		t.Error("the export has results")
	}
	release()
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover: %+v; want no mismatches", got)
	}
	var want []string
	for _, h := range x.Search("tuf", search.Talk, 30).Hits {
		want = append(want, h.Address)
	}
	if got := tb.finds("tuf"); !slices.Equal(got, want) || eval[string](tb, `document.querySelector(".search input").value`) != "tuf" {
		t.Errorf("the browser finds %q; want %q, and the words in the field", got, want)
	}
	tb.clean("export")
}

// TestSearchKeepsWhatWasTyped: what is in the field when the program takes
// over, counts.
func TestSearchKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	for _, path := range []string{"/search", "/search?q=tuf"} {
		tb := newTab(t, srv.url, 1280, 800)
		release := tb.holdProgram()
		tb.open(path)
		tb.do(`document.querySelector(".search input").focus(); document.querySelector(".search input").select()`)
		tb.run("type", chromedp.KeyEvent("kubecon"))
		release()
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover of %s: %+v; want no mismatches", path, got)
		}
		if got := tb.finds("kubecon"); len(got) != 4 {
			t.Errorf("%s: the browser finds %q; want four talks", path, got)
		}
		if got := eval[string](tb, `document.querySelector(".search input").value + document.activeElement.localName`); got != "kubeconinput" {
			t.Errorf("%s: the field has %q; want what was typed, and the focus", path, got)
		}
		tb.clean(path)
	}
}

// TestSearchPage: results while typing; the address keeps up; Back.
func TestSearchPage(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/search")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	tb.shortcut()
	tb.until("be in the field", `document.activeElement === document.querySelector("main .search input")`)
	tb.run("type", chromedp.KeyEvent("pyhton"))
	typed := tb.finds("pyhton")
	if len(typed) == 0 || typed[0] != "/open-source#python-tuf" {
		t.Errorf("a typing error finds %q; want python-tuf first", typed)
	}
	if marks := eval[[]string](tb, `[...document.querySelectorAll(".hits li:first-child .hit-title mark")].map((m) => m.textContent)`); !slices.Equal(marks, []string{"python"}) {
		t.Errorf("marked %q; want python", marks)
	}
	tb.run("submit", chromedp.KeyEvent(kb.Enter))
	tb.arrived("/search?q=pyhton")
	tb.follow("/search?q=pyhton&kind=project")
	tb.until("see projects only", `document.querySelectorAll(".hits li").length === 3`)
	if got := eval[string](tb, `document.querySelector(".search-kinds [aria-current]").textContent`); got != "Projects 3" {
		t.Errorf("the kind is %q; want Projects 3", got)
	}
	tb.follow("/open-source#tuf")
	tb.do(`history.back()`)
	tb.arrived("/search?q=pyhton&kind=project")
	tb.until("see projects again", `document.querySelectorAll(".hits li").length === 3`)
	tb.do(`history.back()`)
	tb.arrived("/search?q=pyhton")
	tb.until("see all kinds", fmt.Sprintf(`document.querySelectorAll(".hits li").length === %d`, len(typed)))
	if got := tb.finds("pyhton"); !slices.Equal(got, typed) {
		t.Errorf("Back finds %q; want %q", got, typed)
	}
	tb.do(`document.querySelector(".search input").value = ""; document.querySelector(".search input").dispatchEvent(new Event("input"))`)
	tb.finds("")
	tb.run("reload", chromedp.Reload())
	tb.arrived("/search?q=pyhton")
	tb.interactive()
	tb.clean("search page")
}

// TestSearchWithoutNetwork: the program asks nobody.
func TestSearchWithoutNetwork(t *testing.T) {
	t.Parallel()
	srv := startServer(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.interactive()
	tb.kept()
	srv.stop()
	tb.forget()
	tb.shortcut()
	tb.until("be in the field", `document.activeElement === document.querySelector("#search-dialog input")`)
	tb.run("type", chromedp.KeyEvent("prague"))
	if got := tb.finds("prague"); len(got) != 2 {
		t.Errorf("without a network the dialog finds %q; want two talks", got)
	}
	tb.run("submit", chromedp.KeyEvent(kb.Enter))
	tb.arrived("/search?q=prague")
	if got := tb.finds("prague"); len(got) != 2 {
		t.Errorf("without a network the page finds %q; want two talks", got)
	}
	for _, address := range tb.requested() {
		if !strings.Contains(address, "/icon") {
			t.Errorf("the search asked for %s; want no requests", address)
		}
	}
}
