package interchange

import (
	"encoding/xml"
	"slices"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/google/uuid"
)

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Links    []atomLink  `xml:"link"`
	Author   atomPerson  `xml:"author"`
	Icon     string      `xml:"icon"`
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
	Language   string         `xml:"xml:lang,attr"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Link       atomLink       `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    atomText       `xml:"summary"`
	Content    *atomContent   `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"` // html
	Text string `xml:",chardata"`
}

// atomText is a text in a language, where that is not the one of what it is in.
type atomText struct {
	Language string `xml:"xml:lang,attr,omitempty"`
	Text     string `xml:",chardata"`
}

type atomCategory struct {
	Language string `xml:"xml:lang,attr,omitempty"`
	Term     string `xml:"term,attr"`
}

// Atom is the feed of talks, publications and posts in Atom (RFC 4287).
func Atom(s *content.Site) ([]byte, error) {
	return atom(s, atomFeed{ID: feedID(s), Title: s.Title, Subtitle: s.Description}, ui.AtomPath, ui.HomePath, feedEntries(s))
}

// AtomOf is the feed of the posts that a page lists, such as that of a tag.
func AtomOf(s *content.Site, page *ui.Page) ([]byte, error) {
	listed := ui.Labelled(s, page.Path)
	id := urn(uuid.NewSHA1(uuid.Nil, []byte("feed of "+page.Path+" of "+s.Person.ID)).String())
	return atom(s, atomFeed{ID: id, Title: page.DocumentTitle(s), Subtitle: page.Description}, page.Feed, page.Path,
		feedOf(s, func(e *ui.Entry) bool { return slices.Contains(listed, e.ID) }))
}

// atom writes a feed at a path, which has what is on the page at another.
func atom(s *content.Site, feed atomFeed, path, page string, entries []feedEntry) ([]byte, error) {
	feed.Language = s.Language
	feed.Updated = instant(feedUpdated(s, entries))
	feed.Links = []atomLink{
		{Rel: "self", Type: "application/atom+xml", Address: s.Address + path},
		{Rel: "alternate", Type: "text/html", Address: s.Address + page},
	}
	feed.Author = atomPerson{s.Person.Name, s.Address + ui.HomePath}
	feed.Icon = s.Root() + ui.FaviconPath
	for _, e := range entries {
		feed.Entries = append(feed.Entries, atomEntry{
			Language:   e.language,
			ID:         urn(e.id),
			Title:      e.title,
			Updated:    instant(e.updated),
			Published:  e.published(),
			Link:       atomLink{Rel: "alternate", Address: e.address},
			Categories: atomCategories(s, e),
			Summary:    atomText{other(e.summaryLanguage, e.language), e.summary},
			Content:    atomContentOf(e.html),
		})
	}
	return marshalXML(feed)
}

// atomCategories are what an entry is, and the tags of a post.
func atomCategories(s *content.Site, e feedEntry) []atomCategory {
	var all []atomCategory
	if e.kind != "" {
		all = append(all, atomCategory{other(s.Language, e.language), e.kind})
	}
	for _, tag := range e.tags {
		all = append(all, atomCategory{Term: tag})
	}
	return all
}

// other is a language, or "" if it is that of what is around.
func other(language, around string) string {
	if language == around {
		return ""
	}
	return language
}

func atomContentOf(html string) *atomContent {
	if html == "" {
		return nil
	}
	return &atomContent{Type: "html", Text: html}
}
