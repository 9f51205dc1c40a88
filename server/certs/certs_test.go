package certs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"kairo.dev/server/httpd"
	"kairo.dev/server/site"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
	"github.com/miekg/dns"
)

const domain = "kairo.example"

// listen listens on the loopback interface, until the test ends.
func listen(t *testing.T) (l net.Listener, port int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, l.Addr().(*net.TCPAddr).Port
}

// resolver is a name server that knows every name to be here.
func resolver(t *testing.T) (address string) {
	t.Helper()
	l, _ := listen(t)
	server := &dns.Server{Listener: l, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, request *dns.Msg) {
		answer := new(dns.Msg).SetReply(request)
		if q := request.Question[0]; q.Qtype == dns.TypeA {
			answer.Answer = []dns.RR{&dns.A{
				Hdr: dns.RR_Header{Name: q.Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 1},
				A:   net.IPv4(127, 0, 0, 1),
			}}
		}
		w.WriteMsg(answer)
	})}
	go server.ActivateAndServe()
	return l.Addr().String()
}

// pebble is an authority that issues certificates to whoever can answer its
// challenges at the ports.
func pebble(t *testing.T, httpPort, tlsPort int) (server *httptest.Server, roots *x509.CertPool) {
	t.Helper()
	const quarter, rejects = 90 * 24 * time.Hour, 20 // per cent, as the real ones do at times
	return pebbleBehind(t, httpPort, tlsPort, quarter, rejects, func(h http.Handler) http.Handler { return h })
}

// pebbleBehind is one whose certificates are good for so long, which rejects that
// many of a hundred nonces, and which is asked by way of another handler.
func pebbleBehind(t *testing.T, httpPort, tlsPort int, validity time.Duration, rejects int, behind func(http.Handler) http.Handler) (server *httptest.Server, roots *x509.CertPool) {
	t.Helper()
	t.Setenv("PEBBLE_VA_NOSLEEP", "1")
	t.Setenv("PEBBLE_WFE_NONCEREJECT", strconv.Itoa(rejects))
	quiet := log.New(io.Discard, "", 0)
	store := db.NewMemoryStore()
	authority := ca.New(quiet, store, "", "ecdsa", 0, 1, map[string]ca.Profile{"default": {ValidityPeriod: uint64(validity.Seconds())}})
	validation := va.New(quiet, httpPort, tlsPort, true, resolver(t), store)
	frontEnd := wfe.New(quiet, store, validation, authority, nil, true, false, 1, 1)
	server = httptest.NewTLSServer(behind(frontEnd.Handler()))
	t.Cleanup(server.Close)
	roots = x509.NewCertPool()
	roots.AddCert(authority.GetRootCert(0).Cert)
	return server, roots
}

// TestAuthority has a real ACME server issue a certificate, by each of the
// challenges, and reads the site over it.
func TestAuthority(t *testing.T) {
	for _, challenge := range []string{"TLS-ALPN-01", "HTTP-01"} {
		t.Run(challenge, func(t *testing.T) {
			secure, tlsPort := listen(t)
			plain, httpPort := listen(t)
			if challenge == "HTTP-01" {
				closed, port := listen(t)
				closed.Close()
				tlsPort = port
			}
			acme, roots := pebble(t, httpPort, tlsPort)
			cache := t.TempDir()
			authority := NewAuthority([]string{domain}, cache, acme.URL+wfe.DirectoryPath, acme.Client(), nil)
			files := site.Files{"/talks": site.NewFile([]byte("<h1>Talks</h1>"), "text/html; charset=utf-8")}

			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 2)
			handler := httpd.New(files, httpd.Options{TLS: true})
			go func() { ended <- httpd.Serve(ctx, secure, authority.Config(), handler, nil, httpd.Limits{}) }()
			redirect := authority.Handler(httpd.RedirectTLS(domain))
			// As at port 80, which need not be named.
			atPort80 := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.Host, _, _ = strings.Cut(r.Host, ":")
				redirect.ServeHTTP(w, r)
			})
			go func() { ended <- httpd.Serve(ctx, plain, nil, atPort80, nil, httpd.Limits{}) }()
			if err := authority.Obtain(); err != nil {
				t.Fatalf("Obtain: %v", err)
			}
			if at := authority.Expiry()[domain]; !at.After(time.Now()) {
				t.Errorf("Expiry of %s is %v; want a time to come", domain, at)
			}
			client := clientOf(plain, secure, roots)
			// From http to https, however the site was called.
			for _, name := range []string{domain, "elsewhere.example"} {
				checkTalks(t, client, name)
			}
			if res, err := client.Get("https://elsewhere.example/"); err == nil {
				res.Body.Close()
				t.Error("a certificate is obtained for another name")
			}
			client.CloseIdleConnections()
			stop()
			for range 2 {
				if err := <-ended; err != nil {
					t.Errorf("Serve: %v", err)
				}
			}

			// What was issued is kept: the next start needs no authority.
			acme.Close()
			if err := NewAuthority([]string{domain}, cache, acme.URL+wfe.DirectoryPath, acme.Client(), nil).Obtain(); err != nil {
				t.Errorf("Obtain after a new start: %v", err)
			}
		})
	}
}

// clientOf asks the listeners, whatever the address, and trusts the roots.
func clientOf(plain, secure net.Listener, roots *x509.CertPool) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			ForceAttemptHTTP2: true,
			TLSClientConfig:   &tls.Config{RootCAs: roots},
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				to := plain
				if _, port, _ := net.SplitHostPort(address); port == "443" {
					to = secure
				}
				return new(net.Dialer).DialContext(ctx, network, to.Addr().String())
			},
		},
	}
}

// checkTalks asks for a page without TLS, and wants it with TLS.
func checkTalks(t *testing.T, client *http.Client, name string) {
	t.Helper()
	res, err := client.Get("http://" + name + "/talks")
	if err != nil {
		t.Fatalf("GET http://%s/talks: %v", name, err)
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK || string(body) != "<h1>Talks</h1>" {
		t.Errorf("GET http://%s/talks: %s, %q, %v; want the page", name, res.Status, body, err)
	}
	if got := res.Request.URL.String(); got != "https://"+domain+"/talks" {
		t.Errorf("GET http://%s/talks leads to %s", name, got)
	}
	if res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("GET https://%s/talks: %s, Strict-Transport-Security %q; want HTTP/2 and a time", domain, res.Proto, res.Header.Get("Strict-Transport-Security"))
	}
}
