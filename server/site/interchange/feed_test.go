package interchange

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"github.com/mmcdole/gofeed"
)

// wantedEntry is what a feed should say of an entry.
type wantedEntry struct {
	title, address string
	date           content.Date
}

// wantedEntries are all that feeds should have, by their ids.
func wantedEntries(s *content.Site) map[string]wantedEntry {
	want := make(map[string]wantedEntry)
	for _, talk := range s.Talks {
		want["urn:uuid:"+talk.ID] = wantedEntry{talk.Title, s.Address + "/talks/" + talk.Slug, talk.When()}
	}
	for _, p := range s.Publications {
		want["urn:uuid:"+p.ID] = wantedEntry{p.Title, readAt(s, &p), p.Date}
	}
	for _, p := range s.Posts {
		want["urn:uuid:"+p.ID] = wantedEntry{p.Title, s.Address + "/posts/" + p.Slug, p.Date}
	}
	// Of a kind that is added, it is known that it is followed.
	for _, e := range ui.Entries(s) {
		id := "urn:uuid:" + e.ID
		if _, known := want[id]; !known && e.Followed {
			address := e.Address
			if strings.HasPrefix(address, "/") {
				address = s.Address + address
			}
			want[id] = wantedEntry{e.Title, address, e.Date}
		}
	}
	return want
}

// readAt is where a publication is read: on its page, if there are words about it,
// or else elsewhere or in the list.
func readAt(s *content.Site, p *content.Publication) string {
	if p.Text != nil {
		return s.Address + "/publications/" + p.Slug
	}
	return cmp.Or(p.ReadAt(), s.Address+"/publications#"+p.Slug)
}

// TestFeeds reads both feeds with somebody else's parser and compares them with
// the content, entry by entry.
func TestFeeds(t *testing.T) { everySite(t, testFeeds) }

func testFeeds(t *testing.T, s *content.Site) {
	for name, write := range map[string]func(*content.Site) ([]byte, error){"Atom": Atom, "JSONFeed": JSONFeed} {
		want := wantedEntries(s)
		feed, err := gofeed.NewParser().ParseString(written(t, write, s))
		if err != nil {
			t.Fatalf("%s cannot be parsed: %v", name, err)
		}
		if feed.Title != strings.TrimSpace(s.Title) || feed.Description != s.Description || feed.Link != s.Address+"/" {
			t.Errorf("%s is %q, %q, of %s; want %q, %q", name, feed.Title, feed.Description, feed.Link, s.Title, s.Description)
		}
		if len(feed.Items) != len(want) {
			t.Errorf("%s has %d entries; want %d", name, len(feed.Items), len(want))
		}
		last := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, got := range feed.Items {
			entry, ok := want[got.GUID]
			if !ok {
				t.Errorf("%s has an entry %s that is not in the content, or twice", name, got.GUID)
				continue
			}
			delete(want, got.GUID)
			if got.Title != entry.title || got.Link != entry.address {
				t.Errorf("%s has %q at %s; want %q at %s", name, got.Title, got.Link, entry.title, entry.address)
			}
			if summary := got.Description + got.Content; summary == "" {
				t.Errorf("%s: %s has no text", name, got.Title)
			}
			// What is still to come has not been published yet; see TestFeedDates.
			if entry.date <= s.Edition.Date && entry.date.Precision() == content.ToDay {
				if got.PublishedParsed == nil || got.PublishedParsed.Format(time.DateOnly) != string(entry.date) {
					t.Errorf("%s: %s is of %s; want %s", name, got.Title, got.Published, entry.date)
				}
			}
			if got.UpdatedParsed == nil || got.UpdatedParsed.After(last) {
				t.Errorf("%s: %s was updated %q; want a time, the newest first", name, got.Title, got.Updated)
				continue
			}
			last = *got.UpdatedParsed
		}
	}
}

// TestFeedDates: an entry has the first instant that its date can mean, and
// none after the edition.
func TestFeedDates(t *testing.T) {
	talk := func(date content.Date, edition string) content.Talk {
		return content.Talk{Slug: "x", Date: date, Event: content.Event{Name: "Conf", Edition: edition}}
	}
	for _, test := range []struct {
		talk               content.Talk
		updated, published string
	}{
		{talk("2024-07-12", ""), "2024-07-12T00:00:00Z", "2024-07-12T00:00:00Z"},
		{talk("2024-07", ""), "2024-07-01T00:00:00Z", ""},
		{talk("2024", ""), "2024-01-01T00:00:00Z", ""},
		{talk("", "2023"), "2023-01-01T00:00:00Z", ""},
		{talk("", "third"), "2025-05-06T00:00:00Z", ""},
		{talk("2026-01-02", ""), "2025-05-06T00:00:00Z", ""},
	} {
		s := &content.Site{Edition: content.Edition{Date: "2025-05-06"}, Talks: []content.Talk{test.talk}}
		got := feedEntries(s)[0]
		if instant(got.updated) != test.updated || got.published() != test.published {
			t.Errorf("a talk of %q, edition %q, is updated %s, published %q; want %s, %q",
				test.talk.Date, test.talk.Event.Edition, instant(got.updated), got.published(), test.updated, test.published)
		}
	}
}

