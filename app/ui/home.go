package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// A section on the home page shows its newest entries. It holds more for
// printing the page as a CV, and the style sheet hides them from a screen.
const (
	newest  = 5
	printed = 8
)

// home says who this is and leads into every section with its newest entries.
func home(s *content.Site) []app.UI {
	words := s.Sections.Home
	introduction := []app.UI{sealMark(s), app.H1().TabIndex(-1).Body(spoken(s, words.Title))}
	if size := s.Person.PortraitSize; len(size) == 2 {
		introduction = append(introduction, app.ElemSelfClosing("img").Class("portrait", "u-photo").Attr("src", s.Person.Portrait).Attr("alt", s.Person.Name).
			Attr("width", size[0]).Attr("height", size[1]))
	}
	introduction = append(introduction, prose(words.Text, 2)...)
	// The words of the title are free; who this is, and where, is for certain.
	introduction = append(introduction,
		app.Data().Class("p-name").Value(s.Person.Name),
		app.Data().Class("u-url u-uid").Value(s.Address+HomePath))
	if about := personMeta(s); about != nil {
		introduction = append(introduction, app.P().Class("meta").Body(about...))
	}
	if len(s.Person.Accounts) > 0 {
		introduction = append(introduction, accounts(s.Person))
	}
	all := []app.UI{app.Header().Class("introduction h-card").Body(introduction...)}

	sections := []struct {
		words   content.Section
		section app.HTMLSection
	}{
		{s.Sections.OpenSource, lead(s, iconOpenSource, OpenSourcePath, s.Sections.OpenSource, s.Words.Home.Projects, projectBriefs(s))},
		{s.Sections.Talks, lead(s, iconTalks, TalksPath, s.Sections.Talks, s.Words.Home.Talks,
			talkLog(s, first(printed, s.Talks), 3, false, "timeline"))},
		{s.Sections.Publications, lead(s, iconPublications, PublicationsPath, s.Sections.Publications, s.Words.Home.Publications,
			publicationLog(s, first(printed, s.Publications), date, false))},
		{s.Sections.Posts, lead(s, iconPosts, PostsPath, s.Sections.Posts, s.Words.Posts.All,
			postLog(s, PostsPath, first(printed, s.Posts), date, false))},
		{s.Sections.Connect, lead(s, iconConnect, ConnectPath, s.Sections.Connect, s.Words.Home.Connect, nil)},
		{s.Sections.Wishlist, lead(s, iconWishlist, WishlistPath, s.Sections.Wishlist, s.Words.Home.Wishlist, nil).Class("screen-only")},
		{s.Sections.Archive, lead(s, iconArchive, ArchivePath, s.Sections.Archive, s.Words.Home.Posts,
			postLog(s, ArchivePath, first(newest, s.Archive), date, false)).Class("screen-only")},
	}
	for _, l := range sections {
		if l.words.Exists() {
			all = append(all, l.section)
		}
	}
	return all
}

// personMeta is what a card says beside the name.
func personMeta(s *content.Site) []app.UI {
	part := func(class, text string) app.UI {
		if text == "" {
			return nil
		}
		return app.Span().Class(class).Body(spoken(s, text))
	}
	p := &s.Person
	return joined(" · ", part("p-job-title", p.JobTitle), part("p-org", p.Affiliation), part("p-pronouns", p.Pronouns))
}

// first are at most n entries of a list.
func first[T any](n int, list []T) []T { return list[:min(n, len(list))] }

// lead is a section of the home page: the section's heading and words, what is
// newest in it, and the way to all of it, which is its address on paper.
func lead(s *content.Site, drawing iconPath, path string, words content.Section, more string, entries app.HTMLOl) app.HTMLSection {
	body := []app.UI{app.H2().Body(icon(drawing), app.A().Href(path).Body(spoken(s, words.Title)))}
	body = append(body, prose(words.Text, 3)...)
	if entries != nil {
		body = append(body, entries.Class("newest"))
	}
	body = append(body, app.P().Class("more").Body(
		inWords(s, app.A().Href(path)).Text(more),
		app.Span().Class("print-only").Text(s.Address+path)))
	return app.Section().Class("lead").Body(body...)
}

// accounts are the person's profiles elsewhere.
func accounts(p content.Person) app.UI {
	var items []app.UI
	for _, a := range p.Accounts {
		items = append(items, app.Li().Body(app.A().Href(a.Address).Class("u-url").Rel("me noopener").Text(a.Service)))
	}
	return app.Ul().Class("accounts").Body(items...)
}
