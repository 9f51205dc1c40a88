//go:build e2e

package e2e

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
)

// writer serves the site of somebody who writes, and tells its pages with texts.
func writer(t *testing.T, args ...string) (*server, []*ui.Page) {
	t.Helper()
	files := contenttest.Sites(t)["posts"]
	folder := t.TempDir()
	if err := os.CopyFS(folder, files); err != nil {
		t.Fatal(err)
	}
	var posts []*ui.Page
	for _, p := range ui.Pages(readFrom(t, files)) {
		if p.Post != nil {
			posts = append(posts, p)
		}
	}
	return startServer(t, append(args, "-content", folder)...), posts
}

// TestPosts: the text of a post is taken over where it is. Who comes to the page within the program gets it by one request, and sees
// what a full load shows.
func TestPosts(t *testing.T) {
	t.Parallel()
	srv, posts := writer(t, "-offline=false")
	tb, fresh := newTab(t, srv.url, 1280, 800), newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	const look = `[
		document.title,
		document.querySelector('meta[name="description"]').content,
		document.querySelector('link[rel="canonical"]').href,
		markup(document.querySelector("#app")),
	].join("\n")`
	for _, p := range posts {
		tb.forget()
		tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, p.Path))
		got := eval[string](tb, look)
		if !eval[bool](tb, `window.sameDocument && document.activeElement === document.querySelector("h1")`) {
			t.Errorf("%s: want the same document, with the focus on the heading", p.Path)
		}
		// Chromium looks at the icon again at each change of the address, and
		// pictures are the page's.
		asked := slices.DeleteFunc(tb.requested(), func(address string) bool {
			return strings.Contains(address, "/icon") || strings.Contains(address, "/files/")
		})
		if len(asked) != 1 || !strings.HasSuffix(asked[0], p.Path) {
			t.Errorf("navigation to %s asked for %q; want %s alone", p.Path, asked, p.Path)
		}
		fresh.open(p.Path)
		if got := fresh.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover of %s: %+v; want no mismatches", p.Path, got)
		}
		if d := difference(got, eval[string](fresh, look)); d != "" {
			t.Errorf("navigation to %s shows something else than a full load:\n%s", p.Path, d)
		}
		// A link to the page itself leaves its text alone.
		tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, p.Path))
		if d := difference(got, eval[string](tb, look)); d != "" {
			t.Errorf("%s is another when it is gone to again:\n%s", p.Path, d)
		}
	}
	tb.clean("navigation")
	fresh.clean("takeover")
}

// TestPostsOffline: after a visit of the home page, every post opens without the
// server, by a link and by its address.
func TestPostsOffline(t *testing.T) {
	t.Parallel()
	srv, posts := writer(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.kept()
	tb.interactive()
	srv.stop()
	for _, p := range posts {
		tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, p.Path))
		if !eval[bool](tb, `document.querySelector(".text").textContent.trim().length > 10`) {
			t.Errorf("%s has no text by a link without a network", p.Path)
		}
	}
	for _, p := range posts {
		tb.open(p.Path)
		tb.shows(p, "without a network")
		if !eval[bool](tb, `document.querySelector(".text").textContent.trim().length > 10`) {
			t.Errorf("%s has no text without a network", p.Path)
		}
	}
}

// TestPostDrafts: a draft is for those who write.
func TestPostDrafts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		want int
	}{{nil, 4}, {[]string{"-dev"}, 5}} {
		srv, _ := writer(t, test.args...)
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/posts")
		if got := eval[int](tb, `document.querySelectorAll(".log li").length`); got != test.want {
			t.Errorf("with %q there are %d posts; want %d", test.args, got, test.want)
		}
	}
}

// TestPostThatIsNotToBeHad: where the page does not come to the program, or somebody
// else answers, the browser loads what there is.
func TestPostThatIsNotToBeHad(t *testing.T) {
	t.Parallel()
	srv, posts := writer(t, "-offline=false")
	r := newRoad(t, srv)
	tb := newTab(t, r.url, 1280, 800)
	r.lose(posts[0].Path, portal)
	tb.open("/posts")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	tb.click(fmt.Sprintf(`main a[href=%q]`, posts[0].Path))
	tb.until("be asked to log in", `!window.sameDocument && document.title === "Log in"`)
	r.reset()
	tb.open("/posts")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	tb.do(`XMLHttpRequest.prototype.send = function () { this.dispatchEvent(new Event("error")); }`)
	tb.click(fmt.Sprintf(`main a[href=%q]`, posts[0].Path))
	tb.until("load the page", fmt.Sprintf(`!window.sameDocument && document.querySelector("h1")?.textContent === %q`, posts[0].Title))
	tb.interactive()
}

// TestPostsAreFound: the dialog and the page find a post by a word of its text,
// with and without its marks, by the program as by the server; and what the server
// has found is taken over as it is.
func TestPostsAreFound(t *testing.T) {
	t.Parallel()
	srv, _ := writer(t)
	const found = `[...document.querySelectorAll(".hits a")].map((a) => a.getAttribute("href")).join(" ")`
	for words, want := range map[string]string{
		"xylophones":  "/archive/kept",
		"maquina":     "/posts/ola",
		"máquina":     "/posts/ola",
		`"the cards"`: "/posts/everything",
	} {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/search?q=" + url.QueryEscape(words))
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover of the search for %s: %+v; want no mismatches", words, got)
		}
		if got := eval[string](tb, found); got != want {
			t.Errorf("the server finds %q for %s; want %s", got, words, want)
		}
		const apart = `document.querySelector("main .hits").getBoundingClientRect().top - document.querySelector("main .search-status").getBoundingClientRect().bottom >= 8`
		if !eval[bool](tb, apart) {
			t.Errorf("for %s what the server finds is not apart from how many there are", words)
		}
		excerpt := eval[string](tb, `markup(document.querySelector(".hits li"))`)
		tb.do(`const field = document.querySelector("main input[type=search]"); field.value = "nothing of that"; field.dispatchEvent(new InputEvent("input", { bubbles: true }))`)
		tb.until("find nothing", `document.querySelectorAll(".hits a").length === 0`)
		tb.do(fmt.Sprintf(`const field = document.querySelector("main input[type=search]"); field.value = %q; field.dispatchEvent(new InputEvent("input", { bubbles: true }))`, words))
		tb.until("find it by the program", fmt.Sprintf(`%s === %q`, found, want))
		if got := eval[string](tb, `markup(document.querySelector(".hits li"))`); got != excerpt {
			t.Errorf("for %s the program shows %s; want what the server does, %s", words, got, excerpt)
		}
		if !eval[bool](tb, apart) {
			t.Errorf("for %s what the program finds is not apart from how many there are", words)
		}
		tb.clean("search")
	}
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.interactive()
	tb.kept()
	srv.stop()
	tb.shortcut()
	tb.until("be in the field", `document.activeElement === document.querySelector("#search-dialog input")`)
	tb.press("xylophon")
	tb.until("find it without a network", found+` === "/archive/kept"`)
}
