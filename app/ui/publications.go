package ui

import (
	"cmp"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// publications lists what was written for others to publish, by year.
func publications(s *content.Site) []app.UI {
	words := s.Sections.Publications
	all := opening(s, words)
	if len(s.Publications) > 0 {
		all = append(all, app.Ul().Class("links").Body(
			app.Li().Body(link(BibTeXPath, "BibTeX")), app.Li().Body(link(CSLPath, "CSL-JSON"))))
	}
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
		what := append([]app.UI{app.H3().Body(titleLink(s, PublicationAddress(p), p.Title, p.Language))}, publicationMeta(s, p, app.Span().Text(p.Where()))...)
		if !targets {
			items = append(items, logEntry(joined(" ", show(s, p.Date)), what...))
			continue
		}
		what = append(what, references(s, p))
		what = append(what, former(p.Formerly)...)
		items = append(items, logEntry(joined(" ", show(s, p.Date)), what...).ID(p.Slug))
	}
	return log(items)
}

// publicationMeta is who wrote it, where it is, what it is, and what it was given.
func publicationMeta(s *content.Site, p *content.Publication, where app.UI) []app.UI {
	var lines []app.UI
	if p.Authors != nil {
		lines = append(lines, app.P().Class("meta").Body(authors(s, p)...))
	}
	var award app.UI
	if p.Award != "" {
		award = app.Span().Class("tag").Body(spoken(s, p.Award))
	}
	return append(lines, app.P().Class("meta").Body(joined(" · ", where, app.Span().Body(spoken(s, p.Kind)), award)...))
}

// authors are the names of those who wrote it, in order, with the person marked.
func authors(s *content.Site, p *content.Publication) []app.UI {
	var all []app.UI
	for _, name := range p.Authors {
		one := app.UI(app.Bdi().Text(name))
		if name == cmp.Or(p.As, s.Person.Name) {
			one = app.Strong().Body(one)
		}
		all = append(all, one)
	}
	return joined(s.Words.Lists.Comma, all...)
}

// references lead to the forms of a publication, and to what cites it.
func references(s *content.Site, p *content.Publication) app.UI {
	var items []app.UI
	for _, to := range []destination{
		{p.DOIAddress(), "DOI"}, {p.PDF, "PDF"}, {p.Preprint, s.Words.Connect.Preprint}, {PublicationPath(p) + ".bib", "BibTeX"},
	} {
		if to.path != "" {
			items = append(items, app.Li().Body(link(to.path, to.name)))
		}
	}
	return app.Ul().Class("links").Body(items...)
}
