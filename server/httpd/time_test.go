package httpd

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pipes is a listener without a network: with it, the server can be in a bubble
// of package synctest, where no time passes while anybody has something to do.
// So limits run out as they should, however busy the machine is.
type pipes struct {
	accepted chan net.Conn
	closed   chan struct{}
	close    sync.Once
}

func newPipes() *pipes { return &pipes{accepted: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.accepted:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.close.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes", Net: "unix"} }

func (p *pipes) dial() (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.accepted <- server:
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// servingPipes runs Serve without a network until stop is called, which waits
// for its end.
func servingPipes(t *testing.T, h http.Handler, limits Limits) (l *pipes, stop func()) {
	t.Helper()
	l = newPipes()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, nil, h, nil, limits) }()
	return l, func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v; want nil", err)
		}
	}
}

// wait fails unless the connection ends after so long, without an answer more.
func wait(t *testing.T, what string, conn io.Reader, want time.Duration) {
	t.Helper()
	begin := time.Now()
	rest, err := io.ReadAll(conn)
	if took := time.Since(begin); err != nil || len(rest) > 0 || took != want {
		t.Errorf("%s: %q, %v, after %v; want the end of the connection after %v", what, rest, err, took, want)
	}
}

// TestServeSlowHeader: half a header, and no more.
func TestServeSlowHeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, stop := servingPipes(t, New(testFiles(), Options{}), Limits{Read: 7 * time.Second})
		conn, err := l.dial()
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
		wait(t, "after half a header", conn, 7*time.Second)
		stop()
	})
}

// TestServeIdle: an answer, and then no other request.
func TestServeIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, stop := servingPipes(t, New(testFiles(), Options{}), Limits{Idle: time.Minute})
		conn, err := l.dial()
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
		answers := bufio.NewReader(conn)
		res, err := http.ReadResponse(answers, &http.Request{Method: http.MethodHead})
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("HEAD /: %v, %v; want 200", res, err)
		}
		wait(t, "a connection that is kept", answers, time.Minute)
		stop()
	})
}

// TestServeEndsUnderLoad: when the server is to end, no request on a connection
// that it has accepted goes without an answer.
func TestServeEndsUnderLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, stop := servingPipes(t, New(testFiles(), Options{}), Limits{})
		const clients = 32
		var busy, done sync.WaitGroup
		busy.Add(clients)
		for i := range clients {
			done.Go(func() {
				// Between an answer and the next request, clients have something
				// else to do, for less than the time that the server leaves them.
				pause := time.Duration(i+1) * drainTime / (clients + 1)
				n, err := askUntilClosed(l, pause, busy.Done)
				if err != nil || n < 10 {
					t.Errorf("client %d: %d answers, %v; want 10 at least, the last with close", i, n, err)
				}
			})
		}
		busy.Wait() // each has had answers
		stop()
		done.Wait()
		if conn, err := l.dial(); err == nil {
			conn.Close()
			t.Error("the server accepts a connection after its end")
		}
	})
}

// askUntilClosed sends one request after the other on one connection until an
// answer says that it is the last. It calls busy after the tenth.
func askUntilClosed(l *pipes, pause time.Duration, busy func()) (answers int, err error) {
	conn, err := l.dial()
	if err != nil {
		busy()
		return 0, err
	}
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for ; ; answers++ {
		if answers == 10 {
			busy()
		}
		time.Sleep(pause)
		fmt.Fprint(conn, "GET /talks HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n")
		res, err := http.ReadResponse(reader, nil)
		if err != nil {
			return answers, err
		}
		var body bytes.Buffer
		if _, err := body.ReadFrom(res.Body); err != nil || res.StatusCode != http.StatusOK {
			return answers, fmt.Errorf("%s: %w", res.Status, err)
		}
		if res.Close {
			return answers + 1, nil
		}
	}
}
