package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// newest is how many entries of a section the home page shows.
const newest = 4

// home says who this is and leads into every section with its newest entries.
func home(s *content.Site) []app.UI {
	words := s.Sections.Home
	introduction := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	// The words of the title are free; who this is, and where, is for certain.
	introduction = append(introduction,
		app.Data().Class("p-name").Value(s.Person.Name),
		app.Data().Class("u-url u-uid").Value(s.Address+HomePath))
	if len(s.Person.Accounts) > 0 {
		introduction = append(introduction, accounts(s.Person))
	}
	all := []app.UI{app.Header().Class("introduction h-card").Body(introduction...)}

	return append(all,
		lead(iconOpenSource, OpenSourcePath, s.Sections.OpenSource, "All projects", projectBriefs(s)),
		lead(iconTalks, TalksPath, s.Sections.Talks, "All talks", talkLog(s, s.Talks[:min(newest, len(s.Talks))], 3, false)),
		lead(iconPublications, PublicationsPath, s.Sections.Publications, "All publications",
			publicationLog(s, s.Publications[:min(newest, len(s.Publications))], date, false)),
		lead(iconConnect, ConnectPath, s.Sections.Connect, "Ways to connect", nil),
		lead(iconWishlist, WishlistPath, s.Sections.Wishlist, "The wishlist", nil),
		lead(iconArchive, ArchivePath, s.Sections.Archive, "All archived posts",
			postLog(s, s.Posts[:min(newest, len(s.Posts))], date, false)),
	)
}

// lead is a section of the home page: the section's heading and words, what is
// newest in it, and the way to all of it.
func lead(drawing iconPath, path string, words content.Section, more string, entries app.UI) app.UI {
	body := []app.UI{app.H2().Body(icon(drawing), app.A().Href(path).Text(words.Title))}
	body = append(body, prose(words.Text, 3)...)
	if entries != nil {
		body = append(body, entries)
	}
	body = append(body, app.P().Class("more").Body(app.A().Href(path).Text(more)))
	return app.Section().Class("lead").Body(body...)
}

// accounts are the person's profiles elsewhere.
func accounts(p content.Person) app.UI {
	var items []app.UI
	for _, a := range p.Accounts {
		items = append(items, app.Li().Body(app.A().Href(a.Address).Class("u-url").Rel("me noopener").Text(a.Service)))
	}
	return app.Ul().Class("accounts").Body(items...)
}
