package load

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"kairo.dev/content"
)

// published are the posts that are to be shown: drafts only to those who write
// them.
func published(all []content.Post, drafts bool) []content.Post {
	return slices.DeleteFunc(list(all), func(p content.Post) bool { return p.Draft && !drafts })
}

// readTexts reads the texts of the posts, each a document of its own. The
// problems are texts that no post names.
func (f *files) readTexts(fsys fs.FS, docs map[string]*document) Problems {
	for _, from := range []struct {
		name  string
		posts []content.Post
	}{{postsName, f.posts.Posts}, {archiveName, f.archive.Posts}} {
		for i := range from.posts {
			if p := &from.posts[i]; p.Text != "" {
				readText(fsys, p, docs[from.name], fmt.Sprintf("posts[%d].text", i), docs)
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

// readText reads the text of a post, which doc names at a path.
func readText(fsys fs.FS, p *content.Post, doc *document, path string, docs map[string]*document) {
	if docs[p.Text] != nil {
		doc.reportAt(path, "%q is the text of another post already", p.Text)
		return
	}
	text := &document{file: p.Text}
	docs[p.Text] = text
	file, err := fsys.Open(p.Text)
	if errors.Is(err, fs.ErrNotExist) {
		doc.reportAt(path, "there is no file %q", p.Text)
		return
	}
	if err != nil {
		text.whole("cannot be opened: %v", err)
		return
	}
	defer file.Close()
	if text.readAll(file) && strings.TrimSpace(string(text.text)) == "" {
		text.whole("is empty: write the text, or take the post out")
	}
}

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
