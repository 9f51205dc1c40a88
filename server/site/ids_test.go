package site

import (
	"errors"
	"testing"

	"kairo.dev/content"
)

// TestSameID: an entry cannot have the name of a part of the page.
func TestSameID(t *testing.T) {
	for _, slug := range []string{"main", "app", "announcer"} {
		s := readSite(t)
		s.Publications[0].Slug = slug
		if _, err := Build(s, assets(t), Options{}); !errors.Is(err, ErrSameID) {
			t.Errorf("Build with the slug %q: %v; want %v", slug, err, ErrSameID)
		}
	}
	s := readSite(t)
	s.Publications[0].Text = content.Prose{{Kind: content.NodeParagraph, Children: []content.Node{
		{Kind: content.NodeText, Text: `say < id="main"> id="main"`},
	}}}
	s.Publications[0].Title = ` id="main"`
	if _, err := Build(s, assets(t), Options{}); err != nil {
		t.Errorf("Build with ids in the text: %v", err)
	}
}
