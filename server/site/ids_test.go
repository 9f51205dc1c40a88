package site

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestPartsAreTaken: an entry with the name of a part of the page that lists it
// is a problem of the content, which tells people the line.
func TestPartsAreTaken(t *testing.T) {
	s := readSite(t)
	var slugs []string
	for _, address := range ui.Permalinks(s) {
		_, slug, _ := strings.Cut(address, "#")
		slugs = append(slugs, slug)
	}
	pages := build(t, s)
	for _, path := range []string{ui.OpenSourcePath, ui.PublicationsPath, ui.ArchivePath, ui.WishlistPath} {
		for _, match := range idAttribute.FindAllSubmatch(pages[path].Body, -1) {
			id := string(match[1])
			if slices.Contains(slugs, id) {
				continue
			}
			_, err := load.Read(renamed(t, s.Publications[0].Slug, id), ui.Paths)
			var problems load.Problems
			if !errors.As(err, &problems) || !strings.HasSuffix(problems[0].Path, ".slug") {
				t.Errorf("a publication can have the slug %q, as a part of %s: %v", id, path, err)
			}
		}
	}
}

// renamed is the real content with another slug for an entry.
func renamed(t *testing.T, old, new string) fs.FS {
	t.Helper()
	files := make(fstest.MapFS)
	err := fs.WalkDir(contenttest.Site, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(contenttest.Site, path)
		files[path] = &fstest.MapFile{Data: []byte(strings.Replace(string(text), `"`+old+`"`, `"`+new+`"`, 1))}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestSameID: no page is built in which an entry has the name of a part.
func TestSameID(t *testing.T) {
	for _, slug := range []string{"main", "app", "announcer"} {
		s := readSite(t)
		s.Publications[0].Slug = slug
		if _, err := Build(s, assets(t), Options{}); !errors.Is(err, ErrSameID) {
			t.Errorf("Build with the slug %q: %v; want %v", slug, err, ErrSameID)
		}
	}
	s := readSite(t)
	s.Publications[0].Text = content.Prose{{Kind: content.NodeParagraph, Children: []content.Node{
		{Kind: content.NodeText, Text: `say < id="main"> id="main"`},
	}}}
	s.Publications[0].Title = ` id="main"`
	if _, err := Build(s, assets(t), Options{}); err != nil {
		t.Errorf("Build with ids in the text: %v", err)
	}
}
