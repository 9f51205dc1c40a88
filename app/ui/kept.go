package ui

import (
	"strings"

	"kairo.dev/app/search"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Takeover is what the browser's program and the pages it mounts tell each
// other. Where there is none, as on the server, pages are made whole and at once.
//
// Most of a page never changes while it is shown: the program has no use for
// the thousands of nodes of a long list, and a reader none for the time it
// takes to go through them. So what does not change of the prerendered page, the
// first to be mounted, is kept: the program takes over the element alone, and
// what is in it stays as it was prerendered, until the element goes.
type Takeover struct {
	// Pause is called between the parts of the first mount. The browser's
	// program waits in it, so that mounting is several short tasks of the
	// browser and not one long one.
	Pause func()
	// Beginning is asked whether a page that comes later may show its beginning
	// first. So a reader who follows a link sees a long page as soon as a short
	// one.
	Beginning func() bool

	mounted bool   // the first page is
	rest    func() // shows the rest of the page of which only the beginning is there
}

// Rest shows the rest of the page of which only the beginning is there. The
// browser's program calls it when the browser has painted that.
func (t *Takeover) Rest() {
	if t.rest != nil {
		t.rest()
	}
}

// keeping reports whether what is mounted is the prerendered page.
func (t *Takeover) keeping() bool { return t != nil && !t.mounted }

func (t *Takeover) pause() {
	if t.keeping() && t.Pause != nil {
		t.Pause()
	}
}

func (t *Takeover) beginning() bool { return t != nil && t.Beginning != nil && t.Beginning() }

// keptElement is an element that can be kept.
type keptElement[T any] interface {
	app.HTML
	DataSet(name string, value any) T
	Body(...app.UI) T
}

// kept is an element that web/static/takeover.js takes over with all that is in
// it, which is made only where it is not there already.
func kept[T keptElement[T]](e T, already bool, content func() []app.UI) T {
	e = e.DataSet("kept", true)
	if already {
		return e
	}
	return e.Body(content()...)
}

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

// FirstPage stands in for the row of a page that is taken over, for which the
// content without what is Unneeded is enough. It is nil where all of it is
// needed. The pages are the page table, for the search.
func FirstPage(t *Takeover, s *content.Site, path string, pages func() []*Page) *Page {
	section, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	p := &Page{
		Path:     path,
		Section:  "/" + section,
		index:    func() *search.Index { return pages()[0].index() },
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
