package ui

import (
	"cmp"
	"strings"

	"kairo.dev/app/search"
	"kairo.dev/content"
)

// Entry is what every kind of entry has in common: a project, a talk and a wish
// are found, linked to, followed and dated alike. The search, the permalinks,
// the feeds, the sitemap and the tests read it; a new kind of entry is a
// paragraph of [Entries], and they know it.
type Entry struct {
	Kind search.Kind
	ID   string
	// Slug is its name on its page, and Formerly are those it had before.
	Slug     string
	Formerly []string
	// Path is where it is shown: a path of this site, with a fragment if the
	// entry has no page of its own.
	Path string
	// Address is where it is read: Path, or an https address elsewhere.
	Address  string
	Language string
	Title    string
	// Date is what it is listed by, and Updated the day it changed after that.
	Date, Updated content.Date
	// Details are a line of facts, and Text the words about it, in TextLanguage.
	Details, Text, TextLanguage string
	// Home says that the home page shows the newest of the kind.
	Home bool
	// Followed says that the feeds have it, with a Category and a Summary.
	Followed          bool
	Category, Summary string
	// Post is the post that it is, nil for any other entry.
	Post *content.Post
}

// Entries are all entries of the content.
func Entries(s *content.Site) []Entry {
	all := make([]Entry, 0, len(s.Projects)+len(s.Talks)+len(s.Publications)+len(s.Posts)+len(s.Archive)+len(s.Wishlist.Items))
	for i := range s.Projects {
		p := &s.Projects[i]
		all = append(all, Entry{
			Kind: search.Project, ID: p.ID, Slug: p.Slug, Formerly: p.Formerly, Updated: p.Updated,
			Path: OpenSourcePath + "#" + p.Slug, Language: s.LanguageOf(p.Name), Title: p.Name,
			Details: line(p.ShortName, p.Role, p.Foundation, p.Level, p.Licence), Text: p.Text.Plain(), TextLanguage: p.Text.Language(),
		})
	}
	for i := range s.Talks {
		t := &s.Talks[i]
		all = append(all, Entry{
			Kind: search.Talk, ID: t.ID, Slug: t.Slug, Formerly: t.Formerly, Updated: t.Updated,
			Path: TalkPath(t), Language: t.Language, Title: t.Title, Date: t.When(),
			Details: talkLine(s, t), Text: t.Text.Plain(), TextLanguage: t.Text.Language(), Home: true,
			Followed: true, Category: KindName(s, t.Kind), Summary: TalkDescription(s, t),
		})
	}
	for i := range s.Publications {
		p := &s.Publications[i]
		all = append(all, Entry{
			Kind: search.Publication, ID: p.ID, Slug: p.Slug, Formerly: p.Formerly, Updated: p.Updated,
			Path: PublicationShown(p), Address: PublicationAddress(p), Language: p.Language, Title: p.Title, Date: p.Date,
			Details: line(s.Words.Date(p.Date), p.Where(), p.Kind, strings.Join(p.Authors, s.Words.Lists.Comma), p.DOI, p.Award), Text: p.Text.Plain(), TextLanguage: p.Text.Language(), Home: true,
			Followed: true, Category: p.Kind, Summary: PublicationDescription(s, p),
		})
	}
	listed := Lists(s)
	for i := range s.Posts {
		e := postEntry(s, search.Written, PostsPath, &s.Posts[i], listed)
		e.Followed, e.Category = true, s.Sections.Posts.Name()
		all = append(all, e)
	}
	for i := range s.Archive {
		all = append(all, postEntry(s, search.Post, ArchivePath, &s.Archive[i], listed))
	}
	for i := range s.Wishlist.Items {
		w := &s.Wishlist.Items[i]
		all = append(all, Entry{
			Kind: search.Wish, ID: w.ID, Slug: w.Slug, Formerly: w.Formerly, Updated: w.Updated,
			Path: WishlistPath + "#" + w.Slug, Language: s.LanguageOf(w.Title), Title: w.Title, Text: w.Text.Plain(), TextLanguage: w.Text.Language(),
		})
	}
	for i := range all {
		all[i].Address = cmp.Or(all[i].Address, all[i].Path)
		all[i].TextLanguage = cmp.Or(all[i].TextLanguage, s.Language)
	}
	return all
}

// postEntry is what a post of a section has in common with every entry.
func postEntry(s *content.Site, kind search.Kind, section string, p *content.Post, listed map[string]string) Entry {
	e := Entry{
		Kind: kind, ID: p.ID, Slug: p.Slug, Formerly: p.Formerly, Updated: p.Updated,
		Path: listed[p.ID] + "#" + p.Slug, Address: p.Address, Language: p.Language(), Title: p.Title, Date: p.Date,
		Details: line(s.Words.Date(p.Date), s.Words.LanguageName(p.Language()), strings.Join(p.Tags, ", ")), Home: true,
		Summary: PostLead(p), Post: p,
	}
	if p.Text != "" {
		e.Path, e.Address, e.TextLanguage = PostPath(section, p), "", p.Language()
	}
	if p.Article != nil {
		e.Text = p.Article.Plain
	}
	return e
}

// OwnPage reports whether the entry has a page of its own.
func (e *Entry) OwnPage() bool { return !strings.Contains(e.Path, "#") }

// Page is the path of the page that shows the entry.
func (e *Entry) Page() string {
	page, _, _ := strings.Cut(e.Path, "#")
	return page
}

// FormerPath is where the entry was shown under a slug that it had before.
func (e *Entry) FormerPath(slug string) string { return strings.TrimSuffix(e.Path, e.Slug) + slug }
