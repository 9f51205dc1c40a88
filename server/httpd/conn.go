package httpd

import (
	"container/list"
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
)

// conn is a connection of the server. It can gather an answer, to send it whole.
//
// net/http sends what it has whenever its buffer of 4 KB is full. A page and its
// header are a little more than that, so they would leave by two system calls
// and wake the client twice; and the system call is the larger part of what an
// answer costs.
type conn struct {
	net.Conn
	of     *connections
	client netip.Prefix

	// These belong to of.mu. The elements are nil unless the connection is idle.
	inIdle, inClient *list.Element
	closed           bool

	gathered *answerBuffer // nil, except while an answer is gathered
}

// answerBuffer has room for any page of the site as most clients get it, with
// its header. What is larger is sent as it comes.
type answerBuffer struct {
	bytes [8 << 10]byte
	n     int
}

var answerBuffers = sync.Pool{New: func() any { return new(answerBuffer) }}

// Write keeps b while an answer is gathered and there is room.
func (c *conn) Write(b []byte) (int, error) {
	if to := c.gathered; to != nil {
		if len(b) <= len(to.bytes)-to.n {
			to.n += copy(to.bytes[to.n:], b)
			return len(b), nil
		}
		if err := c.sendGathered(); err != nil {
			return 0, err
		}
	}
	return c.Conn.Write(b)
}

// sendGathered sends what has been gathered, and ends the gathering.
func (c *conn) sendGathered() error {
	from := c.gathered
	if from == nil {
		return nil
	}
	c.gathered = nil
	_, err := c.Conn.Write(from.bytes[:from.n])
	from.n = 0
	answerBuffers.Put(from)
	return err
}

// CloseWrite closes the connection for writing, like [net.TCPConn.CloseWrite].
func (c *conn) CloseWrite() error {
	if conn, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return conn.CloseWrite()
	}
	return errors.ErrUnsupported
}

// connKey is the key of the connection in the context of a request.
type connKey struct{}

func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// writeWhole writes the body of an answer whose header says how long it is, and
// sends the two together. Over TLS the body is written as ever: TLS makes
// records of its own, and HTTP/2 has several answers under way at a time.
func writeWhole(w http.ResponseWriter, r *http.Request, body []byte) {
	c, ok := r.Context().Value(connKey{}).(*conn)
	if !ok {
		w.Write(body) // An error means that the client has gone.
		return
	}
	c.gathered = answerBuffers.Get().(*answerBuffer)
	w.Write(body)
	http.NewResponseController(w).Flush()
	if c.sendGathered() != nil {
		// net/http takes the answer for sent, and would send another behind it.
		c.Conn.Close()
	}
}
