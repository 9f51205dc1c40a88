package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// connect says where the person can be found.
func connect(s *content.Site) []app.UI {
	words := s.Sections.Connect
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	var facts []app.UI
	for _, a := range s.Person.Accounts {
		profile := app.A().Href(a.Address).Rel("me noopener").
			Text(strings.TrimPrefix(a.Address, "https://"))
		facts = append(facts, fact(a.Service, profile)...)
	}
	if s.Person.Scheduling != "" {
		facts = append(facts, fact("Meeting", link(s.Person.Scheduling, "Schedule time to meet"))...)
	}
	facts = append(facts, fact("Contact card", link(ContactPath(s), "vCard"))...)
	return append(all, app.Dl().Class("facts").Body(facts...))
}

// wishlist shows the wishes, those listed here and those listed in a shop.
func wishlist(s *content.Site) []app.UI {
	words := s.Sections.Wishlist
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	if s.Wishlist.Address != "" {
		all = append(all, app.P().Body(link(s.Wishlist.Address, "Visit the wishlist")))
	}
	var items []app.UI
	for _, w := range s.Wishlist.Items {
		name := app.UI(app.Text(w.Title))
		if w.Address != "" {
			name = link(w.Address, w.Title)
		}
		item := []app.UI{app.H2().Body(name)}
		item = append(item, prose(w.Text, 3)...)
		items = append(items, app.Li().ID(w.Slug).Body(append(item, former(w.Formerly)...)...))
	}
	if len(items) > 0 {
		all = append(all, app.Ul().Class("log").Body(items...))
	}
	return all
}

// colophon says what the site is, how it is made, and which edition this is.
func colophon(s *content.Site) []app.UI {
	words := s.Sections.Colophon
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	all = append(all, app.Section().Class("edition-facts").Aria("labelledby", "edition").Body(
		app.H2().ID("edition").Text("This edition"),
		seal(s).Role("img").Aria("label", "The seal of edition "+s.Edition.Short()),
		app.P().Text("The figure is the edition’s seal: the SHA-256 of everything this site says, drawn. "+
			"Each of the 64 marks of the rim is a digit of the digest, from the top clockwise, and the gem in the middle "+
			"is a shorter picture of the same number. Change one letter and it is another figure; "+
			"two copies of the site with the same seal say the same."),
		app.Dl().Class("facts").Body(append(
			fact("Date", date(s.Edition.Date)),
			fact("SHA-256", app.Code().Text(s.Edition.Digest))...)...),
		app.Details().Body(
			app.Summary().Text("Check it yourself"),
			app.P().Body(
				app.Text("The digest is that of the content in "),
				app.A().Href("/content/site.json").Text("one JSON file"),
				app.Text(", taken with the digest itself left empty:"),
			),
			app.Pre().Body(app.Code().Text("curl -s "+s.Address+`/content/site.json |
  sed 's/"digest":"[0-9a-f]*"/"digest":""/' | sha256sum`)),
		),
	))
	return append(all, keep())
}
