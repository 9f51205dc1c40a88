// Package certs provides the certificates that the server shows its readers:
// obtained from a certification authority as they are needed (ACME, RFC 8555),
// or read from files that somebody else looks after.
//
// ACME is spoken by golang.org/x/crypto/acme/autocert, which the Go project
// keeps up and which adds one module to those that are here. CertMagic can do
// more: several servers that share certificates, wildcards by way of DNS,
// several authorities. One site under one name needs none of it, and it would
// bring fifteen modules along.
package certs

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"sync/atomic"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// LetsEncrypt is the directory of the authority that is asked unless another
// is named.
const LetsEncrypt = acme.LetsEncryptURL

// Authority obtains the certificate for a domain from an ACME server, and
// another before it expires.
type Authority struct {
	domain  string
	manager autocert.Manager
}

// NewAuthority obtains certificates for the domain from the server with the
// directory at an https address, and accepts that server's terms of service.
// Account and certificates are kept in the folder cache, which must not be
// lost: authorities limit how often they issue. client is for talking to the
// authority; nil is for the default one.
func NewAuthority(domain, cache, directory string, client *http.Client) *Authority {
	return &Authority{domain, autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(cache),
		HostPolicy: autocert.HostWhitelist(domain),
		Client:     &acme.Client{DirectoryURL: directory, HTTPClient: client},
	}}
}

// Obtain has the certificate ready: from the cache, or from the authority, which
// takes longer than a reader's browser waits. The listeners have to be open.
func (a *Authority) Obtain() error {
	// The hello of a client that understands elliptic curves, as all have done
	// for ten years; for others a second certificate is obtained when they come.
	_, err := a.manager.GetCertificate(&tls.ClientHelloInfo{
		ServerName:   a.domain,
		CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256},
	})
	if err != nil {
		return fmt.Errorf("obtain certificate for %s: %w", a.domain, err)
	}
	return nil
}

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
	pair, err := tls.LoadX509KeyPair(p.certificate, p.key)
	if err != nil {
		return fmt.Errorf("load certificate: %w", err)
	}
	p.current.Store(&pair)
	return nil
}

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
