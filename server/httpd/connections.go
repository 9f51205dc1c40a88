package httpd

import (
	"errors"
	"math"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pires/go-proxyproto"
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

	// waiting is set while somebody waits for room: then a connection that comes
	// to rest says so. Otherwise that takes no lock, since it happens with each
	// request.
	waiting atomic.Bool

	mu      sync.Mutex
	room    sync.Cond // when a connection has been closed or rests, or the listener is closed
	open    []*conn
	clients map[netip.Prefix][]*conn
	closed  bool
}

func newConnections(limit, share int, shared func(netip.Addr) bool) *connections {
	c := &connections{limit: limit, share: share, shared: shared, clients: make(map[netip.Prefix][]*conn)}
	c.room.L = &c.mu
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
	added := &conn{patientConn: newPatientConn(accepted), of: c}
	address := addressOf(accepted.RemoteAddr())
	limited := address.IsValid() && !c.shared(address)
	if limited {
		added.client = network(address)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if limited && len(c.clients[added.client]) >= c.share && !c.evict(c.clients[added.client]) {
		return nil, errShareTaken
	}
	if err := c.makeRoom(); err != nil {
		return nil, err
	}
	c.open = append(c.open, added)
	c.clients[added.client] = append(c.clients[added.client], added)
	added.rest()
	return added, nil
}

// makeRoom waits until there is room for another connection. The lock is held.
func (c *connections) makeRoom() error {
	c.waiting.Store(len(c.open) >= c.limit)
	defer c.waiting.Store(false)
	for len(c.open) >= c.limit && !c.evict(c.open) {
		// One that was accepted before the end has its answer, if there is room:
		// it would be lost.
		if c.closed {
			return net.ErrClosed
		}
		c.room.Wait()
	}
	return nil
}

// evict closes the one of the connections that has been idle the longest, if
// there is one. To look for it takes time only when there is no room. The lock
// is held.
func (c *connections) evict(among []*conn) bool {
	for {
		var longest *conn
		since := int64(math.MaxInt64)
		for _, of := range among {
			if at := of.idleSince.Load(); at != 0 && at < since {
				longest, since = of, at
			}
		}
		if longest == nil {
			return false
		}
		if !longest.idleSince.CompareAndSwap(since, 0) {
			continue // it has a request by now
		}
		longest.remove()
		// Closing may take a system call; but nobody has to wait for another's
		// answer, since there is none under way.
		longest.Conn.Close()
		return true
	}
}

// end lets those go that wait for room.
func (c *connections) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.room.Broadcast()
}

// state is for [http.Server.ConnState].
func (c *connections) state(of net.Conn, state http.ConnState) {
	counted := countedConn(of)
	if counted == nil {
		return
	}
	switch state {
	case http.StateActive:
		counted.idleSince.Store(0)
	case http.StateIdle:
		counted.rest()
		if c.waiting.Load() {
			c.mu.Lock()
			c.room.Signal()
			c.mu.Unlock()
		}
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
		case *proxyproto.Conn:
			c = outer.Raw()
		default:
			return nil
		}
	}
}

// beginning is what idle times are counted from: the clock of the day can be set
// back.
var beginning = time.Now()

// rest notes that the connection is idle.
func (c *conn) rest() { c.idleSince.Store(1 + int64(time.Since(beginning))) }

// remove notes that the connection is closed. The lock is held.
func (c *conn) remove() {
	if c.closed {
		return
	}
	c.closed = true
	c.of.open = without(c.of.open, c)
	if of := without(c.of.clients[c.client], c); len(of) > 0 {
		c.of.clients[c.client] = of
	} else {
		delete(c.of.clients, c.client)
	}
	c.of.room.Signal()
}

// without takes a connection out of others, whose order is of no interest.
func without(conns []*conn, c *conn) []*conn {
	i, last := slices.Index(conns, c), len(conns)-1
	conns[i], conns[last] = conns[last], nil
	return conns[:last]
}

func (c *conn) Close() error {
	c.of.mu.Lock()
	c.remove()
	c.of.mu.Unlock()
	return c.Conn.Close()
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
