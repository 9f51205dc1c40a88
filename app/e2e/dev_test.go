//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content/contenttest"
)

// TestDev edits the content while a page is open: it shows the edit by itself,
// and a mistake leaves it as it is.
func TestDev(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(dir, contenttest.Site); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "site.json")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := readSite(t).Sections.Talks.Title
	write := func(text []byte) {
		t.Helper()
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	edited := func(title string) []byte {
		return bytes.Replace(good, []byte(`"title": "`+name+`"`), []byte(`"title": "`+title+`"`), 1)
	}

	tb := newTab(t, startServer(t, "-content", dir, "-dev").url, 1280, 800)
	tb.open("/talks")
	write(edited("Speeches"))
	tb.until("see the edit", `document.querySelector("h1").textContent === "Speeches"`)
	write([]byte("{"))
	write(edited("Lectures"))
	tb.until("see the next edit", `document.querySelector("h1").textContent === "Lectures"`)
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover after an edit: %+v; want no mismatches", got)
	}
	tb.clean("with edits")

	// Browsers have six connections to a server at a time, for all tabs together.
	other := tb.beside()
	other.open("/talks")
	other.interactive()
	if slices.ContainsFunc(other.requested(), func(address string) bool { return strings.HasSuffix(address, "/dev/editions") }) {
		t.Error("two tabs listen for editions; want one that tells the other")
	}
	write(edited("Talks"))
	for _, each := range []*tab{tb, other} {
		each.until("see the edit beside another", `document.querySelector("h1").textContent === "Talks"`)
	}
}
