package certs

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kairo.dev/server/httpd"
	"kairo.dev/server/site"

	"github.com/letsencrypt/pebble/v2/wfe"
)

// Where pebble takes orders, and where it has the certificates.
const (
	newOrder     = "/order-plz"
	certificates = "/certZ/"
)

// patience is how long a test waits for what has to come; only a failure takes
// so long.
const patience = 2 * time.Minute

// served is a site with the certificates of an authority.
type served struct {
	authority *Authority
	listener  net.Listener
}

// serve serves a site with certificates of pebble, which are good for so long,
// until the test ends.
func serve(t *testing.T, validity time.Duration, behind func(http.Handler) http.Handler, report func(error)) served {
	t.Helper()
	l, port := listen(t)
	// Nothing is rejected: a certificate that arrives when it is over is not tried
	// for again within the test.
	acme, _ := pebbleBehind(t, port, port, validity, 0, behind)
	s := served{NewAuthority([]string{domain}, t.TempDir(), acme.URL+wfe.DirectoryPath, acme.Client(), report), l}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	handler := httpd.New(site.Files{"/": site.NewFile(nil, "text/html")}, httpd.Options{TLS: true})
	go func() { ended <- httpd.Serve(ctx, l, s.authority.Config(), handler, nil, httpd.Limits{}) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return s
}

// serial is the number of the certificate that readers are shown. They do not
// check it: with the few seconds that it is good for, it may be late.
func (s served) serial(t *testing.T) string {
	t.Helper()
	conn, err := tls.Dial("tcp", s.listener.Addr().String(), &tls.Config{ServerName: domain, InsecureSkipVerify: true})
	if err != nil {
		t.Fatalf("a reader: %v", err)
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].SerialNumber.String()
}

// eventually waits until ok.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !ok(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: it does not come to that", what)
		}
	}
}

// TestAuthorityDelays: an authority that lets one wait is waited for, and there
// is no certificate until then. Then it issues, and issues again before that is
// over.
func TestAuthorityDelays(t *testing.T) {
	ordered, release := make(chan struct{}, 1), make(chan struct{})
	s := serve(t, 9*time.Second, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == newOrder {
				select {
				case ordered <- struct{}{}:
				default:
				}
				<-release
			}
			h.ServeHTTP(w, r)
		})
	}, nil)
	obtained := make(chan error, 1)
	go func() { obtained <- s.authority.Obtain() }()
	select {
	case <-ordered:
	case err := <-obtained:
		t.Fatalf("Obtain before the authority has an order: %v", err)
	}
	if expiry := s.authority.Expiry(); len(expiry) > 0 {
		t.Errorf("Expiry while the authority delays = %v; want none", expiry)
	}
	close(release)
	if err := <-obtained; err != nil {
		t.Fatalf("Obtain from an authority that delays: %v", err)
	}
	serial, expiry := s.serial(t), s.authority.Expiry()[domain]
	eventually(t, "another certificate is shown", func() bool { return s.serial(t) != serial })
	eventually(t, "its expiry is told", func() bool {
		if err := s.authority.Obtain(); err != nil {
			t.Errorf("Obtain after a renewal: %v", err)
		}
		return s.authority.Expiry()[domain].After(expiry)
	})
}

// TestAuthorityRefusesRenewal: it is reported in the authority's words, and the
// certificate that there is stays.
func TestAuthorityRefusesRenewal(t *testing.T) {
	const words = "this domain has moved out"
	var issued atomic.Bool
	reported := make(chan string, 100)
	s := serve(t, 9*time.Second, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, certificates) {
				issued.Store(true)
			}
			if r.URL.Path == newOrder && issued.Load() {
				w.Header().Set("Content-Type", "application/problem+json")
				w.WriteHeader(http.StatusForbidden)
				w.Write([]byte(`{"type": "urn:ietf:params:acme:error:rejectedIdentifier", "detail": "` + words + `"}`))
				return
			}
			h.ServeHTTP(w, r)
		})
	}, func(err error) { reported <- err.Error() })
	if err := s.authority.Obtain(); err != nil {
		t.Fatalf("Obtain: %v", err)
	}
	serial := s.serial(t)
	for timeout := time.After(patience); ; {
		select {
		case said := <-reported:
			if !strings.Contains(said, words) {
				continue // of what came before
			}
		case <-timeout:
			t.Fatalf("a renewal that is refused is not reported; want %q", words)
		}
		break
	}
	if got := s.serial(t); got != serial {
		t.Errorf("after a renewal that was refused, certificate %s is shown; want %s, as before", got, serial)
	}
}
