//go:build js

package main

import (
	"kairo.dev/app/takeover"
	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// table is the page table at work: what is shown at which address.
type table struct {
	site  *content.Site
	rows  []*ui.Page
	pages map[string]*ui.Page // by the path of their address

	takeover *takeover.Takeover
}

// newTable reads the bundle and routes its pages.
func newTable(bundle []byte, t *takeover.Takeover) (*table, error) {
	site, err := content.Decode(bundle)
	if err != nil {
		return nil, err
	}
	all := &table{site: site, rows: ui.Pages(site), pages: make(map[string]*ui.Page), takeover: t}
	for _, p := range all.rows {
		if !p.Hidden || p.Path == ui.SearchPath {
			all.route(site.Base()+p.Path, p)
		}
	}
	return all, nil
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

// about is what the document says of the page at an address, if there is one.
func (t *table) about(address string) (takeover.Info, bool) {
	p, ok := t.pages[address]
	if !ok {
		return takeover.Info{}, false
	}
	return takeover.Info{Title: p.DocumentTitle(t.site), Description: p.Description, Address: p.Canonical(t.site), Made: p.Made()}, true
}
