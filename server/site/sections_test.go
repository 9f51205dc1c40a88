package site

import (
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search"
	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestAbsentSections: a section with nothing in it is nowhere.
func TestAbsentSections(t *testing.T) {
	s, err := load.Read(contenttest.Sites(t)["empty"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	files := build(t, s)
	want := []string{ui.HomePath, ui.ColophonPath, ui.SearchPath, ui.NotFoundPath, ui.OfflinePath}
	var got []string
	for _, p := range ui.Pages(s) {
		got = append(got, p.Path)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pages of an empty site are %q; want %q", got, want)
	}
	for path, file := range files.All() {
		for _, absent := range []string{ui.OpenSourcePath, ui.TalksPath, ui.PublicationsPath, ui.ConnectPath, ui.WishlistPath, ui.ArchivePath} {
			if (file.IsPage() || path == ManifestPath || path == "/sitemap.xml" || path == "/llms.txt" || strings.HasPrefix(path, "/.well-known")) &&
				strings.Contains(string(file.Body), `"`+absent+`"`) || strings.Contains(string(file.Body), s.Address+absent) {
				t.Errorf("%s of an empty site leads to %s", path, absent)
			}
		}
	}
}

// TestWishesAreFound: the wishlist is searched as everything else.
func TestWishesAreFound(t *testing.T) {
	s, err := load.Read(contenttest.Sites(t)["each"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	hits := search.New(ui.Documents(s)).Search("brass", "", 10).Hits
	if len(hits) != 1 || hits[0].Address != "/wishlist#brass" || hits[0].Kind != search.Wish {
		t.Errorf("Search(brass) = %+v; want the wish at /wishlist#brass", hits)
	}
}

// TestFormerly: the addresses that entries had lead to where they are.
func TestFormerly(t *testing.T) {
	s := readSite(t)
	dated := slices.IndexFunc(s.Talks, content.Talk.Dated)
	s.Talks[dated].Formerly = []string{"old-talk"}
	s.Projects[0].Formerly, s.Publications[0].Formerly, s.Archive[0].Formerly = []string{"old-project"}, []string{"old-paper"}, []string{"old-post"}
	files := build(t, s)
	now := ui.TalkPath(&s.Talks[dated])
	for from, to := range map[string]string{"/talks/old-talk": now, "/talks/old-talk.ics": now + ".ics"} {
		if file := files[from]; file == nil || file.Redirect != to {
			t.Errorf("%s is %+v; want a redirect to %s", from, file, to)
		}
	}
	for page, id := range map[string]string{"/open-source": "old-project", "/publications": "old-paper", "/archive": "old-post"} {
		if !strings.Contains(string(files[page].Body), ` id="`+id+`"`) {
			t.Errorf("%s has no part with the former name %s", page, id)
		}
	}
}
