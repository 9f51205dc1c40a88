package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search"
	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"golang.org/x/net/html"
)

// grownSite is the site with 1,000 posts and 300 talks of 20 years, which is
// changed.
func grownSite(t *testing.T, change func(*content.Site)) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Grown(t, 1000, 300), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	change(s)
	return s
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

// TestYearPages: the talks and the archive are on one page each as long as they
// are few, or of one year. Then years have pages of their own, and each entry is
// listed on one page alone.
func TestYearPages(t *testing.T) {
	redate := func(date content.Date, which func(content.Talk) bool) func(*content.Site) {
		return func(s *content.Site) {
			for i := range s.Archive {
				s.Archive[i].Date = "2018"
			}
			for i := range s.Talks {
				if talk := &s.Talks[i]; which(*talk) {
					talk.Date, talk.Start, talk.Event = date, "", content.Event{Name: "Conf"}
				}
			}
		}
	}
	for name, test := range map[string]struct {
		site         *content.Site
		talks, posts lists
	}{
		"few":      {grownSite(t, func(s *content.Site) { s.Talks, s.Archive = s.Talks[:40], s.Archive[:80] }), lists{40, false}, lists{80, false}},
		"many":     {grownSite(t, func(*content.Site) {}), lists{40, true}, lists{80, true}},
		"one year": {grownSite(t, redate("2018", func(content.Talk) bool { return true })), lists{300, false}, lists{1000, false}},
		"undated":  {grownSite(t, redate("", func(talk content.Talk) bool { return talk.Year() < 2010 })), lists{40, true}, lists{1000, false}},
	} {
		t.Run(name, func(t *testing.T) {
			s := test.site
			documents := pages(t, s)
			var talks, posts []string // where they are
			for i := range s.Talks {
				talks = append(talks, ui.TalkPath(&s.Talks[i]))
			}
			entries := ui.Permalinks(s)
			for _, p := range s.Archive {
				posts = append(posts, entries[p.ID])
			}
			testYearPages(t, s, documents, "/talks", test.talks, s.Talks[len(s.Talks)-1].Year(), talks, func(path string) []string {
				return slices.DeleteFunc(links(main(documents[path])), func(to string) bool { return !slices.Contains(talks, to) })
			})
			testYearPages(t, s, documents, "/archive", test.posts, s.Archive[len(s.Archive)-1].Date.Year(), posts, func(path string) []string {
				listed := ids(main(documents[path]), "li")
				for i, slug := range listed {
					listed[i] = path + "#" + slug
				}
				return listed
			})
		})
	}
}

// lists is how a section lists its entries.
type lists struct {
	most  int  // on the page of the section
	years bool // older years have pages of their own
}

// testYearPages looks for the entries of a section, the last of which are of the
// oldest year, on the pages that list them.
func testYearPages(t *testing.T, s *content.Site, documents map[string]*html.Node, section string, want lists, oldest int, entries []string, listed func(path string) []string) {
	t.Helper()
	var paths []string
	on := make(map[string][]string) // by entry
	for _, p := range ui.Pages(s) {
		if p.Section == section && p.Talk == nil {
			paths = append(paths, p.Path)
			for _, entry := range listed(p.Path) {
				on[entry] = append(on[entry], p.Path)
			}
		}
	}
	last := section
	if want.years && oldest == 0 {
		last += "/undated"
	} else if want.years {
		last += fmt.Sprintf("/%d", oldest)
	}
	if got := paths[len(paths)-1]; got != last {
		t.Errorf("the last page of %s is %s; want %s", section, got, last)
	}
	if n := len(listed(section)); n > want.most {
		t.Errorf("%s lists %d entries; want at most %d", section, n, want.most)
	}
	for _, entry := range entries {
		if len(on[entry]) != 1 {
			t.Errorf("%s is on %v; want it on one page of %s", entry, on[entry], section)
		}
	}
	documented := ui.Documents(s)
	for i, path := range paths[1:] {
		if !slices.ContainsFunc(documented, func(d search.Document) bool { return d.Address == path }) {
			t.Errorf("the search does not find %s", path)
		}
		name := strings.TrimPrefix(path, section+"/")
		if heading := text(all(documents[path], "h1")[0]); !strings.HasSuffix(strings.ToLower(heading), ": "+name) {
			t.Errorf("the heading of %s is %q; want it to end in %s", path, heading, name)
		}
		if !slices.Contains(links(main(documents[section])), path) {
			t.Errorf("%s does not lead to %s", section, path)
		}
		beside := slices.DeleteFunc(links(main(documents[path])), func(to string) bool {
			return !strings.HasPrefix(to, section) || slices.Contains(entries, to)
		})
		want := []string{section, paths[i]}
		if i == 0 {
			years := ids(main(documents[section]), "h2")
			want[1] = section + "#" + years[len(years)-1]
		}
		if want = append(want, paths[i+2:min(i+3, len(paths))]...); !slices.Equal(beside, want) {
			t.Errorf("%s leads to %v; want %v", path, beside, want)
		}
	}
}
