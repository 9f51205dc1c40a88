package main

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"time"

	"kairo.dev/server/certs"
	"kairo.dev/server/httpd"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr, http, metrics        string
	metricsPublic              bool
	content, tuf, tufKeys      string
	dev, offline               bool
	domain, authority, certDir string
	cert, key                  string
	log                        string
	accessLog, logAddresses    bool
	proxy                      string
	proxyProtocol              bool
	grace                      time.Duration

	proxies httpd.Proxies // what -proxy says
	domains []string      // what -domain says
}

// thisMachine are the addresses of proxies on it.
const thisMachine = "127.0.0.0/8,::1"

// flags are the flags as they are written, with their help.
func (f *serveFlags) flags() *flagSet {
	flags := newFlags("serve")
	flags.text(&f.addr, "addr", "", "where to listen, as `ADDR`: localhost:8080, or :443 with TLS; or unix:PATH. Sockets from systemd come before it")
	flags.text(&f.content, "content", "", "the content in `DIR`; edits are served within a second, mistakes in them are reported and the last good edition stays")
	flags.text(&f.tuf, "tuf", "", tufHelp)
	flags.text(&f.tufKeys, "tuf-keys", "", tufKeysHelp)
	flags.yes(&f.dev, "dev", false, "open pages load themselves again after an edit")
	flags.yes(&f.offline, "offline", true, "browsers keep no copy of the site, and remove the one they have")
	flags.time(&f.grace, "grace", 20*time.Second, "`TIME` that answers under way have at the end: 20s")
	flags.group()
	flags.text(&f.domain, "domain", "", "TLS, with certificates from Let's Encrypt for the names, as `NAME[,NAME]`; all lead to the first")
	flags.text(&f.certDir, "certs", "", "keep what was issued in `DIR`, not in the user's cache")
	flags.text(&f.authority, "acme", certs.LetsEncrypt, "ask another authority, with this `URL` of its ACME directory")
	flags.text(&f.cert, "cert", "", "TLS, with a certificate of one's own in `FILE`")
	flags.text(&f.key, "key", "", "the key of that certificate, in `FILE`")
	flags.text(&f.http, "http", "", "lead from `ADDR` to the site with TLS: :80 with -domain")
	flags.text(&f.proxy, "proxy", thisMachine, "proxies, as `CIDR[,CIDR]`, that are believed what they say of the client in Forwarded, X-Forwarded-For and X-Forwarded-Proto: those on this machine")
	flags.yes(&f.proxyProtocol, "proxy-protocol", false, "connections of these proxies begin with the client's address (PROXY protocol 1 or 2); others of theirs are closed")
	flags.group()
	flags.text(&f.log, "log", "text", "the form of the log: `text|json`")
	flags.yes(&f.accessLog, "access-log", false, "log requests, without a word about who asked")
	flags.yes(&f.logAddresses, "log-addresses", false, "log requests, and the addresses of those who asked")
	flags.text(&f.metrics, "metrics", "", "counters for Prometheus at /metrics of `ADDR`, on this machine only")
	flags.yes(&f.metricsPublic, "metrics-public", false, "-metrics may be at an address that others can reach")
	return flags
}

func parseServe(args []string) (*serveFlags, error) {
	var f serveFlags
	if err := f.flags().parse(args, 0, 0); err != nil {
		return nil, err
	}
	var err error
	if f.proxies, err = httpd.ParseProxies(f.proxy); err != nil {
		return nil, usageError("-proxy: " + err.Error())
	}
	if f.domain != "" {
		if f.domains, err = certs.Domains(f.domain); err != nil {
			return nil, usageError("-domain: " + err.Error())
		}
	}
	switch {
	case f.dev && f.content == "":
		return nil, usageError("-dev shows edits as they are made: it needs -content")
	case f.tufKeys != "" && f.tuf == "":
		return nil, usageError("-tuf-keys says what signs -tuf: it needs that")
	case (f.cert == "") != (f.key == ""):
		return nil, usageError("-cert and -key go together")
	case f.cert != "" && f.domain != "":
		return nil, usageError("-domain obtains a certificate, -cert has one: choose")
	case f.http != "" && !f.tls():
		return nil, usageError("-http leads to the site with TLS: it needs -domain or -cert")
	case f.log != "text" && f.log != "json":
		return nil, usageError("-log is text or json")
	case f.grace <= 0:
		return nil, usageError("-grace is a time, such as 20s")
	case f.metrics == "" && f.metricsPublic:
		return nil, usageError("-metrics-public says who may read -metrics: it needs that")
	}
	if f.metrics != "" && !f.metricsPublic {
		if err := mustBeLoopback(f.metrics); err != nil {
			return nil, err
		}
	}
	if f.domain != "" && f.http == "" {
		f.http = ":80"
	}
	if f.addr == "" {
		f.addr = "localhost:8080"
		if f.tls() {
			f.addr = ":443"
		}
	}
	return &f, nil
}

func (f *serveFlags) tls() bool { return f.domain != "" || f.cert != "" }

// mustBeLoopback refuses addresses that others can reach.
func mustBeLoopback(addr string) error {
	if strings.HasPrefix(addr, unixPrefix) {
		return nil
	}
	a, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return err
	}
	if !a.IP.IsLoopback() {
		return usageError(fmt.Sprintf("-metrics %s: what it tells is for this machine alone, such as localhost:9090, unless -metrics-public says otherwise", addr))
	}
	return nil
}

// logger writes lines of the kind that -log names.
func (f *serveFlags) logger(w io.Writer) *slog.Logger {
	options := new(slog.HandlerOptions)
	if f.accessLog || f.logAddresses {
		options.Level = slog.LevelDebug // which is the level of requests
	}
	if f.log == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// limits are those of every endpoint.
func (f *serveFlags) limits() httpd.Limits {
	return httpd.Limits{Proxies: f.proxies, ProxyProtocol: f.proxyProtocol, LogAddresses: f.logAddresses, Shutdown: f.grace}
}
