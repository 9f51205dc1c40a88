package interchange

import (
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"github.com/mmcdole/gofeed"
)

func withPosts(t *testing.T) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Sites(t)["posts"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFeedHasTheText: readers elsewhere get all of a post, and its addresses
// lead to the site.
func TestFeedHasTheText(t *testing.T) {
	s := withPosts(t)
	for name, write := range map[string]func(*content.Site) ([]byte, error){"Atom": Atom, "JSONFeed": JSONFeed} {
		feed, err := gofeed.NewParser().ParseString(written(t, write, s))
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range feed.Items {
			if !strings.HasSuffix(item.Link, "/posts/everything") {
				continue
			}
			for _, want := range []string{`<a href="https://posts.example/posts/short">`, `<a href="https://posts.example/posts/everything#fn:1"`, "<table>", "<em>yes</em>", "The <em>first</em> note."} {
				if !strings.Contains(item.Content, want) {
					t.Errorf("%s: the content of everything lacks %s:\n%s", name, want, item.Content)
				}
			}
			if item.Description != "All of it, once." {
				t.Errorf("%s: the summary of everything = %q", name, item.Description)
			}
		}
	}
}

// TestFeedOfTag: the feed of a tag has its posts that are read here, however
// they write it.
func TestFeedOfTag(t *testing.T) {
	s := withPosts(t)
	got := make(map[string][]string)
	for _, page := range ui.Pages(s) {
		if page.Feed == "" {
			continue
		}
		feed, err := gofeed.NewParser().ParseString(written(t, func(s *content.Site) ([]byte, error) { return AtomOf(s, page) }, s))
		if err != nil || feed.FeedLink != s.Address+page.Feed || feed.Link != page.Address(s) {
			t.Fatalf("the feed of %s is of %s, at %s: %v", page.Path, feed.Link, feed.FeedLink, err)
		}
		for _, item := range feed.Items {
			got[page.Path] = append(got[page.Path], strings.TrimPrefix(item.Link, s.Address))
		}
	}
	for path, want := range map[string]string{
		"/tags/go":         "/posts/everything /posts/ola",
		"/tags/markdown":   "/posts/everything /archive/kept",
		"/tags/old":        "/archive/kept",
		"/languages/pt-BR": "/posts/ola /archive/kept",
		"/languages/ar":    "/posts/arabic",
		"/languages/en":    "/posts/everything /posts/short /archive/kept",
	} {
		if have := strings.Join(got[path], " "); have != want {
			t.Errorf("the feed of %s has %s; want %s", path, have, want)
		}
		delete(got, path)
	}
	if len(got) > 0 {
		t.Errorf("there are feeds too many: %v", got)
	}
}

// TestCanonicalElsewhere: a post that is to be found elsewhere is not in the
// sitemap, and says where it was first.
func TestCanonicalElsewhere(t *testing.T) {
	s := withPosts(t)
	if body := written(t, Sitemap, s); strings.Contains(body, "/archive/kept<") || !strings.Contains(body, "/posts/ola<") {
		t.Errorf("the sitemap is %s; want it with /posts/ola, without /archive/kept", body)
	}
	for _, page := range ui.Pages(s) {
		if page.Path == "/archive/kept" {
			posting := things(t, s, page, picture)["BlogPosting"][0]
			if posting["sameAs"] != "https://blog.example/kept.html" || posting["mainEntityOfPage"] != "https://blog.example/kept.html" {
				t.Errorf("the data of %s: %v; want it to name the first address", page.Path, posting)
			}
		}
	}
}
