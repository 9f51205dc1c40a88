package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// openSource shows each project with the person's part in it.
func openSource(s *content.Site) []app.UI {
	words := s.Sections.OpenSource
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	for i := range s.Projects {
		all = append(all, project(s, &s.Projects[i]))
	}
	return all
}

func project(s *content.Site, p *content.Project) app.UI {
	body := []app.UI{app.H2().Text(p.Name)}
	body = append(body, app.P().Class("meta").Body(projectStanding(s, p)...))
	body = append(body, prose(p.Text, 3)...)

	var links []app.UI
	for _, l := range []struct{ name, address string }{
		{"Home page", p.Homepage},
		{"Source code", p.Repository},
		{"Documentation", p.Docs},
		{"Package", p.Package},
	} {
		if l.address == "" {
			continue
		}
		links = append(links, app.Li().Body(
			link(l.address, l.name).Aria("label", l.name+" of "+projectName(p))))
	}
	if len(links) > 0 {
		body = append(body, app.Ul().Class("links").Body(links...))
	}
	return app.Article().ID(p.Slug).Class("project").Body(body...)
}

// projectStanding is the person's role, and where the project stands.
func projectStanding(s *content.Site, p *content.Project) []app.UI {
	role := app.Strong().Text(p.Role)
	var parent, foundation, level, licence app.UI
	if p.Parent != "" {
		for i := range s.Projects {
			if other := &s.Projects[i]; other.Slug == p.Parent {
				parent = app.Span().Body(app.Text("part of "), app.A().Href("#"+other.Slug).Text(projectName(other)))
			}
		}
	}
	if p.Foundation != "" {
		foundation = app.Span().Text(p.Foundation)
	}
	if p.Level != "" {
		level = app.Span().Text(p.Level)
	}
	if p.Licence != "" {
		licence = app.Span().Text(p.Licence)
	}
	return joined(" · ", role, parent, foundation, level, licence)
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
func projectBriefs(s *content.Site) app.UI {
	var items []app.UI
	for i := range s.Projects {
		p := &s.Projects[i]
		if p.Parent != "" {
			continue
		}
		items = append(items, app.Li().Body(
			app.A().Href(openSourcePath+"#"+p.Slug).Text(p.Name),
			app.Text(" "),
			app.Span().Class("meta").Text(p.Role),
		))
	}
	if items == nil {
		return nil
	}
	return app.Ul().Class("briefs").Body(items...)
}
