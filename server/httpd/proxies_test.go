package httpd

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestProxies(t *testing.T) {
	proxies, err := ParseProxies("127.0.0.0/8, 192.0.2.7,2001:db8:a::/48")
	if err != nil {
		t.Fatal(err)
	}
	type header = http.Header
	for _, test := range []struct {
		remote string
		header header
		want   string
		tls    bool
	}{
		{"203.0.113.7:4711", nil, "203.0.113.7/32", false},
		{"[::ffff:203.0.113.7]:4711", nil, "203.0.113.7/32", false},
		{"[2001:db8:1:2:3:4:5:6]:4711", nil, "2001:db8:1:2::/64", false},
		// Who is no proxy is not believed.
		{"203.0.113.7:4711", header{"X-Forwarded-For": {"198.51.100.1"}, "X-Forwarded-Proto": {"https"}}, "203.0.113.7/32", false},
		{"127.0.0.1:4711", nil, "127.0.0.1/32", false},
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"198.51.100.1"}}, "198.51.100.1/32", false},
		{"192.0.2.7:4711", header{"X-Forwarded-For": {"198.51.100.1"}, "X-Forwarded-Proto": {"https"}}, "198.51.100.1/32", true},
		// The rightmost that is no proxy's counts.
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"203.0.113.9, 198.51.100.1 "}}, "198.51.100.1/32", false},
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"203.0.113.9", "198.51.100.1, 192.0.2.7"}, "X-Forwarded-Proto": {"https"}}, "198.51.100.1/32", true},
		{"[2001:db8:a::1]:1", header{"X-Forwarded-For": {"2001:db8:1:2:3:4:5:6"}}, "2001:db8:1:2::/64", false},
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"203.0.113.9, 198.51.100.1:51234"}, "X-Forwarded-Proto": {"https"}}, "198.51.100.1/32", true},
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"[2001:db8:cafe::17]:4711"}}, "2001:db8:cafe::/64", false},
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"198.51.100.1, nonsense"}}, "127.0.0.1/32", false},
		{"127.0.0.1:4711", header{"X-Forwarded-For": {"198.51.100.1, 203.0.113.9"}, "X-Forwarded-Proto": {"https, http"}}, "203.0.113.9/32", false},
		{"127.0.0.1:4711", header{"Forwarded": {`for=203.0.113.1;proto=http, For="[2001:db8:cafe::17]:4711";Proto=https`}}, "2001:db8:cafe::/64", true},
		// Of the two fields one may be a client's own.
		{"127.0.0.1:4711", header{"Forwarded": {"for=203.0.113.1;proto=https"}, "X-Forwarded-For": {"198.51.100.1"}}, "127.0.0.1/32", false},
		{"127.0.0.1:4711", header{"Forwarded": {"for=203.0.113.1, for=192.0.2.7"}, "X-Forwarded-For": {"198.51.100.1, 192.0.2.7"}}, "127.0.0.1/32", false},
		{"127.0.0.1:4711", header{"Forwarded": {"for=198.51.100.1;proto=https"}, "X-Forwarded-For": {"203.0.113.9, 198.51.100.1"}}, "198.51.100.1/32", true},
		{"127.0.0.1:4711", header{"Forwarded": {"for=198.51.100.1:80;proto=https, for=192.0.2.7;proto=http"}}, "198.51.100.1/32", true},
		{"127.0.0.1:4711", header{"Forwarded": {"for=_hidden;proto=https"}}, "127.0.0.1/32", false},
		// A Unix socket has no address; who is there is a proxy.
		{"@", nil, "invalid Prefix", false},
		{"@", header{"X-Forwarded-For": {"198.51.100.1"}, "X-Forwarded-Proto": {"https"}}, "198.51.100.1/32", true},
	} {
		r := httptest.NewRequest(http.MethodGet, "/search", nil)
		r.RemoteAddr = test.remote
		r.Header = test.header
		got := proxies.client(r)
		if network(got.address).String() != test.want || got.tls != test.tls {
			t.Errorf("client of %s with %v = %s, TLS %v; want %s, %v", test.remote, test.header, network(got.address), got.tls, test.want, test.tls)
		}
	}
	for _, bad := range []string{"nonsense", "192.0.2.0/33", "127.0.0.1,localhost"} {
		if p, err := ParseProxies(bad); err == nil {
			t.Errorf("ParseProxies(%q) = %v; want an error", bad, p)
		}
	}
}

// TestBehindTLS: what TLS allows is promised if it ends at a proxy, and not for
// two years on localhost.
func TestBehindTLS(t *testing.T) {
	proxies, _ := ParseProxies("127.0.0.1")
	behind := New(testFiles(), Options{Proxies: proxies})
	direct := New(testFiles(), Options{TLS: true})
	for _, test := range []struct {
		name                string
		h                   *Handler
		remote, host, proto string
		policy, hsts        string
	}{
		{"a proxy with TLS", behind, "127.0.0.1:1", "kairo.example", "https", contentSecurityPolicy(true), hsts},
		{"a proxy without TLS", behind, "127.0.0.1:1", "kairo.example", "http", contentSecurityPolicy(false), ""},
		{"a client that says so", behind, "203.0.113.1:1", "kairo.example", "https", contentSecurityPolicy(false), ""},
		{"TLS", direct, "203.0.113.1:1", "kairo.example", "", contentSecurityPolicy(true), hsts},
		{"TLS on localhost", direct, "127.0.0.1:1", "localhost:8443", "", contentSecurityPolicy(true), ""},
		{"TLS on [::1]", direct, "[::1]:1", "[::1]:8443", "", contentSecurityPolicy(true), ""},
	} {
		for _, path := range []string{"/", "/talks/", "/missing", "/healthz"} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.RemoteAddr, r.Host = test.remote, test.host
			if test.proto != "" {
				r.Header.Set("X-Forwarded-For", "198.51.100.1")
				r.Header.Set("X-Forwarded-Proto", test.proto)
			}
			w := httptest.NewRecorder()
			test.h.ServeHTTP(w, r)
			if policy, hsts := w.Header().Get("Content-Security-Policy"), w.Header().Get("Strict-Transport-Security"); policy != test.policy || hsts != test.hsts {
				t.Errorf("%s: GET %s: policy %q, HSTS %q; want %q, %q", test.name, path, policy, hsts, test.policy, test.hsts)
			}
		}
	}
}
