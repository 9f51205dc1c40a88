package ui_test

import (
	"slices"
	"testing"

	"kairo.dev/app/ui"
)

// TestFormsAreOffered: pages lead to the forms of what they show.
func TestFormsAreOffered(t *testing.T) {
	s := ownSite(t)
	documents := pages(t, s)
	offers := func(path, form string, want bool) {
		t.Helper()
		if got := slices.Contains(links(main(documents[path])), form); got != want {
			t.Errorf("%s leads to %s: %t; want %t", path, form, got, want)
		}
	}
	offers("/talks", "/talks.ics", true)
	offers("/talks", "/feed.xml", true)
	offers("/connect", "/"+s.Person.Handle+".vcf", true)
	for _, talk := range s.Talks {
		offers("/talks/"+talk.Slug, "/talks/"+talk.Slug+".ics", talk.Dated())
	}
	for _, p := range ui.Pages(s) {
		if !slices.Contains(links(all(documents[p.Path], "footer")[0]), "/feed.xml") {
			t.Errorf("the end of %s does not lead to the feed", p.Path)
		}
	}
}
