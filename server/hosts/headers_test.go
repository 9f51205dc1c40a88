package hosts

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/httpd"
	"kairo.dev/server/site"
	"kairo.dev/web"
)

// readSite is the content of the tests.
func readSite(t *testing.T) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Site, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// testSite is the site of the tests, and an export of it.
func testSite(t *testing.T) (files site.Files, dir string) {
	t.Helper()
	files = builtSite(t, readSite(t))
	return files, exported(t, files, "")
}

// builtSite is the site of s.
func builtSite(t *testing.T, s *content.Site) site.Files {
	t.Helper()
	files, err := site.Build(s, web.Files, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	// Of the variants only that they are there matters here.
	for path, file := range files {
		if strings.HasPrefix(file.Type, "text/html") {
			file.Variants = []site.Variant{
				{Coding: site.Brotli, Body: []byte("br of " + path)},
				{Coding: site.Gzip, Body: []byte("gzip of " + path)},
			}
		}
	}
	return files
}

// exported is a folder with an export, which is in the folder below of it.
func exported(t *testing.T, files site.Files, below string) (root string) {
	t.Helper()
	files = maps.Clone(files)
	if err := Add(files, "https://own.example"+below); err != nil {
		t.Fatal(err)
	}
	root = t.TempDir()
	if err := files.Export(filepath.Join(root, filepath.FromSlash(below))); err != nil {
		t.Fatal(err)
	}
	return root
}

// grown is the site with 300 more talks and 1,300 more entries.
func grown(t *testing.T, files site.Files) site.Files {
	t.Helper()
	files = maps.Clone(files)
	talk, entry := "", ""
	for path, file := range files.All() {
		if calendar, ok := strings.CutSuffix(path, ".ics"); ok && strings.HasPrefix(path, "/talks/") {
			talk = calendar
		}
		if file.Redirect != "" {
			entry = path
		}
	}
	if talk == "" || entry == "" {
		t.Fatal("the site has no talk with a calendar, or no permalink")
	}
	for i := range 300 {
		files[fmt.Sprintf("/talks/made-%d", i)] = files[talk]
		files[fmt.Sprintf("/talks/made-%d.ics", i)] = files[talk+".ics"]
	}
	for i := range 1300 {
		files[fmt.Sprintf("/id/made-%d", i)] = files[entry]
	}
	return files
}

// The limits of Cloudflare Pages. Netlify has none that are as low.
const (
	maxRules        = 100
	maxRule         = 2000 // characters in a line of _headers
	maxRedirects    = 2000
	maxRedirectLine = 1000
)

// rule is one of _headers.
type rule struct {
	path   string
	match  *regexp.Regexp
	fields [][2]string
}

// readHeaders reads _headers as hosts do: a path is at the beginning of a line,
// and the lines after it that are indented are fields.
func readHeaders(t *testing.T, text string) []*rule {
	t.Helper()
	var rules []*rule
	for i, line := range strings.Split(text, "\n") {
		if len(line) > maxRule {
			t.Errorf("_headers:%d: %d characters; hosts read %d", i+1, len(line), maxRule)
		}
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case trimmed == line:
			if line[0] != '/' || strings.Count(line, "*") > 1 || strings.ContainsAny(line, ": ") {
				t.Fatalf("_headers:%d: %q is not a path with at most one splat", i+1, line)
			}
			pattern := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, ".*")
			rules = append(rules, &rule{path: line, match: regexp.MustCompile("^" + pattern + "$")})
		default:
			name, value, ok := strings.Cut(trimmed, ": ")
			if !ok || len(rules) == 0 {
				t.Fatalf("_headers:%d: %q is not a field of a path", i+1, line)
			}
			last := rules[len(rules)-1]
			last.fields = append(last.fields, [2]string{name, value})
		}
	}
	return rules
}

// asked is how a file is asked for: WebFinger is about somebody.
func asked(t *testing.T, path string, file *site.File) string {
	t.Helper()
	if !file.Queried {
		return path
	}
	var account struct{ Subject string }
	if err := json.Unmarshal(file.Body, &account); err != nil {
		t.Fatal(err)
	}
	return path + "?resource=" + url.QueryEscape(account.Subject)
}

