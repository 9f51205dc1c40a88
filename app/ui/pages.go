package ui

import (
	"kairo.dev/app/takeover"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Page is a row of the page table: one address of the site.
type Page struct {
	// Path is the page's address on this site, without a trailing slash.
	Path string
	// Title is the page's own title; DocumentTitle is what browsers show.
	Title string
	// Name is what links call the page where the title would be too long.
	Name string
	// Description is one sentence for search engines and link previews.
	Description string
	// Section is the path of the section the page belongs to: its own for the
	// section's main page, "" for a page that belongs to none.
	Section string
	// Type is the page's Open Graph type, such as "article".
	Type string
	// Hidden keeps the page out of the sitemap and the search: it is not an
	// address that anyone looks for.
	Hidden bool
	// Talk is the talk that the page is about, nil for any other page.
	Talk *content.Talk
	// Post is the post that the page shows, nil for any other page.
	Post *content.Post
	// Publication is the publication that the page is about, nil for any other
	// page.
	Publication *content.Publication
	// Feed is the path of a feed with what the page lists, or "".
	Feed string

	// Query is what the page answers, as in an address; see Answers.
	Query string

	// text is the page's own words, for the search.
	text content.Prose
	// language and base are those of the site.
	language, base string
	// finder is the search over the whole table.
	finder func() *finder
	body   func(*content.Site) []app.UI
	// takeover is that of the page that was prerendered; see FirstPage.
	takeover *takeover.Takeover
}

// NotFoundPath is the path of the page that stands in for every address that
// does not exist.
const NotFoundPath = "/404"

// OfflinePath is the path of the page that stands in, without a network, for
// every address that is not in the offline copy.
const OfflinePath = "/offline"

// The paths of the sections.
const (
	HomePath         = "/"
	OpenSourcePath   = "/open-source"
	TalksPath        = "/talks"
	PublicationsPath = "/publications"
	PostsPath        = "/posts"
	ConnectPath      = "/connect"
	WishlistPath     = "/wishlist"
	ArchivePath      = "/archive"
	ColophonPath     = "/colophon"
)

// Pages is the page table: every address of the site, once, in the order a
// reader would go through them. The router, the navigation, the prerenderer,
// the sitemap, the feeds, the search and the tests all read it. To add a page
// is to add a row.
func Pages(s *content.Site) []*Page {
	section := func(path string, words content.Section, body func(*content.Site) []app.UI) *Page {
		return &Page{
			Path:        path,
			Title:       words.Title,
			Name:        words.Name(),
			Description: words.Description,
			Section:     path,
			Type:        "website",
			text:        words.Text,
			body:        body,
		}
	}
	var pages []*Page
	for _, row := range sections(s) {
		if row.words.Exists() || row.path == HomePath || row.path == ColophonPath {
			pages = append(pages, section(row.path, row.words, row.body))
		}
	}
	pages[0].Type = "profile"
	for i := range s.Talks {
		pages = append(pages, talkPage(s, &s.Talks[i]))
	}
	pages = append(pages, yearPages(s, TalksPath, s.Sections.Talks, yearWords{s.Words.Years.Talks, s.Words.Years.UndatedTalks}, talkYears(s), talksOfYear)...)
	pages = append(pages, publicationPages(s)...)
	postWords := yearWords{s.Words.Years.Posts, s.Words.Years.UndatedPosts}
	pages = append(pages, postPages(s, PostsPath, s.Posts)...)
	pages = append(pages, yearPages(s, PostsPath, s.Sections.Posts, postWords, postYears(s), postsOfYear)...)
	pages = append(pages, postPages(s, ArchivePath, s.Archive)...)
	pages = append(pages, yearPages(s, ArchivePath, s.Sections.Archive, postWords, archiveYears(s), archivedOfYear)...)
	pages = append(pages, labelPages(s)...)
	pages = append(pages,
		searchPage(s),
		&Page{
			Path:        NotFoundPath,
			Title:       s.Words.Standin.NotFound,
			Name:        s.Words.Standin.NotFound,
			Description: s.Words.Standin.NotFoundLead,
			Type:        "website",
			Hidden:      true,
			body:        notFound,
		},
		&Page{
			Path:        OfflinePath,
			Title:       s.Words.Standin.Offline,
			Name:        s.Words.Standin.OfflineName,
			Description: s.Words.Standin.OfflineLead,
			Type:        "website",
			Hidden:      true,
			body:        offline,
		})
	all := &finder{site: s, pages: pages}
	for _, p := range pages {
		p.finder, p.language, p.base = func() *finder { return all }, s.Language, s.Base()
	}
	return pages
}

// DocumentTitle is the title of the document: the page's title and the site's.
func (p *Page) DocumentTitle(s *content.Site) string {
	if p.Title == s.Title {
		return s.Title
	}
	return p.Title + " · " + s.Title
}

// Address is the page's canonical address.
func (p *Page) Address(s *content.Site) string { return s.Address + p.Path }

// Canonical is the address that search engines are to show: the page's, or where
// the post on it was published first, if its writer wants that.
func (p *Page) Canonical(s *content.Site) string {
	if p.Post != nil && p.Post.Canonical {
		return p.Post.Address
	}
	return p.Address(s)
}

// Made reports whether the page comes as it is prerendered, since the browser's
// program has nothing of what it says.
func (p *Page) Made() bool { return p.Post != nil || p.Publication != nil }

// sectionRow is a section of the site: where it is, its words, and its page.
type sectionRow struct {
	path  string
	words content.Section
	body  func(*content.Site) []app.UI
}

// sections are the sections in the order a reader would go through them. Those
// that do not exist have no words.
func sections(s *content.Site) []sectionRow {
	return []sectionRow{
		{HomePath, s.Sections.Home, home},
		{OpenSourcePath, s.Sections.OpenSource, openSource},
		{TalksPath, s.Sections.Talks, talks},
		{PublicationsPath, s.Sections.Publications, publications},
		{PostsPath, s.Sections.Posts, posts},
		{ConnectPath, s.Sections.Connect, connect},
		{WishlistPath, s.Sections.Wishlist, wishlist},
		{ArchivePath, s.Sections.Archive, archive},
		{ColophonPath, s.Sections.Colophon, colophon},
	}
}

// navigation lists the sections the header leads to, in order: those there are.
// The colophon is in the footer.
func navigation(s *content.Site) []destination {
	var all []destination
	for _, to := range []struct {
		path  string
		words content.Section
	}{
		{OpenSourcePath, s.Sections.OpenSource},
		{TalksPath, s.Sections.Talks},
		{PublicationsPath, s.Sections.Publications},
		{PostsPath, s.Sections.Posts},
		{ArchivePath, s.Sections.Archive},
		{WishlistPath, s.Sections.Wishlist},
		{ConnectPath, s.Sections.Connect},
	} {
		if to.words.Exists() {
			all = append(all, destination{to.path, to.words.Name()})
		}
	}
	return all
}

// destination is an address of this site and what a link to it says.
type destination struct{ path, name string }
