package importer

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"html"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"

	"kairo.dev/content"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"golang.org/x/net/html/charset"
)

// declared is the encoding that XML says it has.
var declared = regexp.MustCompile(`^\s*(?:\x{feff})?\s*<\?xml[^>]*encoding=["']([^"']+)["']`)

// readXML reads Atom, RSS, or an export of WordPress, which is RSS.
func readXML(body []byte, address string) (*origin, error) {
	encoding := ""
	if m := declared.FindSubmatch(body[:min(len(body), 400)]); m != nil {
		encoding = strings.ToLower(string(m[1]))
	}
	if encoding == "" || encoding == "utf-8" || encoding == "utf8" {
		body = []byte(asUTF8(body))
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("is not to be read: %w", err)
	}
	from := &origin{language: tag(feed.Language), address: cmp.Or(address, feed.FeedLink, feed.Link)}
	skipped := make(map[string]int)
	literal(feed.Items, body)
	for _, item := range feed.Items {
		wp := item.Extensions["wp"]
		if kind := value(wp, "post_type"); kind != "" && kind != "post" {
			skipped[kind]++
			continue
		}
		status := value(wp, "status")
		if status == "trash" || status == "auto-draft" || status == "inherit" {
			skipped[status]++
			continue
		}
		p := ofItem(item, feed.Link)
		p.draft = status == "draft" || status == "pending" || status == "private" || status == "future"
		switch protected := value(wp, "post_password") != ""; {
		case p.draft:
			p.address = "" // it was never there
			p.look("was %s, and is a draft", status)
		case protected:
			p.draft = true // not everybody was to read it
			p.look("was behind a password, and is a draft")
		}
		p.slug = value(wp, "post_name")
		if wp != nil {
			p.date = cmp.Or(day(value(wp, "post_date")), p.date)
			p.updated = cmp.Or(day(value(wp, "post_modified")), p.updated)
			p.html = paragraphs(shortcodes(p, p.html))
		}
		from.posts = append(from.posts, p)
	}
	for _, kind := range []string{"page", "attachment", "nav_menu_item", "revision", "trash", "auto-draft"} {
		if n := skipped[kind]; n > 0 && kind != "revision" && kind != "nav_menu_item" {
			from.look("entries that are no posts were left out: %d (%s)", n, kind)
		}
	}
	return from, nil
}

// angles makes HTML of words with angle brackets in them. References stay what
// sloppy writers take them for.
var angles = strings.NewReplacer("<", "&lt;", ">", "&gt;")

// typed is a text of Atom.
type typed struct {
	Type string `xml:"type,attr"`
}

func (t typed) literal() bool { return t.Type == "text" || t.Type == "text/plain" }

