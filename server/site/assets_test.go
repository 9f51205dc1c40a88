package site

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/content/load"
)

// TestSizes: what a page needs besides itself is small, in bytes of the best
// coding. What keeps the site for reading offline comes later and is not in
// it, nor is the compiler's runtime.
func TestSizes(t *testing.T) {
	sizes := make(map[string]int)
	for name, file := range build(t, readSite(t)).Encode().All() {
		size := len(file.Body)
		if len(file.Variants) > 0 {
			size = len(file.Variants[0].Body)
		}
		// Without the hash: "site.css", "boot.js".
		first, _, _ := strings.Cut(path.Base(name), ".")
		sizes[first+path.Ext(name)] += size
	}
	for _, part := range []struct {
		names []string
		most  int
	}{
		{[]string{"site.css"}, 12 << 10},
		{[]string{"theme.js", "page.js", "boot.js", "takeover.js", "navigation.js", "prepare.js"}, 6 << 10},
	} {
		sum := 0
		for _, name := range part.names {
			if sizes[name] == 0 {
				t.Errorf("there is no %s", name)
			}
			sum += sizes[name]
		}
		if sum > part.most {
			t.Errorf("%s take %d bytes; want at most %d", strings.Join(part.names, ", "), sum, part.most)
		}
	}
}

// imported are the names by which a script imports others.
var imported = regexp.MustCompile(`(?:from|import)\s*\(?"\./([^"]+)"`)

// TestImports: what a script imports is there under that name, and kept for
// reading offline with it.
func TestImports(t *testing.T) {
	s, err := load.Signed(readSite(t))
	if err != nil {
		t.Fatal(err)
	}
	files := build(t, s)
	n := 0
	for from, file := range files.All() {
		if path.Ext(from) != ".js" {
			continue
		}
		for _, name := range imported.FindAllSubmatch(file.Body, -1) {
			n++
			to := path.Join(path.Dir(from), string(name[1]))
			if files[to] == nil || !files[to].Offline {
				t.Errorf("%s imports %s, which is not there or not for reading offline", from, to)
			}
		}
	}
	if n < 4 {
		t.Errorf("%d imports; want those of takeover.js, offline.js and signed.js at least", n)
	}
}

// TestPaper: browsers are told the colours that the style sheet has.
func TestPaper(t *testing.T) {
	style, err := joinStyles(assets(t))
	if err != nil {
		t.Fatal(err)
	}
	if want := "--paper: light-dark(" + paperLight + ", " + paperDark + ");"; !strings.Contains(string(style), want) {
		t.Errorf("the style sheet has no %q", want)
	}
}
