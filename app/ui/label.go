//go:build !js

package ui

import (
	"cmp"
	"slices"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// label is what posts have in common: a tag, or a language.
type label struct {
	path  string
	name  string
	posts []listedPost
}

// listedPost is a post and the section it is in.
type listedPost struct {
	section string
	*content.Post
}

// labels are the tags that have a page, and the languages, where posts are in
// more than one.
func labels(s *content.Site) []label {
	var all, languages []label
	for i := range s.Tags {
		all = append(all, label{path: TagPath(&s.Tags[i]), name: s.Tags[i].Names[0]})
	}
	tagOf := make(map[string]int)
	for i := range s.Tags {
		for _, name := range s.Tags[i].Names {
			tagOf[name] = i
		}
	}
	each := func(section string, posts []content.Post) {
		for i := range posts {
			p := listedPost{section, &posts[i]}
			for _, name := range p.Tags {
				if n, ok := tagOf[name]; ok {
					if listed := all[n].posts; len(listed) == 0 || listed[len(listed)-1].Post != p.Post {
						all[n].posts = append(listed, p)
					}
				}
			}
			for _, language := range p.Languages {
				n := slices.IndexFunc(languages, func(l label) bool { return l.path == "/languages/"+language })
				if n < 0 {
					n = len(languages)
					languages = append(languages, label{path: "/languages/" + language, name: s.Words.LanguageName(language)})
				}
				if p.Text != "" {
					languages[n].posts = append(languages[n].posts, p)
				}
			}
		}
	}
	each(PostsPath, s.Posts)
	each(ArchivePath, s.Archive)
	languages = slices.DeleteFunc(languages, func(l label) bool { return l.posts == nil })
	if len(languages) > 1 {
		all = append(all, languages...)
	}
	for _, l := range all {
		slices.SortStableFunc(l.posts, func(a, b listedPost) int { return cmp.Compare(b.Date, a.Date) })
	}
	return all
}

// labelPages are the rows of the page table for tags and languages.
func labelPages(s *content.Site) []*Page {
	var pages []*Page
	for _, l := range labels(s) {
		words := s.Words.Posts.Tagged.With("tag", l.name)
		pages = append(pages, &Page{
			Path:        l.path,
			Title:       words,
			Name:        words,
			Description: s.Words.Posts.TaggedLead.With("tag", l.name, "site", s.Title),
			Section:     "/tags",
			Type:        "website",
			Feed:        l.path + ".xml",
			body: func(s *content.Site) []app.UI {
				return []app.UI{
					inWords(s, title(words)),
					app.Ul().Class("links").Body(app.Li().Body(inWords(s, link(l.path+".xml", s.Words.Posts.Feed.With("tag", l.name))))),
					labelLog(s, l.posts),
				}
			},
		})
	}
	return pages
}

// labelLog is a list of posts of both sections.
func labelLog(s *content.Site, posts []listedPost) app.UI {
	var items []app.UI
	for _, p := range posts {
		what := postTitle(s, p.section, p.Post)
		items = append(items, logEntry(joined(" ", date(s, p.Date)), app.P().Body(what...)))
	}
	return log(items, "compact")
}

// Labelled are the posts with a text that the page of a tag or a language at a
// path lists, the newest first, for its feed.
func Labelled(s *content.Site, path string) []string {
	var ids []string
	for _, l := range labels(s) {
		if l.path == path {
			for _, p := range l.posts {
				if p.Text != "" {
					ids = append(ids, p.ID)
				}
			}
		}
	}
	return ids
}
