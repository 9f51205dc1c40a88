package ui

import (
	"cmp"
	"slices"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// The addresses of what is not a page, but a form of the content for other
// programs. Package server/site answers them; pages link to them, and the
// browser's program leaves them to the browser.
const (
	AtomPath     = "/feed.xml"
	JSONFeedPath = "/feed.json"
	CalendarPath = "/talks.ics"
	BibTeXPath   = PublicationsPath + ".bib"
	CSLPath      = PublicationsPath + ".json"
	LicencesPath = "/licences.txt"
	FaviconPath  = "/favicon.ico"
)

// ContactPath is the address of the person's contact card.
func ContactPath(s *content.Site) string { return "/" + s.Person.Handle + ".vcf" }

// ORCIDAddress is where the person's ORCID iD leads to, or "".
func ORCIDAddress(s *content.Site) string {
	if s.Person.ORCID == "" {
		return ""
	}
	return "https://orcid.org/" + s.Person.ORCID
}

// TalkPath is the address of a talk's page.
func TalkPath(t *content.Talk) string { return TalksPath + "/" + t.Slug }

// PublicationPath is what the addresses of a publication's forms begin with, and
// that of its page, if it has one.
func PublicationPath(p *content.Publication) string { return PublicationsPath + "/" + p.Slug }

// PublicationShown is where a publication is shown: on a page of its own if there
// are words about it, or else in the list.
func PublicationShown(p *content.Publication) string {
	if p.Text != nil {
		return PublicationPath(p)
	}
	return PublicationsPath + "#" + p.Slug
}

// PublicationAddress is where it is read: on its own page, elsewhere, or in the
// list, if nobody knows where.
func PublicationAddress(p *content.Publication) string {
	if p.Text != nil {
		return PublicationPath(p)
	}
	return cmp.Or(p.ReadAt(), PublicationShown(p))
}

// TalkCalendarPath is the address of a calendar with nothing but the talk. It
// is there for talks whose day is known.
func TalkCalendarPath(t *content.Talk) string { return TalkPath(t) + ".ics" }

// Permalinks gives where each entry of the content is shown, by its id, and the
// person.
func Permalinks(s *content.Site) map[string]string {
	at := map[string]string{s.Person.ID: HomePath}
	for _, e := range Entries(s) {
		at[e.ID] = e.Path
	}
	return at
}

// former are the names that an entry had on its page, for links to them.
func former(slugs []string) []app.UI {
	var all []app.UI
	for _, slug := range slugs {
		all = append(all, app.Span().ID(slug))
	}
	return all
}

// Lists gives the page that lists each talk, publication and post, by its id: that of
// the section, or that of the year.
func Lists(s *content.Site) map[string]string {
	on := make(map[string]string)
	for _, y := range talkYears(s) {
		for i := range y.entries {
			on[y.entries[i].ID] = cmp.Or(y.page, TalksPath)
		}
	}
	for i := range s.Publications {
		on[s.Publications[i].ID] = PublicationsPath
	}
	for _, y := range postYears(s) {
		for i := range y.entries {
			on[y.entries[i].ID] = cmp.Or(y.page, PostsPath)
		}
	}
	for _, y := range archiveYears(s) {
		for i := range y.entries {
			on[y.entries[i].ID] = cmp.Or(y.page, ArchivePath)
		}
	}
	return on
}

// follow is how to hear of new talks: by a calendar, if it has any, and a feed.
func follow(s *content.Site) app.UI {
	var items []app.UI
	if slices.ContainsFunc(s.Talks, content.Talk.Dated) {
		items = append(items, app.Li().Body(inWords(s, link(CalendarPath, s.Words.Talks.Calendar))))
	}
	items = append(items, app.Li().Body(inWords(s, link(AtomPath, s.Words.Talks.Feed))))
	return app.Ul().Class("links").Body(items...)
}
