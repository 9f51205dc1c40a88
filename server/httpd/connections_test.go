package httpd

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"testing"
	"testing/synctest"
)

// addressedConn is one end of a pipe, with the address of a client.
type addressedConn struct {
	net.Conn
	from net.Addr
}

func (c addressedConn) RemoteAddr() net.Addr { return c.from }

// connect makes a connection of the client and adds it.
func connect(c *connections, client string) (*conn, error) {
	pipe, _ := net.Pipe()
	return c.add(addressedConn{pipe, net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(client), 4711))})
}

func mustConnect(t *testing.T, c *connections, client string) *conn {
	t.Helper()
	added, err := connect(c, client)
	if err != nil {
		t.Fatalf("a connection of %s: %v", client, err)
	}
	return added
}

func isOpen(c *conn) bool {
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	return !c.closed
}

// counts are how many connections there are, and how many of them are idle.
func (c *connections) counts() (open, idle int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, of := range c.open {
		if of.idleSince.Load() != 0 {
			idle++
		}
	}
	return len(c.open), idle
}

func TestConnectionsShare(t *testing.T) {
	c := newConnections(100, 2, func(a netip.Addr) bool { return a.IsLoopback() })
	for _, client := range []string{"203.0.113.1", "2001:db8:1:2::1"} {
		first, second := mustConnect(t, c, client), mustConnect(t, c, client)
		other := mustConnect(t, c, "203.0.113.2")
		c.state(first, http.StateActive)
		c.state(first, http.StateIdle) // so it is second that is idle the longest
		third := mustConnect(t, c, client)
		if isOpen(second) || !isOpen(first) || !isOpen(third) || !isOpen(other) {
			t.Errorf("%s has a third connection: open are %v, %v, %v, another's %v; want all but the second", client, isOpen(first), isOpen(second), isOpen(third), isOpen(other))
		}
		c.state(first, http.StateActive)
		c.state(third, http.StateActive)
		if _, err := connect(c, client); !errors.Is(err, errShareTaken) {
			t.Errorf("%s with two requests under way gets %v; want %v", client, err, errShareTaken)
		}
		first.Close()
		first.Close()
		mustConnect(t, c, client)
		other.Close()
	}
	// Of one network, all are one client; a proxy has no share.
	mustConnect(t, c, "2001:db8:f::1")
	mustConnect(t, c, "2001:db8:f::2")
	mustConnect(t, c, "2001:db8:f::3")
	for range 10 {
		mustConnect(t, c, "127.0.0.1")
	}
	if open, idle := c.counts(); open != 16 || idle != 14 {
		t.Errorf("%d connections, %d idle; want 16, 14", open, idle)
	}
}

// When all are taken, the longest idle one is closed, whoever has it; when
// requests are under way on all, the next waits.
func TestConnectionsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newConnections(2, 2, func(netip.Addr) bool { return false })
		first := mustConnect(t, c, "203.0.113.1")
		second := mustConnect(t, c, "203.0.113.2")
		third := mustConnect(t, c, "203.0.113.3")
		if isOpen(first) || !isOpen(second) {
			t.Error("for a third, the first is not closed, or the second is")
		}
		c.state(second, http.StateActive)
		c.state(third, http.StateActive)
		waited := make(chan error, 1)
		go func() {
			_, err := connect(c, "203.0.113.4")
			waited <- err
		}()
		synctest.Wait()
		select {
		case err := <-waited:
			t.Fatalf("a third connection beside two requests under way: %v; want it to wait", err)
		default:
		}
		second.Close()
		if err := <-waited; err != nil {
			t.Errorf("after one was closed: %v", err)
		}
		for _, of := range c.open {
			c.state(of, http.StateActive)
		}
		go func() {
			_, err := connect(c, "203.0.113.4")
			waited <- err
		}()
		synctest.Wait()
		c.state(third, http.StateIdle)
		if err := <-waited; err != nil || isOpen(third) {
			t.Errorf("after one came to rest: %v, that one is still open: %v; want it closed for the next", err, isOpen(third))
		}
		c.open[0].Close()
		c.end()
		fifth := mustConnect(t, c, "203.0.113.5") // accepted before the end
		c.state(fifth, http.StateActive)
		for _, of := range c.open {
			c.state(of, http.StateActive)
		}
		if _, err := connect(c, "203.0.113.6"); !errors.Is(err, net.ErrClosed) {
			t.Errorf("a connection without room after the end: %v; want %v", err, net.ErrClosed)
		}
	})
}

// TestServeBesideIdle: thrice as many idle connections as there can be, from one
// address, and a reader from it is answered all the same.
func TestServeBesideIdle(t *testing.T) {
	address, _, _ := serving(t, New(testFiles(), Options{}), Limits{Connections: 20, Share: 10})
	for range 60 {
		dial(t, address)
		res, err := http.Get("http://" + address + "/healthz")
		if err != nil {
			t.Fatalf("GET beside idle connections: %v", err)
		}
		res.Body.Close()
	}
}
