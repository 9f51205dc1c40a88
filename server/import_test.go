package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/app/search"
	"kairo.dev/app/ui"
	"kairo.dev/server/importer/importertest"
)

// TestImport: posts come into a site that has just begun, and are in it; -n only
// says so, and a second time there is nothing to do.
func TestImport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	source := "importer/testdata/jekyll"
	if _, stderr := kairo(t, 1, "import", "-content", dir, source); !strings.Contains(stderr, `"kairo new site" begins a site`) {
		t.Errorf("kairo import without a site: %q", stderr)
	}
	kairo(t, 0, "new", "site", "-content", dir, "-name", "Ada", "-address", "https://ada.example")
	if stdout, _ := kairo(t, 0, "import", "-content", dir, "-n", source); !strings.Contains(stdout, "found 3: would add 3,") {
		t.Errorf("kairo import -n: %q", stdout)
	}
	if _, err := os.Stat(filepath.Join(dir, "archive.json")); err == nil {
		t.Error("kairo import -n writes")
	}
	stdout, _ := kairo(t, 0, "import", "-content", dir, source)
	for _, want := range []string{"found 3: added 3,", "to be looked at", "{% include share.html %}", "wrote " + filepath.Join(dir, "archive.json")} {
		if !strings.Contains(stdout, want) {
			t.Errorf("kairo import: %q; want %q in it", stdout, want)
		}
	}
	kairo(t, 0, "check", dir)
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Archive) != 2 || s.Edition.Date != today() { // one is a draft
		t.Errorf("there are %d posts in the edition of %s; want 2, of %s", len(s.Archive), s.Edition.Date, today())
	}
	stdout, _ = kairo(t, 0, "import", "-content", dir, source)
	if !strings.Contains(stdout, "found 3: added 0, added the text of 0, left 3;") || strings.Contains(stdout, "wrote") {
		t.Errorf("kairo import a second time: %q", stdout)
	}
	if _, stderr := kairo(t, 2, "import", "-content", dir); !strings.Contains(stderr, "the source is missing") {
		t.Errorf("kairo import without a source: %q", stderr)
	}
	if _, stderr := kairo(t, 2, "import", "-content", dir, "-address", "old.example", source); !strings.Contains(stderr, `-address: "old.example" is not an https address`) {
		t.Errorf("kairo import -address old.example: %q", stderr)
	}
	kairo(t, 0, "new", "post", "-content", dir, "-title", "A first one here", "-text", "Here.")
	kairo(t, 0, "import", "-content", dir, "-posts", "importer/testdata/feed.json")
	if s, err = read(dir); err != nil || len(s.Posts) != 3 {
		t.Errorf("there are %d posts, %v; want 3", len(s.Posts), err)
	}
}

// TestImportedAreFound: each post of an old blog is found by a word of its text,
// with its accents and without.
func TestImportedAreFound(t *testing.T) {
	const n = 74
	blog := httptest.NewServer(importertest.Blog(n))
	defer blog.Close()
	dir := filepath.Join(t.TempDir(), "blog")
	kairo(t, 0, "new", "site", "-content", dir, "-name", "Ada", "-address", "https://ada.example")
	kairo(t, 0, "import", "-content", dir, blog.URL+"/feed")
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	x := search.New(ui.Documents(s))
	for i := range n {
		for _, word := range []string{importertest.Word(i), strings.ReplaceAll(importertest.Word(i), "ê", "e")} {
			hits := x.Search(word, "", 3).Hits
			if want := fmt.Sprintf("/archive/post-%d", i); len(hits) != 1 || hits[0].Address != want {
				t.Errorf("Search(%q) = %+v; want %s alone", word, hits, want)
			}
		}
	}
}
