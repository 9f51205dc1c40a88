package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"golang.org/x/net/html"
)

// grownSite is the site with 1,000 posts of 20 years.
func grownSite(t *testing.T) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Grown(t, 1000, 0), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// archivePaths are the addresses of the archive in the page table.
func archivePaths(s *content.Site) []string {
	return slices.DeleteFunc(ui.Paths(s), func(path string) bool {
		return path != "/archive" && !strings.HasPrefix(path, "/archive/")
	})
}

// ids are the ids of the elements of a name.
func ids(in *html.Node, name string) []string {
	var found []string
	for _, e := range all(in, name) {
		if id := attribute(e, "id"); id != "" {
			found = append(found, id)
		}
	}
	return found
}

// TestArchivePages: the archive is one page as long as it is short, or of one
// year. Then years have pages of their own, and each post is on one page alone.
func TestArchivePages(t *testing.T) {
	oneYear := grownSite(t)
	for i := range oneYear.Posts {
		oneYear.Posts[i].Date = "2018"
	}
	for name, test := range map[string]struct {
		site  *content.Site
		pages int
		first int // posts on the page of the section, at most
	}{
		"own":      {ownSite(t), 1, 80},
		"grown":    {grownSite(t), 20, 80},
		"one year": {oneYear, 1, 1000},
	} {
		t.Run(name, func(t *testing.T) {
			s := test.site
			documents := pages(t, s)
			paths := archivePaths(s)
			if len(paths) != test.pages {
				t.Errorf("the archive is at %v; want %d pages", paths, test.pages)
			}
			on := make(map[string][]string) // by slug
			for _, path := range paths {
				listed := ids(main(documents[path]), "li")
				for _, slug := range listed {
					on[slug] = append(on[slug], path+"#"+slug)
				}
				if path == "/archive" && len(listed) > test.first {
					t.Errorf("%s lists %d posts; want at most %d", path, len(listed), test.first)
				}
			}
			entries := ui.Entries(s)
			for _, p := range s.Posts {
				if got := on[p.Slug]; len(got) != 1 || got[0] != entries[p.ID] {
					t.Errorf("the post %s is at %v; want it at %s alone", p.Slug, got, entries[p.ID])
				}
			}
			for i, path := range paths[1:] {
				if !slices.Contains(links(main(documents["/archive"])), path) {
					t.Errorf("the archive does not lead to %s", path)
				}
				beside := slices.DeleteFunc(links(main(documents[path])), func(to string) bool { return !strings.HasPrefix(to, "/archive") })
				want := []string{"/archive", fmt.Sprintf("/archive#y%d", s.Posts[0].Date.Year())}
				if i > 0 {
					want[1] = paths[i]
				}
				if want = append(want, paths[i+2:min(i+3, len(paths))]...); !slices.Equal(beside, want) {
					t.Errorf("%s leads to %v; want %v", path, beside, want)
				}
			}
		})
	}
}
