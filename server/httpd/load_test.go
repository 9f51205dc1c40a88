package httpd

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kairo.dev/server/site"
)

// under is how long the server is under load in the tests that want time.
var under = flag.Duration("load", 2*time.Second, "how long the server is under load")

// numbered is an edition of a site. The number is in each body, and in the name
// of the style sheet that pages refer to.
func numbered(n int) site.Files {
	text := strings.Repeat(fmt.Sprintf("<p>edition %d\n", n), 100)
	files := site.Files{
		"/":                                 site.NewFile([]byte("home\n"+text), "text/html; charset=utf-8"),
		fmt.Sprintf("/static/%012x.css", n): site.NewFile([]byte(text), "text/css; charset=utf-8"),
	}
	files["/"].Variants = []site.Variant{{Coding: site.Brotli, Body: fmt.Appendf(nil, "br %d", n)}}
	for _, file := range files {
		file.Immutable = file.Type != "text/html; charset=utf-8"
	}
	return files
}

// editions are those that readers can come across: what "/" is, by entity tag.
type editions struct {
	mu     sync.Mutex
	bodies map[string]string
}

// note adds the edition of a number, before anyone can see it.
func (e *editions) note(t *testing.T, n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	home := numbered(n)["/"]
	e.bodies[wantTag(t, numbered(n), "/", "identity")] = string(home.Body)
	e.bodies[wantTag(t, numbered(n), "/", "br")] = string(home.Variants[0].Body)
}

// read asks for "/" on one connection until stop is closed, and returns how
// often it came whole and of one edition.
func (e *editions) read(t *testing.T, address, coding string, stop <-chan struct{}) (served int) {
	conn := dial(t, address)
	conn.SetDeadline(time.Now().Add(*under + patience))
	answers := bufio.NewReader(conn)
	for {
		select {
		case <-stop:
			return served
		default:
		}
		fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: %s\r\n\r\n", coding)
		res, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Errorf("an answer while editions are swapped: %v", err)
			return served
		}
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("an answer while editions are swapped: %s, %v", res.Status, err)
			return served
		}
		e.mu.Lock()
		want, ok := e.bodies[res.Header.Get("ETag")]
		e.mu.Unlock()
		if !ok || want != string(body) {
			t.Errorf("ETag %s with the body %.20q; want %.20q", res.Header.Get("ETag"), body, want)
			return served
		}
		served++
	}
}

// heap is how many bytes are reachable.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestSwapOverNetwork swaps editions ten times a second while clients read.
// Each answer is whole and of one edition, and memory does not grow.
func TestSwapOverNetwork(t *testing.T) {
	h := New(numbered(0), Options{})
	address, _, _ := serving(t, h, Limits{})
	seen := editions{bodies: make(map[string]string)}
	seen.note(t, 0)
	var served atomic.Int64
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 16 {
		coding := []string{"identity", "br"}[i%2]
		readers.Go(func() { served.Add(int64(seen.read(t, address, coding, stop))) })
	}
	var early uint64
	swaps := int(*under / (100 * time.Millisecond))
	for n := 1; n <= swaps; n++ {
		seen.note(t, n)
		h.Swap(numbered(n))
		time.Sleep(100 * time.Millisecond)
		if n == swaps/2 {
			early = heap()
		}
	}
	late := heap()
	close(stop)
	readers.Wait()
	if n := served.Load(); n < int64(swaps) {
		t.Errorf("%d answers while there were %d editions", n, swaps)
	}
	// The table of this test grows by 2 kB with each edition.
	if late > early+4<<20 {
		t.Errorf("the heap has grown from %d to %d bytes", early, late)
	}
}

