package interchange

import (
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
