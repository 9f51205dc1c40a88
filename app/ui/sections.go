package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// connect says where the person can be found.
func connect(s *content.Site) []app.UI {
	words := s.Sections.Connect
	all := opening(s, words)
	var facts []app.UI
	for _, a := range s.Person.Accounts {
		profile := app.A().Href(a.Address).Rel("me noopener").
			Body(broken(strings.TrimPrefix(a.Address, "https://"))...)
		facts = append(facts, namedFact(a.Service, profile)...)
	}
	if s.Person.Email != "" {
		facts = append(facts, fact(s, s.Words.Connect.Email, link("mailto:"+s.Person.Email, s.Person.Email))...)
	}
	if s.Person.ORCID != "" {
		facts = append(facts, namedFact("ORCID", link(ORCIDAddress(s), s.Person.ORCID))...)
	}
	if s.Person.Scheduling != "" {
		facts = append(facts, fact(s, s.Words.Connect.Meeting, inWords(s, link(s.Person.Scheduling, s.Words.Connect.Schedule)))...)
	}
	facts = append(facts, fact(s, s.Words.Connect.Card, link(ContactPath(s), "vCard"))...)
	return append(all, app.Dl().Class("facts").Body(facts...))
}

// broken is an address as it is read, which goes on in the next line after a slash
// where it has to.
func broken(address string) []app.UI {
	var all []app.UI
	for part := range strings.SplitAfterSeq(address, "/") {
		if part == "" {
			break
		}
		if len(all) > 0 {
			all = append(all, app.ElemSelfClosing("wbr"))
		}
		all = append(all, app.Text(part))
	}
	return all
}

// wishlist shows the wishes, those listed here and those listed in a shop.
func wishlist(s *content.Site) []app.UI {
	words := s.Sections.Wishlist
	all := opening(s, words)
	if s.Wishlist.Address != "" {
		all = append(all, app.P().Body(inWords(s, link(s.Wishlist.Address, s.Words.Connect.Wishlist))))
	}
	var items []app.UI
	for _, w := range s.Wishlist.Items {
		name := spoken(s, w.Title)
		if w.Address != "" {
			name = link(w.Address, "").Body(spoken(s, w.Title))
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
	all := opening(s, words)
	all = append(all, app.Section().Class("edition-facts").Aria("labelledby", "edition").Body(
		inWords(s, app.H2().ID("edition")).Text(s.Words.Edition.Title),
		inWords(s, seal(s).Role("img")).Aria("label", s.Words.Edition.Seal.With("edition", s.Edition.Short())),
		inWords(s, app.P()).Text(s.Words.Edition.About),
		app.Dl().Class("facts").Body(append(
			fact(s, s.Words.Edition.Date, date(s, s.Edition.Date)),
			namedFact("SHA-256", app.Code().Text(s.Edition.Digest))...)...),
		app.Details().Body(
			inWords(s, app.Summary()).Text(s.Words.Edition.Check),
			inWords(s, app.P()).Body(said(s.Words.Edition.Content, map[string][]app.UI{
				"file": {app.A().Href("/content/site.json").Text(s.Words.Edition.File)}})...),
			app.Pre().Body(app.Code().Text("curl -s "+s.Root()+`/content/site.json |
  sed 's/"digest":"[0-9a-f]*"/"digest":""/' | sha256sum`)),
		),
		inWords(s, app.P()).Body(link(above(s)+LicencesPath, s.Words.Edition.Licences)),
	))
	all = append(all, keep(s))
	if s.Words.Signatures != nil {
		all = append(all, signatures(s))
	}
	return all
}
