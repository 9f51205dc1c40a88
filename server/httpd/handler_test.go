package httpd

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"kairo.dev/server/site"
)

// testFiles are a small site with one of everything.
var testFiles = sync.OnceValue(func() site.Files {
	page := func(heading string) *site.File {
		filler := strings.Repeat("<p>A talk about the scheduler, held in Berlin.</p>\n", 20)
		return site.NewFile([]byte("<!doctype html><h1>"+heading+"</h1>\n"+filler), "text/html; charset=utf-8")
	}
	files := site.Files{
		"/":                            page("Home"),
		"/talks":                       page("Talks"),
		"/talks/a-talk":                page("A talk"),
		"/fête":                        page("Fête"),
		"/search":                      page("Search"),
		site.NotFound:                  page("Not found"),
		"/static/app.0123456789ab.css": site.NewFile([]byte("h1 { margin: 0 }"), "text/css; charset=utf-8"),
		"/feed.json":                   site.NewFile([]byte("{}"), "application/feed+json"),
		"/worker.js":                   site.NewFile([]byte("// worker"), "text/javascript; charset=utf-8"),
		"/picture.png":                 site.NewFile(bytes.Repeat([]byte("picture "), 100), "image/png"),
		"/digits.txt":                  site.NewFile([]byte("0123456789"), plainText),
		"/empty.txt":                   site.NewFile(nil, plainText),
		"//host.example/x":             page("A name that nobody should use"),
	}
	files["/static/app.0123456789ab.css"].Immutable = true
	files["/feed.json"].Public = true
	files["/id/1"] = page("Moved")
	files["/id/1"].Redirect = "/talks/a-talk#slides"
	files["/search"].Answer = func(query string) ([]byte, error) {
		switch query {
		case "broken":
			return nil, errors.New("no answer")
		case "bad":
			return nil, site.ErrBadQuery
		case "nothing":
			return nil, site.ErrNothing
		}
		return []byte("<h1>Answer to " + query + "</h1>"), nil
	}
	return files.Encode()
})

// get asks h for a path, without a network.
func get(h http.Handler, path string, fields ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(fields); i += 2 {
		r.Header.Add(fields[i], fields[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestLongPath(t *testing.T) {
	h := New(testFiles(), Options{})
	for _, path := range []string{
		strings.Repeat("/talks", 1000),
		strings.Repeat("/", 5000),
		"/" + strings.Repeat("%2e%2e%2f", 1000),
	} {
		if got := get(h, path).Code; got != http.StatusNotFound {
			t.Errorf("GET %.20q…, %d bytes: status %d; want 404", path, len(path), got)
		}
	}
}

// The header of an answer belongs to whoever has it: what is done to it must
// not reach other answers.
func TestHeadersAreNotShared(t *testing.T) {
	h := New(testFiles(), Options{})
	header := get(h, "/").Result().Header
	for name := range header {
		header.Add(name, "spoilt")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	for name := range w.Header() {
		w.Header().Add(name, "spoilt")
	}
	for name, values := range get(h, "/").Header() {
		if len(values) != 1 || values[0] == "spoilt" {
			t.Errorf("after an append to another answer's header: %s: %q", name, values)
		}
	}
}
