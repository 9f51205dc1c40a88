package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// archiveSize is how many posts the page of the archive lists; see withPages.
const archiveSize = 80

// archiveYears are the posts by year, each year with its page.
func archiveYears(s *content.Site) []ofYear[content.Post] {
	return withPages(byYear(s.Archive, func(p content.Post) int { return p.Date.Year() }), ArchivePath, archiveSize)
}

// archive lists the posts of an earlier blog, by year.
func archive(s *content.Site) []app.UI {
	words := s.Sections.Archive
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	if s.Person.ArchivedBlog != "" {
		all = append(all, app.P().Body(inWords(s, link(s.Person.ArchivedBlog, s.Words.Connect.Blog))))
	}
	years := archiveYears(s)
	if index := yearIndex(s, years); index != nil {
		all = append(all, index)
	}
	for _, y := range years {
		if y.page != "" {
			return append(all, olderYears(s, ArchivePath, s.Words.Years.OlderPosts, y.year))
		}
		all = append(all, yearSection(s, y.year, postsOfYear(s, y.entries)))
	}
	return all
}

// postsOfYear are the posts where those of their year are listed.
func postsOfYear(s *content.Site, list []content.Post) app.HTMLOl {
	return postLog(s, list, shortDate, true)
}

// postLog is a list of posts, one line for each. On the page of its section
// each is a target for links.
func postLog(s *content.Site, list []content.Post, show dateForm, targets bool) app.HTMLOl {
	var items []app.UI
	for i := range list {
		p := &list[i]
		what := []app.UI{titleLink(s, p.Address, p.Title, p.Language())}
		if languages := foreignLanguages(s, p); languages != "" {
			what = append(what, app.Text(" "), inWords(s, app.Span().Class("tag")).Text(languages))
		}
		body := []app.UI{app.P().Body(what...)}
		if !targets {
			items = append(items, logEntry(joined(" ", show(s, p.Date)), body...))
			continue
		}
		body = append(body, former(p.Formerly)...)
		items = append(items, logEntry(joined(" ", show(s, p.Date)), body...).ID(p.Slug))
	}
	return log(items, "compact")
}

// foreignLanguages names the languages of a post that is not, or not only, in
// that of the site.
func foreignLanguages(s *content.Site, p *content.Post) string {
	var names []string
	for _, tag := range p.Languages {
		names = append(names, s.Words.LanguageName(tag))
	}
	if len(names) == 1 && p.Language() == s.Language {
		return ""
	}
	return strings.Join(names, s.Words.Lists.Comma)
}
