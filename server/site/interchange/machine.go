package interchange

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// The addresses that crawlers and others look at by themselves.
const (
	SitemapPath    = "/sitemap.xml"
	RobotsPath     = "/robots.txt"
	LLMsPath       = "/llms.txt"
	OpenSearchPath = "/opensearch.xml"
	SecurityPath   = "/.well-known/security.txt"
	WebFingerPath  = "/.well-known/webfinger"
)

type sitemap struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr,omitempty"`
	Pages   []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Address  string       `xml:"loc"`
	Modified content.Date `xml:"lastmod"`
	// Languages are all languages of the page.
	Languages []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel      string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	Address  string `xml:"href,attr"`
}

// Sitemap lists the pages that can be looked for (sitemaps.org, 0.9).
//
// A page was last modified on the day of the newest entry that it shows, as far
// as that day is known and not after the edition; and with the edition, if it
// shows none.
func Sitemap(s *content.Site) ([]byte, error) {
	edition := content.Date(s.Edition.Date.First().Format(time.DateOnly)) // to the day, as demanded
	modified := make(map[string]content.Date)
	shows := func(d content.Date, paths ...string) {
		if d.Precision() != content.ToDay || d > edition {
			return
		}
		for _, path := range paths {
			modified[path] = max(modified[path], d)
		}
	}
	listed := ui.Lists(s)
	for _, e := range ui.Entries(s) {
		paths := []string{e.Page()}
		if on := listed[e.ID]; on != "" {
			paths = append(paths, on)
		}
		if e.Home {
			paths = append(paths, ui.HomePath)
		}
		shows(e.Date, paths...)
		shows(e.Updated, paths...)
	}
	var m sitemap
	if s.Languages != nil {
		m.XHTML = "http://www.w3.org/1999/xhtml"
	}
	for _, t := range s.All() {
		for _, page := range ui.Pages(t) {
			if page.Hidden || page.Canonical(t) != page.Address(t) { // or another is to be found
				continue
			}
			date, ok := modified[page.Path]
			if !ok {
				date = edition
			}
			m.Pages = append(m.Pages, sitemapURL{page.Address(t), date, languagesOf(s, page)})
		}
	}
	return marshalXML(m)
}

// languagesOf are the page in all languages of the site, none if there is one.
func languagesOf(s *content.Site, page *ui.Page) []sitemapLink {
	var all []sitemapLink
	for _, l := range s.Languages {
		all = append(all, sitemapLink{"alternate", l.Language, s.Root() + l.Path + page.Path})
	}
	if all != nil {
		all = append(all, sitemapLink{"alternate", "x-default", s.Root() + page.Path})
	}
	return all
}

// Robots lets crawlers go everywhere and says where the sitemap is (RFC 9309).
func Robots(s *content.Site) ([]byte, error) {
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + s.Address + SitemapPath + "\n"), nil
}

type openSearch struct {
	XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string          `xml:"ShortName"`
	LongName    string          `xml:"LongName"`
	Description string          `xml:"Description"`
	URLs        []openSearchURL `xml:"Url"`
	Language    string          `xml:"Language"`
	Encoding    string          `xml:"InputEncoding"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// OpenSearch lets browsers search the site from their address bar (OpenSearch
// 1.1, draft 6). The names have the lengths that it allows.
func OpenSearch(s *content.Site) ([]byte, error) {
	return marshalXML(openSearch{
		ShortName:   cut(strings.TrimPrefix(s.Address, "https://"), 16),
		LongName:    cut(s.Title, 48),
		Description: cut(s.Description, 1024),
		URLs: []openSearchURL{
			{Type: "text/html", Template: s.Address + "/search?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: s.Address + OpenSearchPath},
		},
		Language: s.Language,
		Encoding: "UTF-8",
	})
}

// cut is text of n characters at most.
func cut(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

// Security says whom to tell of a weakness (RFC 9116): the page of ways to
// reach the person, so that there is one place less to keep true.
func Security(s *content.Site) ([]byte, error) {
	contact := ui.HomePath
	if s.Sections.Connect.Exists() {
		contact = ui.ConnectPath
	}
	return fmt.Appendf(nil, "Contact: %s\nExpires: %s\nCanonical: %s\n",
		s.Address+contact, instant(SecurityExpires(s)), s.Address+SecurityPath), nil
}

// SecurityExpires is when what Security says is to be taken for stale: a day
// less than a year after the edition. It is not a date of its own in the
// content, because that would be one more to forget, and not counted from the
// day of the build, because then a site that nobody looks after would vouch for
// itself for ever. "kairo check" tells the owner in time.
func SecurityExpires(s *content.Site) time.Time {
	return s.Edition.Date.First().AddDate(1, 0, -1)
}

// LLMs is a summary of the site with links, in Markdown (llmstxt.org).
func LLMs(s *content.Site) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n> %s\n", markdown(s.Title), markdown(s.Description))
	section := func(title string) { fmt.Fprintf(&b, "\n## %s\n\n", markdown(title)) }
	link := func(title, address, about string) {
		fmt.Fprintf(&b, "- [%s](%s)", markdown(title), destination(address))
		if about != "" {
			b.WriteString(": " + markdown(about))
		}
		b.WriteString("\n")
	}
	section(s.Words.Data.Pages)
	for _, page := range ui.Pages(s) {
		if !page.Hidden && page.Talk == nil && page.Publication == nil {
			link(page.Title, page.Address(s), page.Description)
		}
	}
	at := ui.Permalinks(s)
	if len(s.Projects) > 0 {
		section(s.Sections.OpenSource.Title)
	}
	for _, p := range s.Projects {
		link(p.Name, s.Address+at[p.ID], p.Role)
	}
	if len(s.Talks) > 0 {
		section(s.Sections.Talks.Title)
	}
	for i := range s.Talks {
		t := &s.Talks[i]
		link(t.Title, s.Address+ui.TalkPath(t), ui.TalkDescription(s, t))
	}
	if len(s.Publications) > 0 {
		section(s.Sections.Publications.Title)
	}
	for i := range s.Publications {
		p := &s.Publications[i]
		address := ui.PublicationAddress(p)
		if strings.HasPrefix(address, "/") {
			address = s.Address + address
		}
		link(p.Title, address, p.Publisher+s.Words.Lists.Comma+s.Words.Date(p.Date))
	}
	section(s.Words.Data.Title)
	link(s.Words.Data.JSON, s.Address+"/content/site.json", s.Words.Data.Schema.With("file", "site.schema.json"))
	link(s.Words.Data.Atom, s.Address+ui.AtomPath, s.Words.Data.Feed)
	link(s.Words.Data.JSONFeed, s.Address+ui.JSONFeedPath, s.Words.Data.Feed)
	return []byte(b.String()), nil
}

// markdown is text that Markdown takes for nothing but text, in one line.
func markdown(text string) string {
	var b strings.Builder
	for _, r := range singleLine(text) {
		if strings.ContainsRune("\\`*_[]<>&#!~|", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// destination is an address that can stand between the parentheses of a link.
func destination(address string) string {
	if u, err := url.Parse(address); err == nil {
		address = u.String()
	}
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(address)
}
