package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// archiveSize is how many posts the page of the archive lists: whole years, the
// newest first, and that one in any case. Older years have pages of their own,
// so that no page gets heavier as the archive grows.
const archiveSize = 80

// archiveYears are the posts by year, each year with its page.
func archiveYears(s *content.Site) []ofYear[content.Post] {
	years := byYear(s.Posts, func(p content.Post) int { return p.Date.Year() })
	listed := 0
	for i := range years {
		listed += len(years[i].entries)
		if i > 0 && listed > archiveSize {
			years[i].page = ArchivePath + "/" + yearName(years[i].year)
		}
	}
	return years
}

// archive lists the posts of an earlier blog, by year.
func archive(s *content.Site) []app.UI {
	words := s.Sections.Archive
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	if s.Person.ArchivedBlog != "" {
		all = append(all, app.P().Body(link(s.Person.ArchivedBlog, "Visit the archived blog")))
	}
	years := archiveYears(s)
	if index := yearIndex(years); index != nil {
		all = append(all, index)
	}
	for _, y := range years {
		if y.page != "" {
			return append(all, app.P().Class("more").Body(app.A().Href(y.page).Text("Posts of "+yearName(y.year))))
		}
		all = append(all, yearSection(y.year, postLog(s, y.entries, shortDate, true)))
	}
	return all
}

// archivePages are the rows of the page table for the years of the archive that
// have a page of their own.
func archivePages(s *content.Site) []*Page {
	var pages []*Page
	years := archiveYears(s)
	for i, y := range years {
		if y.page == "" {
			continue
		}
		name := s.Sections.Archive.Name() + ": " + yearName(y.year)
		pages = append(pages, &Page{
			Path:        y.page,
			Title:       name,
			Name:        name,
			Description: s.Sections.Archive.Title + ": the posts of " + yearName(y.year) + ".",
			Section:     ArchivePath,
			Type:        "website",
			body:        func(s *content.Site) []app.UI { return archiveYear(s, name, years, i) },
		})
	}
	return pages
}

// archiveYear lists the posts of one of the years, and leads to those beside it.
func archiveYear(s *content.Site, name string, years []ofYear[content.Post], i int) []app.UI {
	beside := []app.UI{app.Li().Body(link(years[i-1].address(ArchivePath), "Newer: "+yearName(years[i-1].year)))}
	if i+1 < len(years) {
		beside = append(beside, app.Li().Body(link(years[i+1].address(ArchivePath), "Older: "+yearName(years[i+1].year))))
	}
	return []app.UI{
		app.P().Class("trail").Body(app.A().Href(ArchivePath).Text(s.Sections.Archive.Name())),
		title(name),
		app.Div().Class("year").Body(postLog(s, years[i].entries, shortDate, true)),
		app.Nav().Aria("label", "Years").Body(app.Ul().Class("links").Body(beside...)),
	}
}

// postLog is a list of posts, one line for each. On the page of its section
// each is a target for links.
func postLog(s *content.Site, list []content.Post, show func(content.Date) app.UI, targets bool) app.HTMLOl {
	var items []app.UI
	for i := range list {
		p := &list[i]
		what := []app.UI{titleLink(s, p.Address, p.Title, p.Language())}
		if languages := foreignLanguages(s, p); languages != "" {
			what = append(what, app.Text(" "), app.Span().Class("tag").Text(languages))
		}
		entry := logEntry(joined(" ", show(p.Date)), app.P().Body(what...))
		if targets {
			entry.ID(p.Slug)
		}
		items = append(items, entry)
	}
	return log(items, "compact")
}

// foreignLanguages names the languages of a post that is not, or not only, in
// that of the site.
func foreignLanguages(s *content.Site, p *content.Post) string {
	var names []string
	for _, tag := range p.Languages {
		names = append(names, languageName(tag))
	}
	if len(names) == 1 && p.Language() == s.Language {
		return ""
	}
	return strings.Join(names, ", ")
}

// languageName is the English name of a language the archive is written in, or
// its tag. It is a short list, not a library: the browser's program is small.
func languageName(tag string) string {
	switch tag {
	case "en":
		return "English"
	case "pt", "pt-BR":
		return "Portuguese"
	case "es":
		return "Spanish"
	case "nl":
		return "Dutch"
	case "de":
		return "German"
	case "fr":
		return "French"
	}
	return tag
}
