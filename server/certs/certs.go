// Package certs provides the certificates that the server shows its readers:
// obtained from a certification authority as they are needed (ACME, RFC 8555),
// or read from files that somebody else looks after.
//
// ACME is spoken by golang.org/x/crypto/acme/autocert, which the Go project
// keeps up. It says nothing of a renewal that fails; but what the authority says
// passes by here, and is reported (see problems). CertMagic would report by
// itself, follow the authority's advice on when to renew, and do what is not
// needed here: several servers that share certificates, wildcards by way of DNS,
// several authorities. It brings modules of its own along, zap among them.
// Short-lived certificates are no reason to take it: autocert renews what a third
// of its life is left of, and 30 days ahead at most.
package certs

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// LetsEncrypt is the directory of the authority that is asked unless another
// is named.
const LetsEncrypt = acme.LetsEncryptURL

// Authority obtains a certificate for each of the domains from an ACME server,
// and another before it expires.
type Authority struct {
	domains []string
	manager autocert.Manager
	said    *problems
	expiry  expiries
}

// NewAuthority obtains certificates for the domains from the server with the
// directory at an https address, and accepts that server's terms of service.
// Account and certificates are kept in the folder cache, which must not be
// lost: authorities limit how often they issue. client is for talking to the
// authority; nil is for the default one. What goes wrong with that, at a renewal
// too, is told to report, in the authority's words; nil is for nobody.
func NewAuthority(domains []string, cache, directory string, client *http.Client, report func(error)) *Authority {
	if client == nil {
		client = http.DefaultClient
	}
	overheard := *client
	said := &problems{next: cmp.Or[http.RoundTripper](client.Transport, http.DefaultTransport), report: report}
	overheard.Transport = said
	return &Authority{domains: domains, said: said, manager: autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(cache),
		HostPolicy: autocert.HostWhitelist(domains...),
		Client:     &acme.Client{DirectoryURL: directory, HTTPClient: &overheard},
	}}
}

// Obtain has the certificates ready: from the cache, or from the authority, which
// takes longer than a reader's browser waits. The listeners have to be open.
func (a *Authority) Obtain() error {
	var errs []error
	for _, domain := range a.domains {
		a.said.take()
		// The hello of a client that understands elliptic curves, as all have
		// done for ten years; for others a second certificate is obtained when
		// they come.
		certificate, err := a.manager.GetCertificate(&tls.ClientHelloInfo{
			ServerName:   domain,
			CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
		})
		if err != nil {
			if words := a.said.take(); words != "" {
				err = fmt.Errorf("%w; the authority says: %s", err, words)
			}
			errs = append(errs, fmt.Errorf("obtain certificate for %s: %w", domain, err))
			continue
		}
		a.expiry.note(domain, certificate)
	}
	return errors.Join(errs...)
}

// Expiry is when each certificate expires that there is, by the domain. A
// renewal shows after the next Obtain.
func (a *Authority) Expiry() map[string]time.Time { return a.expiry.all() }

// Config is for the listener with TLS. It answers the authority's challenges
// too (RFC 8737).
func (a *Authority) Config() *tls.Config { return modern(a.manager.TLSConfig()) }

// Handler answers the authority's challenges on the listener without TLS
// (RFC 8555, 8.3), and leaves everything else to h.
func (a *Authority) Handler(h http.Handler) http.Handler { return a.manager.HTTPHandler(h) }

// Pair is a certificate and its key in two files.
type Pair struct {
	certificate, key string
	current          atomic.Pointer[tls.Certificate]
	expiry           expiries

	mu     sync.Mutex
	loaded [2]os.FileInfo // the files as they were when they were looked at
}

// LoadPair reads the files: certificates in the order that readers check them,
// and the key of the first, in PEM.
func LoadPair(certificate, key string) (*Pair, error) {
	p := &Pair{certificate: certificate, key: key}
	return p, p.Reload()
}

// Reload reads the files again. If they are not good, the certificate stays
// the one it was.
func (p *Pair) Reload() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loaded = p.look()
	pair, err := tls.LoadX509KeyPair(p.certificate, p.key)
	if err != nil {
		return fmt.Errorf("load certificate: %w", err)
	}
	p.current.Store(&pair)
	p.expiry.note(p.certificate, &pair)
	return nil
}

// Changed reports whether the files are others than those that were read, or
// that Changed has looked at.
func (p *Pair) Changed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.look()
	same := func(a, b os.FileInfo) bool {
		return a == nil && b == nil || a != nil && b != nil && os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
	}
	changed := !same(now[0], p.loaded[0]) || !same(now[1], p.loaded[1])
	p.loaded = now
	return changed
}

// look looks at the files; one that is not there is nil.
func (p *Pair) look() (found [2]os.FileInfo) {
	for i, name := range []string{p.certificate, p.key} {
		if info, err := os.Stat(name); err == nil {
			found[i] = info
		}
	}
	return found
}

// Expiry is when the certificate expires, by the name of its file.
func (p *Pair) Expiry() map[string]time.Time { return p.expiry.all() }

// Config is for the listener with TLS.
func (p *Pair) Config() *tls.Config {
	return modern(&tls.Config{
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return p.current.Load(), nil },
		NextProtos:     []string{"h2", "http/1.1"},
	})
}

// modern refuses what RFC 8996 says not to use; crypto/tls does so by default,
// but a default can be set otherwise from outside.
func modern(c *tls.Config) *tls.Config {
	c.MinVersion = tls.VersionTLS12
	return c
}

// expiries are when certificates expire, by a name.
type expiries struct {
	mu sync.Mutex
	at map[string]time.Time
}

func (e *expiries) note(name string, c *tls.Certificate) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.at == nil {
		e.at = make(map[string]time.Time)
	}
	e.at[name] = c.Leaf.NotAfter
}

func (e *expiries) all() map[string]time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return maps.Clone(e.at)
}
