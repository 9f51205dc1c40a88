package httpd

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kairo.dev/server/site"
)

// FuzzPath checks that an address gives the file of exactly that path, or the
// page for addresses that do not exist, or leads to a path that does.
func FuzzPath(f *testing.F) {
	for _, target := range []string{
		"/", "/talks", "/talks/", "/talks.html", "/index.html?a=b", "/404", "/healthz", "//talks/",
		"//host.example/x", "//host.example/x/", "//host.example/x.html",
		"/../talks", "/%2e%2e/talks", "/%00", "/%c0%ae/", "/talks%2f?x", "http://host.example//talks/", "/\\host.example/", "*", "/fête/?ü",
		"//?#%", "/search?q=x", "/id/1",
	} {
		f.Add(target)
	}
	files := testFiles()
	h := New(files, Options{})
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.ParseRequestURI(target)
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: u})
		file := files[u.Path]
		switch w.Code {
		case http.StatusOK:
			isHealth := u.Path == "/healthz" || u.Path == "/readyz"
			isAnswer := u.RawQuery != "" && file != nil && file.Answer != nil
			if !isHealth && !isAnswer && (file == nil || !bytes.Equal(w.Body.Bytes(), file.Body)) {
				t.Errorf("GET %q: not the file at %q", target, u.Path)
			}
		case http.StatusNotFound:
			isAnswer := u.RawQuery == "nothing" && file != nil && file.Answer != nil
			if file != nil && u.Path != site.NotFound && !isAnswer || !bytes.Equal(w.Body.Bytes(), files[site.NotFound].Body) {
				t.Errorf("GET %q: status 404, or not the page for it", target)
			}
		case http.StatusFound:
			if file == nil || w.Header().Get("Location") != file.Redirect {
				t.Errorf("GET %q: Location %q; want that of the file", target, w.Header().Get("Location"))
			}
		case http.StatusPermanentRedirect:
			location := w.Header().Get("Location")
			to, err := url.Parse(location)
			if err != nil || to.Scheme != "" || to.Host != "" || files[to.Path] == nil {
				t.Errorf("GET %q: Location %q; want a path that exists", target, location)
			}
			path, _, _ := strings.Cut(location, "?")
			if strings.HasPrefix(path, "//") || strings.Contains(path, `\`) || strings.ContainsAny(location, "\r\n") {
				t.Errorf("GET %q: Location %q could be read as a host", target, location)
			}
		case http.StatusBadRequest, http.StatusTooManyRequests, http.StatusRequestURITooLong, http.StatusInternalServerError:
			// The test asks one client's worth of questions, and "broken".
			if file == nil || file.Answer == nil {
				t.Errorf("GET %q: status %d", target, w.Code)
			}
		default:
			t.Errorf("GET %q: status %d", target, w.Code)
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("GET %q: no Content-Security-Policy", target)
		}
	})
}
