package load

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/text"
	"kairo.dev/content/words"
)

// published are the posts that are to be shown: drafts only to those who write
// them.
func published(all []content.Post, drafts bool) []content.Post {
	return slices.DeleteFunc(list(all), func(p content.Post) bool { return p.Draft && !drafts })
}

// readTexts reads the texts of the posts, each a document of its own. The
// problems are texts that no post names.
func (f *files) readTexts(fsys fs.FS, docs map[string]*document, drafts bool, attached *attachments) Problems {
	t := texts{fsys: fsys, docs: docs, drafts: drafts, words: words.For(f.site.Language), files: attached}
	for _, from := range []struct {
		name  string
		posts []content.Post
	}{{postsName, f.posts.Posts}, {archiveName, f.archive.Posts}} {
		for i := range from.posts {
			if p := &from.posts[i]; p.Text != "" {
				t.read(p, docs[from.name], fmt.Sprintf("posts[%d].text", i))
			}
		}
	}
	found, _ := fs.Glob(fsys, "posts/*.md") // the pattern is good
	var problems Problems
	for _, name := range found {
		base := strings.TrimPrefix(name, "posts/")
		if docs[name] == nil && base != "README.md" && !strings.HasPrefix(base, ".") {
			problems = append(problems, Problem{File: name, Message: `is the text of no post: name it as the "text" of one`})
		}
	}
	return problems
}

// texts are those of the posts in the making.
type texts struct {
	fsys   fs.FS
	docs   map[string]*document
	drafts bool
	words  content.Words
	files  *attachments
}

// read reads the text of a post, which doc names at a path.
func (t *texts) read(p *content.Post, doc *document, path string) {
	if t.docs[p.Text] != nil {
		doc.reportAt(path, "%q is the text of another post already", p.Text)
		return
	}
	d := &document{file: p.Text}
	t.docs[p.Text] = d
	file, err := t.fsys.Open(p.Text)
	if errors.Is(err, fs.ErrNotExist) {
		doc.reportAt(path, "there is no file %q", p.Text)
		return
	}
	if err != nil {
		d.whole("cannot be opened: %v", err)
		return
	}
	defer file.Close()
	if !d.readAll(file) {
		return
	}
	if Blank(string(d.text)) {
		d.whole("is empty: write the text, or take the post out")
		return
	}
	find := t.files.find
	if p.Draft && !t.drafts { // its files are not to be published
		find = (&attachments{fsys: t.fsys}).find
	}
	made := text.Make(d.text, text.Options{Language: p.Language(), Words: &t.words, File: func(name string) (text.File, error) { return shown(find(name)) }})
	for _, problem := range made.Problems {
		d.report(problem.At, "", "%s", problem.Message)
	}
	if len(made.Elements)+len(made.Problems) == 0 {
		d.whole("has no words to show: write the text, or take the post out")
	}
	if !p.Draft || t.drafts { // a draft may lead to another, which is not there
		for _, link := range made.Links {
			// What was written long ago leads to sites without https.
			if rest, old := strings.CutPrefix(link.Address, "http://"); old {
				link.Address = "https://" + rest
			}
			d.links = append(d.links, proseLink{link.At, "", link.Address})
		}
	}
	p.Digest, p.Minutes, p.Article = text.Digest([]byte(text.HTML(made.Elements, nil))), made.Minutes, &made.Article
}

// tags are those that at least two posts have, and one of them a text: a page
// for each of the others would say nothing that the post does not. What is too
// long for a slug is none. Writing them in capitals or with marks makes no other
// tag.
func tags(s *content.Site) []content.Tag {
	counts := make(map[string]map[string]int) // by slug, of each way to write it
	readable := make(map[string]bool)
	posts := make(map[string]int)
	for _, p := range append(slices.Clone(s.Posts), s.Archive...) {
		seen := make(map[string]bool)
		for _, name := range p.Tags {
			slug := proposeSlug(tagSigns.Replace(name))
			if slug == "" || len(slug) > mostSlug {
				continue
			}
			if counts[slug] == nil {
				counts[slug] = make(map[string]int)
			}
			counts[slug][name]++
			readable[slug] = readable[slug] || p.Text != ""
			if !seen[slug] {
				posts[slug]++
			}
			seen[slug] = true
		}
	}
	var all []content.Tag
	for _, slug := range slices.Sorted(maps.Keys(counts)) {
		if !readable[slug] || posts[slug] < 2 {
			continue
		}
		names := slices.SortedFunc(maps.Keys(counts[slug]), func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[slug][b], counts[slug][a]), cmp.Compare(a, b))
		})
		all = append(all, content.Tag{Slug: slug, Names: names})
	}
	return all
}

// tagSigns are the signs that make another tag: C is not C++.
var tagSigns = strings.NewReplacer("+", " plus ", "#", " sharp ")

// checkPosts wants posts to be read somewhere.
func checkPosts(f *files, docs map[string]*document) {
	for name, posts := range map[string][]content.Post{postsName: f.posts.Posts, archiveName: f.archive.Posts} {
		doc := docs[name]
		for i, p := range posts {
			path := fmt.Sprintf("posts[%d]", i)
			switch {
			case p.Text == "" && name == postsName && !doc.reported(path+".text"):
				doc.reportAt(path+".text", "is missing: name the file that it is in, such as posts/%s.md", p.Slug)
			case p.Text == "" && p.Address == "" && !doc.reported(path+".address") && !doc.reported(path+".text"):
				doc.reportAt(path+".address", "is missing: say where it can be read, or name the file with its text")
			case p.Canonical && p.Address == "" && !doc.reported(path+".address"):
				doc.reportAt(path+".canonical", "is true, and there is no address")
			}
		}
	}
}
