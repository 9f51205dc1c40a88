package ui

import (
	"cmp"
	"slices"
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// PostPath is the address of the page of a post that has a text, in the section
// at a path: PostsPath or ArchivePath.
func PostPath(section string, p *content.Post) string { return section + "/" + p.Slug }

// textPath is the address of the text of such a post, for the browser's program.
func textPath(section string, p *content.Post) string {
	return PostPath(section, p) + "." + p.Digest + ".json"
}

// PostAddress is where a post is read: here or elsewhere.
func PostAddress(section string, p *content.Post) string {
	if p.Text == "" {
		return p.Address
	}
	return PostPath(section, p)
}

// postPages are the rows of the page table for the posts of a section that have
// a text, the newest first.
func postPages(s *content.Site, section string, posts []content.Post) []*Page {
	var pages []*Page
	var here []*content.Post
	for i := range posts {
		if p := &posts[i]; p.Text != "" {
			here = append(here, p)
		}
	}
	for i, p := range here {
		var newer, older *content.Post
		if i > 0 {
			newer = here[i-1]
		}
		if i+1 < len(here) {
			older = here[i+1]
		}
		pages = append(pages, &Page{
			Path:        PostPath(section, p),
			Title:       p.Title,
			Name:        p.Title,
			Description: PostLead(p),
			Section:     section,
			Type:        "article",
			Post:        p,
			Text:        textPath(section, p),
			body:        func(s *content.Site) []app.UI { return post(s, section, p, newer, older) },
		})
	}
	return pages
}

// PostLead is what a post says, in short. The browser's program knows it only
// where its writer has said it; the text has the rest.
func PostLead(p *content.Post) string {
	if p.Summary == "" && p.Article != nil {
		return p.Article.Lead
	}
	return p.Summary
}

// post shows a post with its text, whose elements are put in by package
// server/site, and by web/static/takeover.js.
func post(s *content.Site, section string, p, newer, older *content.Post) []app.UI {
	h1 := title(p.Title).Class("p-name")
	if p.Language() != s.Language {
		h1.Lang(p.Language()).Dir("auto")
	}
	entry := []app.UI{
		h1,
		app.Data().Class("u-url u-uid").Value(s.Address + PostPath(section, p)),
		app.Data().Class("p-author").Value(s.Person.Name),
		app.Dl().Class("facts").Body(postFacts(s, p)...),
		app.Div().Class("text", "e-content").Lang(p.Language()).Dir("auto").DataSet("text", textPath(section, p)),
	}
	all := []app.UI{
		app.P().Class("trail").Body(app.A().Href(section).Body(spoken(s, sectionOf(s, section).Name()))),
		app.Article().Class("h-entry").Body(entry...),
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

// TagPath is the address of the page of a tag.
func TagPath(t *content.Tag) string { return "/tags/" + t.Slug }

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
					app.Div().Class("year").Body(labelLog(s, l.posts)),
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
