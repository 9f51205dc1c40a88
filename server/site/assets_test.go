package site

import (
	"path"
	"strings"
	"testing"
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
		{[]string{"theme.js", "page.js", "boot.js", "takeover.js", "prepare.js"}, 6 << 10},
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
