package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// publications lists what was written for others to publish, by year.
func publications(s *content.Site) []app.UI {
	words := s.Sections.Publications
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	years := byYear(s.Publications, func(p content.Publication) int { return p.Date.Year() })
	if index := yearIndex(s, years); index != nil {
		all = append(all, index)
	}
	for _, y := range years {
		all = append(all, yearSection(s, y.year, publicationLog(s, y.entries, shortDate, true)))
	}
	return all
}

// publicationLog is a list of publications. On the page of its section each is
// a target for links.
func publicationLog(s *content.Site, list []content.Publication, show dateForm, targets bool) app.HTMLOl {
	var items []app.UI
	for i := range list {
		p := &list[i]
		what := []app.UI{
			app.H3().Body(titleLink(s, p.Address, p.Title, p.Language)),
			app.P().Class("meta").Body(joined(" · ", app.Span().Text(p.Publisher), app.Span().Text(p.Kind))...),
		}
		what = append(what, prose(p.Text, 4)...)
		if !targets {
			items = append(items, logEntry(joined(" ", show(s, p.Date)), what...))
			continue
		}
		what = append(what, former(p.Formerly)...)
		items = append(items, logEntry(joined(" ", show(s, p.Date)), what...).ID(p.Slug))
	}
	return log(items)
}
