package httpd

import (
	"errors"
	"net/http"

	"kairo.dev/server/site"
)

// maxQuery is how long a query may be to be answered, in bytes. It is several
// times what the search reads of one.
const maxQuery = 1024

var anyOrigin = []string{"*"}

// answer answers a query of a resource of e: the search, and WebFinger. It is the
// only thing that is made for a request, so this is the place to be sparing with
// it.
//
// The answer is a file like any other, with an entity tag of its own, but not
// compressed: that would take longer than the search.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request, e *edition, of *resource) {
	if h.tooOften(w, r) {
		return
	}
	query := r.URL.RawQuery
	if len(query) > maxQuery {
		h.queryTooLong.send(w, r)
		return
	}
	body, err := of.file.Answer(query)
	switch {
	case errors.Is(err, site.ErrBadQuery):
		h.badQuery.send(w, r)
		return
	case errors.Is(err, site.ErrNothing):
		if of.file.Public { // scripts of other sites learn that, too
			w.Header()["Access-Control-Allow-Origin"] = anyOrigin
		}
		h.serveRepresentation(w, r, e.nothingAt(of.address).choose(accepted{}))
		return
	case err != nil:
		h.log.Error("answer a query", "path", r.URL.Path, "error", err)
		h.failed.send(w, r)
		return
	}
	file := site.NewFile(body, of.file.Type)
	file.Public = of.file.Public
	found := newResource(h.commons, r.URL.Path, file)
	h.serveRepresentation(w, r, found.choose(accepted{}))
}
