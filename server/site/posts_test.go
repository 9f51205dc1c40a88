package site

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"willnorris.com/go/microformats"
)

// withPosts is the site of somebody who writes, at an address.
func withPosts(t testing.TB, address string) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Sites(t)["posts"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	s.Address = address
	return s
}

// TestTexts: the page of a post has its text, and the bundle has not.
func TestTexts(t *testing.T) {
	for _, address := range []string{"https://posts.example", "https://posts.example/below/it"} {
		s := withPosts(t, address)
		files := build(t, s)
		base := s.Base()
		if strings.Contains(string(files[BundlePath].Body), "xylophones") {
			t.Error("the bundle has the text of a post")
		}
		texts := 0
		for _, page := range ui.Pages(s) {
			if page.Post == nil {
				continue
			}
			texts++
			if page.Post.Digest == "" || !strings.Contains(string(files[BundlePath].Body), page.Post.Digest) {
				t.Errorf("the bundle does not have the digest of the text of %s", page.Path)
			}
			if page.Path == "/posts/everything" {
				html := string(files[page.Path].Body)
				for _, want := range []string{`<a href="` + base + `/posts/short">the short one</a>`, `<span class="k">func</span>`, `<th scope="col" class="align-right">`,
					`<details class="contents" open>`, `<h2 id="lists-2">`, `class="text e-content"`, `<meta property="og:type" content="article">`} {
					if !strings.Contains(html, want) {
						t.Errorf("%s lacks %s", page.Path, want)
					}
				}
			}
		}
		if texts != 5 {
			t.Errorf("there are %d texts; want 5", texts)
		}
		if files["/archive/kept-before"] == nil || files["/archive/kept-before"].Redirect != base+"/archive/kept" {
			t.Error("/archive/kept-before leads nowhere")
		}
		for path, file := range files {
			if strings.Contains(path, "draft") || strings.Contains(string(file.Body), "Not yet") {
				t.Errorf("%s tells of a draft", path)
			}
		}
	}
}

// TestTagsOfLists: the lists of posts lead to the page of each tag.
func TestTagsOfLists(t *testing.T) {
	s := withPosts(t, "https://posts.example")
	files := build(t, s)
	if len(s.Tags) == 0 {
		t.Fatal("there are no tags")
	}
	for _, path := range []string{ui.PostsPath, ui.ArchivePath} {
		for i := range s.Tags {
			if want := `<a href="` + ui.TagPath(&s.Tags[i]) + `" rel="tag">`; !strings.Contains(string(files[path].Body), want) {
				t.Errorf("%s lacks %s", path, want)
			}
		}
	}
}

// TestSearchedFiles: the browser's search gets its files, whole or in pieces, and each
// text is one.
func TestSearchedFiles(t *testing.T) {
	s := withPosts(t, "https://posts.example")
	files := build(t, s)
	all := make(map[string]bool)
	list := files[ui.TextsPath(s)]
	if list.Immutable || !list.Offline {
		t.Errorf("%s = %+v; want it in the offline copy, and not for ever: another build has other files for the content", ui.TextsPath(s), list)
	}
	for address := range strings.SplitSeq(string(list.Body), "\n") {
		file := files[address]
		if file == nil || !file.Offline || !file.Immutable || !strings.Contains(address, file.Digest[:12]) {
			t.Fatalf("%s = %+v; want it in the offline copy, for ever", address, file)
		}
		var whole strings.Builder
		for address := range strings.SplitSeq(string(files[piecesList(address)].Body), "\n") {
			piece := string(files[address].Body)
			whole.WriteString(piece)
			all[piece] = true
		}
		if whole.String() != string(file.Body) {
			t.Errorf("the pieces of %s make %q; want %q", address, &whole, file.Body)
		}
	}
	for _, p := range s.Readable() {
		if !all["\f"+p.Article.Plain+"\n"] {
			t.Errorf("the text of %s is no piece: %q", p.Slug, p.Article.Plain)
		}
	}
}

// TestPostIsAnEntry has a parser of microformats look for the post.
func TestPostIsAnEntry(t *testing.T) {
	s := withPosts(t, "https://posts.example")
	address, err := url.Parse("https://posts.example/posts/everything")
	if err != nil {
		t.Fatal(err)
	}
	entries := microformats.Parse(bytes.NewReader(build(t, s)["/posts/everything"].Body), address).Items
	if len(entries) != 1 || entries[0].Type[0] != "h-entry" {
		t.Fatalf("the page of a post has %v; want one h-entry", entries)
	}
	for name, want := range map[string]string{"name": "Everything that Markdown has", "url": "https://posts.example/posts/everything", "author": "Ada Example", "published": "2026-02-03", "category": "Markdown"} {
		if got := entries[0].Properties[name]; len(got) == 0 || got[0] != want {
			t.Errorf("%s = %v; want %q", name, got, want)
		}
	}
}
