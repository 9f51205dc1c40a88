//go:build e2e

package e2e

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/server/importer/importertest"
)

// TestImported: an old blog of 74 posts, with all its troubles, is brought home.
// Each post has a page that is good HTML, that can be read by everybody, that the
// program takes over as it is, and that is there without the server.
func TestImported(t *testing.T) {
	t.Parallel()
	const n = 74
	blog := httptest.NewServer(importertest.Blog(n))
	defer blog.Close()
	folder := filepath.Join(t.TempDir(), "content")
	kairo(t, program, "new", "site", "-content", folder, "-name", "Ada", "-address", "https://ada.example")
	kairo(t, program, "import", "-content", folder, blog.URL+"/feed")
	srv := startServer(t, "-content", folder)
	var posts []*ui.Page
	for _, p := range ui.Pages(readFrom(t, os.DirFS(folder))) {
		if p.Post != nil {
			posts = append(posts, p)
		}
	}
	if len(posts) != n {
		t.Fatalf("%d posts have pages; want %d", len(posts), n)
	}

	public := filepath.Join(t.TempDir(), "public")
	kairo(t, program, "export", "-content", folder, public)
	if out, err := exec.Command("node", "testdata/npm/validate.mjs", public).CombinedOutput(); err != nil {
		t.Errorf("validate: %v\n%s", err, out)
	}
	tb := newTab(t, srv.url, 360, 740)
	tb.open("/")
	tb.kept()
	for i, p := range posts {
		tb.open(p.Path)
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover of %s: %+v; want no mismatches", p.Path, got)
		}
		if i < len(importertest.Troubles) {
			for _, f := range eval[[]finding](tb, axe(t)+check(everything)) {
				t.Errorf("%s: %s\n\t%s", p.Path, f.Rule, strings.Join(f.Nodes, "\n\t"))
			}
		}
	}
	tb.clean("the imported posts")
	srv.stop()
	for _, p := range posts {
		tb.open(p.Path)
		tb.shows(p, "without a network")
	}
}
