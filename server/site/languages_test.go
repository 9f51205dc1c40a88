package site

import (
	"encoding/json"
	"net/url"
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

// TestWordsOfOthersAreMarked: no text is in another language than the page, unless
// an element around it says so: what has not been translated, and entries in a
// language of their own, also where the search finds them.
func TestWordsOfOthersAreMarked(t *testing.T) {
	s := readLanguages(t)
	files := build(t, s)
	languages := map[string]string{
		"author": "en", "Ada builds": "en", "What it is.": "en", "How this is made.": "en", "Engineer": "en", "Spain": "en", "Brass": "en", "For the wheels.": "en",
		"Das Rechenwerk": "de", "Werk": "de", "Erbauerin": "de", "fertig": "de", "Es rechnet.": "de", "Über das Rechnen": "de", "Wer rechnet": "de",
		"construtora": "pt", "Papel": "pt", "Para os cartões.": "pt", "O que ela é.": "pt",
	}
	said := make(map[string]bool)
	look := func(in *content.Site, at string) {
		for n := range find(parseDocument(t, at, files[at].Body), "body").Descendants() {
			if n.Type != html.TextNode {
				continue
			}
			for words, want := range languages {
				if !strings.HasPrefix(n.Data, words) {
					continue
				}
				said[in.Language+" "+words] = true
				if got := languageAround(n); got != want {
					t.Errorf("%s says %q as if it were %q; want %s", at, n.Data, got, want)
				}
			}
		}
	}
	for _, in := range s.All() {
		for _, p := range ui.Pages(in) {
			look(in, in.Path()+p.Path)
		}
	}
	for words, want := range map[string]bool{
		"en author": true, "ar author": true, "pt author": false, "ar Ada builds": false, "ar What it is.": true, "pt O que ela é.": true,
		"ar Brass": true, "pt Brass": false, "pt How this is made.": true, "en Es rechnet.": true, "pt Es rechnet.": true,
		"pt construtora": true, "pt Erbauerin": false, "ar Erbauerin": true, "pt Papel": true, "en Papel": true, "ar Wer rechnet": true,
	} {
		if said[words] != want {
			t.Errorf("in %s is there: %v; want %v", words, said[words], want)
		}
	}
}

// TestFoundWordsAreMarked: so is what the search finds: its title, its details and
// its text, of which each may be in another language.
func TestFoundWordsAreMarked(t *testing.T) {
	s := readLanguages(t)
	answer := build(t, s)[ui.SearchPath].Answer
	for _, test := range []struct{ query, kind, title, details, text string }{
		{"Rechenwerk rechnet", "project", "de", "de", "de"},
		{"womit rechnet", "talk", "de", "en", "de"},
		{"cartões", "wish", "pt", "en", "pt"},
		{"engine what", "project", "en", "en", "en"},
	} {
		body, err := answer(url.Values{"q": {test.query}, "kind": {test.kind}}.Encode())
		if err != nil {
			t.Fatalf("answer to %q: %v", test.query, err)
		}
		got := make(map[string]string)
		for n := range parseDocument(t, test.query, body).Descendants() {
			class, _ := attribute(n, "class")
			if hit := n.FirstChild; hit != nil && (class == "hit-title" || class == "excerpt") {
				got[class] = languageAround(hit)
			}
			if n.Data == "bdi" {
				got["details"] = languageAround(n)
			}
		}
		if got["hit-title"] != test.title || got["details"] != test.details || got["excerpt"] != test.text {
			t.Errorf("what is found for %q is marked as %v; want title %s, details %s, text %s", test.query, got, test.title, test.details, test.text)
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
			Icons                []struct{ Src string }
		}
		if err := json.Unmarshal(files[in.Path()+ManifestPath].Body, &manifest); err != nil {
			t.Fatal(err)
		}
		if manifest.Lang != in.Language || manifest.ID != in.Path()+"/" || manifest.StartURL != manifest.ID || manifest.Scope != "/" {
			t.Errorf("the manifest in %s is %+v", in.Language, manifest)
		}
		for _, icon := range manifest.Icons {
			if files[icon.Src] == nil {
				t.Errorf("the manifest in %s has the icon %s; want one that there is", in.Language, icon.Src)
			}
		}
	}
	if feed := string(files["/feed.xml"].Body); !strings.Contains(feed, `<entry xml:lang="de">`) || !strings.Contains(feed, `<summary xml:lang="en">Lecture by Ada`) {
		t.Error("the feed does not say that a title is in German and what it says of it in English")
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
