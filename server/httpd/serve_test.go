package httpd

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// patience is how long a test waits for what should come at once; only a
// failure takes so long.
const patience = 20 * time.Second

// serving runs Serve on the loopback interface. stop ends its context; what it
// returns comes on ended.
func serving(t testing.TB, h http.Handler, limits Limits) (address string, stop context.CancelFunc, ended <-chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return servingOn(t, l, h, limits)
}

func servingOn(t testing.TB, l net.Listener, h http.Handler, limits Limits) (address string, stop context.CancelFunc, ended <-chan error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	var server sync.WaitGroup
	server.Go(func() { result <- Serve(ctx, l, nil, h, nil, limits) })
	t.Cleanup(func() {
		cancel()
		server.Wait()
	})
	return l.Addr().String(), cancel, result
}

// dial opens a connection whose reads and writes fail when patience is over.
func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	conn.SetDeadline(time.Now().Add(patience))
	return conn
}

func receive[T any](t *testing.T, what string, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(patience):
		t.Fatalf("%s does not come", what)
	}
	return v
}

func TestServeShutdown(t *testing.T) {
	const requests = 8
	begun, release := make(chan struct{}, requests), make(chan struct{})
	address, stop, ended := serving(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/other" {
			begun <- struct{}{}
			<-release
		}
		io.WriteString(w, "the whole answer")
	}), Limits{})

	var clients sync.WaitGroup
	for range requests {
		clients.Go(func() {
			res, err := http.Get("http://" + address)
			if err != nil {
				t.Errorf("GET while the server shuts down: %v", err)
				return
			}
			defer res.Body.Close()
			if body, err := io.ReadAll(res.Body); err != nil || string(body) != "the whole answer" {
				t.Errorf("GET while the server shuts down: %q, %v", body, err)
			}
		})
	}
	for range requests {
		receive(t, "a request", begun)
	}
	stop()
	// As long as they are under way, others are answered, and sent away.
	for ending := false; !ending; {
		conn := dial(t, address)
		io.WriteString(conn, "GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n")
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("GET while the server waits for the end of other requests: %v", err)
		}
		ending = res.Close
		conn.Close()
	}
	select {
	case err := <-ended:
		t.Errorf("Serve returns %v before it has answered", err)
	default:
	}
	close(release)
	clients.Wait()
	if err := receive(t, "the end of Serve", ended); err != nil {
		t.Errorf("Serve: %v; want nil", err)
	}
}

func TestServeShutdownTooLong(t *testing.T) {
	begun := make(chan struct{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var log bytes.Buffer // written before Serve returns
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, l, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			<-r.Context().Done() // which the end of the connection brings about
		}), slog.New(slog.NewJSONHandler(&log, nil)), Limits{Shutdown: time.Millisecond})
	}()
	io.WriteString(dial(t, l.Addr().String()), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	receive(t, "the request", begun)
	stop()
	if err := receive(t, "the end of Serve", ended); err != nil || !strings.Contains(log.String(), `"requests":1,`) {
		t.Errorf("Serve with an answer that does not end: %v, log %s; want nil, and how many were cut off", err, &log)
	}
}

func TestServeListenerFails(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	err = Serve(t.Context(), l, nil, New(nil, Options{}), nil, Limits{})
	if err == nil || !strings.Contains(err.Error(), "serve "+l.Addr().String()+": ") {
		t.Errorf("Serve on a closed listener: %v; want an error with the address", err)
	}
}

// A client that asks and does not read must not keep the handler for ever.
func TestServeSlowReader(t *testing.T) {
	wrote := make(chan error, 1)
	body := make([]byte, 64<<20) // more than the system keeps on its way
	address, _, _ := serving(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := w.Write(body)
		wrote <- err
	}), Limits{Write: 50 * time.Millisecond})
	io.WriteString(dial(t, address), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if err := receive(t, "the end of the handler", wrote); err == nil {
		t.Errorf("a client that does not read got %d bytes", len(body))
	}
}

func TestServeHeaderLimit(t *testing.T) {
	address, _, _ := serving(t, New(testFiles(), Options{}), Limits{})
	for name, test := range map[string]struct {
		request string
		want    int
	}{
		"a long header":     {"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + strings.Repeat("a", 128<<10) + "\r\n\r\n", 431},
		"a long target":     {"GET /" + strings.Repeat("a", 128<<10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 431},
		"an ample header":   {"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + strings.Repeat("a", 8<<10) + "\r\n\r\n", 200},
		"no host":           {"GET / HTTP/1.1\r\n\r\n", 400},
		"a NUL":             {"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400},
		"two lengths":       {"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
		"a strange version": {"GET / HTTP/3.7\r\nHost: localhost\r\n\r\n", 505},
		"any method":        {"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
	} {
		conn := dial(t, address)
		go io.WriteString(conn, test.request) // the server does not read it to its end
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%s: %v; want status %d", name, err, test.want)
			continue
		}
		if res.StatusCode != test.want {
			t.Errorf("%s: status %d; want %d", name, res.StatusCode, test.want)
		}
	}
}

// A body is not wanted; but the client gets its answer even if the server closes
// the connection with most of the body unread.
func TestServeBodyIgnored(t *testing.T) {
	address, _, _ := serving(t, New(testFiles(), Options{}), Limits{})
	for _, test := range []struct {
		method string
		want   int
	}{{"GET", 200}, {"POST", 405}} {
		conn := dial(t, address)
		const size = 8 << 20
		fmt.Fprintf(conn, "%s /talks HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n", test.method, size)
		go conn.Write(make([]byte, size))
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%s with a body: %v", test.method, err)
			continue
		}
		_, err = io.Copy(io.Discard, res.Body)
		if res.StatusCode != test.want || !res.Close || err != nil {
			t.Errorf("%s with a body: status %d, close %v, %v; want %d and close", test.method, res.StatusCode, res.Close, err, test.want)
		}
	}
}

func TestServeErrorsAreLogged(t *testing.T) {
	var mu sync.Mutex
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(lockedWriter{&mu, &log}, nil))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, l, nil, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			w.WriteHeader(http.StatusOK) // net/http complains of the second
		}), logger, Limits{})
	}()
	res, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	stop()
	if err := receive(t, "the end of Serve", ended); err != nil {
		t.Errorf("Serve: %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if got := log.String(); !strings.Contains(got, `"level":"WARN","msg":"http: superfluous`) {
		t.Errorf("log is %q; want the complaint of net/http at level WARN", got)
	}
}

// lockedWriter lets a test read what the server's goroutines have written.
type lockedWriter struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l lockedWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// In HTTP/2 a request with a body does not end the connection: others are under
// way on it.
func TestServeBodyHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(framed(New(testFiles(), Options{})))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	var opened atomic.Int32
	server.Client().Transport.(*http.Transport).DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		opened.Add(1)
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	for range 5 {
		res, err := server.Client().Post(server.URL+"/talks", "text/plain", strings.NewReader("a body"))
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusMethodNotAllowed || res.ProtoMajor != 2 {
			t.Errorf("POST with a body: %s over %s; want 405 over HTTP/2", res.Status, res.Proto)
		}
	}
	if n := opened.Load(); n != 1 {
		t.Errorf("5 requests with bodies took %d connections; want 1", n)
	}
}
