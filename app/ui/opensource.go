package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// openSource shows each project with the person's part in it.
func openSource(s *content.Site) []app.UI {
	words := s.Sections.OpenSource
	all := opening(s, words)
	for i := range s.Projects {
		all = append(all, project(s, &s.Projects[i]))
	}
	return all
}

// project is one project: its words, and where it stands in the margin.
func project(s *content.Site, p *content.Project) app.UI {
	body := []app.UI{
		app.H2().Body(spoken(s, p.Name)),
		app.P().Class("role").Body(projectRole(s, p)...),
	}
	if standing := projectStanding(s, p); standing != nil {
		body = append(body, app.P().Class("standing", "when").Body(standing...))
	}
	body = append(body, prose(p.Text, 3)...)

	var links []app.UI
	for _, l := range []struct{ name, address string }{
		{s.Words.Projects.HomePage, p.Homepage},
		{s.Words.Projects.SourceCode, p.Repository},
		{s.Words.Projects.Documentation, p.Docs},
		{s.Words.Projects.Package, p.Package},
	} {
		if l.address == "" {
			continue
		}
		links = append(links, app.Li().Body(
			inWords(s, link(l.address, "")).Body(ofProject(s, p, l.name)...)))
	}
	if len(links) > 0 {
		body = append(body, app.Ul().Class("links").Body(links...))
	}
	body = append(body, former(p.Formerly)...)
	article := app.Article().ID(p.Slug).Class("project")
	if p.Parent != "" {
		article.Class("part")
	}
	return article.Body(body...)
}

// ofProject is the name of a link, and of which project it is for those who do not
// see that: in words, not in a label, so that each is in its language.
func ofProject(s *content.Site, p *content.Project, name string) []app.UI {
	var all []app.UI
	hidden := func(words string) {
		if words != "" {
			all = append(all, app.Span().Class("visually-hidden").Body(said(content.Pattern(words), map[string][]app.UI{
				"project": {inContent(s, app.Span()).Body(spoken(s, projectName(p)))}})...))
		}
	}
	before, after := s.Words.Projects.Of.Around("link")
	hidden(before)
	all = append(all, app.Text(name))
	hidden(after)
	return all
}

// projectRole is the person's part in the project, and what that is part of.
func projectRole(s *content.Site, p *content.Project) []app.UI {
	var parent app.UI
	if p.Parent != "" {
		for i := range s.Projects {
			if other := &s.Projects[i]; other.Slug == p.Parent {
				parent = inWords(s, app.Span()).Body(said(s.Words.Projects.PartOf, map[string][]app.UI{
					"project": {inContent(s, app.A().Href("#"+other.Slug)).Body(spoken(s, projectName(other)))}})...)
			}
		}
	}
	return joined(" · ", app.Strong().Body(spoken(s, p.Role)), parent)
}

// projectStanding is where the project stands: foundation, level and licence.
func projectStanding(s *content.Site, p *content.Project) []app.UI {
	var known []app.UI
	for _, fact := range []string{p.Foundation, p.Level, p.Licence} {
		if fact != "" {
			known = append(known, app.Span().Body(spoken(s, fact)))
		}
	}
	return joined(" ", known...)
}

// projectName is what the project is commonly called.
func projectName(p *content.Project) string {
	if p.ShortName != "" {
		return p.ShortName
	}
	return p.Name
}

// projectBriefs is the list of projects in one line each; those that are part
// of another are left to it.
func projectBriefs(s *content.Site) app.HTMLOl {
	var items []app.UI
	for i := range s.Projects {
		p := &s.Projects[i]
		if p.Parent != "" {
			continue
		}
		var foundation app.UI
		if p.Foundation != "" {
			foundation = app.Span().Text(p.Foundation)
		}
		items = append(items, logEntry(joined("", foundation),
			app.H3().Body(app.A().Href(OpenSourcePath+"#"+p.Slug).Body(spoken(s, p.Name))),
			app.P().Class("meta").Body(spoken(s, p.Role))))
	}
	return log(items)
}
