package interchange

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"time"

	"kairo.dev/app/takeover/below"
	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/text"

	"github.com/google/uuid"
)

// feedEntry is what the feeds say of a talk, a publication or a post.
type feedEntry struct {
	id, title, address, language, summary string
	// kind is what it is in the language of the site, or "", and tags are those
	// of a post.
	kind string
	tags []string
	// summaryLanguage is that of the summary; language is that of the title.
	summaryLanguage string
	// html is all that a post says, with whole addresses.
	html string
	// date is when the talk is or the publication came out. It is not the day
	// on which the entry was written, which nobody has noted; but to readers of
	// a feed it is the one that counts, and it does not change.
	date content.Date
	// dated is the date as an instant: the first that it can mean, and none
	// after the edition.
	dated time.Time
	// changed is the day on which the entry changed since, if it has.
	changed content.Date
	// updated is the instant that feeds demand (RFC 4287, 4.2.15): that of the
	// change, or else of the date.
	updated time.Time
}

// published is the instant of the date if it is known to the day.
func (e feedEntry) published() string {
	if e.date.Precision() != content.ToDay || e.date.First().After(e.dated) {
		return ""
	}
	return instant(e.dated)
}

// feedEntries are the talks, publications and posts, the newest first.
func feedEntries(s *content.Site) []feedEntry {
	return feedOf(s, func(e *ui.Entry) bool { return e.Followed })
}

// feedOf are the entries of a feed, the newest first.
func feedOf(s *content.Site, has func(*ui.Entry) bool) []feedEntry {
	var all []feedEntry
	years := make(map[string]int) // of talks of which nothing else is known
	for _, t := range s.Talks {
		years[t.ID] = t.Year()
	}
	for _, e := range ui.Entries(s) {
		if !has(&e) {
			continue
		}
		address := e.Address
		if strings.HasPrefix(address, "/") {
			address = s.Address + address
		}
		date := e.Date
		if year := years[e.ID]; date == "" && year != 0 {
			date = content.Date(strconv.Itoa(year))
		}
		all = append(all, feedEntry{
			id:              e.ID,
			title:           e.Title,
			address:         address,
			language:        e.Language,
			kind:            e.Category,
			tags:            tagsOf(&e),
			summary:         summaryOf(&e),
			summaryLanguage: summaryLanguage(s, &e),
			html:            htmlOf(s, &e),
			date:            date,
			changed:         e.Updated,
		})
	}
	edition := s.Edition.Date.First()
	for i := range all {
		e := &all[i]
		e.dated = e.date.First()
		if e.date == "" || e.dated.After(edition) {
			e.dated = edition
		}
		e.updated = e.dated
		if changed := e.changed.First(); changed.After(e.dated) && !changed.After(edition) {
			e.updated = changed
		}
	}
	slices.SortStableFunc(all, func(a, b feedEntry) int { return b.updated.Compare(a.updated) })
	return newest(all)
}

// Readers of feeds fetch all of one after each change, and give up on large ones.
const (
	mostText     = 512 << 10 // bytes of HTML in a feed
	leastEntries = 10
)

// newest are as many entries of a feed as their texts are not too much for. A
// feed need not have all that there is (RFC 5005, 2).
func newest(all []feedEntry) []feedEntry {
	size := 0
	for i, e := range all {
		if size += len(e.html); size > mostText && i >= leastEntries {
			return all[:i]
		}
	}
	return all
}

// tagsOf are the tags of a post.
func tagsOf(e *ui.Entry) []string {
	if e.Post == nil {
		return nil
	}
	return e.Post.Tags
}

// feedUpdated is when a feed changed: with its newest entry.
func feedUpdated(s *content.Site, entries []feedEntry) time.Time {
	if len(entries) == 0 {
		return s.Edition.Date.First()
	}
	return entries[0].updated
}

// summaryOf is what an entry says, in short if it is a post.
func summaryOf(e *ui.Entry) string {
	if e.Post != nil {
		return e.Summary
	}
	return sentences(e.Summary, e.Text)
}

// summaryLanguage is the language of that: of the post, or else the one in which
// the site says what it is.
func summaryLanguage(s *content.Site, e *ui.Entry) string {
	if e.Post != nil {
		return e.Language
	}
	return s.Words.Language
}

// htmlOf is the text of a post, for readers elsewhere: with whole addresses.
func htmlOf(s *content.Site, e *ui.Entry) string {
	if e.Post == nil || e.Post.Article == nil {
		return ""
	}
	return text.HTML(e.Post.Article.Elements, func(name, value string) string {
		switch {
		case name == "href" && strings.HasPrefix(value, "#"):
			return s.Address + e.Path + value
		case name == "href" || name == "src" || name == "srcset":
			return below.Located(s.Address, name, value)
		}
		return value
	})
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
	return urn(uuid.NewSHA1(uuid.Nil, []byte("feed of "+s.Person.ID+s.Path())).String())
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

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	Feed        string       `json:"feed_url"`
	Favicon     string       `json:"favicon"`
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
	Text      string   `json:"content_text,omitempty"`
	HTML      string   `json:"content_html,omitempty"`
	Summary   string   `json:"summary,omitempty"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified"`
	Language  string   `json:"language"`
	Tags      []string `json:"tags"`
}

// JSONFeed is the same feed in JSON Feed, version 1.1.
func JSONFeed(s *content.Site) ([]byte, error) {
	feed := jsonFeed{
		Version:     "https://jsonfeed.org/version/1.1",
		Title:       s.Title,
		HomePage:    s.Address + ui.HomePath,
		Feed:        s.Address + ui.JSONFeedPath,
		Favicon:     s.Root() + ui.FaviconPath,
		Description: s.Description,
		Language:    s.Language,
		Authors:     []jsonAuthor{{s.Person.Name, s.Address + ui.HomePath}},
		Items:       []jsonItem{}, // has to be there
	}
	for _, e := range feedEntries(s) {
		item := jsonItem{
			ID:        urn(e.id),
			Address:   e.address,
			Title:     e.title,
			Text:      e.summary,
			Published: e.published(),
			Modified:  instant(e.updated),
			Language:  e.language,
			Tags:      append([]string{e.kind}, e.tags...),
		}
		if e.html != "" {
			item.Text, item.HTML, item.Summary = "", e.html, e.summary
		}
		feed.Items = append(feed.Items, item)
	}
	return marshalJSON(feed)
}
