//go:build hosts

package hosts

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/hosts/hosttest"
	"kairo.dev/server/httpd"
	"kairo.dev/server/site"
)

// answer is what hosts have to agree about.
type answer struct {
	status   int
	location string
	header   map[string]string
	body     string
}

func ask(t *testing.T, url, coding string) answer {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", coding)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{res.StatusCode, res.Header.Get("Location"), make(map[string]string), string(body)}
	names := []string{"Content-Type", "Content-Encoding", "Access-Control-Allow-Origin", "Cache-Control"}
	for _, h := range common() {
		names = append(names, h.Name)
	}
	for _, name := range names {
		a.header[name] = strings.Join(res.Header.Values(name), ", ")
	}
	if res.StatusCode/100 == 3 {
		// Who is led elsewhere reads nothing here.
		a.header, a.body = nil, ""
	}
	return a
}

// TestServers asks nginx and Caddy with an export what kairo serves, and wants
// the same answers.
func TestServers(t *testing.T) {
	files, dir := testSite(t)
	testServers(t, files, dir, "")
}

// TestServersBelow is the same for a site below a path.
func TestServersBelow(t *testing.T) {
	s := readSite(t)
	s.Address += "/site"
	files := builtSite(t, s)
	testServers(t, files, exported(t, files, s.Base()), s.Base())
}

// TestServersLanguages is the same for a site in several languages, also below a
// path.
func TestServersLanguages(t *testing.T) {
	s, err := load.Read(contenttest.Sites(t)["languages"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	files := builtSite(t, s)
	testServers(t, files, exported(t, files, ""), "", "/pt", "/pt/nothing", "/pt/talks/", "/pt/talks.html", "/pt/index.html",
		"/pt/index", "/pt/404", "/pt/404.html", "/pt/talks/nothing", "/ar/nothing", "/pt/?a=b", "/ptx", "/de/")
}

func testServers(t *testing.T, files site.Files, dir, base string, more ...string) {
	t.Helper()
	handler := httpd.New(files, httpd.Options{TLS: true, Base: base})
	kairo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = "kairo.dev" // this machine is not told to keep to TLS
		handler.ServeHTTP(w, r)
	}))
	defer kairo.Close()
	paths := []string{
		"/nothing", "/talks/nothing", "/static/nothing.css", "/static/", "/static", "/404", "/404/",
		"/talks/", "/talks/?year=2023", "/talks.html", "/talks.html?year=2023", "/index.html", "/index.html?a=b",
		"/nothing/", "/nothing.html", "/talks?year=2023", "/index", "/index/", "/feed.xml/", "/kairo.vcf/",
		"/card/home.0123456789ab.png", "/card/talks.0123456789ab.png?a=b", "/card/home.png", "/card/0123456789ab.png",
	}
	paths = append(paths, more...)
	for path, file := range files {
		paths = append(paths, asked(t, path, file))
	}
	slices.Sort(paths)
	for name, host := range hosttest.Hosts {
		t.Run(name, func(t *testing.T) {
			url := host(t, dir, base, "").URL + base
			for _, path := range paths {
				for _, coding := range []string{"identity", "gzip", "gzip, br"} {
					got, want := ask(t, url+path, coding), ask(t, kairo.URL+base+served(path), coding)
					if got.status != want.status || got.location != want.location || got.body != want.body {
						t.Errorf("%s, %s: status %d to %q, %.40q; want %d to %q, %.40q",
							path, coding, got.status, got.location, got.body, want.status, want.location, want.body)
						continue
					}
					for field, value := range want.header {
						if got.header[field] != value {
							t.Errorf("%s, %s: %s: %q; want %q", path, coding, field, got.header[field], value)
						}
					}
				}
			}
			// Servers differ in what they take for the same path, but nobody is
			// led to another host.
			for _, path := range []string{
				"//talks/", "//elsewhere.example/", "//elsewhere.example/..%2ftalks/", "//elsewhere.example/%2e%2e/talks/",
				"//elsewhere.example/%2e%2e/talks.html", "/%5celsewhere.example/", "/talks%0d%0aX:%20y/", "/%2e%2e/%2e%2e/etc/passwd",
			} {
				got := ask(t, url+path, "identity")
				if got.status < 400 && (got.location != base+"/talks" || got.status != http.StatusPermanentRedirect) || got.status >= 500 {
					t.Errorf("%s: status %d to %q; want none, or 308 to a page", path, got.status, got.location)
				}
			}
			for _, path := range []string{"/_headers", "/_redirects", "/_nginx.conf", "/_Caddyfile", "/index.html.br", "/talks.html.gz"} {
				if got := ask(t, url+path, "identity").status; got != http.StatusNotFound {
					t.Errorf("%s: status %d; want 404", path, got)
				}
			}
		})
	}
}

// served is what kairo is asked for, to compare with what a host of files sends
// for the path: kairo narrows the list of talks by the query, and a host sends
// the whole list, which the browser's program narrows.
func served(path string) string {
	if list, _, narrowed := strings.Cut(path, "?year="); narrowed && list == "/talks" {
		return list
	}
	return path
}

// TestServersOfManyPages has nginx and Caddy read the configuration of a site
// that has grown.
func TestServersOfManyPages(t *testing.T) {
	files, _ := testSite(t)
	dir := exported(t, grown(t, files), "")
	for name, host := range hosttest.Hosts {
		t.Run(name, func(t *testing.T) {
			got := ask(t, host(t, dir, "", "").URL+"/talks/made-299.ics", "identity")
			if got.status != http.StatusOK || got.header["Access-Control-Allow-Origin"] != "*" {
				t.Errorf("a calendar among many: status %d, header %v; want 200, for any origin", got.status, got.header)
			}
		})
	}
}
