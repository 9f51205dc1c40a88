package ui

import (
	"cmp"
	"strings"

	"kairo.dev/app/search"
	"kairo.dev/content"
)

// Documents are what the search finds: the pages of the table, and every entry.
// The page of an entry is found as that; those of tags list what is found.
func Documents(s *content.Site) []search.Document {
	all, _ := documents(s, Pages(s), nil)
	return all
}

// documents are the same, with texts by the ids of the posts, which the content in
// the browser has not, and the numbers of the entries among them, by their ids.
func documents(s *content.Site, pages []*Page, texts map[string]string) (all []search.Document, numbers map[string]int) {
	numbers = make(map[string]int)
	for _, p := range pages {
		if p.Hidden || p.Talk != nil || p.Made() || p.Feed != "" {
			continue
		}
		all = append(all, search.Document{
			Kind: search.Page, Address: p.Path, Language: s.LanguageOf(p.Title),
			Title: p.Title, Details: p.Description, Text: p.text.Plain(), TextLanguage: cmp.Or(p.text.Language(), s.Language),
		})
	}
	for _, e := range Entries(s) {
		numbers[e.ID] = len(all)
		all = append(all, search.Document{
			Kind: e.Kind, Address: e.Address, Language: e.Language, Date: e.Date,
			Title: e.Title, Details: e.Details, Text: cmp.Or(e.Text, texts[e.ID]), TextLanguage: e.TextLanguage,
		})
	}
	return all, numbers
}

// talkLine is when, where, with whom and on what a talk is.
func talkLine(s *content.Site, t *content.Talk) string {
	var with, about []string
	for _, p := range t.People {
		with = append(with, p.Name)
	}
	for _, slug := range t.Projects {
		for i := range s.Projects {
			if p := &s.Projects[i]; p.Slug == slug {
				about = append(about, projectName(p))
			}
		}
	}
	return line(KindName(s, t.Kind), s.Words.Date(t.When()), t.Event.FullName(), Place(s, t), t.Room,
		strings.Join(with, ", "), strings.Join(about, ", "))
}

// between stands between facts in one line.
const between = " · "

// line joins facts, those that are known.
func line(facts ...string) string {
	var known []string
	for _, f := range facts {
		if f != "" {
			known = append(known, f)
		}
	}
	return strings.Join(known, between)
}
