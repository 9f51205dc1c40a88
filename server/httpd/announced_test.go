package httpd

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/pires/go-proxyproto"
)

// TestServeProxyProtocol: what a proxy says of the client at the beginning of a
// connection is believed, who is none may not say so, and a proxy has to.
func TestServeProxyProtocol(t *testing.T) {
	const request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
	client := &net.TCPAddr{IP: net.IPv4(203, 0, 113, 7), Port: 4711}
	var second bytes.Buffer
	if _, err := proxyproto.HeaderProxyFromAddrs(2, client, &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 443}).WriteTo(&second); err != nil {
		t.Fatal(err)
	}
	const first = "PROXY TCP4 203.0.113.7 192.0.2.1 4711 443\r\n"
	proxy, err := ParseProxies("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		proxies Proxies
		begins  string
		status  int // 0 for no answer
		address string
	}{
		"version 1":              {proxy, first, 200, client.String()},
		"version 2":              {proxy, second.String(), 200, client.String()},
		"a check of the proxy's": {proxy, "PROXY UNKNOWN\r\n", 200, ""},
		"a proxy without":        {proxy, "", 0, ""},
		"no proxy":               {nil, "", 200, ""},
		"no proxy, but with":     {nil, first, 400, ""},
	} {
		t.Run(name, func(t *testing.T) {
			told := make(chan string, 1)
			address, _, _ := serving(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				told <- r.RemoteAddr
				New(testFiles(), Options{}).ServeHTTP(w, r)
			}), Limits{Proxies: test.proxies, ProxyProtocol: true})
			conn := dial(t, address)
			io.WriteString(conn, test.begins+request)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if test.status == 0 {
				if err == nil {
					t.Errorf("answer %s; want the end of the connection", res.Status)
				}
				return
			}
			if err != nil || res.StatusCode != test.status {
				t.Fatalf("answer %v, %v; want status %d", res, err, test.status)
			}
			if test.status != http.StatusOK {
				return
			}
			want := test.address
			if want == "" {
				want = conn.LocalAddr().String()
			}
			if got := receive(t, "the request", told); got != want {
				t.Errorf("the client is %s; want %s", got, want)
			}
		})
	}
}

// TestServeProxyProtocolTLS: the address comes before TLS.
func TestServeProxyProtocolTLS(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	proxies, err := ParseProxies("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan string, 1)
	ended := make(chan error, 1)
	other := httptest.NewTLSServer(nil)
	defer other.Close()
	config := &tls.Config{Certificates: other.TLS.Certificates}
	go func() {
		ended <- Serve(t.Context(), l, config, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			told <- r.RemoteAddr
		}), nil, Limits{Proxies: proxies, ProxyProtocol: true})
	}()
	t.Cleanup(func() { <-ended })
	conn := dial(t, l.Addr().String())
	io.WriteString(conn, "PROXY TCP6 2001:db8::7 2001:db8::1 4711 443\r\n")
	secure := tls.Client(conn, &tls.Config{InsecureSkipVerify: true})
	io.WriteString(secure, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	if res, err := http.ReadResponse(bufio.NewReader(secure), nil); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("answer %v, %v; want 200", res, err)
	}
	if got := receive(t, "the request", told); got != "[2001:db8::7]:4711" {
		t.Errorf("the client is %s; want [2001:db8::7]:4711", got)
	}
}
