package httpd

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net/http"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync/atomic"
	"time"
)

// counters count what has been answered. They say nothing about who asked, nor
// for what.
type counters struct {
	statuses  [6]atomic.Uint64 // by their hundreds
	bytes     atomic.Uint64
	durations [len(durationBounds) + 1]atomic.Uint64
	duration  atomic.Int64 // the sum of all, in nanoseconds
	swaps     atomic.Uint64
}

// durationBounds are the bounds of the histogram: a file takes microseconds, a
// search a millisecond, a slow client seconds.
var durationBounds = [...]time.Duration{
	100 * time.Microsecond, time.Millisecond, 10 * time.Millisecond,
	100 * time.Millisecond, time.Second, 10 * time.Second,
}

func (c *counters) count(status int, bytes int64, took time.Duration) {
	c.statuses[min(status/100, len(c.statuses)-1)].Add(1)
	c.bytes.Add(uint64(bytes))
	c.duration.Add(int64(took))
	bucket := slices.IndexFunc(durationBounds[:], func(bound time.Duration) bool { return took <= bound })
	if bucket < 0 {
		bucket = len(durationBounds)
	}
	c.durations[bucket].Add(1)
}

// Metrics answers with the handler's counters, and a few of the process, in the
// text format of Prometheus. They are nobody's business but the operator's, so
// they belong on a listener of their own.
//
// The format is a few lines. The client library of Prometheus would bring
// protocol buffers along, and more code than the whole rest of the server.
func (h *Handler) Metrics() http.Handler {
	started := time.Now()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		b := bufio.NewWriter(w)
		defer b.Flush()
		h.counters.write(b)
		single(b, "kairo_files", "gauge", "Files in the edition that is served.", float64(len(h.edition.Load().files)))
		h.writeExpiry(b)
		single(b, "go_goroutines", "gauge", "Goroutines that exist.", float64(runtime.NumGoroutine()))
		single(b, "go_memory_total_bytes", "gauge", "Memory that the Go runtime has from the system.", float64(memory()))
		single(b, "process_start_time_seconds", "gauge", "When the server started, in seconds since 1970.", float64(started.UnixMilli())/1000)
	})
}

func (c *counters) write(w io.Writer) {
	header(w, "kairo_requests_total", "counter", "Requests that were answered, by the class of the status.")
	for class := 1; class < len(c.statuses); class++ {
		fmt.Fprintf(w, "kairo_requests_total{status=\"%dxx\"} %d\n", class, c.statuses[class].Load())
	}
	single(w, "kairo_response_bytes_total", "counter", "Bytes of the bodies that were sent.", float64(c.bytes.Load()))
	single(w, "kairo_swaps_total", "counter", "Editions that were put in place.", float64(c.swaps.Load()))

	const name = "kairo_request_duration_seconds"
	header(w, name, "histogram", "Time from a request's header to the end of its answer.")
	var sum uint64
	for i, bound := range durationBounds {
		sum += c.durations[i].Load()
		fmt.Fprintf(w, "%s_bucket{le=\"%g\"} %d\n", name, bound.Seconds(), sum)
	}
	sum += c.durations[len(durationBounds)].Load()
	fmt.Fprintf(w, "%s_bucket{le=\"+Inf\"} %d\n", name, sum)
	fmt.Fprintf(w, "%s_sum %g\n", name, time.Duration(c.duration.Load()).Seconds())
	fmt.Fprintf(w, "%s_count %d\n", name, sum)
}

// writeExpiry writes when the certificates expire.
func (h *Handler) writeExpiry(w io.Writer) {
	if h.expiry == nil {
		return
	}
	const name = "kairo_certificate_expiry_time_seconds"
	header(w, name, "gauge", "When a certificate expires, in seconds since 1970.")
	expiry := h.expiry()
	for _, of := range slices.Sorted(maps.Keys(expiry)) {
		fmt.Fprintf(w, "%s{certificate=%q} %d\n", name, of, expiry[of].Unix())
	}
}

func header(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func single(w io.Writer, name, kind, help string, value float64) {
	header(w, name, kind, help)
	fmt.Fprintf(w, "%s %g\n", name, value)
}

// memory is how many bytes the runtime has from the system and not given back.
func memory() uint64 {
	samples := []metrics.Sample{
		{Name: "/memory/classes/total:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
	}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}
