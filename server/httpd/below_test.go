package httpd

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"kairo.dev/server/site"
)

// TestBelow asks for a site that is below a path of its host.
func TestBelow(t *testing.T) {
	page := func(body string) *site.File { return site.NewFile([]byte(body), "text/html; charset=utf-8") }
	entry := page("moved")
	entry.Redirect = "/site/talks"
	files := site.Files{
		"/": page("home"), "/talks": page("talks"), "/404": page("nothing"), "/id/x": entry,
		"/cards/talks.png": site.NewFile(nil, "image/png"), "/feed.xml": site.NewFile(nil, "application/atom+xml"),
	}
	files["/feed.xml"].Public = true
	h := New(files, Options{Base: "/site"})
	for _, test := range []struct {
		path     string
		status   int
		location string
	}{
		{"/", 308, "/site/"},
		{"/site", 308, "/site/"},
		{"/site/", 200, ""},
		{"/site/talks", 200, ""},
		{"/site/talks/", 308, "/site/talks"},
		{"/site/talks.html?a=b", 308, "/site/talks?a=b"},
		{"/site/index.html", 308, "/site/"},
		{"/site/id/x", 302, "/site/talks"},
		{"/site/card/talks.0123456789ab.png", 308, "/site/cards/talks.png"},
		{"/talks", 404, ""},
		{"/talks/", 404, ""},
		{"/sitetalks", 404, ""},
		{"/site/site/talks", 404, ""},
		{"/site//talks/", 404, ""},
		{"/healthz", 200, ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, test.path, nil))
		if got := w.Header().Get("Location"); w.Code != test.status || got != test.location {
			t.Errorf("GET %s: %d to %q; want %d to %q", test.path, w.Code, got, test.status, test.location)
		}
	}
	for path, want := range map[string]int{"/site/feed.xml": 204, "/feed.xml": 405, "/site/talks": 405} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodOptions, path, nil))
		if w.Code != want {
			t.Errorf("OPTIONS %s: %d; want %d", path, w.Code, want)
		}
	}
}
