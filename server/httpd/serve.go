package httpd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
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
	log = orDiscard(log)
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: cmp.Or(limits.ReadHeader, 5*time.Second),
		ReadTimeout:       cmp.Or(limits.Read, 10*time.Second),
		WriteTimeout:      cmp.Or(limits.Write, 5*time.Minute),
		IdleTimeout:       cmp.Or(limits.Idle, 2*time.Minute),
		MaxHeaderBytes:    cmp.Or(limits.HeaderBytes, 16<<10),
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		// "OPTIONS *" is refused like every other method.
		DisableGeneralOptionsHandler: true,
	}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(limitConnections(l, cmp.Or(limits.Connections, 4096))) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	grace := cmp.Or(limits.Shutdown, 20*time.Second)
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := srv.Shutdown(deadline)
	if errors.Is(err, context.DeadlineExceeded) {
		srv.Close()
		err = fmt.Errorf("requests still running after %v were cut off", grace)
	}
	<-ended
	if err != nil {
		return fmt.Errorf("shut down %s: %w", l.Addr(), err)
	}
	return nil
}
