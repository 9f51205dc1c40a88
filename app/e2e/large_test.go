//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search/searchtest"
	"kairo.dev/content/contenttest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
)

// postsAndTalks is a folder with the content of the tests, 1,000 posts of 1,000 words,
// and 300 talks.
func postsAndTalks(t testing.TB) string {
	t.Helper()
	folder, _ := manyPosts(t, 1000, 1000)
	talks, err := fs.ReadFile(contenttest.Grown(t, 0, 300), "talks.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "talks.json"), talks, 0o644); err != nil {
		t.Fatal(err)
	}
	return folder
}

// largeSite is a folder with 1,000 posts and 300 talks, and one in which a word of a
// post of 1,000 words is another. Of the posts far from that one, which cost an update
// nothing, there is little, since to compress them takes minutes.
func largeSite(t *testing.T) (before, after string) {
	t.Helper()
	before = postsAndTalks(t)
	post := func(folder string, i int, edit func(words []string) []string) {
		t.Helper()
		file := filepath.Join(folder, "posts", fmt.Sprintf("entry-%d.md", i))
		text, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(file, []byte(strings.Join(edit(strings.Fields(string(text))), " ")), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range 1000 {
		if i < 490 || i > 510 {
			post(before, i, func(words []string) []string { return words[:20] })
		}
	}
	after = filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(after, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
	post(after, 500, func(words []string) []string {
		words[500] = "another-word"
		return words
	})
	return before, after
}

// TestUpdateOfLargeSite changes a word of a post on a site of which the list of files
// is in parts. The update costs little. The copy is whole, and is read without a
// network, also by a worker that was started again and has to read the list.
func TestUpdateOfLargeSite(t *testing.T) {
	t.Parallel()
	before, after := largeSite(t)
	const changed = "/posts/entry-500"
	r := newRoad(t, startServer(t, "-content", before))
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open("/")
	tb.kept()
	r.leadTo(startServer(t, "-content", after))
	r.reset()
	if got := eval[string](tb, `update()`); got != "installed" {
		t.Fatalf("update = %q; want installed", got)
	}
	t.Logf("one word costs %d bytes: %v", r.load(), r.carried)
	if got := r.load(); got > 30_000 {
		t.Errorf("one word costs a reader %d bytes; want at most 30,000", got)
	}
	tb.until("told", `document.querySelector("#update span").textContent === "A new edition is ready: 1 page changed."`)
	tb.click("#update button")
	tb.until("switched", `navigator.serviceWorker.getRegistration().then((r) => !r.waiting && r.active.state === "activated")`)
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		t.Errorf("%q are missing", got)
	}
	r.leadTo(nil)
	for _, worker := range []string{"running", "started again"} {
		if worker == "started again" {
			tb.run("stop the worker", command(serviceworker.Enable, cdp.Empty{}), command(serviceworker.StopAllWorkers, cdp.Empty{}))
		}
		tb.open(changed)
		if !eval[bool](tb, `document.querySelector("main").textContent.includes("another-word")`) {
			t.Errorf("with the worker %s, the new word is not there", worker)
		}
		got := eval[[]string](tb, `Promise.all(["/posts/entry-501", "/manifest.webmanifest", "/no/such/file"].map((path) => fetch(path).then((r) => r.headers.get("Content-Type"), () => "none")))`)
		if want := []string{"text/html; charset=utf-8", "application/manifest+json", "none"}; !slices.Equal(got, want) {
			t.Errorf("with the worker %s, what the page fetches is %q; want %q", worker, got, want)
		}
	}
	tb.open("/search?q=another-word")
	tb.until("found", fmt.Sprintf(`document.querySelector(".hits a")?.pathname === %q`, changed))
}

// TestUpdateOfOnePostMore adds a fourth post to three: their files for the search become
// one, most of which is there, and no text that is there is sent again. The pieces of the
// index, which are more than the texts, are all new.
func TestUpdateOfOnePostMore(t *testing.T) {
	t.Parallel()
	after, _ := manyPosts(t, 4, 10)
	say := searchtest.Words(1000)
	for i := range 4 {
		if err := os.WriteFile(filepath.Join(after, "posts", fmt.Sprintf("entry-%d.md", i)), []byte(say(4000)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(before, os.DirFS(after)); err != nil {
		t.Fatal(err)
	}
	posts, err := os.ReadFile(filepath.Join(before, "posts.json"))
	if err != nil {
		t.Fatal(err)
	}
	const newest = `"slug":"entry-0"`
	posts = bytes.Replace(posts, []byte(newest), []byte(newest+`,"draft":true`), 1)
	if err := os.WriteFile(filepath.Join(before, "posts.json"), posts, 0o644); err != nil {
		t.Fatal(err)
	}
	r := newRoad(t, startServer(t, "-content", before))
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open("/")
	tb.kept()
	r.leadTo(startServer(t, "-content", after))
	r.reset()
	if got := eval[string](tb, `update()`); got != "installed" {
		t.Fatalf("update = %q; want installed", got)
	}
	whole, pieces := 0, 0
	for path := range r.carried {
		switch {
		case strings.HasPrefix(path, "/search/pieces/"):
			pieces++
		case strings.HasPrefix(path, "/search/0."):
			whole++
		}
	}
	if whole > 0 || pieces < 5 {
		t.Errorf("a post more carries %v; want the file of the four posts in pieces", r.carried)
	}
}
