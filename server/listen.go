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

	listener net.Listener
}

func (e *endpoint) address() string {
	scheme := "http://"
	if e.tls != nil {
		scheme = "https://"
	}
	return scheme + e.listener.Addr().String()
}

// certificate is what there is to do for the certificate.
type certificate struct {
	obtain func() error // once the server listens
	reload func() error // when somebody says that it is another
}

func nothing() error { return nil }

// listen opens the addresses that the flags name.
func (f *serveFlags) listen(site *httpd.Handler, s *content.Site) ([]*endpoint, *certificate, error) {
	main := &endpoint{does: "serving", addr: f.addr, handler: site}
	endpoints := []*endpoint{main}
	certificate := &certificate{obtain: nothing, reload: nothing}
	home, err := url.Parse(s.Address)
	if err != nil {
		return nil, nil, err
	}
	redirect := httpd.RedirectTLS(cmp.Or(f.domain, home.Host))
	switch {
	case f.domain != "":
		dir, err := f.certificateDir()
		if err != nil {
			return nil, nil, err
		}
		authority := certs.NewAuthority(f.domain, dir, f.authority, nil)
		main.tls = authority.Config()
		redirect = authority.Handler(redirect)
		certificate.obtain = authority.Obtain
	case f.cert != "":
		pair, err := certs.LoadPair(f.cert, f.key)
		if err != nil {
			return nil, nil, err
		}
		main.tls = pair.Config()
		certificate.reload = pair.Reload
	}
	if f.http != "" {
		endpoints = append(endpoints, &endpoint{does: "redirecting", addr: f.http, handler: redirect})
	}
	if f.metrics != "" {
		metrics := http.NewServeMux()
		metrics.Handle("GET /metrics", site.Metrics())
		endpoints = append(endpoints, &endpoint{does: "counting", addr: f.metrics, handler: metrics})
	}
	for i, e := range endpoints {
		if e.listener, err = net.Listen("tcp", e.addr); err != nil {
			for _, open := range endpoints[:i] {
				open.listener.Close()
			}
			return nil, nil, err
		}
	}
	return endpoints, certificate, nil
}

// certificateDir is the folder for what the authority has issued: the one that
// is named, the one that systemd provides, or one of the user's.
func (f *serveFlags) certificateDir() (string, error) {
	if dir := cmp.Or(f.certDir, os.Getenv("STATE_DIRECTORY")); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no folder for certificates (name one with -certs): %w", err)
	}
	return filepath.Join(dir, "kairo", "certificates"), nil
}

// mustBeLoopback refuses addresses that others can reach.
func mustBeLoopback(addr string) error {
	a, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return err
	}
	if !a.IP.IsLoopback() {
		return usageError(fmt.Sprintf("-metrics %s: what it tells is for this machine alone, such as localhost:9090", addr))
	}
	return nil
}

// serveAll serves all endpoints until ctx ends or one of them fails.
func serveAll(ctx context.Context, endpoints []*endpoint, log *slog.Logger, limits httpd.Limits) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error)
	for _, e := range endpoints {
		go func() { ended <- httpd.ServeTLS(ctx, e.listener, e.tls, e.handler, log, limits) }()
	}
	var errs []error
	for range endpoints {
		errs = append(errs, <-ended)
		stop()
	}
	return errors.Join(errs...)
}
