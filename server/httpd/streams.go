package httpd

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
)

// Requests of HTTP/2 under way. A connection has as many as maxStreams at a time,
// of which browsers use all when they make their copy (RFC 9113, 6.5.2 advises
// against less). All together there are mostStreams, and one client has
// streamShare of them, several readers behind one address included.
const (
	maxStreams  = 100
	mostStreams = 4096
	streamShare = 1024
)

// streams are the requests of HTTP/2 under way. In HTTP/1 each has a connection,
// and those are limited already. In HTTP/2 a client could have maxStreams times
// as many, and read none of the answers to its end: each takes 15 kB (go test -run
// '^$' -bench Held ./server/httpd), until the server has no memory left.
type streams struct {
	mu      sync.Mutex
	all     int
	clients map[netip.Prefix]int
}

func newStreams() *streams { return &streams{clients: make(map[netip.Prefix]int)} }

// limited answers with h, or with status 503 where there are too many under way.
func (s *streams) limited(h http.Handler) http.Handler {
	busy := newMessage(newFields(SecurityHeaders(true)...), http.StatusServiceUnavailable, plainText,
		"That was a lot at a time. Please try again.\n", Header{Name: "Retry-After", Value: "1"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor < 2 {
			h.ServeHTTP(w, r)
			return
		}
		var client netip.Prefix
		if c, ok := r.Context().Value(connKey{}).(net.Conn); ok {
			client = countedConn(c).client
		}
		if !s.begin(client) {
			busy.send(w, r)
			return
		}
		defer s.end(client)
		h.ServeHTTP(w, r)
	})
}

// begin counts a request, unless there are too many. A proxy, which has no
// client, has no share to keep to.
func (s *streams) begin(client netip.Prefix) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all >= mostStreams || client.IsValid() && s.clients[client] >= streamShare {
		return false
	}
	s.all++
	s.clients[client]++
	return true
}

func (s *streams) end(client netip.Prefix) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all--
	if s.clients[client]--; s.clients[client] == 0 {
		delete(s.clients, client)
	}
}
