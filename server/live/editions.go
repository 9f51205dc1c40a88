package live

import (
	"context"
	"fmt"
	"net/http"
	"sync"
)

// Editions tells pages which edition is served, at once and whenever there is
// another, as server-sent events (HTML, "Server-sent events"). It is for those
// who write the site: a reader's page is not pulled from under them.
type Editions struct {
	mu      sync.Mutex
	current string
	next    chan struct{} // closed when there is another
	done    <-chan struct{}
}

// NewEditions tells of no edition yet. When ctx ends, so do all responses.
func NewEditions(ctx context.Context) *Editions {
	return &Editions{next: make(chan struct{}), done: ctx.Done()}
}

// Announce says which edition is served from now on.
func (e *Editions) Announce(edition string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if edition == e.current {
		return
	}
	e.current = edition
	close(e.next)
	e.next = make(chan struct{})
}

// ServeHTTP answers with an event for each edition, until the client leaves or
// the server cuts the response off, after which browsers ask again.
func (e *Editions) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	for {
		e.mu.Lock()
		current, next := e.current, e.next
		e.mu.Unlock()
		if current != "" {
			fmt.Fprintf(w, "data: %s\n\n", current)
		}
		if err := control.Flush(); err != nil {
			return
		}
		select {
		case <-next:
		case <-r.Context().Done():
			return
		case <-e.done:
			return
		}
	}
}
