package httpd

import (
	"bytes"
	"crypto/tls"
	"net"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"

	"kairo.dev/server/site"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// servingHTTP2 runs Serve over TLS on the loopback interface, with a page that no
// window of HTTP/2 has room for.
func servingHTTP2(t testing.TB) (address string) {
	t.Helper()
	borrowed := httptest.NewUnstartedServer(nil) // its certificate
	borrowed.EnableHTTP2 = true
	borrowed.StartTLS()
	defer borrowed.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	page := site.NewFile(bytes.Repeat([]byte("page "), 20_000), plainText)
	h := New(site.Files{"/": page}, Options{TLS: true})
	go Serve(t.Context(), l, borrowed.TLS.Clone(), h, nil, Limits{}) // ends with the test
	return l.Addr().String()
}

// askAndStop asks for the page so often on a new connection, and reads no more of
// the answers than their headers: how many there are of each status.
func askAndStop(t testing.TB, address string, requests int) map[string]int {
	t.Helper()
	conn, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	if _, err := conn.Write([]byte(http2.ClientPreface)); err != nil {
		t.Fatal(err)
	}
	framer := http2.NewFramer(conn, conn)
	framer.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	framer.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
	var header bytes.Buffer
	fields := hpack.NewEncoder(&header)
	for i := range requests {
		header.Reset()
		for _, f := range [][2]string{{":method", "GET"}, {":scheme", "https"}, {":path", "/"}, {":authority", "localhost"}} {
			fields.WriteField(hpack.HeaderField{Name: f[0], Value: f[1]})
		}
		framer.WriteHeaders(http2.HeadersFrameParam{StreamID: uint32(1 + 2*i), BlockFragment: header.Bytes(), EndHeaders: true, EndStream: true})
	}
	statuses := make(map[string]int)
	for answers := 0; answers < requests; {
		frame, err := framer.ReadFrame()
		if err != nil {
			t.Fatalf("after %d of %d answers: %v", answers, requests, err)
		}
		switch f := frame.(type) {
		case *http2.MetaHeadersFrame:
			statuses[f.PseudoValue("status")]++
			answers++
		case *http2.RSTStreamFrame:
			t.Fatalf("stream %d of %d is reset: %v", f.StreamID, requests, f.ErrCode)
		}
	}
	return statuses
}

// TestStreams: a client that reads no answer to its end has its share of them, on
// however many connections.
func TestStreams(t *testing.T) {
	address := servingHTTP2(t)
	statuses := make(map[string]int)
	for range 11 {
		for status, n := range askAndStop(t, address, maxStreams) {
			statuses[status] += n
		}
	}
	if statuses["200"] != streamShare || statuses["503"] != 11*maxStreams-streamShare {
		t.Errorf("%d requests of one client at a time: %v; want %d of status 200, and the others of 503", 11*maxStreams, statuses, streamShare)
	}
}

// TestStreamsEnd: a client that has its share leaves others theirs, and what is
// under way is counted until its end.
func TestStreamsEnd(t *testing.T) {
	s := newStreams()
	one, other := network(addressOf(&net.TCPAddr{IP: net.IPv4(203, 0, 113, 1)})), network(addressOf(nil))
	for range streamShare {
		s.begin(one)
	}
	if s.begin(one) {
		t.Error("a client begins more than its share")
	}
	for range mostStreams - streamShare {
		if !s.begin(other) { // a proxy
			t.Fatal("a client with its share keeps others out")
		}
	}
	if s.begin(other) {
		t.Error("a request begins beside all that there can be")
	}
	for range streamShare {
		s.end(one)
	}
	for range mostStreams - streamShare {
		s.end(other)
	}
	if s.all != 0 || len(s.clients) != 0 || !s.begin(one) {
		t.Errorf("after the end of all, %d are under way, of %v; want none", s.all, s.clients)
	}
}

// BenchmarkHeld is what a client takes by holding on to something: a connection
// over TLS, and a request that it does not read to its end. Both sides are in it.
func BenchmarkHeld(b *testing.B) {
	for _, bench := range []struct {
		unit                  string
		connections, requests int
	}{{"bytes/connection", 200, 0}, {"bytes/request", streamShare / maxStreams, maxStreams}} {
		b.Run(bench.unit, func(b *testing.B) {
			address := servingHTTP2(b)
			before := inUse()
			for range bench.connections {
				askAndStop(b, address, bench.requests)
			}
			held := float64(inUse()-before) / float64(bench.connections*max(1, bench.requests))
			b.ReportMetric(held, bench.unit)
			b.ReportMetric(0, "ns/op")
		})
	}
}

// inUse is how many bytes of the heap and of stacks there are.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
