package site

import (
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestPublicationPages: a publication that there are words about has a page, with
// what Google Scholar and reference managers look for, at which its id and its
// former names arrive; and the list leads there. Any other has none.
func TestPublicationPages(t *testing.T) {
	s, err := load.Read(contenttest.Sites(t)["each"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	bare := s.Publications[0]
	bare.ID, bare.Slug, bare.Text = "00000000-0000-4000-9000-00000000ffff", "bare", nil
	s.Publications = append(s.Publications, bare)
	s.Publications[0].Formerly = []string{"old-note"}
	files := build(t, s)
	const path = "/publications/note"
	if files[path] == nil || files["/publications/bare"] != nil {
		t.Fatalf("there is a page of the publication with words: %v; of that without: %v; want one of the first alone",
			files[path] != nil, files["/publications/bare"] != nil)
	}
	page := parseDocument(t, path, files[path].Body)
	got := make(map[string][]string)
	for n := range page.Descendants() {
		if name, _ := attribute(n, "name"); n.Data == "meta" && strings.HasPrefix(name, "citation_") {
			value, _ := attribute(n, "content")
			got[name] = append(got[name], value)
		}
	}
	for name, want := range map[string][]string{
		"citation_title": {"A note"}, "citation_author": {"A. Example", "Zoë Weiß"}, "citation_publication_date": {"2023"},
		"citation_journal_title": {"The Memoirs"}, "citation_doi": {"10.1000/182"},
	} {
		if !slices.Equal(got[name], want) {
			t.Errorf("%s says %s = %q; want %q", path, name, got[name], want)
		}
	}
	for _, from := range []string{"/id/" + s.Publications[0].ID, "/publications/old-note"} {
		if file := files[from]; file == nil || file.Redirect != path {
			t.Errorf("%s does not lead to %s: %+v", from, path, file)
		}
	}
	list := parseDocument(t, "/publications", files["/publications"].Body)
	var leads, meta bool
	for n := range list.Descendants() {
		href, _ := attribute(n, "href")
		name, _ := attribute(n, "name")
		leads = leads || href == path
		meta = meta || strings.HasPrefix(name, "citation_")
	}
	if !leads || meta {
		t.Errorf("the list leads to %s: %v, and has the meta of a work: %v; want true, false", path, leads, meta)
	}
}
