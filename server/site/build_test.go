package site

import (
	"bytes"
	"cmp"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"golang.org/x/net/html"
)

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
		"static/wording.js": {},
		"static/offline.js": {},
		"static/edition.js": {},
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
	documents := make(map[string]*html.Node)
	for path, file := range files.All() {
		if file.IsPage() {
			documents[path] = parseDocument(t, path, file.Body)
		}
	}
	ids := idsOf(t, documents)
	for path, document := range documents {
		for n := range document.Descendants() {
			for _, name := range []string{"href", "src", "data-program", "data-runtime", "data-takeover", "data-content", "action"} {
				value, ok := attribute(n, name)
				if !ok {
					continue
				}
				to, err := destination(s, path, value)
				if err != nil {
					t.Errorf("%s: %s=%q: %v", path, name, value, err)
				}
				if to == nil {
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

// idsOf are the ids in each document, where each is there once.
func idsOf(t *testing.T, documents map[string]*html.Node) map[string]map[string]bool {
	t.Helper()
	ids := make(map[string]map[string]bool)
	for path, document := range documents {
		ids[path] = make(map[string]bool)
		for n := range document.Descendants() {
			if id, ok := attribute(n, "id"); ok {
				if ids[path][id] {
					t.Errorf("%s has the id %q twice", path, id)
				}
				ids[path][id] = true
			}
		}
	}
	return ids
}

// destination is where an address on a page leads on the site s, nil if it leads
// elsewhere.
func destination(s *content.Site, page, address string) (*url.URL, error) {
	ref, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	to := (&url.URL{Path: page}).ResolveReference(ref)
	switch {
	case to.Scheme == "mailto":
		return nil, nil
	case to.Host == strings.TrimPrefix(s.Address, "https://"):
		to.Path = cmp.Or(to.Path, "/")
	case to.Host != "" && to.Scheme != "https" && to.Host != "old.example":
		return nil, errors.New("is not https")
	case to.Host != "":
		return nil, nil
	}
	return to, nil
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

// TestImmutable: what may be kept for ever has its digest in its name: another build may
// make something else of the same content. What is drawn, and the lists of pieces, have
// that of what they are made of, and do no harm.
func TestImmutable(t *testing.T) {
	made := regexp.MustCompile(`^/files/|^/seal\.|/pieces/(?:site|[0-9]+)\.`)
	found := 0
	for path, file := range build(t, withPosts(t, "https://posts.example")).All() {
		if !file.Immutable || made.MatchString(path) {
			continue
		}
		if found++; !strings.Contains(path, "."+file.Digest[:12]+".") && !strings.HasSuffix(path, "/"+file.Digest[:12]+".txt") {
			t.Errorf("%s may be kept for ever, and is without its digest, %s", path, file.Digest[:12])
		}
	}
	if found < 20 {
		t.Errorf("%d files may be kept for ever; want 20 at least", found)
	}
}
