package httpd

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// RedirectTLS leads from a server without TLS to the same address of host with
// it. Whatever host a request names, it is led to this one.
func RedirectTLS(host string) http.Handler { return redirectTLS(host, false) }

// redirectTLS is RedirectTLS for requests with TLS or without.
func redirectTLS(host string, tls bool) http.Handler {
	// What other sites show has to be theirs to show on the way to it, too.
	security := newFields(slices.DeleteFunc(SecurityHeaders(tls), func(h Header) bool { return h.Name == "Cross-Origin-Resource-Policy" })...)
	refused := newMessage(security, http.StatusMethodNotAllowed, plainText,
		"This is a site to read: only GET and HEAD.\n", Header{Name: "Allow", Value: "GET, HEAD"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		target := r.URL.RequestURI()
		// A form must not be sent a second time, and "*" is no address.
		if r.Method != http.MethodGet && r.Method != http.MethodHead || !strings.HasPrefix(target, "/") {
			refused.send(w, r)
			return
		}
		security.set(w.Header())
		http.Redirect(w, r, "https://"+host+target, http.StatusPermanentRedirect)
	})
}

// OneName serves h, but leads from other names of the site to the same address
// of host, with TLS. Browsers keep to that for the other names too from then on.
func OneName(host string, others []string, h http.Handler) http.Handler {
	redirect := redirectTLS(host, true)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Host
		if without, _, err := net.SplitHostPort(name); err == nil {
			name = without
		}
		if slices.ContainsFunc(others, func(other string) bool { return strings.EqualFold(other, name) }) {
			redirect.ServeHTTP(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}
