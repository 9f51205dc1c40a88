package httpd

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kairo.dev/server/site"
)

// TestDeadlines sets deadlines one after the other, before and while somebody
// waits for the connection. The last one counts, to the moment.
func TestDeadlines(t *testing.T) {
	type step struct {
		at, deadline time.Duration // from the beginning; a deadline of -1 is the past, 0 none
	}
	for _, test := range []struct {
		what  string
		steps []step
		want  time.Duration
	}{
		{"one", []step{{0, 3}}, 3},
		{"an earlier one before", []step{{0, 5}, {0, 3}}, 3},
		{"a later one before", []step{{0, 3}, {0, 5}}, 5},
		{"an earlier one meanwhile", []step{{0, 9}, {2, 5}}, 5},
		{"a later one meanwhile", []step{{0, 3}, {2, 9}}, 9},
		{"none, and one again", []step{{0, 3}, {1, 0}, {4, 6}}, 6},
		{"the past meanwhile", []step{{0, 9}, {2, -1}}, 2},
		{"the past before", []step{{0, 9}, {0, -1}}, 0},
		{"the past, and one again", []step{{0, -1}, {0, 4}}, 4},
		{"one that has passed", []step{{0, 3}, {3, 3}}, 3},
	} {
		for _, direction := range []string{"read", "write"} {
			synctest.Test(t, func(t *testing.T) {
				client, server := net.Pipe()
				defer client.Close()
				conn := newPatientConn(server)
				set, use := conn.SetReadDeadline, conn.Read
				if direction == "write" {
					set, use = conn.SetWriteDeadline, conn.Write
				}
				begin := time.Now()
				deadline := func(s step) {
					switch at := begin.Add(s.deadline * time.Second); s.deadline {
					case -1:
						set(time.Unix(1, 0))
					case 0:
						set(time.Time{})
					default:
						set(at)
					}
				}
				// What was used before leaves a deadline behind.
				deadline(step{0, -1})
				if _, err := use(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("%s in the past: %v; want the deadline exceeded", direction, err)
				}
				for _, s := range test.steps {
					if s.at == 0 {
						deadline(s)
					} else {
						time.AfterFunc(s.at*time.Second, func() { deadline(s) })
					}
				}
				_, err := use(make([]byte, 1))
				if took := time.Since(begin); !errors.Is(err, os.ErrDeadlineExceeded) || took != test.want*time.Second {
					t.Errorf("%s with %s: %v after %v; want the deadline exceeded after %ds", direction, test.what, err, took, test.want)
				}
				time.Sleep(10 * time.Second) // what is still to be set
			})
		}
	}
}

// TestDeadlineInTheMiddle: half of what is written is read, then a deadline
// passes that is no longer the one that is wanted. The rest follows, once.
func TestDeadlineInTheMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := net.Pipe()
		conn := newPatientConn(server)
		conn.SetWriteDeadline(time.Now().Add(time.Second))
		want := []byte("0123456789")
		go func() {
			defer conn.Close()
			if n, err := conn.Write(want); n != len(want) || err != nil {
				t.Errorf("Write(%q) = %d, %v; want all", want, n, err)
			}
		}()
		half := make([]byte, len(want)/2)
		io.ReadFull(client, half)
		conn.SetWriteDeadline(time.Now().Add(time.Minute))
		time.Sleep(30 * time.Second)
		rest, err := io.ReadAll(client)
		if got := append(half, rest...); err != nil || !bytes.Equal(got, want) {
			t.Errorf("what is read: %q, %v; want %q", got, err, want)
		}
	})
}

// countedDeadlines counts the deadlines that are set on its connections.
type countedDeadlines struct {
	net.Listener
	reading, writing *atomic.Int64
}

type countedDeadlinesConn struct {
	net.Conn
	of countedDeadlines
}

func (l countedDeadlines) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return countedDeadlinesConn{conn, l}, err
}

func (c countedDeadlinesConn) SetReadDeadline(t time.Time) error {
	c.of.reading.Add(1)
	return c.Conn.SetReadDeadline(t)
}

func (c countedDeadlinesConn) SetWriteDeadline(t time.Time) error {
	c.of.writing.Add(1)
	return c.Conn.SetWriteDeadline(t)
}

// TestServeDeadlines: of the eight deadlines that net/http sets with a request,
// at most that for the next request and the interruption of a Read reach the
// connection.
func TestServeDeadlines(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var reading, writing atomic.Int64
	h := New(site.Files{"/": site.NewFile([]byte("page"), plainText)}, Options{})
	address, _, _ := servingOn(t, countedDeadlines{l, &reading, &writing}, h, Limits{})
	client := &http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	const requests = 100
	for range requests {
		res, err := client.Get("http://" + address)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	if r, w := reading.Load(), writing.Load(); r > 2*requests+2 || w > 1 {
		t.Errorf("%d requests set %d deadlines for reading and %d for writing; want %d and 1 at most", requests, r, w, 2*requests+2)
	}
}
