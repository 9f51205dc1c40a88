package httpd

import (
	"net"
	"sync"
)

// limitedListener accepts a connection when there are fewer than its limit.
// Those that come meanwhile wait in the system's queue, without costing this
// process anything.
//
// It is what LimitListener of golang.org/x/net/netutil does. But that hides
// from net/http that a connection can be closed for writing alone, which it has
// to be so that a client which is still sending gets to read the answer.
type limitedListener struct {
	net.Listener
	slots  chan struct{} // one element for each connection
	closed chan struct{}
	close  sync.Once
}

func limitConnections(l net.Listener, limit int) net.Listener {
	return &limitedListener{Listener: l, slots: make(chan struct{}, limit), closed: make(chan struct{})}
}

func (l *limitedListener) Accept() (net.Conn, error) {
	select {
	case l.slots <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	accepted, err := l.Listener.Accept()
	if err != nil {
		<-l.slots
		return nil, err
	}
	return &conn{Conn: accepted, free: sync.OnceFunc(func() { <-l.slots })}, nil
}

func (l *limitedListener) Close() error {
	l.close.Do(func() { close(l.closed) })
	return l.Listener.Close()
}
