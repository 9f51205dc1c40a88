package certs

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/letsencrypt/pebble/v2/wfe"
)

// TestAuthorityRefuses has the authority find nobody at the domain: it says so,
// and what it says is reported.
func TestAuthorityRefuses(t *testing.T) {
	closed, port := listen(t)
	closed.Close()
	acme, _ := pebble(t, port, port)
	var mu sync.Mutex
	var reported []string
	authority := NewAuthority([]string{domain}, t.TempDir(), acme.URL+wfe.DirectoryPath, acme.Client(), func(err error) {
		mu.Lock()
		defer mu.Unlock()
		reported = append(reported, err.Error())
	})
	err := authority.Obtain()
	const words = "Failed to connect"
	if err == nil || !strings.Contains(err.Error(), domain) || !strings.Contains(err.Error(), words) {
		t.Errorf("Obtain: %v; want the domain and what the authority says, %q", err, words)
	}
	mu.Lock()
	defer mu.Unlock()
	if !slices.ContainsFunc(reported, func(s string) bool { return strings.Contains(s, words) }) {
		t.Errorf("reported: %q; want what the authority says, %q", reported, words)
	}
	if expiry := authority.Expiry(); len(expiry) > 0 {
		t.Errorf("Expiry without a certificate = %v", expiry)
	}
}

// TestComplaints: all that the authority has said in an attempt is told, each once.
func TestComplaints(t *testing.T) {
	var reported []string
	p := &problems{report: func(err error) { reported = append(reported, err.Error()) }}
	for _, words := range []string{"failed", "failed", "refused"} {
		p.complain(words)
	}
	if got, want := p.take(), "failed; refused"; got != want {
		t.Errorf("the complaints are %q; want %q", got, want)
	}
	if got := p.take(); got != "" {
		t.Errorf("the complaints are %q once they were told; want none", got)
	}
	if want := []string{"failed", "refused"}; !slices.Equal(reported, want) {
		t.Errorf("reported: %q; want %q", reported, want)
	}
}

// TestAuthorityUnreachable: that is reported too.
func TestAuthorityUnreachable(t *testing.T) {
	acme, _ := pebble(t, 1, 1)
	acme.Close()
	err := NewAuthority([]string{domain}, t.TempDir(), acme.URL+wfe.DirectoryPath, acme.Client(), nil).Obtain()
	if err == nil || !strings.Contains(err.Error(), "cannot reach the authority") {
		t.Errorf("Obtain: %v; want that the authority cannot be reached", err)
	}
}

func TestDomains(t *testing.T) {
	got, err := Domains("Kairo.dev, www.kairo.dev.,b\u00fccher.example")
	if want := []string{"kairo.dev", "www.kairo.dev", "xn--bcher-kva.example"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Domains = %q, %v; want %q", got, err, want)
	}
	for _, bad := range []string{"", "https://kairo.dev", "kairo.dev/", "kairo.dev:443", "localhost", "kairo", "a.localhost", "printer.local", "192.0.2.1", "::1", "a b.dev", "-.dev", "kairo.dev,", "me@kairo.dev"} {
		if got, err := Domains(bad); err == nil {
			t.Errorf("Domains(%q) = %q; want an error", bad, got)
		}
	}
}
