package site

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"golang.org/x/net/html"
)

// readLanguages is a site in English, Arabic and Portuguese.
func readLanguages(t *testing.T) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Sites(t)["languages"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestLanguages: every page is there in every language, at its place, and names
// the others for those who follow links and for those who look for pages.
func TestLanguages(t *testing.T) {
	for _, base := range []string{"", "/site"} {
		s := readLanguages(t)
		root := s.Address
		for _, in := range s.All() {
			in.Address = root + base + in.Path()
		}
		testLanguages(t, s, base)
	}
}

func testLanguages(t *testing.T, s *content.Site, base string) {
	files := build(t, s)
	if base == "" {
		testLinks(t, s, files)
	}
	for _, in := range s.All() {
		testEveryPage(t, in, files.below(in.Path()))
		for _, p := range ui.Pages(in) {
			at := in.Path() + p.Path
			page := parseDocument(t, at, files[at].Body)
			root := find(page, "html")
			if lang, _ := attribute(root, "lang"); lang != in.Language {
				t.Errorf("%s is in %q; want %q", at, lang, in.Language)
			}
			if dir, _ := attribute(root, "dir"); dir != in.Direction {
				t.Errorf("%s has the direction %q; want %q", at, dir, in.Direction)
			}
			var alternates, links []string
			for n := range page.Descendants() {
				language, ok := attribute(n, "hreflang")
				if !ok {
					continue
				}
				href, _ := attribute(n, "href")
				if n.Data == "link" {
					alternates = append(alternates, language+" "+href)
					continue
				}
				current, _ := attribute(n, "aria-current")
				links = append(links, strings.TrimSpace(language+" "+href+" "+textOf(n)+" "+current))
			}
			path := p.Path
			if path == ui.NotFoundPath || path == ui.OfflinePath {
				path = "/"
			}
			var want, wantLinks []string
			for _, l := range s.Languages {
				want = append(want, l.Language+" "+s.Address+l.Path+path)
				link := l.Language + " " + base + l.Path + path + " " + l.Name
				if l.Language == in.Language {
					link += " true"
				}
				wantLinks = append(wantLinks, link)
			}
			want = append(want, "x-default "+s.Address+path)
			if p.Hidden {
				want = nil
			}
			if !slices.Equal(alternates, want) {
				t.Errorf("%s is said to be at\n%q; want\n%q", at, alternates, want)
			}
			if !slices.Equal(links, wantLinks) {
				t.Errorf("%s leads to\n%q; want\n%q", at, links, wantLinks)
			}
		}
	}
}

// below are the files below a path, by their paths there.
func (f Files) below(path string) Files {
	all := make(Files)
	for name, file := range f {
		if rest, ok := strings.CutPrefix(name, path); ok {
			all[rest] = file
		}
	}
	return all
}

// TestWordsOfOthersAreMarked: no text of a translation is in the first language,
// unless an element around it says so.
func TestWordsOfOthersAreMarked(t *testing.T) {
	s := readLanguages(t)
	files := build(t, s)
	english := []string{"author", "Ada builds", "What it is.", "How this is made.", "Engineer", "Spain", "Brass"}
	marked := make(map[string]bool)
	for _, in := range s.Translations {
		for _, p := range ui.Pages(in) {
			for n := range find(parseDocument(t, p.Path, files[in.Path()+p.Path].Body), "body").Descendants() {
				if n.Type == html.TextNode && slices.Contains(in.Foreign, n.Data) && languageAround(n) != "en" {
					t.Errorf("%s%s says %q as if it were %q; want en", in.Path(), p.Path, n.Data, languageAround(n))
				}
				for _, words := range english {
					if n.Type != html.TextNode || !strings.HasPrefix(n.Data, words) {
						continue
					}
					marked[in.Language+" "+words] = true
					if got := languageAround(n); got != "en" {
						t.Errorf("%s%s says %q as if it were %q; want en", in.Path(), p.Path, n.Data, got)
					}
				}
			}
		}
	}
	for words, want := range map[string]bool{"ar author": true, "ar Ada builds": false, "ar What it is.": true, "ar Brass": true, "pt author": false, "pt Brass": false, "pt How this is made.": true} {
		if marked[words] != want {
			t.Errorf("in %s is there: %v; want %v", words, marked[words], want)
		}
	}
}

func languageAround(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang, ok := attribute(n, "lang"); ok {
			return lang
		}
	}
	return ""
}

// TestLanguagesAreOneEdition: all languages are kept together, and the bundle in
// each says what it is.
func TestLanguagesAreOneEdition(t *testing.T) {
	s := readLanguages(t)
	files := build(t, s)
	kept := make(map[string]bool)
	for _, file := range offlineList(t, files).Files {
		kept[file.URL] = true
	}
	for _, in := range s.All() {
		for _, p := range ui.Pages(in) {
			if path := in.Path() + p.Path; !kept[path] && p.Path != ui.NotFoundPath {
				t.Errorf("the offline copy has no %s", path)
			}
		}
		decoded, err := content.Decode(files[in.Path()+BundlePath].Body)
		if err != nil {
			t.Fatal(err)
		}
		if decoded.Language != in.Language || decoded.Edition.Digest != s.Edition.Digest || decoded.Path() != in.Path() {
			t.Errorf("the bundle at %s is in %q, of edition %s, below %q; want %q, %s, %q", in.Path()+BundlePath,
				decoded.Language, decoded.Edition.Digest, decoded.Path(), in.Language, s.Edition.Digest, in.Path())
		}
		var manifest struct {
			ID, Lang, Dir, Scope string
			StartURL             string `json:"start_url"`
		}
		if err := json.Unmarshal(files[in.Path()+ManifestPath].Body, &manifest); err != nil {
			t.Fatal(err)
		}
		if manifest.Lang != in.Language || manifest.ID != in.Path()+"/" || manifest.StartURL != manifest.ID || manifest.Scope != "/" {
			t.Errorf("the manifest in %s is %+v", in.Language, manifest)
		}
	}
	if a, b := string(files["/feed.xml"].Body), string(files["/pt/feed.xml"].Body); a == b || !strings.Contains(b, `xml:lang="pt"`) {
		t.Error("the feed in pt is that of the first language, or does not say that it is in pt")
	}
	for _, path := range []string{"/pt/sitemap.xml", "/pt/robots.txt", "/pt/worker.js", "/pt/.well-known/webfinger"} {
		if files[path] != nil {
			t.Errorf("there is a %s, which is for the root of a site", path)
		}
	}
	if n := strings.Count(string(files["/sitemap.xml"].Body), `hreflang="pt" href="https://languages.example/pt/talks"`); n != len(s.All()) {
		t.Errorf("the sitemap names the talks in pt %d times; want %d", n, len(s.All()))
	}
}
