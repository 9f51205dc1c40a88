package httpd

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

func TestRedirectTLS(t *testing.T) {
	h := RedirectTLS("kairo.example")
	for _, test := range []struct {
		method, target string
		status         int
		location       string
	}{
		{"GET", "/", 308, "https://kairo.example/"},
		{"HEAD", "/talks/?a=b", 308, "https://kairo.example/talks/?a=b"},
		{"GET", "//elsewhere.example/x", 308, "https://kairo.example//elsewhere.example/x"},
		{"GET", "/%0d%0aSet-Cookie:%20a=b", 308, "https://kairo.example/%0d%0aSet-Cookie:%20a=b"},
		{"GET", "http://elsewhere.example/x", 308, "https://kairo.example/x"},
		{"POST", "/", 405, ""},
		{"GET", "*", 405, ""},
	} {
		u, err := url.ParseRequestURI(test.target)
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{Method: test.method, URL: u, Host: "elsewhere.example"})
		if got := w.Header().Get("Location"); w.Code != test.status || got != test.location {
			t.Errorf("%s %s: status %d to %q; want %d to %q", test.method, test.target, w.Code, got, test.status, test.location)
		}
	}
}

func TestOneName(t *testing.T) {
	h := OneName("kairo.example:8443", []string{"www.kairo.example"}, New(testFiles(), Options{TLS: true}))
	for host, want := range map[string]string{
		"kairo.example":          "",
		"www.kairo.example":      "https://kairo.example:8443/talks?a=b",
		"WWW.kairo.example:8443": "https://kairo.example:8443/talks?a=b",
		"elsewhere.example":      "",
	} {
		r := httptest.NewRequest(http.MethodGet, "/talks?a=b", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("GET /talks?a=b of %s: status %d to %q; want %q", host, w.Code, got, want)
		}
	}
}
