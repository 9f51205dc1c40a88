package httpd

import (
	"container/list"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
)

// connections are those that are open. No client has more than its share of
// them, and when all are taken, the one that has been idle the longest is
// closed for the one that comes: who holds connections open without asking for
// anything keeps nobody else out.
//
// A connection is idle from its beginning, and after each answer, until the
// header of a request is there. A client is an IPv4 address or the /64 network
// of an IPv6 address; a proxy, which comes for many, has no share to keep to.
type connections struct {
	limit, share int
	shared       func(netip.Addr) bool // reports whether an address is a proxy's

	mu      sync.Mutex
	left    sync.Cond // when a connection has been closed, or the listener
	open    int
	idle    list.List // of *conn, the longest idle first
	clients map[netip.Prefix]*clientConnections
	closed  bool
	evicted uint64 // how many were closed for others
}

// clientConnections are those of a client.
type clientConnections struct {
	open int
	idle list.List // of *conn, the longest idle first
}

func newConnections(limit, share int, shared func(netip.Addr) bool) *connections {
	c := &connections{limit: limit, share: share, shared: shared, clients: make(map[netip.Prefix]*clientConnections)}
	c.left.L = &c.mu
	return c
}

// listen returns a listener whose connections are counted.
func (c *connections) listen(l net.Listener) net.Listener { return &countingListener{l, c} }

type countingListener struct {
	net.Listener
	connections *connections
}

// Accept waits for a connection that there is room for. One of a client that
// has its whole share of requests under way is closed at once.
func (l *countingListener) Accept() (net.Conn, error) {
	for {
		accepted, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c, err := l.connections.add(accepted)
		if err == nil {
			return c, nil
		}
		accepted.Close()
		if !errors.Is(err, errShareTaken) {
			return nil, err
		}
	}
}

func (l *countingListener) Close() error {
	l.connections.end()
	return l.Listener.Close()
}

var errShareTaken = errors.New("the client has its share of connections")

// add counts a connection, and makes room for it. If every other has a request
// under way, it waits.
func (c *connections) add(accepted net.Conn) (*conn, error) {
	added := &conn{Conn: accepted, of: c}
	address := addressOf(accepted.RemoteAddr())
	limited := address.IsValid() && !c.shared(address)
	if limited {
		added.client = network(address)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	of := c.clients[added.client]
	if of == nil {
		of = new(clientConnections)
		c.clients[added.client] = of
	}
	// Counted from here on, so that the client is not forgotten meanwhile.
	of.open++
	if limited && of.open > c.share && !c.evict(&of.idle) {
		c.forget(added.client)
		return nil, errShareTaken
	}
	for c.open >= c.limit && !c.evict(&c.idle) && !c.closed {
		c.left.Wait()
	}
	// One that was accepted before the end has its answer: it would be lost.
	if c.open >= c.limit {
		c.forget(added.client)
		return nil, net.ErrClosed
	}
	c.open++
	added.rest()
	return added, nil
}

// evict closes the connection that has been idle the longest, if there is one.
func (c *connections) evict(idle *list.List) bool {
	longest := idle.Front()
	if longest == nil {
		return false
	}
	evicted := longest.Value.(*conn)
	evicted.remove()
	c.evicted++
	// Closing may take a system call; but nobody has to wait for another's
	// answer, since there is none under way.
	evicted.Conn.Close()
	return true
}

// forget takes a connection from the count of its client.
func (c *connections) forget(client netip.Prefix) {
	of := c.clients[client]
	if of.open--; of.open == 0 {
		delete(c.clients, client)
	}
}

// end lets those go that wait for room.
func (c *connections) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.left.Broadcast()
}

// state is for [http.Server.ConnState].
func (c *connections) state(of net.Conn, state http.ConnState) {
	counted := countedConn(of)
	if counted == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch state {
	case http.StateActive:
		counted.work()
	case http.StateIdle:
		counted.work() // HTTP/2 may say so twice
		counted.rest()
	}
}

// countedConn finds the connection that is counted below TLS and the like.
func countedConn(c net.Conn) *conn {
	for {
		switch outer := c.(type) {
		case *conn:
			return outer
		case interface{ NetConn() net.Conn }: // tls.Conn
			c = outer.NetConn()
		case interface{ Raw() net.Conn }: // proxyproto.Conn
			c = outer.Raw()
		default:
			return nil
		}
	}
}

// rest notes that the connection is idle. The lock is held.
func (c *conn) rest() {
	if c.closed || c.inIdle != nil {
		return
	}
	c.inIdle = c.of.idle.PushBack(c)
	c.inClient = c.of.clients[c.client].idle.PushBack(c)
}

// work notes that the connection is no longer idle. The lock is held.
func (c *conn) work() {
	if c.inIdle == nil {
		return
	}
	c.of.idle.Remove(c.inIdle)
	c.of.clients[c.client].idle.Remove(c.inClient)
	c.inIdle, c.inClient = nil, nil
}

// remove notes that the connection is closed. The lock is held.
func (c *conn) remove() {
	if c.closed {
		return
	}
	c.work()
	c.closed = true
	c.of.open--
	c.of.forget(c.client)
	c.of.left.Signal()
}

func (c *conn) Close() error {
	c.of.mu.Lock()
	c.remove()
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// counts are for the metrics.
func (c *connections) counts() (open, idle int, evicted uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open, c.idle.Len(), c.evicted
}

// addressOf is the IP address in the address of a connection. Those of Unix
// sockets have none.
func addressOf(a net.Addr) netip.Addr {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return tcp.AddrPort().Addr().Unmap()
}

// network is what counts as one client: an IPv4 address, or the /64 network of
// an IPv6 address, since a client has all of it.
func network(address netip.Addr) netip.Prefix {
	bits := 32
	if address.Is6() {
		bits = 64
	}
	prefix, _ := address.WithZone("").Prefix(bits) // of no address, that is one too
	return prefix
}
