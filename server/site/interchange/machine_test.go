package interchange

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/temoto/robotstxt"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

func TestSitemap(t *testing.T) { everySite(t, testSitemap) }

func testSitemap(t *testing.T, s *content.Site) {
	var got struct {
		XMLName xml.Name
		URLs    []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(written(t, Sitemap, s)), &got); err != nil {
		t.Fatal(err)
	}
	if got.XMLName.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" || got.XMLName.Local != "urlset" {
		t.Errorf("the root is %v", got.XMLName)
	}
	modified := make(map[string]string)
	for _, u := range got.URLs {
		modified[strings.TrimPrefix(u.Loc, s.Address)] = u.LastMod
	}
	pages := 0
	for _, p := range ui.Pages(s) {
		date, ok := modified[p.Path]
		hidden := p.Hidden || p.Canonical(s) != p.Address(s)
		if ok == hidden {
			t.Errorf("%s is in the sitemap: %t; want %t", p.Path, ok, !hidden)
		}
		if !hidden {
			pages++
			if _, err := time.Parse(time.DateOnly, date); err != nil {
				t.Errorf("%s was modified %q: %v", p.Path, date, err)
			}
		}
	}
	pages *= len(s.All())
	if len(got.URLs) != pages {
		t.Errorf("the sitemap has %d addresses; want %d", len(got.URLs), pages)
	}
	checkModified(t, s, modified)
}

// checkModified wants pages to have been modified on the newest day that they
// show, and that is not still to come.
func checkModified(t *testing.T, s *content.Site, modified map[string]string) {
	t.Helper()
	newest := func(dates ...content.Date) string {
		var latest content.Date
		for _, d := range dates {
			if d.Precision() == content.ToDay && d <= s.Edition.Date {
				latest = max(latest, d)
			}
		}
		return string(cmp.Or(latest, s.Edition.Date))
	}
	var talks, publications, home []content.Date
	for _, talk := range s.Talks {
		talks = append(talks, talk.When())
		if got, want := modified["/talks/"+talk.Slug], newest(talk.When()); got != want {
			t.Errorf("the page of %s was modified %s; want %s", talk.Slug, got, want)
		}
	}
	for _, p := range s.Publications {
		publications = append(publications, p.Date)
	}
	home = slices.Concat(talks, publications)
	for _, p := range slices.Concat(s.Posts, s.Archive) {
		home = append(home, p.Date, p.Updated)
	}
	for path, want := range map[string]string{
		"/":             newest(home...),
		"/talks":        newest(talks...),
		"/publications": newest(publications...),
		"/connect":      string(s.Edition.Date),
	} {
		if got, ok := modified[path]; ok && got != want {
			t.Errorf("%s was modified %s; want %s", path, got, want)
		}
	}
}

// TestSitemapFuture: a talk that is still to come has not modified a page.
func TestSitemapFuture(t *testing.T) {
	s := &content.Site{
		Address: "https://example.org",
		Edition: content.Edition{Date: "2025-05-06"},
		Talks:   []content.Talk{{Slug: "x", Date: "2026-01-02"}},
	}
	if body := written(t, Sitemap, s); strings.Contains(body, "2026") || !strings.Contains(body, "2025-05-06") {
		t.Errorf("the sitemap of a site with a talk to come is %s; want no day after the edition", body)
	}
}

// TestYearPages: a year that has a page of its own was modified with its newest
// entry, and its trail leads by its section.
func TestYearPages(t *testing.T) {
	s := &content.Site{Address: "https://example.org", Edition: content.Edition{Date: "2025-05-06"}}
	for i := range 200 {
		date := content.Date(fmt.Sprintf("%d-02-03", 2020-i/50))
		s.Archive = append(s.Archive, content.Post{ID: fmt.Sprint("post ", i), Date: date})
		s.Talks = append(s.Talks, content.Talk{ID: fmt.Sprint("talk ", i), Slug: strconv.Itoa(i), Date: date})
	}
	sitemap := written(t, Sitemap, s)
	for _, section := range []string{"/talks", "/archive"} {
		want := "<loc>https://example.org" + section + "/2018</loc>\n  <lastmod>2018-02-03</lastmod>"
		if !strings.Contains(sitemap, want) {
			t.Errorf("the sitemap is %s; want %s", sitemap, want)
		}
		all := ui.Pages(s)
		page := all[slices.IndexFunc(all, func(p *ui.Page) bool { return p.Path == section+"/2018" })]
		trail := things(t, s, page, "")["ListItem"]
		if len(trail) != 3 || trail[1]["item"] != "https://example.org"+section {
			t.Errorf("the trail of %s is %v; want it to lead by %s", page.Path, trail, section)
		}
	}
}

func TestRobots(t *testing.T) { everySite(t, testRobots) }

