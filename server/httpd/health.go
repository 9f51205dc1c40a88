package httpd

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// healthRoutes are for those who watch over the server. /healthz says that the
// process answers at all; if it does not, restart it. /readyz says that it has a
// site to serve; as long as it does not, send readers elsewhere. A server
// that is to end answers as ever until those who came before have been served.
func (h *Handler) healthRoutes() map[string]http.HandlerFunc {
	ok := newMessage(h.security, http.StatusOK, plainText, "ok\n")
	return map[string]http.HandlerFunc{
		"/healthz": ok.send,
		"/readyz": func(w http.ResponseWriter, r *http.Request) {
			if len(h.edition.Load().files) == 0 {
				h.notReady.send(w, r)
				return
			}
			if h.ready != nil {
				if err := h.ready(); err != nil {
					newMessage(h.security, http.StatusServiceUnavailable, plainText, err.Error()+"\n").send(w, r)
					return
				}
			}
			if h.expiry == nil {
				ok.send(w, r)
				return
			}
			newMessage(h.security, http.StatusOK, plainText, "ok\n"+certificates(h.expiry())).send(w, r)
		},
	}
}

// certificates says how long certificates are good, a line for each.
func certificates(expiry map[string]time.Time) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(expiry)) {
		at := expiry[name]
		fmt.Fprintf(&b, "certificate %s: until %s, days left: %d\n", name, at.UTC().Format(time.RFC3339), int(time.Until(at).Hours()/24))
	}
	return b.String()
}
