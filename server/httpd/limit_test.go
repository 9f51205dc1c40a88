package httpd

import (
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// pipeListener accepts pipes, as many as it is asked for.
type pipeListener struct {
	net.Listener
	accepted atomic.Int32
	failed   error
}

func (l *pipeListener) Accept() (net.Conn, error) {
	if l.failed != nil {
		return nil, l.failed
	}
	l.accepted.Add(1)
	conn, _ := net.Pipe()
	return conn, nil
}

func (l *pipeListener) Close() error { return nil }

func TestLimitConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var inner pipeListener
		l := limitConnections(&inner, 2)
		conns := make(chan net.Conn, 3)
		var end error
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					end = err
					return
				}
				conns <- conn
			}
		}()
		expect := func(when string, want int32) {
			t.Helper()
			synctest.Wait()
			if got := inner.accepted.Load(); got != want {
				t.Errorf("%s: %d connections accepted; want %d", when, got, want)
			}
		}
		expect("at first", 2)
		first := <-conns
		first.Close()
		expect("after one was closed", 3)
		first.Close()
		expect("after the same was closed again", 3)
		(<-conns).Close()
		expect("after another was closed", 4)
		l.Close()
		l.Close()
		synctest.Wait()
		if !errors.Is(end, net.ErrClosed) {
			t.Errorf("Accept after Close: %v; want %v", end, net.ErrClosed)
		}
	})
}

// An Accept that fails does not use up a connection.
func TestLimitConnectionsError(t *testing.T) {
	inner := &pipeListener{failed: errors.New("too many open files")}
	l := limitConnections(inner, 1)
	for range 3 {
		if _, err := l.Accept(); err != inner.failed {
			t.Fatalf("Accept: %v; want %v", err, inner.failed)
		}
	}
	inner.failed = nil
	accepted, err := l.Accept()
	if err != nil {
		t.Fatalf("Accept after errors: %v", err)
	}
	if err := accepted.(*conn).CloseWrite(); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("CloseWrite of a pipe: %v; want %v", err, errors.ErrUnsupported)
	}
}
