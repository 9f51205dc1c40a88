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
	// Read is the time for a request: 5 s. Nothing here takes a body, so one that
	// comes along has no time of its own, and in HTTP/1 ends the connection.
	Read time.Duration
	// Write is the time for a response, from the end of the request's header
	// on: 5 min, in which the program of 0.9 MB (web/dist/*.br) gets through at
	// 3 kB/s.
	Write time.Duration
	// Idle is the time between two requests on a connection: 2 min.
	Idle time.Duration
	// Shutdown is the time that responses under way have to be finished: 20 s.
	Shutdown time.Duration
	// HeaderBytes is the size of a request's line and header: 64 KiB. Nothing
	// here sets cookies, but h2spec takes a lower limit for a fault.
	HeaderBytes int
	// Connections is how many there can be at a time: 4096. For another, the one
	// that has been idle the longest is closed; if every one has a request under
	// way, others wait in the system's queue. Over TLS each takes some 45 kB (go
	// test -run '^$' -bench Held ./server/httpd). Of HTTP/2, requests are limited
	// too (see streams).
	Connections int
	// Share is how many of them one client can have: 256. For another, the one
	// of this client that has been idle the longest is closed, or, if there is
	// none, the new one.
	Share int
	// Proxies have no share to keep to: they come for many clients.
	Proxies Proxies
	// ProxyProtocol says that connections of proxies begin with the address of
	// the client: https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt,
	// version 1 or 2. Those that do not are closed.
	ProxyProtocol bool
	// LogAddresses leaves the addresses of clients in the log.
	LogAddresses bool
}

// Serve serves h on l until ctx ends: over TLS, unless config is nil, and with
// "h2" among its NextProtos over HTTP/2 as well. Then it stops to listen, finishes
// the requests that it has accepted, and returns nil; or, if that takes longer
// than limits.Shutdown, cuts them off, says in the log how many, and returns nil.
// The listener is closed in any case. What goes wrong with connections is written
// to log, at level Warn; nil is for no log.
func Serve(ctx context.Context, l net.Listener, config *tls.Config, h http.Handler, log *slog.Logger, limits Limits) error {
	log = orDiscard(log)
	address := l.Addr()
	connections := newConnections(cmp.Or(limits.Connections, 4096), cmp.Or(limits.Share, 256), limits.Proxies.trust)
	l = connections.listen(l)
	read := cmp.Or(limits.Read, 5*time.Second)
	if limits.ProxyProtocol {
		l = limits.Proxies.announced(l, read)
	}
	if config != nil {
		l = tls.NewListener(l, config)
	}
	drain := newDrain(newStreams().limited(framed(h)))
	srv := &http.Server{
		Handler:        drain,
		ReadTimeout:    read,
		WriteTimeout:   cmp.Or(limits.Write, 5*time.Minute),
		IdleTimeout:    cmp.Or(limits.Idle, 2*time.Minute),
		MaxHeaderBytes: cmp.Or(limits.HeaderBytes, 64<<10),
		ErrorLog:       errorLog(log, limits.LogAddresses),
		ConnContext:    withConn,
		ConnState:      connections.state,
		HTTP2:          &http.HTTP2Config{MaxConcurrentStreams: maxStreams},
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
	grace := cmp.Or(limits.Shutdown, 20*time.Second)
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	drain.begin(deadline, l)
	<-ended
	// Requests that came in the last moment have a moment, whatever the others
	// took.
	lastCall, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(drainTime, time.Until(endOf(deadline))))
	defer cancel()
	err := srv.Shutdown(lastCall)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("requests still under way were cut off", "requests", drain.underWay(), "after", grace)
		srv.Close()
		return nil
	}
	if err != nil {
		return fmt.Errorf("shut down %s: %w", address, err)
	}
	return nil
}

func endOf(ctx context.Context) time.Time {
	end, _ := ctx.Deadline()
	return end
}

// drain sends clients away, one answer after the other, when the server is to
// end. [http.Server.Shutdown] alone would close a connection that is at rest
// at the very moment when the next request is on its way on it.
//
// As long as requests are under way that came before, others are accepted: one
// client who does not read an answer to its end leaves no readers before a
// closed door.
type drain struct {
	http.Handler
	ending atomic.Bool
	// Requests under way: those that came before the end, and the others.
	before, after atomic.Int64
	last          atomic.Int64 // when the last of the others came, in nanoseconds since 1970
	none          chan struct{}
}

// drainTime is for the requests that are on their way: longer than a client who
// is busy leaves a connection at rest, shorter than anyone minds waiting.
const drainTime = 250 * time.Millisecond

func newDrain(h http.Handler) *drain { return &drain{Handler: h, none: make(chan struct{}, 1)} }

func (d *drain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// Counted first: begin waits for whoever does not see that it is ending.
	d.before.Add(1)
	if !d.ending.Load() {
		defer d.answered()
		d.Handler.ServeHTTP(w, r)
		return
	}
	d.after.Add(1)
	defer d.after.Add(-1)
	d.answered()
	d.last.Store(time.Now().UnixNano())
	w.Header()["Connection"] = connectionClose
	d.Handler.ServeHTTP(w, r)
}

// answered notes that a request which came before is answered.
func (d *drain) answered() {
	if d.before.Add(-1) == 0 && d.ending.Load() {
		select {
		case d.none <- struct{}{}:
		default:
		}
	}
}

// underWay is how many requests have no answer yet.
func (d *drain) underWay() int64 { return d.before.Load() + d.after.Load() }

// begin has clients sent away. It stops to listen on l when those who came
// before have their answers, or ctx ends, and returns when the others have had
// the time to leave.
func (d *drain) begin(ctx context.Context, l net.Listener) {
	d.ending.Store(true)
	for ctx.Err() == nil && d.before.Load() > 0 {
		select {
		case <-d.none:
		case <-ctx.Done():
		}
	}
	l.Close()
	// Each answer sends its client away, so there is an end to them.
	d.last.Store(time.Now().UnixNano())
	for ctx.Err() == nil {
		left := drainTime - time.Since(time.Unix(0, d.last.Load()))
		if left <= 0 {
			break
		}
		time.Sleep(left)
	}
}
