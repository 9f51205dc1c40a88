//go:build js

package main

import (
	"syscall/js"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// table is the page table at work: what is shown at which address.
type table struct {
	site  *content.Site
	rows  []*ui.Page
	pages map[string]*ui.Page // by the path of their address

	takeover *ui.Takeover
}

// newTable reads the bundle and routes its pages.
func newTable(bundle []byte, takeover *ui.Takeover) (*table, error) {
	site, err := content.Decode(bundle)
	if err != nil {
		return nil, err
	}
	t := &table{site: site, rows: ui.Pages(site), pages: make(map[string]*ui.Page), takeover: takeover}
	for _, p := range t.rows {
		if !p.Hidden || p.Path == ui.SearchPath {
			t.route(site.Base()+p.Path, p)
		}
	}
	return t, nil
}

func (t *table) route(path string, p *ui.Page) {
	t.pages[path] = p
	app.Route(path, func() app.Composer { return t.view(path) })
}

func (t *table) view(path string) *ui.View {
	return &ui.View{Site: t.site, Page: t.pages[path], Takeover: t.takeover}
}

// standIn shows at an address, if nothing else is, the page at a path.
func (t *table) standIn(address, path string) {
	if t.pages[address] != nil {
		return
	}
	for _, p := range t.rows {
		if p.Path == path {
			t.route(address, p)
		}
	}
}

// about is what takeover.js has to know of the page at an address: a PageInfo,
// or undefined if there is none.
func (t *table) about(address string) any {
	p, ok := t.pages[address]
	if !ok {
		return js.Undefined()
	}
	return map[string]any{
		"title":       p.DocumentTitle(t.site),
		"description": p.Description,
		"address":     p.Address(t.site),
	}
}
