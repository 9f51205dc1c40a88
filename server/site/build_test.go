package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/picture"
	"kairo.dev/web"

	"golang.org/x/net/html"
)

// readSite reads the content of the tests.
func readSite(t testing.TB) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Site, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// assets are the real ones, with something in place of the program: what it is
// made of does not matter here, and a fresh clone has none.
func assets(t testing.TB) fs.FS {
	t.Helper()
	files := fstest.MapFS{
		"dist/app.wasm":     {Data: []byte("\x00asm\x01\x00\x00\x00")},
		"dist/wasm_exec.js": {Data: []byte("class Go {}")},
	}
	err := fs.WalkDir(web.Files, "static", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(web.Files, path)
		files[path] = &fstest.MapFile{Data: body}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// pictures saves the tests from drawing the same pictures again and again.
var pictures *picture.Cache

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "kairo-pictures-")
	if err == nil {
		pictures, err = picture.OpenCache(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

func build(t testing.TB, s *content.Site) Files {
	t.Helper()
	files, err := Build(s, assets(t), Options{Pictures: pictures})
	if err != nil {
		t.Fatalf("Build: %v", err)
	}
	return files
}

func TestBuildTwice(t *testing.T) {
	first, second := build(t, readSite(t)), build(t, readSite(t))
	if len(first) != len(second) {
		t.Errorf("Build gives %d files, then %d", len(first), len(second))
	}
	for path, file := range first.All() {
		again, ok := second[path]
		if !ok || !bytes.Equal(file.Body, again.Body) || file.Type != again.Type {
			t.Errorf("Build gives another %s the second time", path)
		}
	}
}

func TestBuildWithoutProgram(t *testing.T) {
	files, err := Build(readSite(t), fstest.MapFS{
		"static/theme.js":   {},
		"static/page.js":    {},
		"static/copy.js":    {},
		"static/offline.js": {},
		"static/worker.js":  {},
	}, Options{})
	if err != nil {
		t.Fatalf("Build without the program: %v", err)
	}
	home := string(files["/"].Body)
	if strings.Contains(home, "data-program") || !strings.Contains(home, "<h1") {
		t.Error("the home page starts a program that is not there, or has no heading")
	}
}

func TestEveryPageIsBuilt(t *testing.T) {
	s := readSite(t)
	testEveryPage(t, s, build(t, s))
}

func testEveryPage(t *testing.T, s *content.Site, files Files) {
	t.Helper()
	for _, p := range ui.Pages(s) {
		file := files[p.Path]
		if file == nil || !file.IsPage() {
			t.Errorf("Build gives no page for %s", p.Path)
			continue
		}
		head := parseDocument(t, p.Path, file.Body)
		if got, want := textOf(find(head, "title")), p.DocumentTitle(s); got != want {
			t.Errorf("%s has the title %q; want %q", p.Path, got, want)
		}
		meta := make(map[string]string)
		for n := range head.Descendants() {
			if n.Data == "meta" {
				name, _ := attribute(n, "name")
				property, _ := attribute(n, "property")
				meta[name+property], _ = attribute(n, "content")
			}
			if rel, _ := attribute(n, "rel"); n.Data == "link" && rel == "canonical" {
				meta["canonical"], _ = attribute(n, "href")
			}
		}
		for _, want := range []struct{ name, value string }{
			{"description", p.Description},
			{"og:title", p.Title},
			{"og:description", p.Description},
			{"og:url", p.Address(s)},
			{"og:type", p.Type},
			{"twitter:title", p.Title},
			{"twitter:description", p.Description},
		} {
			if meta[want.name] != want.value || want.value == "" {
				t.Errorf("%s has %s %q; want %q", p.Path, want.name, meta[want.name], want.value)
			}
		}
		if !p.Hidden && meta["canonical"] != p.Canonical(s) {
			t.Errorf("%s has the canonical address %q; want %q", p.Path, meta["canonical"], p.Canonical(s))
		}
	}
}

// TestLinks follows every address of this site in every page, fragments too.
func TestLinks(t *testing.T) {
	for name, s := range map[string]*content.Site{"own": readSite(t), "grown": grown(t, 1000, 300)} {
		t.Run(name, func(t *testing.T) {
			if n := testLinks(t, s, build(t, s)); n < 200 {
				t.Errorf("followed %d addresses; want at least 200", n)
			}
		})
	}
}

// testLinks follows the addresses in a site, and returns how many there are.
func testLinks(t *testing.T, s *content.Site, files Files) (followed int) {
	t.Helper()
	ids := make(map[string]map[string]bool)
	documents := make(map[string]*html.Node)
	for path, file := range files.All() {
		if !file.IsPage() {
			continue
		}
		documents[path] = parseDocument(t, path, file.Body)
		ids[path] = make(map[string]bool)
		for n := range documents[path].Descendants() {
			if id, ok := attribute(n, "id"); ok {
				if ids[path][id] {
					t.Errorf("%s has the id %q twice", path, id)
				}
				ids[path][id] = true
			}
		}
	}
	for path, document := range documents {
		base := &url.URL{Path: path}
		for n := range document.Descendants() {
			for _, name := range []string{"href", "src", "data-program", "data-runtime", "data-takeover", "data-content", "action"} {
				value, ok := attribute(n, name)
				if !ok {
					continue
				}
				ref, err := url.Parse(value)
				if err != nil {
					t.Errorf("%s: %s=%q: %v", path, name, value, err)
					continue
				}
				to := base.ResolveReference(ref)
				if to.Scheme == "mailto" {
					continue
				}
				if own := strings.TrimPrefix(s.Address, "https://"); to.Host == own {
					to.Scheme, to.Host = "", ""
					if to.Path == "" {
						to.Path = "/"
					}
				}
				if to.Host != "" {
					if to.Scheme != "https" && to.Host != "old.example" {
						t.Errorf("%s: %s=%q is not https", path, name, value)
					}
					continue
				}
				followed++
				// An address of this site may have a query that only the
				// program reads.
				if files[to.Path] == nil {
					t.Errorf("%s: %s=%q leads nowhere", path, name, value)
				} else if to.Fragment != "" && files[to.Path].IsPage() && !ids[to.Path][to.Fragment] {
					t.Errorf("%s: %s=%q: there is no such fragment", path, name, value)
				}
			}
		}
	}
	return followed
}

// TestOutline: each page has one h1, and no heading skips a level.
func TestOutline(t *testing.T) { testOutline(t, build(t, readSite(t))) }

func testOutline(t *testing.T, files Files) {
	t.Helper()
	for path, file := range files.All() {
		if !file.IsPage() {
			continue
		}
		level, tops := 0, 0
		for n := range parseDocument(t, path, file.Body).Descendants() {
			if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			at := int(n.Data[1] - '0')
			if at == 1 {
				tops++
			}
			if at > level+1 {
				t.Errorf("%s: the heading %q is an %s below an h%d", path, textOf(n), n.Data, level)
			}
			level = at
		}
		if tops != 1 {
			t.Errorf("%s has %d h1; want 1", path, tops)
		}
	}
}

// TestExport writes the site twice and compares it with what is served.
func TestExport(t *testing.T) {
	files := build(t, readSite(t))
	made := map[string][]Variant{files["/"].Digest: {{Brotli, []byte("the home page in brotli")}}}
	files = files.EncodeKnown(made)
	one, two := t.TempDir(), filepath.Join(t.TempDir(), "new", "folder")
	for _, dir := range []string{one, two} {
		if err := files.Export(dir); err != nil {
			t.Fatalf("Export(%s): %v", dir, err)
		}
	}
	for path, file := range files.All() {
		for _, dir := range []string{one, two} {
			body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file.Name(path))))
			if err != nil || !bytes.Equal(body, file.Body) {
				t.Errorf("Export of %s to %s: %v, or other bytes", path, dir, err)
			}
		}
	}
	if body, err := os.ReadFile(filepath.Join(one, "index.html.br")); err != nil || string(body) != "the home page in brotli" {
		t.Errorf("Export of the variant of /: %q, %v", body, err)
	}
}

