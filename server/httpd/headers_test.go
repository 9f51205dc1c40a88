package httpd

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/server/site"
)

func TestSecurityHeadersTable(t *testing.T) {
	for _, tls := range []bool{false, true} {
		headers := SecurityHeaders(tls)
		byName := func(a, b Header) int { return strings.Compare(a.Name, b.Name) }
		if !slices.IsSortedFunc(headers, byName) {
			t.Errorf("SecurityHeaders(%v) is not sorted by name", tls)
		}
		for _, h := range headers {
			if h.Name != http.CanonicalHeaderKey(h.Name) || h.Value == "" || h.Why == "" {
				t.Errorf("SecurityHeaders(%v): %+v; want a canonical name, a value and a reason", tls, h)
			}
		}
		hsts := slices.ContainsFunc(headers, func(h Header) bool { return h.Name == "Strict-Transport-Security" })
		if hsts != tls {
			t.Errorf("SecurityHeaders(%v) has Strict-Transport-Security: %v", tls, hsts)
		}
	}
}

func TestPolicyTables(t *testing.T) {
	byName := func(a, b directive) int { return strings.Compare(a.name, b.name) }
	if contentPolicy[0].name != "default-src" || !slices.IsSortedFunc(contentPolicy[1:], byName) {
		t.Errorf("contentPolicy is not default-src and the others sorted by name")
	}
	if !slices.IsSortedFunc(permissions, byName) {
		t.Errorf("permissions are not sorted by name")
	}
	seen := make(map[string]bool)
	for _, d := range slices.Concat(contentPolicy, permissions) {
		if d.value == "" || d.why == "" || seen[d.name] {
			t.Errorf("directive %+v; want a value and a reason, once", d)
		}
		seen[d.name] = true
		if strings.ContainsAny(d.value, ";,\r\n") {
			t.Errorf("directive %s: %q ends its member early", d.name, d.value)
		}
		if strings.Contains(d.value, "unsafe-inline") || strings.Contains(d.value, "'unsafe-eval'") {
			t.Errorf("directive %s: %q lets injected code run", d.name, d.value)
		}
	}
}

func TestPolicies(t *testing.T) {
	const want = "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; " +
		"frame-src https://www.youtube-nocookie.com; img-src 'self'; manifest-src 'self'; require-trusted-types-for 'script'; " +
		"script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; trusted-types takeover; worker-src 'self'"
	if got := contentSecurityPolicy(false); got != want {
		t.Errorf("contentSecurityPolicy(false) = %q; want %q", got, want)
	}
	if got, want := contentSecurityPolicy(true), want+"; upgrade-insecure-requests"; got != want {
		t.Errorf("contentSecurityPolicy(true) = %q; want %q", got, want)
	}
	// A dictionary of inner lists (RFC 8941, 3.2), as far as it is used here.
	const member = `[a-z-]+=\((self( "https://[a-z.-]+")?)?\)`
	if got := permissionsPolicy(); !regexp.MustCompile(`^` + member + `(, ` + member + `)*$`).MatchString(got) {
		t.Errorf("permissionsPolicy() = %q; want a structured field", got)
	}
}

func TestFileHeaders(t *testing.T) {
	has := func(headers []Header, name string) string {
		var values []string
		for _, h := range headers {
			if h.Name == name {
				values = append(values, h.Value)
			}
		}
		return strings.Join(values, " and ")
	}
	for _, test := range []struct {
		file              site.File
		cache, cors, corp string
	}{
		{site.File{}, "no-cache, no-transform", "", "same-origin"},
		{site.File{Immutable: true}, "public, max-age=31536000, immutable", "", "same-origin"},
		{site.File{Public: true}, "no-cache, no-transform", "*", "cross-origin"},
	} {
		headers := FileHeaders(&test.file, true)
		for name, want := range map[string]string{
			"Cache-Control":                test.cache,
			"Access-Control-Allow-Origin":  test.cors,
			"Cross-Origin-Resource-Policy": test.corp,
			"Content-Security-Policy":      contentSecurityPolicy(true),
		} {
			if got := has(headers, name); got != want {
				t.Errorf("FileHeaders(%+v): %s: %q; want %q", test.file, name, got, want)
			}
		}
		if !slices.IsSortedFunc(headers, func(a, b Header) int { return strings.Compare(a.Name, b.Name) }) {
			t.Errorf("FileHeaders(%+v) is not sorted by name", test.file)
		}
	}
}

// Every answer that the handler can give carries the whole table.
func TestSecurityHeadersEverywhere(t *testing.T) {
	h := New(testFiles(), Options{TLS: true})
	h.routes["/panic"] = func(http.ResponseWriter, *http.Request) { panic("for the test") }
	tag := wantTag(t, testFiles(), "/talks", "identity")
	for _, request := range [][]string{
		{"/talks"}, {"/nothing"}, {"/talks/"}, {"/healthz"}, {"/readyz"}, {"/panic"},
		{"/talks", "If-None-Match", tag},
		{"/talks", "If-Match", `"other"`},
		{"/talks", "Range", "bytes=0-1"},
		{"/talks", "Range", "bytes=99999-"},
	} {
		res := get(h, request[0], request[1:]...)
		for _, want := range SecurityHeaders(true) {
			if got := res.Header().Values(want.Name); len(got) != 1 || got[0] != want.Value {
				t.Errorf("GET %q, status %d: %s: %q; want %q", request, res.Code, want.Name, got, want.Value)
			}
		}
	}
}

// TestPublicOnTheWay: what other sites may show or read may be so on every way to
// it, and so may the answer that it is not there.
func TestPublicOnTheWay(t *testing.T) {
	card := site.NewFile(nil, "image/png")
	finger := site.NewFile(nil, "application/jrd+json")
	card.Public, finger.Public, finger.Queried = true, true, true
	finger.Answer = func(string) ([]byte, error) { return nil, site.ErrNothing }
	h := New(site.Files{"/cards/talks.png": card, "/.well-known/webfinger": finger}, Options{})
	for _, test := range []struct {
		path        string
		status      int
		name, value string
	}{
		{"/cards/talks.png", 200, "Cross-Origin-Resource-Policy", "cross-origin"},
		{"/card/talks.0123456789ab.png", 308, "Cross-Origin-Resource-Policy", "cross-origin"},
		{"/card/nothing.0123456789ab.png", 404, "Cross-Origin-Resource-Policy", "same-origin"},
		{"/.well-known/webfinger?resource=acct:nobody@example.org", 404, "Access-Control-Allow-Origin", "*"},
	} {
		w := get(h, test.path)
		if got := w.Header().Get(test.name); w.Code != test.status || got != test.value {
			t.Errorf("GET %s: status %d, %s %q; want %d, %q", test.path, w.Code, test.name, got, test.status, test.value)
		}
	}
}
