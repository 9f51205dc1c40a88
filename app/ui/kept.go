package ui

import (
	"strings"

	"kairo.dev/app/takeover"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// live reports whether the body of the page changes while it is shown. Any
// other is kept whole.
func live(path string) bool { return path == TalksPath || path == SearchPath }

// Unneeded are the lists of the content, as content.DecodeWithout wants them,
// that taking over a page can do without.
func Unneeded(path string) []string {
	if path == TalksPath {
		return []string{"posts", "archive"}
	}
	return []string{"talks", "posts", "archive"}
}

// TakenOver is a row of the table for a page that is taken over.
func (p *Page) TakenOver(by *takeover.Takeover) *Page {
	taken := *p
	taken.takeover = by
	return &taken
}

// FirstPage stands in for the row of a page that is taken over, for which the
// content without what is Unneeded is enough. It is nil where all of it is
// needed. The pages are the page table, for the search.
func FirstPage(t *takeover.Takeover, s *content.Site, path string, pages func() []*Page) *Page {
	section, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	p := &Page{
		Path:     path,
		Section:  "/" + section,
		finder:   func() *finder { return pages()[0].finder() },
		language: s.Language,
		base:     s.Base(),
		takeover: t,
	}
	switch {
	case path == TalksPath:
		p.body = func(s *content.Site) []app.UI { return talksKept(t, s) }
	case live(path):
		return nil
	}
	return p
}
