//go:build js

// Command app is the browser's program: the site's pages as a single-page app.
//
// It arrives after the page it runs in. The page was prerendered from the same
// content by the same components, so there is nothing to show while it loads
// and nothing to replace when it starts: package takeover hands it the content and
// then gives it, for its first mount, the nodes that are already there. From then
// on it answers navigations from the page table.
//
// It makes no requests of its own: that keeps net/http, and much else, out of
// what the reader downloads. What may not come in is a test, closure_test.go.
package main

import (
	"sync"

	"kairo.dev/app/takeover"
	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func main() { takeover.Run(newProgram) }

// program is the site in the browser.
type program struct {
	page     takeover.Page
	takeover *takeover.Takeover
	// outline is as much of the content as the prerendered page needs.
	outline *content.Site
	// whole is all of it, for what has not been prerendered.
	whole func() *table
}

func newProgram(t *takeover.Takeover, page takeover.Page) takeover.Program {
	outline, err := content.DecodeWithout(page.Content, ui.Unneeded(page.Path)...)
	if err != nil {
		panic(err) // the page goes on without its program
	}
	return &program{page, t, outline, sync.OnceValue(func() *table {
		all, err := newTable(page.Content, t)
		if err != nil {
			panic(err)
		}
		all.standIn(page.Here, page.Path)
		return all
	})}
}

// First is the view of the prerendered page. If that is kept, as far as it can
// be, the outline of the content will do.
func (p *program) First() app.Composer {
	var view *ui.View
	if first := ui.FirstPage(p.takeover, p.outline, p.page.Path, func() []*ui.Page { return p.whole().rows }); first != nil {
		view = &ui.View{Site: p.outline, Page: first, Takeover: p.takeover}
	} else {
		view = p.whole().view(p.page.Here)
		view.Page = view.Page.TakenOver(p.takeover)
	}
	if p.page.Query != "" {
		view.Page = view.Page.WithQuery(p.page.Query) // as the server has made it
	}
	return view
}

func (p *program) View(path string) app.Composer { return p.whole().view(path) }

func (p *program) About(path string) (takeover.Info, bool) { return p.whole().about(path) }
