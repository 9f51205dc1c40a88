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
	for _, test := range []struct {
		what  string
		steps []deadlineStep
		want  time.Duration
	}{
		{"one", []deadlineStep{{0, 3}}, 3},
		{"an earlier one before", []deadlineStep{{0, 5}, {0, 3}}, 3},
		{"a later one before", []deadlineStep{{0, 3}, {0, 5}}, 5},
		{"an earlier one meanwhile", []deadlineStep{{0, 9}, {2, 5}}, 5},
		{"a later one meanwhile", []deadlineStep{{0, 3}, {2, 9}}, 9},
		{"none, and one again", []deadlineStep{{0, 3}, {1, 0}, {4, 6}}, 6},
		{"the past meanwhile", []deadlineStep{{0, 9}, {2, -1}}, 2},
		{"the past before", []deadlineStep{{0, 9}, {0, -1}}, 0},
		{"the past, and one again", []deadlineStep{{0, -1}, {0, 4}}, 4},
		{"one that has passed", []deadlineStep{{0, 3}, {3, 3}}, 3},
	} {
		for _, direction := range []string{"read", "write"} {
			synctest.Test(t, func(t *testing.T) {
				took, err := useUntilDeadline(t, direction, test.steps)
				if !errors.Is(err, os.ErrDeadlineExceeded) || took != test.want*time.Second {
					t.Errorf("%s with %s: %v after %v; want the deadline exceeded after %ds", direction, test.what, err, took, test.want)
				}
			})
		}
	}
}

// deadlineStep sets a deadline at a time: seconds from the beginning, and for the
// deadline -1 is the past, 0 none.
type deadlineStep struct{ at, deadline time.Duration }

// useUntilDeadline reads from a connection, or writes to it, whose other end does
// nothing, and takes the steps meanwhile.
func useUntilDeadline(t *testing.T, direction string, steps []deadlineStep) (took time.Duration, err error) {
	t.Helper()
	client, server := net.Pipe()
	defer client.Close()
	conn := newPatientConn(server)
	set, use := conn.SetReadDeadline, conn.Read
	if direction == "write" {
		set, use = conn.SetWriteDeadline, conn.Write
	}
	begin := time.Now()
	take := func(s deadlineStep) {
		switch s.deadline {
		case -1:
			set(time.Unix(1, 0))
		case 0:
			set(time.Time{})
		default:
			set(begin.Add(s.deadline * time.Second))
		}
	}
	// What was used before leaves a deadline behind.
	take(deadlineStep{0, -1})
	if _, err := use(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("%s in the past: %v; want the deadline exceeded", direction, err)
	}
	for _, s := range steps {
		if s.at == 0 {
			take(s)
		} else {
			time.AfterFunc(s.at*time.Second, func() { take(s) })
		}
	}
	_, err = use(make([]byte, 1))
	took = time.Since(begin)
	time.Sleep(10 * time.Second) // for the steps that are still to come
	return took, err
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
