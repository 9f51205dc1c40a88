package httpd

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"sync"
	"time"
)

// failedPage is what a reader sees of a panic. It needs nothing else to work.
const failedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Something went wrong</title>
<h1>Something went wrong</h1>
<p>The server made a mistake. Please try again, or go to the <a href="/">first page</a>.</p>
</html>
`

// recorder notes what has been sent.
type recorder struct {
	http.ResponseWriter
	transport transport
	answer    answer // that the connection sends
	status    int    // 0 as long as nothing has been sent
	bytes     int64
}

// recorders are reused, so that a request costs no allocation of ours.
var recorders = sync.Pool{New: func() any { return new(recorder) }}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
		r.transport.amend(r.Header())
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.WriteHeader(http.StatusOK)
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap is for [http.ResponseController].
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// finish is deferred around every request: it turns a panic into a page, and
// writes the log.
func (h *Handler) finish(rec *recorder, r *http.Request, begin time.Time) {
	if cause := recover(); cause != nil {
		h.fail(rec, r, cause)
	}
	took := time.Since(begin)
	h.counters.count(rec.status, rec.bytes, took)
	if h.log.Enabled(r.Context(), slog.LevelDebug) {
		attrs := []slog.Attr{
			slog.String("method", r.Method),
			slog.String("path", r.URL.Path),
			slog.Int("status", rec.status),
			slog.Int64("bytes", rec.bytes),
			slog.String("coding", rec.Header().Get("Content-Encoding")),
			slog.Duration("duration", took),
		}
		if h.logAddresses {
			attrs = append(attrs, slog.String("address", h.proxies.clientAddress(r)))
		}
		h.log.LogAttrs(r.Context(), slog.LevelDebug, "request", attrs...)
	}
	*rec = recorder{}
	recorders.Put(rec)
}

// fail answers a request whose handler has panicked. If part of another answer
// is on its way, the connection is cut, so that nobody takes it for the whole.
func (h *Handler) fail(rec *recorder, r *http.Request, cause any) {
	if cause != http.ErrAbortHandler {
		h.log.LogAttrs(r.Context(), slog.LevelError, "panic",
			slog.String("method", r.Method),
			slog.String("path", r.URL.Path),
			slog.String("cause", fmt.Sprint(cause)),
			slog.String("stack", string(debug.Stack())),
		)
	}
	if cause == http.ErrAbortHandler || rec.status != 0 {
		panic(http.ErrAbortHandler)
	}
	clear(rec.Header())
	h.failed.send(rec, r)
}
