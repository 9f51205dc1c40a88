package site

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/server/site/interchange"
)

// drawn matches the names that are drawn from the address of the site: those of
// its icons, and that of the edition, which has them in it.
var drawn = regexp.MustCompile(`/static/(?:icon|apple-touch-icon)[a-z0-9-]*\.[0-9a-f]{12}\.[a-z]+|/content/site\.[0-9a-f]{12}\.json|data-edition="[0-9a-f]{12}"`)

// TestBelow: a site below a path is the site at the root, byte for byte, with
// the path in each address and nowhere else.
func TestBelow(t *testing.T) {
	s := readSite(t)
	root := build(t, s)
	address := s.Address
	s.Address += "/site"
	below := build(t, s)
	leave := strings.NewReplacer(
		s.Address, address,
		`"/site/`, `"/`, // attributes, and texts in JSON
		"url=/site/", "url=/", ">/site/", ">/",
	)
	unfold := strings.NewReplacer("\r\n ", "") // the lines of calendars
	same := func(got, want []byte) bool {
		plain := func(body string) string { return drawn.ReplaceAllString(unfold.Replace(body), "") }
		return plain(leave.Replace(unfold.Replace(string(got)))) == plain(string(want))
	}
	others := []string{WorkerPath, EditionPath, interchange.OpenSearchPath} // digests; a name that is cut
	for path, file := range root.All() {
		got := below[path]
		switch {
		case slices.Contains(ofHost, path):
			if got != nil {
				t.Errorf("below a path there is a %s, which is for the root of a host", path)
			}
		case drawn.MatchString(path) || path == ui.FaviconPath || strings.HasPrefix(path, "/content/pieces"):
		case got == nil:
			t.Errorf("below a path there is no %s", path)
		case strings.HasPrefix(path, "/cards/") || slices.Contains(others, path):
		case !same(got.Body, file.Body):
			t.Errorf("%s is another below a path, beside its addresses", path)
		case file.Redirect != "" && got.Redirect != "/site"+file.Redirect:
			t.Errorf("%s leads to %s below a path; want /site%s", path, got.Redirect, file.Redirect)
		}
	}
	if len(below) != len(root)-len(ofHost) {
		t.Errorf("below a path there are %d files; want %d", len(below), len(root)-len(ofHost))
	}
	for _, p := range ui.Pages(s) {
		for n := range parseDocument(t, p.Path, below[p.Path].Body).Descendants() {
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "/site/") && a.Key != "data-page" {
					t.Errorf("%s has %s=%q below a path", p.Path, a.Key, a.Val)
				}
			}
		}
	}
	for _, file := range offlineList(t, below).Files {
		if path, ok := strings.CutPrefix(file.URL, "/site"); !ok || below[path] == nil {
			t.Errorf("the offline list has %s, which is not there", file.URL)
		}
	}
}
