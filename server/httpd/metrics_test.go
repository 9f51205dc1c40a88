package httpd

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestMetrics(t *testing.T) {
	h := New(testFiles(), Options{})
	get(h, "/")
	get(h, "/talks")
	get(h, "/nothing")
	h.Swap(testFiles())
	h.counters.count(200, 5, time.Minute)
	res := get(h.Metrics(), "/metrics")
	if got := res.Header().Get("Content-Type"); !strings.HasPrefix(got, "text/plain; version=0.0.4") {
		t.Errorf("Content-Type = %q; want the text format 0.0.4", got)
	}
	// The grammar, as far as it is used here.
	line := regexp.MustCompile(`^(# HELP [a-z_]+ [^\n]+|# TYPE [a-z_]+ (counter|gauge|histogram)|[a-z_]+(\{[a-z]+="[^"]+"\})? [0-9.e+-]+)$`)
	values := make(map[string]string)
	for text := range strings.Lines(res.Body.String()) {
		text = strings.TrimSuffix(text, "\n")
		if !line.MatchString(text) {
			t.Errorf("not a line of the format: %q", text)
		}
		if name, value, ok := strings.Cut(text, " "); ok && name != "#" {
			values[name] = value
		}
	}
	for name, want := range map[string]string{
		`kairo_requests_total{status="2xx"}`:               "3",
		`kairo_requests_total{status="4xx"}`:               "1",
		`kairo_requests_total{status="5xx"}`:               "0",
		`kairo_swaps_total`:                                "2",
		`kairo_request_duration_seconds_bucket{le="10"}`:   "3",
		`kairo_request_duration_seconds_bucket{le="+Inf"}`: "4",
		`kairo_request_duration_seconds_count`:             "4",
	} {
		if values[name] != want {
			t.Errorf("%s = %q; want %s", name, values[name], want)
		}
	}
	if values["kairo_response_bytes_total"] == "5" || values["go_memory_total_bytes"] == "0" {
		t.Errorf("bytes sent %s, memory %s; want more", values["kairo_response_bytes_total"], values["go_memory_total_bytes"])
	}
	if got := get(h, "/metrics").Code; got != http.StatusNotFound {
		t.Errorf("GET /metrics of the site: status %d; want 404", got)
	}
}

// TestExpiry: how long certificates are good is a metric, and in the text of
// /readyz.
func TestExpiry(t *testing.T) {
	at := time.Now().Add(50*24*time.Hour + time.Minute)
	h := New(testFiles(), Options{Expiry: func() map[string]time.Time { return map[string]time.Time{"kairo.example": at} }})
	if got, want := get(h, "/readyz").Body.String(), "ok\ncertificate kairo.example: until "; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "days left: 50\n") {
		t.Errorf("GET /readyz: %q; want %q and 50 days", got, want)
	}
	want := fmt.Sprintf("\nkairo_certificate_expiry_time_seconds{certificate=\"kairo.example\"} %d\n", at.Unix())
	if got := get(h.Metrics(), "/metrics").Body.String(); !strings.Contains(got, want) {
		t.Errorf("metrics are without %q:\n%s", want, got)
	}
}
