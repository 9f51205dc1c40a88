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
		expectSecurity(t, test.method+" "+test.target+" without TLS", w.Header(), false)
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
		if want != "" {
			expectSecurity(t, "GET /talks?a=b of "+host, w.Header(), true)
		}
	}
}

// expectSecurity expects the fields that go with every response, less the one
// that would keep other sites from showing what is at the end of a redirect.
func expectSecurity(t *testing.T, of string, got http.Header, tls bool) {
	t.Helper()
	for _, want := range SecurityHeaders(true) {
		value := want.Value
		switch {
		case want.Name == "Strict-Transport-Security" && !tls, // RFC 6797, 7.2
			want.Name == "Cross-Origin-Resource-Policy":
			value = ""
		case want.Name == "Content-Security-Policy":
			value = contentSecurityPolicy(tls)
		}
		if got := got.Get(want.Name); got != value {
			t.Errorf("%s: %s is %q; want %q", of, want.Name, got, value)
		}
	}
}
