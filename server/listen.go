package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"kairo.dev/content"
	"kairo.dev/server/certs"
	"kairo.dev/server/httpd"
)

// endpoint is an address that the server answers at.
type endpoint struct {
	does    string // what, for the log
	addr    string
	handler http.Handler
	tls     *tls.Config // nil without TLS
	// direct is set if no proxy is before it.
	direct bool

	listener net.Listener
}

func (e *endpoint) address() string {
	scheme := "http://"
	if e.tls != nil {
		scheme = "https://"
	}
	at := e.listener.Addr()
	if at.Network() == "unix" {
		return unixPrefix + at.String()
	}
	return scheme + at.String()
}

// listen opens the addresses that the flags name.
func (f *serveFlags) listen(site *httpd.Handler, s *content.Site, log *slog.Logger) ([]*endpoint, *certificate, error) {
	main := &endpoint{does: "serving", addr: f.addr, handler: site}
	home, err := url.Parse(s.Address)
	if err != nil {
		return nil, nil, err
	}
	certificate := new(certificate)
	// The site's own address says more than a name: it may have a port.
	name := home.Host
	if len(f.domains) > 0 && home.Hostname() != f.domains[0] {
		name = f.domains[0]
	}
	redirect := httpd.RedirectTLS(name)
	switch {
	case f.domain != "":
		dir, err := f.certificateDir()
		if err != nil {
			return nil, nil, err
		}
		certificate.authority = certs.NewAuthority(f.domains, dir, f.authority, nil, func(err error) {
			log.Error("the authority does not issue", append(certificate.left(), "error", err)...)
		})
		main.tls = certificate.authority.Config()
		main.handler = httpd.OneName(name, f.domains[1:], site)
		redirect = certificate.authority.Handler(redirect)
	case f.cert != "":
		if certificate.pair, err = certs.LoadPair(f.cert, f.key); err != nil {
			return nil, nil, err
		}
		main.tls = certificate.pair.Config()
	}
	passed, err := passedSockets()
	if err != nil {
		return nil, nil, err
	}
	if len(passed.http) > 0 && !f.tls() {
		return nil, nil, errors.New("the socket http leads to the site with TLS: it needs -domain or -cert")
	}
	metrics := http.NewServeMux()
	metrics.Handle("GET /metrics", site.Metrics())
	endpoints, err := open([]role{
		{*main, passed.site},
		{endpoint{does: "redirecting", addr: f.http, handler: redirect}, passed.http},
		{endpoint{does: "counting", addr: f.metrics, handler: metrics, direct: true}, passed.metrics},
	})
	return endpoints, certificate, err
}

// role is an endpoint and the sockets that there are for it.
type role struct {
	endpoint
	passed []net.Listener
}

// open has an endpoint for each socket of a role, or opens the one that the
// flags name.
func open(roles []role) (endpoints []*endpoint, err error) {
	for _, role := range roles {
		if len(role.passed) == 0 && role.addr != "" {
			l, err := openSocket(role.addr)
			if err != nil {
				for _, e := range endpoints {
					e.listener.Close()
				}
				return nil, err
			}
			role.passed = []net.Listener{l}
		}
		for _, l := range role.passed {
			e := role.endpoint
			e.listener = l
			endpoints = append(endpoints, &e)
		}
	}
	return endpoints, nil
}

// certificateDir is the folder for what the authority has issued: the one that
// is named, the one that systemd provides, or one of the user's.
func (f *serveFlags) certificateDir() (string, error) {
	if dir := cmp.Or(f.certDir, fromSystemd("STATE_DIRECTORY")); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no folder for certificates (name one with -certs): %w", err)
	}
	return filepath.Join(dir, "kairo", "certificates"), nil
}

// serveAll serves all endpoints until ctx ends or one of them fails.
func serveAll(ctx context.Context, endpoints []*endpoint, log *slog.Logger, limits httpd.Limits) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error)
	for _, e := range endpoints {
		limits := limits
		limits.ProxyProtocol = limits.ProxyProtocol && !e.direct
		go func() { ended <- httpd.Serve(ctx, e.listener, e.tls, e.handler, log, limits) }()
	}
	var errs []error
	for range endpoints {
		errs = append(errs, <-ended)
		stop()
	}
	return errors.Join(errs...)
}