// TestSlowClients opens 500 connections that send half a request and no more.
// Others are served meanwhile, and the slow ones are sent away in time.
func TestSlowClients(t *testing.T) {
	address, _, _ := serving(t, New(testFiles(), Options{}), Limits{})
	slow := slowClients(t, address, 500)
	for range 100 {
		res, err := http.Get("http://" + address + "/talks")
		if err != nil {
			t.Fatalf("GET beside %d slow clients: %v", len(slow), err)
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusOK {
			t.Fatalf("GET beside %d slow clients: %s", len(slow), res.Status)
		}
	}
	for _, conn := range slow {
		if answer, err := io.ReadAll(conn); err != nil || len(answer) > 0 {
			t.Fatalf("a slow client gets %q, %v; want the end of the connection", answer, err)
		}
	}
}

// slowClients are connections that have sent half a request.
func slowClients(t testing.TB, address string, n int) []net.Conn {
	t.Helper()
	var slow []net.Conn
	for range n {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		conn.SetDeadline(time.Now().Add(patience))
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
		slow = append(slow, conn)
	}
	return slow
}

// BenchmarkBesideSlowClients is an answer on a new connection while 500 others
// are held open, and how late the latest of these answers are.
func BenchmarkBesideSlowClients(b *testing.B) {
	address, _, _ := serving(b, New(testFiles(), Options{}), Limits{Read: time.Hour})
	slowClients(b, address, 500)
	measureAnswers(b, address)
}

// BenchmarkBesideIdle is the same beside idle connections, more than there can
// be: 10,000 of one address, and 4,096 of as many.
func BenchmarkBesideIdle(b *testing.B) {
	for _, bench := range []struct {
		name        string
		connections int
		addresses   int
	}{
		{"10000 of one address", 10_000, 1},
		{"4096 of as many addresses", 4096, 4096},
	} {
		b.Run(bench.name, func(b *testing.B) {
			address, _, _ := serving(b, New(testFiles(), Options{}), Limits{})
			for i := range bench.connections {
				n := i % bench.addresses
				from := &net.TCPAddr{IP: net.IPv4(127, 1, byte(n>>8), byte(n))}
				conn, err := (&net.Dialer{LocalAddr: from}).Dial("tcp", address)
				if err != nil {
					b.Fatal(err)
				}
				b.Cleanup(func() { conn.Close() })
			}
			measureAnswers(b, address)
		})
	}
}

// measureAnswers asks on one new connection after the other.
func measureAnswers(b *testing.B, address string) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	var took []time.Duration
	for b.Loop() {
		begin := time.Now()
		res, err := client.Get("http://" + address + "/talks")
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	for percent, unit := range map[int]string{50: "p50-ms", 99: "p99-ms", 100: "max-ms"} {
		at := took[(len(took)-1)*percent/100]
		b.ReportMetric(float64(at)/float64(time.Millisecond), unit)
	}
}

// TestHostileRequests sends 100,000 requests put together at random from what
// attackers try. None fails the server, and none gets what is not in the site.
func TestHostileRequests(t *testing.T) {
	files := testFiles()
	h := New(files, Options{})
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	segments := []string{
		"..", ".", "%2e%2e", "%2E%2e", "..%2f", "%2f", "%5c", "\\", "..\\", "%00", "%c0%ae", "%c0%af", "%e0%80%ae", "%f8%80%80%80%ae",
		"%25%32%65", "%", "%zz", "etc", "passwd", "talks", "talks.html", "a-talk", "static", "index.html", "404", "~", ";a=b", "?", "#", " ",
		"\t", "\x00", "\xff", "\xc0\xae", "%0d%0aX:%20y", "fête", "f%C3%AAte", ".git", "config", "host.example", "healthz", strings.Repeat("a", 300),
	}
	methods := []string{"GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "TRACE", "OPTIONS", "PROPFIND", "G", "GET/HTTP", "get"}
	hosts := []string{"localhost", "", "elsewhere.example", "[::1]:80", "a b", "localhost:99999", "\x00", "../..", "localhost\r\nHost: two"}
	ranges := []string{"", "bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=99999999999999999999-", "bytes=0-,0-,0-", "bytes=" + strings.Repeat("0-0,", 1000), "bytes", "=", "lines=1-2", "bytes=--1"}
	codings := []string{"", "br", "gzip;q=2", "*;q=0", ";;;,,,", "br;q=0.0001", strings.Repeat("gzip,", 500), "identity;q=0", "\xff", "br;q=" + strings.Repeat("9", 400)}

	bodies := make(map[string]bool)
	for _, file := range files {
		bodies[string(file.Body)] = true
		for _, v := range file.Variants {
			bodies[string(v.Body)] = true
		}
	}
	statuses := make(map[int]int)
	for range 100_000 {
		var target strings.Builder
		for range 1 + random.IntN(6) {
			target.WriteString(pick([]string{"/", "/", "/", "//", "", "/./"}) + pick(segments))
		}
		raw := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\nRange: %s\r\nAccept-Encoding: %s\r\n\r\n",
			pick(methods), &target, pick(hosts), pick(ranges), pick(codings))
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
		if err != nil {
			continue // net/http refuses it
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		statuses[w.Code]++
		switch {
		case w.Code >= 500:
			t.Fatalf("%q: status %d", raw, w.Code)
		case w.Code == http.StatusOK && r.Method == http.MethodGet:
			if r.URL.Path != "/healthz" && !bodies[w.Body.String()] {
				t.Fatalf("%q: a body that is not of the site: %.80q", raw, w.Body)
			}
		case w.Code == http.StatusPermanentRedirect:
			if location := w.Header().Get("Location"); !strings.HasPrefix(location, "/") || strings.HasPrefix(location, "//") {
				t.Fatalf("%q: Location %q", raw, location)
			}
		}
		if bytes.Contains(w.Body.Bytes(), []byte("root:")) {
			t.Fatalf("%q: got a file of the system", raw)
		}
	}
	for _, status := range []int{200, 206, 308, 404, 405, 416} {
		if statuses[status] == 0 {
			t.Errorf("none of the requests has the status %d: %v", status, statuses)
		}
	}
}