// literal makes HTML of the texts of an Atom feed in which markup is no markup, but
// letters (RFC 4287, 3.1.1.1 and 4.1.3.3): gofeed does not tell them apart. A
// title without a type is one, too; a text without one is what it looks like, since
// many feeds have HTML in it.
func literal(items []*gofeed.Item, body []byte) {
	var feed struct {
		Entries []struct {
			Title   typed `xml:"http://www.w3.org/2005/Atom title"`
			Summary typed `xml:"http://www.w3.org/2005/Atom summary"`
			Content typed `xml:"http://www.w3.org/2005/Atom content"`
		} `xml:"http://www.w3.org/2005/Atom entry"`
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict, d.Entity, d.CharsetReader = false, xml.HTMLEntity, charset.NewReaderLabel
	if d.Decode(&feed) != nil || len(feed.Entries) != len(items) {
		return
	}
	for i, e := range feed.Entries {
		item := items[i]
		switch {
		case e.Title.literal():
			item.Title = html.EscapeString(item.Title)
		case e.Title.Type == "":
			item.Title = angles.Replace(item.Title)
		}
		if e.Summary.literal() {
			item.Description = html.EscapeString(item.Description)
		}
		if e.Content.literal() {
			item.Content = html.EscapeString(item.Content)
		}
		for n, name := range item.Categories {
			item.Categories[n] = angles.Replace(name)
		}
	}
}

// value is what an extension says, or "".
func value(of map[string][]ext.Extension, name string) string {
	if all := of[name]; len(all) > 0 {
		return strings.TrimSpace(all[0].Value)
	}
	return ""
}

// ofItem is the post that an item of a feed is.
func ofItem(item *gofeed.Item, site string) *post {
	p := &post{
		id:      cmp.Or(item.GUID, item.Link),
		title:   item.Title,
		address: cmp.Or(item.Link, site),
		tags:    item.Categories,
		html:    item.Content,
	}
	if item.Link == "" {
		p.address = ""
		if u, err := url.Parse(item.GUID); err == nil && isWeb(u) {
			p.address = item.GUID
		}
	}
	p.base = cmp.Or(p.address, site)
	p.date, p.updated = localDay(item.Published, item.PublishedParsed), localDay(item.Updated, item.UpdatedParsed)
	if p.date == "" {
		p.date, p.updated = p.updated, ""
	}
	if dc := item.DublinCoreExt; dc != nil {
		if p.date == "" && len(dc.Date) > 0 {
			p.date = day(dc.Date[0])
		}
		for _, l := range dc.Language {
			if t := tag(l); t != "" {
				p.languages = append(p.languages, t)
			}
		}
	}
	if strings.TrimSpace(p.html) == "" {
		p.html = item.Description
		// What is nowhere else is all there is.
		p.partial = cut(p.html) && (p.address != "" || strings.TrimSpace(p.html) == "")
	} else {
		p.summary = item.Description
		if !tagged.MatchString(p.html) {
			p.html = paragraphs(p.html)
		}
	}
	for _, e := range item.Enclosures {
		p.attach(e.URL, "")
	}
	return p
}

// tagged is what is HTML, and not only text.
var tagged = regexp.MustCompile(`<[A-Za-z!/]`)

// attach makes a link of what an entry has attached, unless its text has one.
func (p *post) attach(address, title string) {
	address, title = strings.TrimSpace(address), strings.TrimSpace(title)
	escaped := html.EscapeString(address)
	switch {
	case address == "" || strings.Contains(p.html, address) || strings.Contains(p.html, escaped):
	case p.partial:
		p.look("what is attached was left out: %s", address)
	default:
		p.html += fmt.Sprintf("\n<p><a href=\"%s\">%s</a></p>", escaped, cmp.Or(html.EscapeString(title), escaped))
		p.look("what is attached is a link now: %s", address)
	}
}

// ending is how beginnings of texts end that go on elsewhere.
var ending = regexp.MustCompile(`(?i)(?:\[?(?:\.\.\.|…|\[&hellip;\]|&hellip;|&#8230;)\]?|read (?:more|on|the rest)[^<]{0,60}|continue reading[^<]{0,80}|continue lendo[^<]{0,80}|leia mais[^<]{0,60})\s*(?:→|»|&raquo;|&rarr;)?\s*(?:</[a-z]+>\s*)*$`)

// longestEnding is how long, in bytes, what ending finds may be.
const longestEnding = 1000

// cut reports whether a text is only the beginning of one.
func cut(html string) bool {
	html = strings.TrimSpace(html)
	return html == "" || ending.MatchString(html[max(0, len(html)-longestEnding):]) || !strings.Contains(html, "<p") && len(html) < 400
}

// dayOf is the day of a time, or "" if it is before there were feeds.
func dayOf(t *time.Time) content.Date {
	if t == nil || t.Year() < 1970 {
		return ""
	}
	return content.Date(t.Format(time.DateOnly))
}

// localDay is the day that it was for who wrote the time; in UTC it can be
// another.
func localDay(written string, parsed *time.Time) content.Date {
	if d := day(written); d != "" {
		return d
	}
	if t, err := mail.ParseDate(written); err == nil {
		return dayOf(&t)
	}
	return dayOf(parsed)
}

// day is the day that a text begins with, or "".
func day(s string) content.Date {
	s = strings.TrimSpace(s)
	if len(s) < len(time.DateOnly) {
		return ""
	}
	t, err := time.Parse(time.DateOnly, strings.ReplaceAll(s[:len(time.DateOnly)], "/", "-"))
	if err != nil {
		return ""
	}
	return dayOf(&t)
}

// readJSON reads a JSON Feed.
func readJSON(body []byte, address string) (*origin, error) {
	feed, err := (&jsonfeed.Parser{}).Parse(strings.NewReader(asUTF8(body)))
	if err != nil {
		return nil, fmt.Errorf("is not to be read: %w", err)
	}
	from := &origin{language: tag(feed.Language), address: cmp.Or(address, feed.FeedURL, feed.HomePageURL)}
	for _, item := range feed.Items {
		p := &post{
			id: cmp.Or(item.ID, item.URL), title: angles.Replace(item.Title), address: item.URL, base: cmp.Or(item.URL, feed.HomePageURL),
			date: day(item.DatePublished), updated: day(item.DateModified), summary: angles.Replace(item.Summary), html: item.ContentHTML,
		}
		for _, t := range item.Tags {
			p.tags = append(p.tags, angles.Replace(t))
		}
		if t := tag(item.Language); t != "" {
			p.languages = []string{t}
		}
		if p.html == "" {
			p.html = paragraphs(html.EscapeString(item.ContentText))
		}
		p.partial = strings.TrimSpace(p.html) == ""
		if item.Attachments != nil {
			for _, a := range *item.Attachments {
				p.attach(a.URL, a.Title)
			}
		}
		p.date = cmp.Or(p.date, p.updated)
		from.posts = append(from.posts, p)
	}
	return from, nil
}
