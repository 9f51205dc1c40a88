package interchange

import (
	"encoding/xml"
	"slices"
	"strconv"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/google/uuid"
)

// feedEntry is what the feeds say of a talk or a publication.
type feedEntry struct {
	id, title, address, language, kind, summary string
	// date is when the talk is or the publication came out. It is not the day
	// on which the entry was written, which nobody has noted; but to readers of
	// a feed it is the one that counts, and it does not change.
	date content.Date
	// updated is the date as the instant that feeds demand: the first that it
	// can mean, and none after the edition.
	updated time.Time
}

// published is the instant of the date if it is known to the day.
func (e feedEntry) published() string {
	if e.date.Precision() != content.ToDay || e.date.First().After(e.updated) {
		return ""
	}
	return instant(e.updated)
}

// feedEntries are the talks and publications, the newest first.
func feedEntries(s *content.Site) []feedEntry {
	var all []feedEntry
	for i := range s.Talks {
		t := &s.Talks[i]
		date := t.When()
		if year := t.Year(); date == "" && year != 0 {
			date = content.Date(strconv.Itoa(year))
		}
		all = append(all, feedEntry{
			id:       t.ID,
			title:    t.Title,
			address:  s.Address + ui.TalkPath(t),
			language: t.Language,
			kind:     ui.KindName(s, t.Kind),
			summary:  sentences(ui.TalkDescription(s, t), t.Text.Plain()),
			date:     date,
		})
	}
	for _, p := range s.Publications {
		all = append(all, feedEntry{
			id:       p.ID,
			title:    p.Title,
			address:  p.Address,
			language: p.Language,
			kind:     p.Kind,
			summary:  sentences(s.Words.Data.Published.With("publisher", p.Publisher, "date", s.Words.Date(p.Date)), p.Text.Plain()),
			date:     p.Date,
		})
	}
	edition := s.Edition.Date.First()
	for i := range all {
		all[i].updated = all[i].date.First()
		if all[i].date == "" || all[i].updated.After(edition) {
			all[i].updated = edition
		}
	}
	slices.SortStableFunc(all, func(a, b feedEntry) int { return b.updated.Compare(a.updated) })
	return all
}

// feedUpdated is when a feed changed: with its newest entry.
func feedUpdated(s *content.Site, entries []feedEntry) time.Time {
	if len(entries) == 0 {
		return s.Edition.Date.First()
	}
	return entries[0].updated
}

// sentences joins what there is.
func sentences(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// instant is a time as in RFC 3339.
func instant(t time.Time) string { return t.Format(time.RFC3339) }

// feedID is the id of the feed of a site: made of the person's, so that it
// survives a move to another address.
func feedID(s *content.Site) string {
	return urn(uuid.NewSHA1(uuid.Nil, []byte("feed of "+s.Person.ID)).String())
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   atomPerson  `xml:"author"`
	Icon     string      `xml:"icon,omitempty"`
	Entries  []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel     string `xml:"rel,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Address string `xml:"href,attr"`
}

type atomPerson struct {
	Name    string `xml:"name"`
	Address string `xml:"uri"`
}

type atomEntry struct {
	Language  string       `xml:"xml:lang,attr"`
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Updated   string       `xml:"updated"`
	Published string       `xml:"published,omitempty"`
	Link      atomLink     `xml:"link"`
	Category  atomCategory `xml:"category"`
	Summary   string       `xml:"summary"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// Atom is the feed of talks and publications in Atom (RFC 4287).
func Atom(s *content.Site) ([]byte, error) {
	entries := feedEntries(s)
	feed := atomFeed{
		Language: s.Language,
		ID:       feedID(s),
		Title:    s.Title,
		Subtitle: s.Description,
		Updated:  instant(feedUpdated(s, entries)),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Address: s.Address + ui.AtomPath},
			{Rel: "alternate", Type: "text/html", Address: s.Address + ui.HomePath},
		},
		Author: atomPerson{s.Person.Name, s.Address + ui.HomePath},
	}
	for _, e := range entries {
		feed.Entries = append(feed.Entries, atomEntry{
			Language:  e.language,
			ID:        urn(e.id),
			Title:     e.title,
			Updated:   instant(e.updated),
			Published: e.published(),
			Link:      atomLink{Rel: "alternate", Address: e.address},
			Category:  atomCategory{e.kind},
			Summary:   e.summary,
		})
	}
	return marshalXML(feed)
}

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	Feed        string       `json:"feed_url"`
	Description string       `json:"description"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name    string `json:"name"`
	Address string `json:"url"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	Address   string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified"`
	Language  string   `json:"language"`
	Tags      []string `json:"tags"`
}

// JSONFeed is the feed of talks and publications in JSON Feed, version 1.1.
func JSONFeed(s *content.Site) ([]byte, error) {
	feed := jsonFeed{
		Version:     "https://jsonfeed.org/version/1.1",
		Title:       s.Title,
		HomePage:    s.Address + ui.HomePath,
		Feed:        s.Address + ui.JSONFeedPath,
		Description: s.Description,
		Language:    s.Language,
		Authors:     []jsonAuthor{{s.Person.Name, s.Address + ui.HomePath}},
		Items:       []jsonItem{}, // has to be there
	}
	for _, e := range feedEntries(s) {
		feed.Items = append(feed.Items, jsonItem{
			ID:        urn(e.id),
			Address:   e.address,
			Title:     e.title,
			Text:      e.summary,
			Published: e.published(),
			Modified:  instant(e.updated),
			Language:  e.language,
			Tags:      []string{e.kind},
		})
	}
	return marshalJSON(feed)
}