func parseDocument(t *testing.T, path string, body []byte) *html.Node {
	t.Helper()
	document, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return document
}

// find is the first element of a name.
func find(in *html.Node, name string) *html.Node {
	for n := range in.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	return &html.Node{}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// BenchmarkPictures draws the pictures of the real site, and of one with 1,374
// pages, and then finds them in a cache.
func BenchmarkPictures(b *testing.B) {
	for _, size := range []struct {
		name  string
		talks int
	}{{"real", 0}, {"grown", 1364}} {
		s := grown(b, 0, size.talks)
		pages := ui.Pages(s)
		b.Run(size.name+"/drawn", func(b *testing.B) {
			for b.Loop() {
				addCards(make(Files), s, pages, nil, nil)
			}
			b.ReportMetric(float64(len(pages)), "pages")
		})
		b.Run(size.name+"/cached", func(b *testing.B) {
			cache, err := picture.OpenCache(b.TempDir())
			if err != nil {
				b.Fatal(err)
			}
			addCards(make(Files), s, pages, nil, cache)
			for b.Loop() {
				addCards(make(Files), s, pages, nil, cache)
			}
			b.ReportMetric(float64(len(pages)), "pages")
		})
	}
}

// grown is the real site with more posts and talks.
func grown(t testing.TB, posts, talks int) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Grown(t, posts, talks), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range []struct {
		name         string
		posts, talks int
	}{{"real", 0, 0}, {"half", 500, 150}, {"grown", 1000, 300}} {
		b.Run(size.name, func(b *testing.B) {
			s, a := grown(b, size.posts, size.talks), assets(b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Build(s, a, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