// TestHeadersFile reads _headers and applies it to each file. The fields are
// those that kairo sends.
func TestHeadersFile(t *testing.T) {
	real, _ := testSite(t)
	for name, files := range map[string]site.Files{"real": real, "grown": grown(t, real)} {
		t.Run(name, func(t *testing.T) {
			kairo := httpd.New(files, httpd.Options{TLS: true})
			text, err := newTable(files, "").headers()
			if err != nil {
				t.Fatal(err)
			}
			rules := readHeaders(t, text)
			if len(rules) > maxRules {
				t.Errorf("%d rules; hosts read %d", len(rules), maxRules)
			}
			used := make(map[*rule]bool)
			for path, file := range files.All() {
				got := make(map[string]string)
				for _, r := range rules {
					if !r.match.MatchString(path) {
						continue
					}
					used[r] = true
					for _, field := range r.fields {
						if _, ok := got[field[0]]; ok {
							t.Errorf("%s: the rule %s has %s once more, and hosts would join the values", path, r.path, field[0])
						}
						got[field[0]] = field[1]
					}
				}
				answer := httptest.NewRecorder()
				kairo.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, asked(t, path, file), nil))
				want := answer.Header()
				for name, value := range got {
					if want.Get(name) != value {
						t.Errorf("%s: %s: %q; want %q", path, name, value, want.Get(name))
					}
				}
				for _, h := range httpd.FileHeaders(file, true) {
					if h.Name == "Cache-Control" && !file.Immutable && !file.IsPage() {
						continue // what hosts do by themselves
					}
					if h.Name == "Cross-Origin-Resource-Policy" && !file.Public {
						continue // see headers
					}
					if _, ok := got[h.Name]; !ok {
						t.Errorf("%s: no %s", path, h.Name)
					}
				}
			}
			for _, r := range rules {
				if !used[r] {
					t.Errorf("the rule %s is for no file", r.path)
				}
			}
		})
	}
}

// TestRedirectsFile reads _redirects. It leads where kairo does.
func TestRedirectsFile(t *testing.T) {
	real, _ := testSite(t)
	for name, files := range map[string]site.Files{"real": real, "grown": grown(t, real)} {
		t.Run(name, func(t *testing.T) {
			kairo := httpd.New(files, httpd.Options{TLS: true})
			text, err := newTable(files, "").redirectsFile()
			if err != nil {
				t.Fatal(err)
			}
			var from []string
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, "#") {
					continue
				}
				if len(line) > maxRedirectLine {
					t.Errorf("%.80q: %d characters; hosts read %d", line, len(line), maxRedirectLine)
				}
				parts := strings.Fields(line)
				if len(parts) != 3 {
					t.Fatalf("%q is not a path, a path and a status", line)
				}
				from = append(from, parts[0])
				if prefix, ok := strings.CutSuffix(parts[0], "*"); ok {
					if files[parts[1]] == nil || prefix != "/card/" {
						t.Errorf("%s leads to %s; want old cards alone, to a file", parts[0], parts[1])
					}
					continue
				}
				answer := httptest.NewRecorder()
				kairo.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, parts[0], nil))
				if parts[2] == "404!" {
					if answer.Code != http.StatusNotFound || parts[1] != "/404.html" {
						t.Errorf("%q; want the page for what is not there, as the server has it with %d", line, answer.Code)
					}
					continue
				}
				if status, to := fmt.Sprint(answer.Code), answer.Header().Get("Location"); to != parts[1] || status != parts[2] {
					t.Errorf("%s: %s %s; want %s %s", parts[0], parts[1], parts[2], to, status)
				}
			}
			if len(from) > maxRedirects {
				t.Errorf("%d redirects; hosts read %d", len(from), maxRedirects)
			}
			for path, file := range files.All() {
				if file.Redirect != "" && !slices.Contains(from, path) {
					t.Errorf("%s is not led to %s", path, file.Redirect)
				}
			}
		})
	}
}

// TestExamples: what is copied from a comment of an export is of the site, and of
// no other.
func TestExamples(t *testing.T) {
	files, _ := testSite(t)
	files = maps.Clone(files)
	if err := Add(files, "https://own.example/site"); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/_nginx.conf": "include /srv/own.example/site/_nginx.conf;", "/_Caddyfile": "import /srv/own.example/site/_Caddyfile"} {
		comment, _, _ := strings.Cut(string(files[path].Body), "\n\n")
		if !strings.Contains(comment, want) || strings.Contains(comment, "kairo.dev") {
			t.Errorf("%s begins with %s; want %s in it, and no other site", path, comment, want)
		}
	}
}
