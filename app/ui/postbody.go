//go:build !js

package ui

import (
	"slices"
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// postBody is the body of the page of a post. The browser's program takes it as
// it is prerendered.
func postBody(section string, p, newer, older *content.Post) func(*content.Site) []app.UI {
	return func(s *content.Site) []app.UI { return post(s, section, p, newer, older) }
}

// post shows a post with its text, whose elements are put in by package
// server/site.
func post(s *content.Site, section string, p, newer, older *content.Post) []app.UI {
	h1 := title(p.Title).Class("p-name")
	inLanguage(s, p.Language(), h1)
	entry := []app.UI{
		h1,
		app.Data().Class("u-url u-uid").Value(s.Address + PostPath(section, p)),
		app.Data().Class("p-author").Value(s.Person.Name),
		app.Dl().Class("facts").Body(postFacts(s, p)...),
		app.Div().Class("text", "e-content").Lang(p.Language()).Dir("auto").DataSet("text", p.Digest),
	}
	all := []app.UI{
		app.P().Class("trail").Body(app.A().Href(section).Body(spoken(s, sectionOf(s, section).Name()))),
		app.Elem("article").Class("h-entry").Body(entry...),
	}
	if beside := besidePost(s, section, newer, older); beside != nil {
		all = append(all, beside)
	}
	return all
}

func sectionOf(s *content.Site, section string) *content.Section {
	if section == PostsPath {
		return &s.Sections.Posts
	}
	return &s.Sections.Archive
}

func postFacts(s *content.Site, p *content.Post) []app.UI {
	w := &s.Words
	all := fact(s, w.Posts.Date, inWords(s, app.Time().Class("dt-published").DateTime(string(p.Date))).Text(w.Date(p.Date)))
	if p.Draft {
		all = append(all, fact(s, w.Posts.Draft, inWords(s, app.Span().Class("tag")).Text(w.Posts.Draft))...)
	}
	all = append(all, fact(s, w.Posts.ReadingTime, inWords(s, app.Span()).Text(w.Duration(p.Minutes*60)))...)
	if languages := foreignLanguages(s, p); languages != "" {
		all = append(all, fact(s, w.Posts.Language, inWords(s, app.Span()).Text(languages))...)
	}
	if p.Address != "" {
		host, _, _ := strings.Cut(strings.TrimPrefix(p.Address, "https://"), "/")
		all = append(all, fact(s, w.Posts.First, link(p.Address, host).Class("u-syndication"))...)
	}
	if len(p.Tags) > 0 {
		all = append(all, fact(s, w.Posts.Tags, app.Ul().Class("tags").Body(postTags(s, p)...))...)
	}
	return all
}

// postTags are the tags of a post. Those that others have too lead to a page.
func postTags(s *content.Site, p *content.Post) []app.UI {
	var items []app.UI
	for _, name := range p.Tags {
		tag := slices.IndexFunc(s.Tags, func(t content.Tag) bool { return slices.Contains(t.Names, name) })
		words := app.UI(app.Bdi().Text(name))
		if tag >= 0 {
			words = app.A().Href(TagPath(&s.Tags[tag])).Rel("tag").Body(words)
		}
		items = append(items, app.Li().Class("p-category").Body(words))
	}
	return items
}

// besidePost leads to the posts before and after.
func besidePost(s *content.Site, section string, newer, older *content.Post) app.UI {
	var items []app.UI
	add := func(p *content.Post, rel string, said content.Pattern) {
		if p != nil {
			name := titleLink(s, PostPath(section, p), p.Title, p.Language())
			items = append(items, inWords(s, app.Li().Class(rel)).Body(sayWith(said, "title", name)...))
		}
	}
	add(newer, "newer", s.Words.Posts.Newer)
	add(older, "older", s.Words.Posts.Older)
	if items == nil {
		return nil
	}
	return inWords(s, app.Nav().Class("beside")).Aria("label", s.Words.Posts.Beside).Body(app.Ul().Body(items...))
}

func sayWith(p content.Pattern, name string, value app.UI) []app.UI {
	return said(p, map[string][]app.UI{name: {value}})
}
