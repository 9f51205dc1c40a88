package site

import (
	"bytes"
	"encoding/json"
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

// TestTexts: the page of a post has its text, and the bundle has not; what the
// program asks for is there, says the same, and is in the offline copy.
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
			if page.Text == "" {
				continue
			}
			texts++
			file := files[page.Text]
			if file == nil || !file.Offline || !file.Immutable {
				t.Fatalf("the text %s = %+v; want it in the offline copy, for ever", page.Text, file)
			}
			if digest := strings.Split(page.Text, ".")[1]; !strings.HasPrefix(file.Digest, digest) {
				t.Errorf("%s has the digest %s", page.Text, file.Digest)
			}
			var data struct {
				Lead string
				Text []any
			}
			if err := json.Unmarshal(file.Body, &data); err != nil || data.Lead == "" {
				t.Fatalf("%s: %v, %+v", page.Text, err, data)
			}
			document := parseDocument(t, page.Path, files[page.Path].Body)
			got := ""
			for n := range document.Descendants() {
				if asked, _ := attribute(n, "data-text"); asked == page.Text {
					got = textOf(n)
				}
			}
			if want := wordsOfData(data.Text); got != want {
				t.Errorf("%s says %q; want what its data say, %q", page.Path, got, want)
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

// wordsOfData are the words of a text as the browser's program gets it.
func wordsOfData(list []any) string {
	said := ""
	for _, part := range list {
		switch part := part.(type) {
		case string:
			said += part
		case []any:
			said += wordsOfData(part[1:])
		}
	}
	return said
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
