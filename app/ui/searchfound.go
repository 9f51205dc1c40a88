package ui

import (
	"strings"

	"kairo.dev/app/search"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// found is how the search went, and what it has found.
func (b *searchBox) found() []app.UI {
	body := []app.UI{b.status()}
	if kinds := b.kinds(); kinds != nil {
		body = append(body, kinds)
	}
	if len(b.results.Hits) > 0 {
		var items []app.UI
		for _, h := range b.results.Hits {
			items = append(items, b.hit(h))
		}
		body = append(body, app.Ol().Class("hits").Body(items...))
	}
	return body
}

// status says in a sentence how the search went; it is read aloud as it
// changes.
func (b *searchBox) status() app.UI {
	line := inWords(b.Site, app.Div().Class("search-status", "meta").Role("status"))
	w := &b.Site.Words
	words, shown := strings.TrimSpace(b.words), len(b.results.Hits)
	switch {
	case words == "":
		return line
	case b.results.Total == 0 && b.only != "" && len(b.results.Of) > 0:
		return line.Text(w.Search.NoneOfKind.With("words", words))
	case b.results.Total == 0:
		return line.Text(w.Search.None.With("words", words))
	case b.results.Total > shown:
		return line.Text(w.Count(w.Search.Best, b.results.Total, "shown", w.Number(shown), "words", words))
	}
	return line.Text(w.Count(w.Search.Found, b.results.Total, "words", words))
}

// kinds lead to the results of one kind, where there are several.
func (b *searchBox) kinds() app.UI {
	if len(b.results.Of) < 2 && b.only == "" {
		return nil
	}
	all := 0
	for _, n := range b.results.Of {
		all += n
	}
	var items []app.UI
	add := func(kind search.Kind, name string, n int) {
		if n == 0 {
			return
		}
		a := app.A().Href(withQuery(SearchPath, searchFields(b.words, kind)...)).DataSet("kind", string(kind)).Text(name + " " + b.Site.Words.Number(n))
		if kind == b.only {
			a.Aria("current", "true")
		}
		items = append(items, app.Li().Body(a))
	}
	add("", b.Site.Words.Search.All, all)
	for _, kind := range search.Kinds {
		_, several := b.kindNames(kind)
		add(kind, several, b.results.Of[kind])
	}
	if items == nil {
		return nil
	}
	return inWords(b.Site, app.Ul().Class("search-kinds")).Aria("label", b.Site.Words.Search.Kinds).OnClick(b.onKind).Body(items...)
}

// kindNames are what one result of a kind is called, and what several are. A kind
// that the words of the interface know nothing of is called as its section, whose
// path it is named after.
func (b *searchBox) kindNames(k search.Kind) (one, several string) {
	words := &b.Site.Words
	switch k {
	case search.Page:
		return words.Search.Page, words.Search.Pages
	case search.Project:
		return words.Search.Project, words.Search.Projects
	case search.Talk:
		return words.Search.Talk, words.Search.Talks
	case search.Publication:
		return words.Search.Publication, words.Search.Publications
	case search.Wish:
		return words.Search.Wish, words.Search.Wishes
	case search.Post:
		return words.Search.Post, words.Search.Posts
	}
	for _, row := range sections(b.Site) {
		if row.path == "/"+string(k) {
			return row.words.Name(), row.words.Name()
		}
	}
	return string(k), string(k)
}

// hit is one result.
func (b *searchBox) hit(h search.Hit) app.UI {
	a := inLanguage(b.Site, h.Language, link(h.Address, "").Body(marked(h.Title, search.Range{End: len(h.Title)}, h.InTitle)...))
	one, _ := b.kindNames(h.Kind)
	kind, facts := []app.UI{app.Text(one)}, search.Range{End: len(h.Details)}
	if first := strings.Index(h.Details, between); h.Kind == search.Talk && first > 0 { // what kind of talk it is
		kind = marked(h.Details, search.Range{End: first}, h.InDetails)
		facts.Start = first + len(between)
	}
	details := app.Bdi().Body(marked(h.Details, facts, h.InDetails)...)
	switch h.Kind { // those of others are words of the interface, too
	case search.Page:
		inLanguage(b.Site, b.Site.LanguageOf(h.Details), details)
	case search.Project:
		inLanguage(b.Site, h.Language, details)
	}
	body := []app.UI{
		app.P().Class("hit-title").Body(a),
		app.P().Class("meta").Body(joined(between,
			inWords(b.Site, app.Span().Class("tag")).Body(kind...),
			details)...),
	}
	if h.Excerpt.End > 0 {
		excerpt := marked(h.Text, h.Excerpt, h.InText)
		body = append(body, app.P().Class("excerpt").Body(inLanguage(b.Site, h.TextLanguage, app.Span().Body(excerpt...))))
	}
	return app.Li().Body(body...)
}

// marked shows a part of a text with its matches marked, those that lie in it.
func marked(text string, part search.Range, matches []search.Range) []app.UI {
	var all []app.UI
	plain := func(s string) {
		if s != "" {
			all = append(all, app.Text(s))
		}
	}
	at := part.Start
	for _, m := range matches {
		if m.Start < part.Start || m.End > part.End {
			continue
		}
		plain(text[at:m.Start])
		all = append(all, app.Mark().Text(text[m.Start:m.End]))
		at = m.End
	}
	plain(text[at:part.End])
	return all
}
