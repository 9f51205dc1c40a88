package ui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestSearched: the browser, which has the content without the texts, makes the index
// of the server from the files.
func TestSearched(t *testing.T) {
	texts := 0
	for name, files := range contenttest.Sites(t) {
		s, err := load.Read(files, Paths)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range s.All() {
			pages := Pages(s)
			files := Searched(s, pages)
			if len(files) == 0 {
				if s.Texts > 0 {
					t.Errorf("%s in %s has %d texts, and no files for the search", name, s.Language, s.Texts)
				}
				continue
			}
			texts += s.Texts
			var bodies []string
			for _, body := range files {
				bodies = append(bodies, string(body))
			}
			browser := withoutTexts(s)
			got, err := readSearched(browser, Pages(browser), bodies, func() {})
			if err != nil {
				t.Fatalf("readSearched of %s in %s: %v", name, s.Language, err)
			}
			for i, p := range s.Readable() {
				if i > 20 {
					break
				}
				words := strings.Fields(p.Article.Plain)
				for _, query := range []string{p.Title, words[len(words)/2], words[len(words)-1], `"` + strings.Join(words[:min(3, len(words))], " ")} {
					if got, want := got.Search(query, "", 10), pages[0].finder().index().Search(query, "", 10); !reflect.DeepEqual(got, want) {
						t.Errorf("%s in %s: Search(%q) in the browser = %+v; want %+v, as on the server", name, s.Language, query, got, want)
					}
				}
			}
			for what, bodies := range map[string][]string{"one less": bodies[1:], "one more": append(bodies, ""), "in another order": {bodies[1], bodies[0]}, "none": nil} {
				if x, err := readSearched(browser, Pages(browser), bodies, func() {}); err == nil {
					t.Errorf("readSearched of the files, %s, = %v; want an error", what, x)
				}
			}
		}
	}
	if texts == 0 {
		t.Error("no site has texts")
	}
}

// withoutTexts is the content as the browser has it.
func withoutTexts(s *content.Site) *content.Site {
	own := *s
	own.Posts, own.Archive = slices.Clone(s.Posts), slices.Clone(s.Archive)
	for _, posts := range [][]content.Post{own.Posts, own.Archive} {
		for i := range posts {
			posts[i].Article = nil
		}
	}
	return &own
}

// TestGrouped: a post more leaves most segments as they are.
func TestGrouped(t *testing.T) {
	posts := make([]*content.Post, 200)
	sizes := func(n int) (sizes []int) {
		for _, group := range grouped(posts[:n]) {
			sizes = append(sizes, len(group))
		}
		return sizes
	}
	for n, want := range map[int][]int{0: nil, 1: {1}, 3: {1, 1, 1}, 4: {4}, 63: {16, 16, 16, 4, 4, 4, 1, 1, 1}, 64: {64}, 170: {64, 64, 16, 16, 4, 4, 1, 1}} {
		if got := sizes(n); !slices.Equal(got, want) {
			t.Errorf("grouped of %d posts = segments of %v; want %v", n, got, want)
		}
	}
}
