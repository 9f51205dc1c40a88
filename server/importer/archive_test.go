package importer

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content/edit"
	"kairo.dev/server/importer/importertest"
)

// TestArchive: an archive of 74 posts with all the troubles there are comes home,
// by its address: each post has a text that the site takes, and a second import
// changes nothing.
func TestArchive(t *testing.T) {
	const n = 74
	fetched := make(map[string]int)
	blog := importertest.Blog(n)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fetched[r.URL.Path]++
		blog.ServeHTTP(w, r)
	}))
	defer server.Close()
	f := folder(t, map[string]string{archiveFile: fmt.Sprintf(`{
  "posts": [
    {"id": "00000000-0000-4000-8000-000000000002", "slug": "mine", "title": "My title", "date": "2007", "languages": ["pt"], "address": "https://%s/post-0.html"}
  ]
}
`, strings.TrimPrefix(server.URL, "http://"))})
	report := imported(t, f, server.URL+"/old", Options{})
	entries := entriesOf(t, f, archiveFile)
	if len(entries) != n || len(report.Added) != n-1 || len(report.Completed) != 1 {
		t.Fatalf("there are %d entries, %d added, %d completed; want %d, %d, 1", len(entries), len(report.Added), len(report.Completed), n, n-1)
	}
	if mine := entries["mine"]; mine.Title != "My title" || mine.Text != "posts/mine.md" || mine.Date != "2007" || mine.Guessed {
		t.Errorf("the entry that was there is %+v; want what it was, and a text", mine)
	}
	for slug, e := range entries {
		text := textOf(t, f, e.Text)
		if at := loose([]byte(text)); len(at) > 0 {
			t.Errorf("the text of %s has raw HTML, or a link nobody wrote, at %d:\n%s", slug, at, text)
		}
		if strings.ContainsAny(e.Title+text, "Ã\ufffd"+private) {
			t.Errorf("%s: %q has letters that are none:\n%s", slug, e.Title, text)
		}
		if !strings.Contains(text, "está em português") || len(e.Languages) != 1 || e.Languages[0] != "pt" || slug != "mine" && !e.Guessed {
			t.Errorf("%s is in %v, guessed: %t:\n%s", slug, e.Languages, e.Guessed, text)
		}
	}
	if got := fetched["/rack.png"]; got != 1 || fetched["/slides.pdf"] != 1 || len(report.Files) != 2 || !f.Has("files/"+report.Files[0]) || !f.Has("files/"+report.Files[1]) {
		t.Errorf("the picture was fetched %d times, and there are %q; want once, and two files", got, report.Files)
	}
	looks := strings.Join(report.Looks, "\n")
	for _, want := range []string{"a picture cannot be had: http://", "/gone.png: 404 not found", "/half.png: is no picture", "/gone.pdf: is no file of that kind, but text/html", "escaped twice", "leads nowhere on the web, and is only words now: javascript:void(0)", "a player is a link now"} {
		if !strings.Contains(looks, want) {
			t.Errorf("the report says\n%s\nwant %q in it", looks, want)
		}
	}

	before := snapshot(t, f)
	clear(fetched)
	again := imported(t, f, server.URL+"/feed", Options{})
	if after := snapshot(t, f); after != before {
		t.Error("a second import changes the folder")
	}
	if len(again.Added)+len(again.Completed)+len(again.Files) > 0 || again.Kept != n || len(fetched) != 1 || len(again.Looks) > 0 {
		t.Errorf("a second import reports %+v, and fetched %v; want nothing but the feed", again, fetched)
	}
}

// snapshot is all that is in a folder.
func snapshot(t testing.TB, f *edit.Folder) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(f.Path("."), func(name string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			text, err := os.ReadFile(name)
			fmt.Fprintf(&b, "%s %v\n%s\n", name, info.ModTime(), text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