// TestFeedCategories: an entry says what it is, and which tags a post has; nothing
// has a category without a name, also in the feeds of tags and languages.
func TestFeedCategories(t *testing.T) {
	s, err := load.Read(contenttest.Sites(t)["posts"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	tags := make(map[string][]string)
	for _, p := range slices.Concat(s.Posts, s.Archive) {
		tags["urn:uuid:"+p.ID] = p.Tags
	}
	feeds := map[string]func(*content.Site) ([]byte, error){"Atom": Atom, "JSONFeed": JSONFeed}
	for _, page := range ui.Pages(s) {
		if page.Feed != "" && page.Feed != ui.AtomPath {
			feeds[page.Feed] = func(s *content.Site) ([]byte, error) { return AtomOf(s, page) }
		}
	}
	for name, write := range feeds {
		body := written(t, write, s)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil || len(feed.Items) == 0 {
			t.Fatalf("%s cannot be parsed, or is empty: %v", name, err)
		}
		if strings.Contains(body, `term=""`) { // which the parser passes over
			t.Errorf("%s has a category without a name", name)
		}
		for _, got := range feed.Items {
			for _, tag := range tags[got.GUID] {
				if !slices.Contains(got.Categories, tag) {
					t.Errorf("%s: %q has the categories %q; want the tag %q", name, got.Title, got.Categories, tag)
				}
			}
		}
	}
}

// TestFeedOfLongTexts: a feed has the newest entries that are not too much for who
// reads it, and some however long they are.
func TestFeedOfLongTexts(t *testing.T) {
	entries := func(n, size int) []feedEntry {
		return slices.Repeat([]feedEntry{{html: strings.Repeat("x", size)}}, n)
	}
	for _, test := range []struct{ n, size, want int }{{2000, 0, 2000}, {1000, mostText / 50, 50}, {1000, mostText, leastEntries}, {3, mostText, 3}} {
		if got := len(newest(entries(test.n, test.size))); got != test.want {
			t.Errorf("newest(%d entries of %d bytes) are %d; want %d", test.n, test.size, got, test.want)
		}
	}
}

// TestEmptyFeeds: a site without talks and publications has feeds all the same.
func TestEmptyFeeds(t *testing.T) {
	s := &content.Site{Edition: content.Edition{Date: "2025"}, Title: "Ada", Address: "https://example.org"}
	for name, write := range map[string]func(*content.Site) ([]byte, error){"Atom": Atom, "JSONFeed": JSONFeed} {
		feed, err := gofeed.NewParser().ParseString(written(t, write, s))
		if err != nil || feed.Title != "Ada" || len(feed.Items) != 0 {
			t.Errorf("%s of an empty site: %v, %v; want a feed without entries", name, feed, err)
		}
	}
}

// TestUpdated: what was changed after its date says so, in every format that
// has a word for it, and stays published when it was.
func TestUpdated(t *testing.T) {
	s := &content.Site{
		Edition: content.Edition{Date: "2025-05-06"}, Address: "https://example.org",
		Sections: content.Sections{Talks: content.Section{Title: "Talks"}},
		Talks:    []content.Talk{{ID: "1", Slug: "x", Title: "X", Date: "2024-07-12", Updated: "2025-02-03"}},
	}
	for name, write := range map[string]func(*content.Site) ([]byte, error){"Atom": Atom, "JSONFeed": JSONFeed} {
		feed, err := gofeed.NewParser().ParseString(written(t, write, s))
		if err != nil {
			t.Fatal(err)
		}
		if got := feed.Items[0]; got.Published != "2024-07-12T00:00:00Z" || got.Updated != "2025-02-03T00:00:00Z" {
			t.Errorf("%s: published %s, updated %s; want the days of the talk and of the change", name, got.Published, got.Updated)
		}
	}
	if body := written(t, Sitemap, s); strings.Count(body, "<lastmod>2025-02-03</lastmod>") != 3 {
		t.Errorf("the sitemap is %s; want the talk, the talks and the home page to be modified on 2025-02-03", body)
	}
}
