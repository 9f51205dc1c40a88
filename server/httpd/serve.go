package httpd

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Limits are what a client can take of the server. A field that is zero has its
// default: there is no way to be without limits.
type Limits struct {
	// ReadHeader is the time for a request's line and header: 5 s.
	ReadHeader time.Duration
	// Read is the time for a request with its body, which is not wanted: 10 s.
	Read time.Duration
	// Write is the time for a response, from the end of the request's header
	// on: 5 min, in which the program of 1.5 MB gets through at 5 kB/s.
	Write time.Duration
	// Idle is the time between two requests on a connection: 2 min.
	Idle time.Duration
	// Shutdown is the time that responses under way have to be finished: 20 s.
	Shutdown time.Duration
	// HeaderBytes is the size of a request's line and header: 16 KiB. Nothing
	// here sets cookies.
	HeaderBytes int
	// Connections is how many there can be at a time: 4096. Others wait in the
	// system's queue.
	Connections int
}

// Serve serves h on l until ctx ends. Then it stops to listen, finishes the
// requests that it has accepted, and returns nil; or, if that takes longer than
// limits.Shutdown, cuts them off and returns an error. The listener is closed
// in any case. What goes wrong with connections is written to log, at level
// Warn; nil is for no log.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger, limits Limits) error {
	return ServeTLS(ctx, l, nil, h, log, limits)
}

// ServeTLS is Serve over TLS, unless config is nil. With "h2" among the
// NextProtos of config it speaks HTTP/2 as well.
func ServeTLS(ctx context.Context, l net.Listener, config *tls.Config, h http.Handler, log *slog.Logger, limits Limits) error {
	log = orDiscard(log)
	address := l.Addr()
	l = limitConnections(l, cmp.Or(limits.Connections, 4096))
	if config != nil {
		l = tls.NewListener(l, config)
	}
	drain := &drain{Handler: h}
	srv := &http.Server{
		Handler:           drain,
		ReadHeaderTimeout: cmp.Or(limits.ReadHeader, 5*time.Second),
		ReadTimeout:       cmp.Or(limits.Read, 10*time.Second),
		WriteTimeout:      cmp.Or(limits.Write, 5*time.Minute),
		IdleTimeout:       cmp.Or(limits.Idle, 2*time.Minute),
		MaxHeaderBytes:    cmp.Or(limits.HeaderBytes, 16<<10),
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		ConnContext:       withConn,
		// "OPTIONS *" is refused like every other method.
		DisableGeneralOptionsHandler: true,
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve %s: %w", address, err)
	case <-ctx.Done():
	}
	drain.begin(l)
	<-ended
	grace := cmp.Or(limits.Shutdown, 20*time.Second)
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := srv.Shutdown(deadline)
	if errors.Is(err, context.DeadlineExceeded) {
		srv.Close()
		err = fmt.Errorf("requests still running after %v were cut off", grace)
	}
	if err != nil {
		return fmt.Errorf("shut down %s: %w", address, err)
	}
	return nil
}

// drain sends clients away, one answer after the other, when the server is to
// end. [http.Server.Shutdown] alone would close a connection that is at rest
// at the very moment when the next request is on its way on it.
type drain struct {
	http.Handler
	ending atomic.Bool
}

// drainTime is for the requests that are on their way: longer than a client who
// is busy leaves a connection at rest, shorter than anyone minds waiting.
const drainTime = 250 * time.Millisecond

func (d *drain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.ending.Load() {
		w.Header()["Connection"] = connectionClose
	}
	d.Handler.ServeHTTP(w, r)
}

// begin stops to listen on l, and returns when clients have had the time to
// leave.
func (d *drain) begin(l net.Listener) {
	d.ending.Store(true)
	l.Close()
	time.Sleep(drainTime)
}
