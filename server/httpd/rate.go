package httpd

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Each client has so many requests in advance, and gets so many back each
// second: enough for people who search while they type, on several devices
// behind one address, and not for programs that search for a living.
const (
	rateBurst = 40
	rateLimit = 10
)

// rateMemory is how many clients are kept in mind, and how long at least.
// Those that come when there are more push out the ones that have been longest
// away.
const (
	rateClients = 4096
	rateAge     = 10 * time.Second
)

// tooOften reports whether the client of r asks too often, and if so answers
// with status 429. It is for what costs more than looking up a file.
func (h *Handler) tooOften(w http.ResponseWriter, r *http.Request) bool {
	if h.rates.allow(network(h.proxies.client(r).address), time.Now()) {
		return false
	}
	h.tooMany.send(w, r)
	return true
}

// rateLimits are the limits of the clients that have been here lately. There
// are two generations, so that to forget costs nothing: a client that comes is
// in the recent one, and the older one is dropped whole.
type rateLimits struct {
	mu            sync.Mutex
	recent, older map[netip.Prefix]*rate.Limiter
	since         time.Time // when the recent generation began
}

func (l *rateLimits) allow(client netip.Prefix, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.recent) >= rateClients/2 || now.Sub(l.since) > rateAge {
		l.older, l.recent, l.since = l.recent, make(map[netip.Prefix]*rate.Limiter), now
	}
	limiter, ok := l.recent[client]
	if !ok {
		limiter, ok = l.older[client]
		if !ok {
			limiter = rate.NewLimiter(rateLimit, rateBurst)
		}
		l.recent[client] = limiter
	}
	return limiter.AllowN(now, 1)
}
