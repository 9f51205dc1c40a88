package httpd

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"kairo.dev/server/site"
)

// discard is a ResponseWriter that costs nothing, so that what is measured is
// ours. net/http makes a new header map for every answer; it keeps one.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(int)             { clear(d.header) }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }

func BenchmarkHandler(b *testing.B) {
	h := New(testFiles(), Options{})
	const usual, odd = "gzip, deflate, br, zstd", "br;q=0.9, gzip;q=0.8, *;q=0.1"
	tag := get(h, "/talks", "Accept-Encoding", "br").Header().Get("ETag")
	for _, bench := range []struct {
		name, path string
		header     http.Header
	}{
		{"page", "/talks", http.Header{"Accept-Encoding": {usual}}},
		{"odd encoding", "/talks", http.Header{"Accept-Encoding": {odd}}},
		{"not modified", "/talks", http.Header{"Accept-Encoding": {usual}, "If-None-Match": {tag}}},
		{"not found", "/nothing/here", http.Header{"Accept-Encoding": {usual}}},
		{"health", "/healthz", nil},
		{"redirect", "/talks/", nil},
		{"range", "/digits.txt", http.Header{"Range": {"bytes=0-3"}}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, bench.path, nil)
			r.Header = bench.header
			w := &discard{make(http.Header)}
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(w, r)
			}
		})
	}
}

func BenchmarkAcceptEncoding(b *testing.B) {
	for name, value := range map[string]string{
		"usual": "gzip, deflate, br, zstd",
		"odd":   "br;q=0.9, gzip;q=0.8, *;q=0.1",
	} {
		lines := []string{value}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				acceptEncoding(lines)
			}
		})
	}
}

// BenchmarkServer is a page over a connection, all of net/http included; and,
// to compare with, a handler that sends the same bytes and nothing else.
func BenchmarkServer(b *testing.B) {
	h := New(testFiles(), Options{})
	body := get(h, "/talks", "Accept-Encoding", "br").Body.Bytes()
	for name, handler := range map[string]http.Handler{
		"site": h,
		"bare": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write(body) }),
	} {
		b.Run(name, func(b *testing.B) {
			address, _, _ := serving(b, handler, Limits{})
			request, err := http.NewRequest(http.MethodGet, "http://"+address+"/talks", nil)
			if err != nil {
				b.Fatal(err)
			}
			request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
			buffer := make([]byte, 64<<10)
			b.ReportAllocs()
			for b.Loop() {
				res, err := http.DefaultClient.Do(request)
				if err != nil {
					b.Fatal(err)
				}
				for err == nil {
					_, err = res.Body.Read(buffer)
				}
				res.Body.Close()
			}
		})
	}
}

// BenchmarkSwap is putting 1,300 pages in place.
func BenchmarkSwap(b *testing.B) {
	files := make(site.Files)
	for i := range 1300 {
		files[fmt.Sprintf("/talks/%d", i)] = testFiles()["/talks"]
	}
	h := New(files, Options{})
	for b.Loop() {
		h.Swap(files)
	}
}
