package httpd

import (
	"net/http"
	"strings"
)

// RedirectTLS leads from a server without TLS to the same address of host with
// it. Whatever host a request names, it is led to this one.
func RedirectTLS(host string) http.Handler {
	refused := newMessage(nil, http.StatusMethodNotAllowed, plainText,
		"This is a site to read: only GET and HEAD.\n", Header{Name: "Allow", Value: "GET, HEAD"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		target := r.URL.RequestURI()
		// A form must not be sent a second time, and "*" is no address.
		if r.Method != http.MethodGet && r.Method != http.MethodHead || !strings.HasPrefix(target, "/") {
			refused.send(w, r)
			return
		}
		http.Redirect(w, r, "https://"+host+target, http.StatusPermanentRedirect)
	})
}
