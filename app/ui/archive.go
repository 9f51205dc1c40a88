package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// archiveSize is how many posts the page of the archive lists; see withPages.
const archiveSize = 80

// postYears are the posts of the site by year, each year with its page.
func postYears(s *content.Site) []ofYear[content.Post] {
	return withPages(byYear(s.Posts, func(p content.Post) int { return p.Date.Year() }), PostsPath, archiveSize)
}

// archiveYears are the posts by year, each year with its page.
func archiveYears(s *content.Site) []ofYear[content.Post] {
	return withPages(byYear(s.Archive, func(p content.Post) int { return p.Date.Year() }), ArchivePath, archiveSize)
}

// posts lists the posts, by year.
func posts(s *content.Site) []app.UI {
	words := s.Sections.Posts
	all := opening(s, words)
	return append(all, postsByYear(s, PostsPath, postYears(s), postsOfYear)...)
}

// archive lists the posts of an earlier blog, by year.
func archive(s *content.Site) []app.UI {
	words := s.Sections.Archive
	all := opening(s, words)
	if s.Person.ArchivedBlog != "" {
		all = append(all, app.P().Body(inWords(s, link(s.Person.ArchivedBlog, s.Words.Connect.Blog))))
	}
	return append(all, postsByYear(s, ArchivePath, archiveYears(s), archivedOfYear)...)
}

// postsByYear are the years of a section of posts, up to the first that has a
// page of its own.
func postsByYear(s *content.Site, section string, years []ofYear[content.Post], list func(*content.Site, []content.Post) app.HTMLOl) []app.UI {
	var all []app.UI
	if index := yearIndex(s, years); index != nil {
		all = append(all, index)
	}
	if index := tagIndex(s); index != nil {
		all = append(all, index)
	}
	for _, y := range years {
		if y.page != "" {
			return append(all, olderYears(s, section, s.Words.Years.OlderPosts, y.year))
		}
		all = append(all, yearSection(s, y.year, list(s, y.entries)))
	}
	return all
}

// tagIndex leads to the pages of the tags, if there are any. They are the filter
// of the posts: links need no script, and a page of a tag is shorter than a list
// of all with most of it hidden.
func tagIndex(s *content.Site) app.UI {
	if len(s.Tags) == 0 {
		return nil
	}
	var items []app.UI
	for i := range s.Tags {
		items = append(items, app.Li().Body(app.A().Href(TagPath(&s.Tags[i])).Rel("tag").Body(app.Bdi().Text(s.Tags[i].Names[0]))))
	}
	return inWords(s, app.Nav().Class("tag-index")).Aria("label", s.Words.Posts.Tags).Body(app.Ul().Class("tags").Body(items...))
}

// postsOfYear are the posts where those of their year are listed.
func postsOfYear(s *content.Site, list []content.Post) app.HTMLOl {
	return postLog(s, PostsPath, list, shortDate, true)
}

// archivedOfYear are the same of the archive.
func archivedOfYear(s *content.Site, list []content.Post) app.HTMLOl {
	return postLog(s, ArchivePath, list, shortDate, true)
}

// postLog is a list of posts, one line for each. On the page of its section
// those that are read elsewhere are targets for links.
func postLog(s *content.Site, section string, list []content.Post, show dateForm, targets bool) app.HTMLOl {
	var items []app.UI
	for i := range list {
		p := &list[i]
		body := []app.UI{app.P().Body(postTitle(s, section, p)...)}
		if !targets || p.Text != "" {
			items = append(items, logEntry(joined(" ", show(s, p.Date)), body...))
			continue
		}
		body = append(body, former(p.Formerly)...)
		items = append(items, logEntry(joined(" ", show(s, p.Date)), body...).ID(p.Slug))
	}
	return log(items, "compact")
}

// postTitle leads to a post, and says in which language it is.
func postTitle(s *content.Site, section string, p *content.Post) []app.UI {
	what := []app.UI{titleLink(s, PostAddress(section, p), p.Title, p.Language())}
	if languages := foreignLanguages(s, p); languages != "" {
		what = append(what, app.Text(" "), inWords(s, app.Span().Class("tag")).Text(languages))
	}
	if p.Draft {
		what = append(what, app.Text(" "), inWords(s, app.Span().Class("tag")).Text(s.Words.Posts.Draft))
	}
	return what
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
