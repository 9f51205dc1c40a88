package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// notFound leads on from an address that does not exist.
func notFound(s *content.Site) []app.UI {
	return []app.UI{
		inWords(s, title(s.Words.Standin.NotFound)),
		inWords(s, app.P()).Text(s.Words.Standin.NotFoundText),
		mainPages(s),
	}
}

// offline leads on from an address that cannot be had without a network.
func offline(s *content.Site) []app.UI {
	var talks []app.UI
	for i := range s.Talks {
		t := &s.Talks[i]
		talks = append(talks, app.Li().Body(titleLink(s, TalkPath(t), t.Title, t.Language)))
	}
	all := []app.UI{
		inWords(s, title(s.Words.Standin.Offline)),
		inWords(s, app.P()).Text(s.Words.Standin.OfflineText),
		mainPages(s),
	}
	if talks != nil {
		all = append(all, app.H2().Body(spoken(s, s.Sections.Talks.Name())), app.Ul().Body(talks...))
	}
	return all
}

// mainPages leads to the pages of the sections.
func mainPages(s *content.Site) app.UI {
	var items []app.UI
	for _, p := range Pages(s) {
		if p.Section == p.Path {
			a := app.A().Href(p.Path).Body(spoken(s, p.Title))
			if p.Path == SearchPath {
				a = inWords(s, a)
			}
			items = append(items, app.Li().Body(a))
		}
	}
	return app.Ul().Body(items...)
}
