package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"kairo.dev/server/certs"
	"kairo.dev/server/httpd"
	"kairo.dev/server/live"
	"kairo.dev/server/site"
	"kairo.dev/web"
)

// serveFlags are the flags of serve; the usage text says what they mean.
type serveFlags struct {
	addr, http, metrics        string
	content                    string
	dev, offline               bool
	domain, authority, certDir string
	cert, key                  string
	log                        string
	accessLog, logAddresses    bool
	proxy                      string
	proxies                    httpd.Proxies
}

// thisMachine are the addresses of proxies on it.
const thisMachine = "127.0.0.0/8,::1"

func parseServe(args []string) (*serveFlags, error) {
	var f serveFlags
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.StringVar(&f.addr, "addr", "", "")
	flags.StringVar(&f.http, "http", "", "")
	flags.StringVar(&f.metrics, "metrics", "", "")
	flags.StringVar(&f.content, "content", "", "")
	flags.BoolVar(&f.dev, "dev", false, "")
	flags.BoolVar(&f.offline, "offline", true, "")
	flags.StringVar(&f.domain, "domain", "", "")
	flags.StringVar(&f.authority, "acme", certs.LetsEncrypt, "")
	flags.StringVar(&f.certDir, "certs", "", "")
	flags.StringVar(&f.cert, "cert", "", "")
	flags.StringVar(&f.key, "key", "", "")
	flags.StringVar(&f.log, "log", "text", "")
	flags.BoolVar(&f.accessLog, "access-log", false, "")
	flags.BoolVar(&f.logAddresses, "log-addresses", false, "")
	flags.StringVar(&f.proxy, "proxy", thisMachine, "")
	if err := parse(flags, args, 0, 0); err != nil {
		return nil, err
	}
	var err error
	if f.proxies, err = httpd.ParseProxies(f.proxy); err != nil {
		return nil, usageError("-proxy: " + err.Error())
	}
	switch {
	case f.dev && f.content == "":
		return nil, usageError("-dev shows edits as they are made: it needs -content")
	case (f.cert == "") != (f.key == ""):
		return nil, usageError("-cert and -key go together")
	case f.cert != "" && f.domain != "":
		return nil, usageError("-domain obtains a certificate, -cert has one: choose")
	case f.http != "" && !f.tls():
		return nil, usageError("-http leads to the site with TLS: it needs -domain or -cert")
	case f.log != "text" && f.log != "json":
		return nil, usageError("-log is text or json")
	}
	if f.metrics != "" {
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

// serve serves the site until it is told to stop.
func serve(ctx context.Context, args []string, _, stderr io.Writer) error {
	f, err := parseServe(args)
	if err != nil {
		return err
	}
	// First of all: from here on a hangup is a wish that can wait.
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	log := f.logger(stderr)
	options := httpd.Options{Logger: log, LogAddresses: f.logAddresses, TLS: f.tls(), Proxies: f.proxies, Routes: map[string]http.Handler{}}
	editions := live.NewEditions(ctx)
	if f.dev {
		options.Routes["/dev/editions"] = editions
	}
	if _, err := fs.Stat(web.Files, "dist/app.wasm"); errors.Is(err, fs.ErrNotExist) {
		log.Warn("built without the browser's program: serving plain pages (make build makes both)")
	}
	builder, err := newBuilder(f.content, site.Options{NoOffline: !f.offline || f.dev, Dev: f.dev})
	if err != nil {
		return err
	}
	// Watch first: an edit while the content is read is the next change.
	var changes <-chan struct{}
	if f.content != "" {
		if changes, err = live.Changes(ctx, f.content, log); err != nil {
			return err
		}
	}
	files, s, err := builder.build()
	if err != nil {
		return err
	}
	handler := httpd.New(nil, options)
	endpoints, certificate, err := f.listen(handler, s)
	if err != nil {
		return err
	}
	handler.Swap(files.EncodeKnown(builder.known...))
	editions.Announce(s.Edition.Digest)
	go func() {
		// What is known is served by now; the variants come as they are made.
		settle(builder, handler, files)
		for {
			select {
			case <-ctx.Done():
				return
			case <-changes:
			case <-hangups:
				if err := certificate.reload(); err != nil {
					log.Error("the certificate stays the one it was", "error", err)
				}
			}
			swap(builder, handler, editions, log)
		}
	}()
	if warning := expiry(s, time.Now()); warning != "" {
		log.Warn(warning)
	}
	for _, e := range endpoints {
		log.Info(e.does, "address", e.address(), "edition", s.Edition.Short())
	}
	go func() {
		if err := certificate.obtain(); err != nil {
			log.Error("there is no certificate yet", "error", err)
		}
	}()
	return serveAll(ctx, endpoints, log, httpd.Limits{Proxies: f.proxies, LogAddresses: f.logAddresses})
}

// swap puts the content as it is now in place, or reports why it does not.
func swap(builder *builder, handler *httpd.Handler, editions *live.Editions, log *slog.Logger) {
	files, s, err := builder.build()
	if err != nil {
		report(log, err)
		return
	}
	// Who writes is shown the edit first, and readers get their bytes saved a
	// moment later.
	handler.Swap(files.EncodeKnown(builder.known...))
	editions.Announce(s.Edition.Digest)
	log.Info("swapped", "edition", s.Edition.Short())
	settle(builder, handler, files)
}

// settle puts the files in place with all their variants. To make them takes
// many times the memory that it takes to keep them, and a server at rest would
// hold on to it for minutes.
func settle(builder *builder, handler *httpd.Handler, files site.Files) {
	handler.Swap(builder.encode(files))
	debug.FreeOSMemory()
}

// report says why the last edition stays.
func report(log *slog.Logger, err error) {
	var m *mistakes
	if !errors.As(err, &m) {
		log.Error("the last edition stays", "error", err)
		return
	}
	for _, line := range m.lines() {
		log.Error("the last edition stays", "mistake", line)
	}
}
