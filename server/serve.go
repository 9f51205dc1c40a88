package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"kairo.dev/content"
	"kairo.dev/server/httpd"
	"kairo.dev/server/live"
	"kairo.dev/server/site"
	"kairo.dev/web"
)

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
	s, err := newServer(ctx, f, f.logger(stderr))
	if err != nil {
		return err
	}
	s.hangups = hangups
	return s.run(ctx)
}

// server is "kairo serve" while it runs. Its life says in which order things
// happen.
type server struct {
	*serveFlags
	log         *slog.Logger
	life        *life
	builder     *builder
	content     *content.Site // as it is served
	handler     *httpd.Handler
	editions    *live.Editions
	endpoints   []*endpoint
	certificate *certificate

	changes <-chan struct{} // of the content
	signed  <-chan struct{} // when there are other signatures
	hangups <-chan os.Signal
	// incomplete is the edition that is in place without its cards and all its
	// variants.
	incomplete chan incomplete
	// completed is the last edition that had all of them.
	completed atomic.Pointer[site.Files]
}

// newServer reads the content and opens the sockets: what fails is known before
// anybody relies on it.
func newServer(ctx context.Context, f *serveFlags, log *slog.Logger) (*server, error) {
	s := &server{serveFlags: f, log: log, life: newLife(log), editions: live.NewEditions(ctx), incomplete: make(chan incomplete, 1)}
	if _, err := fs.Stat(web.Files, "dist/app.wasm"); errors.Is(err, fs.ErrNotExist) {
		log.Warn("built without the browser's program: serving plain pages (make build makes both)")
	}
	var err error
	if s.builder, err = newBuilder(f.content, site.Options{NoOffline: !f.offline || f.dev, Dev: f.dev, LaterCards: f.tuf == ""}); err != nil {
		return nil, err
	}
	// Watch first: an edit while the content is read is the next change.
	if f.content != "" {
		if s.changes, err = live.Changes(ctx, f.content, log); err != nil {
			return nil, err
		}
	}
	if s.builder.signatures, err = newSignatures(f.tuf, f.tufKeys); err != nil {
		return nil, err
	}
	if f.tuf != "" {
		if s.signed, err = live.Changes(ctx, f.tuf, log); err != nil {
			return nil, err
		}
	}
	if s.content, err = s.builder.read(); err != nil {
		return nil, err
	}
	options := httpd.Options{Logger: log, LogAddresses: f.logAddresses, TLS: f.tls(), Proxies: f.proxies, Base: s.content.Base(),
		Ready: s.life.ready, Expiry: func() map[string]time.Time { return s.certificate.expiry() }, Routes: map[string]http.Handler{}}
	if f.dev {
		options.Routes["/dev/editions"] = s.editions
	}
	s.handler = httpd.New(nil, options)
	s.endpoints, s.certificate, err = f.listen(s.handler, s.content, log)
	return s, err
}

// run answers, makes the first edition and then others, until ctx ends.
func (s *server) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- serveAll(ctx, s.endpoints, s.log, s.limits()) }()
	go s.life.watch(context.WithoutCancel(ctx))
	begun := make(chan error, 1)
	go func() { begun <- s.begin() }()
	select {
	case err := <-begun:
		if err != nil {
			s.handler.GiveUp() // or who waits would keep the error from being told
			stop()
			return errors.Join(err, <-ended)
		}
	case <-ctx.Done():
		// Who waits has the grace of every answer; nobody else waits for the pages.
		s.life.become(stopping)
		return <-ended
	}
	go s.complete(ctx)
	go s.update(ctx)
	go s.certificate.obtain(ctx, s.log)
	go s.certificate.look(ctx, s.log)
	select {
	case err := <-ended: // before it was asked to
		return err
	case <-ctx.Done():
	}
	s.life.become(stopping)
	return <-ended
}

// begin puts the first edition in place.
func (s *server) begin() error {
	files, err := s.builder.build(s.content)
	if err != nil {
		return err
	}
	s.put(files, s.content)
	if !s.life.become(serving) {
		return nil // it is to end already
	}
	for _, e := range s.endpoints {
		s.log.Info(e.does, "address", e.address(), "edition", s.content.Edition.Short())
	}
	s.warn(s.content, time.Now())
	return nil
}

// warn writes to the log what will not be good for long.
func (s *server) warn(of *content.Site, now time.Time) {
	if warning := expiry(of, now); warning != "" {
		s.log.Warn(warning)
	}
	if s.builder.signatures == nil {
		return
	}
	roles, err := s.builder.signatures.published.Expiries()
	if err != nil {
		s.log.Warn("it is not known until when the signatures are good", "error", err)
	}
	warnings, _ := signaturesExpiry(roles, now)
	for _, warning := range warnings {
		s.log.Warn(warning)
	}
}

// put shows an edition as it is known at once. Readers get their bytes saved a
// moment later.
func (s *server) put(files site.Files, of *content.Site) {
	if before := s.completed.Load(); before != nil {
		files.KeepCards(*before)
	}
	s.handler.Swap(s.builder.encodeCached(files))
	s.editions.Announce(of.Edition.Digest)
	select {
	case <-s.incomplete: // the one before is of no interest any more
	default:
	}
	s.incomplete <- incomplete{files, of}
}

// update makes another edition whenever there is reason to, until ctx ends.
func (s *server) update(ctx context.Context) {
	hour, day := time.NewTicker(time.Hour), time.NewTicker(24*time.Hour)
	defer hour.Stop()
	defer day.Stop()
	for {
		select {
		case now := <-day.C:
			s.warn(s.content, now)
			continue
		case now := <-hour.C:
			if !s.builder.signatures.due(now) {
				continue
			}
		case <-s.signed:
			if !s.builder.signatures.due(time.Now()) {
				continue // it has signed by itself
			}
		case <-ctx.Done():
			return
		case <-s.changes:
		case <-s.hangups:
			s.certificate.reload(s.log)
		}
		if !s.life.become(reloading) {
			return
		}
		s.swap()
		s.life.become(serving)
	}
}

// swap puts the content as it is now in place, or reports why it does not.
func (s *server) swap() {
	now, err := s.builder.read()
	if err != nil {
		s.report(err)
		return
	}
	files, err := s.builder.build(now)
	if err != nil {
		s.report(err)
		return
	}
	s.content = now
	s.put(files, now)
	s.log.Info("swapped", "edition", now.Edition.Short())
}

// report says why the last edition stays.
func (s *server) report(err error) {
	var m *mistakes
	if !errors.As(err, &m) {
		s.log.Error("the last edition stays", "error", err)
		return
	}
	for _, line := range m.lines() {
		s.log.Error("the last edition stays", "mistake", line)
	}
}

// incomplete is an edition that is shown as it is known at once.
type incomplete struct {
	files   site.Files
	content *content.Site
}

// complete draws the cards and makes the variants of the edition that is in
// place, until ctx ends. Should there be another by then, it is the next: so no
// edit waits for it. To make them takes many times the memory that it takes to
// keep them, and a server at rest would hold on to it for minutes.
func (s *server) complete(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-s.incomplete:
			files, err := s.builder.addCards(e.files, e.content)
			if err != nil {
				s.log.Error("the cards stay those of the last edition", "error", err)
				files = e.files
			}
			files = s.builder.encode(files)
			s.handler.Replace(files)
			s.completed.Store(&files)
			debug.FreeOSMemory()
		}
	}
}
