//go:build js

package main

import (
	"kairo.dev/app/takeover"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func main() { takeover.Run(newProgram) }

// program is the example in the browser.
type program struct {
	page     takeover.Page
	takeover *takeover.Takeover
}

func newProgram(t *takeover.Takeover, page takeover.Page) takeover.Program {
	p := &program{page, t}
	for _, path := range paths {
		if path != page.Here { // that is routed already
			app.Route(path, func() app.Composer { return p.View(path) })
		}
	}
	return p
}

func (p *program) First() app.Composer { return p.View(p.page.Path) }

func (p *program) View(path string) app.Composer {
	return &page{Path: path, Takeover: p.takeover}
}

func (p *program) About(path string) (takeover.Info, bool) {
	for _, known := range paths {
		if known == path {
			return takeover.Info{Title: title(path), Address: path}, true
		}
	}
	return takeover.Info{}, false
}
