//go:build !js

package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// publicationBody is the body of the page of a publication. The browser's program
// takes it as it is prerendered.
func publicationBody(p *content.Publication) func(*content.Site) []app.UI {
	return func(s *content.Site) []app.UI { return publication(s, p) }
}

// publication shows everything that is known about a publication.
func publication(s *content.Site, p *content.Publication) []app.UI {
	h1 := inLanguage(s, p.Language, title(p.Title))
	where := app.UI(app.Span().Text(p.Where()))
	if p.Address != "" {
		where = link(p.Address, p.Where())
	}
	all := []app.UI{
		app.P().Class("trail").Body(app.A().Href(PublicationsPath).Body(spoken(s, s.Sections.Publications.Name()))),
		h1,
	}
	all = append(all, publicationMeta(s, p, where)...)
	all = append(all, app.P().Class("meta").Body(date(s, p.Date)))
	all = append(all, prose(p.Text, 2)...)
	return append(all, references(s, p))
}
