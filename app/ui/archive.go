package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// archive lists the posts of an earlier blog, by year.
func archive(s *content.Site) []app.UI {
	words := s.Sections.Archive
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	if s.Person.ArchivedBlog != "" {
		all = append(all, app.P().Body(link(s.Person.ArchivedBlog, "Visit the archived blog")))
	}
	for _, year := range byYear(s.Posts, func(p content.Post) int { return p.Date.Year() }) {
		all = append(all, yearSection(year.year, postLog(s, year.entries)))
	}
	return all
}

func postLog(s *content.Site, list []content.Post) app.UI {
	var items []app.UI
	for i := range list {
		p := &list[i]
		what := []app.UI{titleLink(s, p.Address, p.Title, p.Language())}
		if p.Language() != s.Language {
			what = append(what, app.Text(" "), app.Span().Class("tag").Text(languageName(p.Language())))
		}
		items = append(items, logEntry(date(p.Date), app.P().Body(what...)))
	}
	return log(items)
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
