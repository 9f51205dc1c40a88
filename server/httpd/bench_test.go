package httpd

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

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

// BenchmarkWhole is what is gained by sending a page and its header in one
// piece, with most of the header made in advance (see conn): the page by Serve,
// and by a server that knows nothing of it.
func BenchmarkWhole(b *testing.B) {
	h := New(site.Files{"/": site.NewFile(bytes.Repeat([]byte("page "), 1200), "text/html; charset=utf-8")}, Options{})
	whole, _, _ := serving(b, h, Limits{})
	pieces := httptest.NewServer(h)
	defer pieces.Close()
	for _, bench := range []struct{ name, address string }{{"whole", whole}, {"in pieces", pieces.Listener.Addr().String()}} {
		b.Run(bench.name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				conn, err := net.Dial("tcp", bench.address)
				if err != nil {
					b.Error(err)
					return
				}
				defer conn.Close()
				answers := bufio.NewReader(conn)
				for pb.Next() {
					io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
					res, err := http.ReadResponse(answers, nil)
					if err != nil {
						b.Error(err)
						return
					}
					io.Copy(io.Discard, res.Body)
				}
			})
		})
	}
}

// BenchmarkConditions is what is gained by an answer to If-None-Match that was
// made in advance: beside it, the same by http.ServeContent.
func BenchmarkConditions(b *testing.B) {
	h := New(testFiles(), Options{})
	tag := get(h, "/talks").Header().Get("ETag")
	found := h.edition.Load().resources["/talks"].choose(accepted{})
	served := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found.full.setHeader(w.Header())
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(found.full.body))
	})
	for _, bench := range []struct {
		name string
		h    http.Handler
	}{{"in advance", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.serveRepresentation(w, r, found) })}, {"ServeContent", served}} {
		b.Run(bench.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, "/talks", nil)
			r.Header.Set("If-None-Match", tag)
			w := &discard{make(http.Header)}
			b.ReportAllocs()
			for b.Loop() {
				bench.h.ServeHTTP(w, r)
			}
		})
	}
}

// ready is a connection where nobody ever has to wait.
type ready struct{ net.Conn }

func (ready) Read(b []byte) (int, error)  { return len(b), nil }
func (ready) Write(b []byte) (int, error) { return len(b), nil }

// BenchmarkDeadlines is what is gained by not setting each deadline: those that
// net/http sets for a request, without the system calls between them.
func BenchmarkDeadlines(b *testing.B) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	patient := newPatientConn(ready{conn})
	for _, bench := range []struct {
		name string
		conn net.Conn
	}{{"when waited for", &patient}, {"at once", ready{conn}}} {
		b.Run(bench.name, func(b *testing.B) {
			conn, message := bench.conn, make([]byte, 1)
			for b.Loop() {
				now := time.Now()
				conn.SetReadDeadline(now.Add(2 * time.Minute)) // for the next request
				conn.Read(message)
				conn.SetReadDeadline(now.Add(5 * time.Second)) // for its header
				conn.SetReadDeadline(now.Add(5 * time.Second)) // and for the whole
				conn.SetWriteDeadline(now.Add(5 * time.Minute))
				conn.SetReadDeadline(time.Time{}) // while it is answered
				conn.Write(message)
				conn.SetReadDeadline(time.Unix(1, 0)) // interrupted
				conn.Read(message)
				conn.SetReadDeadline(time.Time{})
				conn.SetWriteDeadline(time.Time{})
			}
		})
	}
}
