package httpd

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"kairo.dev/server/site"
)

// tamperedListener has connections whose writes go through the function write.
type tamperedListener struct {
	net.Listener
	write func(conn net.Conn, b []byte) (int, error)
}

type tamperedConn struct {
	net.Conn
	write func(net.Conn, []byte) (int, error)
}

func (l tamperedListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return tamperedConn{conn, l.write}, err
}

func (c tamperedConn) Write(b []byte) (int, error) { return c.write(c.Conn, b) }

// TestServeWhole asks for files of many sizes on one connection. All come as
// they are, and those that are pages by their size in one piece.
func TestServeWhole(t *testing.T) {
	const page = 6 << 10 // leaves room for a header
	files := make(site.Files)
	for _, size := range []int{0, 1, 2047, 2048, 2049, 4096, page, 7 << 10, 8 << 10, 9 << 10, 12 << 10, 100_000, 3 << 20} {
		body := bytes.Repeat(fmt.Appendf(nil, "%d,", size), size)[:size]
		files[fmt.Sprintf("/%d", size)] = site.NewFile(body, plainText)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	proxies, err := ParseProxies("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	var writes atomic.Int64
	address, _, _ := servingOn(t, tamperedListener{l, func(conn net.Conn, b []byte) (int, error) {
		writes.Add(1)
		return conn.Write(b)
	}}, New(files, Options{Proxies: proxies}), Limits{})
	conn := dial(t, address)
	answers := bufio.NewReader(conn)
	for i, method := range []string{http.MethodGet, http.MethodHead, http.MethodGet} {
		by := []string{"", "", "X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.7\r\n"}[i]
		for path, file := range files.All() {
			before := writes.Load()
			fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: kairo.dev\r\n%s\r\n", method, path, by)
			res, err := http.ReadResponse(answers, &http.Request{Method: method})
			if err != nil {
				t.Fatalf("%s %s: %v", method, path, err)
			}
			want := file.Body
			if method == http.MethodHead {
				want = nil
			}
			if body, err := io.ReadAll(res.Body); err != nil || !bytes.Equal(body, want) {
				t.Fatalf("%s %s: %d bytes, %v; want the %d of the file", method, path, len(body), err, len(want))
			}
			if n := writes.Load() - before; n != 1 && len(want) <= page {
				t.Errorf("%s %s: sent in %d pieces; want 1", method, path, n)
			}
		}
	}
}

// TestServeCutAnswer sends half an answer and fails. Nothing may follow it on
// the same connection: a client would take that for the other half.
func TestServeCutAnswer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var failed atomic.Bool
	address, _, _ := servingOn(t, tamperedListener{l, func(conn net.Conn, b []byte) (int, error) {
		if failed.Swap(true) {
			return conn.Write(b)
		}
		n, _ := conn.Write(b[:len(b)/2])
		return n, errors.New("a write that fails once")
	}}, New(testFiles(), Options{}), Limits{})
	conn := dial(t, address)
	const request = "GET /talks HTTP/1.1\r\nHost: localhost\r\n\r\n"
	io.WriteString(conn, request+request)
	answer, _ := io.ReadAll(conn) // that it ends is enough
	if n := bytes.Count(answer, []byte("HTTP/1.1 200 OK")); n > 1 {
		t.Errorf("%d answers begin on the connection of one that was cut; want 1", n)
	}
}