func testRobots(t *testing.T, s *content.Site) {
	robots, err := robotstxt.FromString(written(t, Robots, s))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range ui.Pages(s) {
		if !robots.TestAgent(p.Path, "Crawler") {
			t.Errorf("robots.txt forbids %s", p.Path)
		}
	}
	if want := []string{s.Address + "/sitemap.xml"}; !slices.Equal(robots.Sitemaps, want) {
		t.Errorf("robots.txt names the sitemaps %q; want %q", robots.Sitemaps, want)
	}
}

func TestOpenSearch(t *testing.T) { everySite(t, testOpenSearch) }

func testOpenSearch(t *testing.T, s *content.Site) {
	var got struct {
		XMLName     xml.Name
		ShortName   string
		LongName    string
		Description string
		Url         []struct {
			Type     string `xml:"type,attr"`
			Template string `xml:"template,attr"`
		}
	}
	if err := xml.Unmarshal([]byte(written(t, OpenSearch, s)), &got); err != nil {
		t.Fatal(err)
	}
	if got.XMLName.Space != "http://a9.com/-/spec/opensearch/1.1/" {
		t.Errorf("the root is %v", got.XMLName)
	}
	for name, limit := range map[string]int{got.ShortName: 16, got.LongName: 48, got.Description: 1024} {
		if n := utf8.RuneCountInString(name); n == 0 || n > limit {
			t.Errorf("%q has %d characters; want 1 to %d", name, n, limit)
		}
	}
	if len(got.Url) == 0 || got.Url[0].Type != "text/html" || got.Url[0].Template != s.Address+"/search?q={searchTerms}" {
		t.Errorf("the addresses are %+v; want the search page first", got.Url)
	}
}

func TestSecurity(t *testing.T) { everySite(t, testSecurity) }

func testSecurity(t *testing.T, s *content.Site) {
	fields := make(map[string]string)
	for line := range strings.Lines(written(t, Security, s)) {
		name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if _, twice := fields[name]; !ok || twice {
			t.Errorf("the line %q is no field, or there twice", line)
		}
		fields[name] = value
	}
	contact := strings.TrimPrefix(fields["Contact"], s.Address)
	if !slices.Contains(ui.Paths(s), contact) {
		t.Errorf("the contact is %q; want a page of the site", fields["Contact"])
	}
	expires, err := time.Parse(time.RFC3339, fields["Expires"])
	if year := s.Edition.Date.First().AddDate(1, 0, 0); err != nil || !expires.Before(year) || year.Sub(expires) > 48*time.Hour {
		t.Errorf("it expires %q; want just before %v", fields["Expires"], year)
	}
	if want := s.Address + "/.well-known/security.txt"; fields["Canonical"] != want {
		t.Errorf("it is canonical at %q; want %q", fields["Canonical"], want)
	}
}

// TestLLMs has a Markdown parser find every entry.
func TestLLMs(t *testing.T) { everySite(t, testLLMs) }

func testLLMs(t *testing.T, s *content.Site) {
	source := []byte(written(t, LLMs, s))
	links := make(map[string]string)
	var headings []string
	ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				links[string(n.Destination)] = plain(n, source)
			}
		case *ast.Heading:
			if entering {
				headings = append(headings, plain(n, source))
			}
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Emphasis, *ast.CodeSpan, *ast.Image:
			t.Errorf("a text was taken for %s", n.Kind())
		}
		return ast.WalkContinue, nil
	})
	sections := 3 // the title, the pages and the data
	for _, n := range []int{len(s.Projects), len(s.Talks), len(s.Publications)} {
		sections += min(n, 1)
	}
	if len(headings) != sections || headings[0] != oneLine(s.Title) {
		t.Errorf("the headings are %q; want %d, the first %q", headings, sections, oneLine(s.Title))
	}
	has := func(address, title string) {
		t.Helper()
		if got := links[address]; got != oneLine(title) {
			t.Errorf("the link to %s says %q; want %q", address, got, oneLine(title))
		}
	}
	for _, p := range ui.Pages(s) {
		if !p.Hidden {
			has(p.Address(s), p.Title)
		}
	}
	for _, p := range s.Publications {
		has(readAt(s, &p), p.Title)
	}
	for _, p := range s.Projects {
		has(s.Address+"/open-source#"+p.Slug, p.Name)
	}
	for address := range links {
		if u, err := url.Parse(address); err != nil || u.Scheme != "https" {
			t.Errorf("a link leads to %q", address)
		}
	}
}

// plain is the text in a node, without escapes.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if text, ok := c.(*ast.Text); ok && entering {
			b.Write(text.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return unescape(b.String())
}

// unescape undoes backslash escapes (CommonMark, 2.4).
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rune(text[i+1])) {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
