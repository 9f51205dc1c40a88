package httpd

import (
	"io"
	"net/http"
)

// framed ends a connection where it is not certain what comes next on it:
// another request, or more of this one.
//
// Nothing here takes a body. Rather than read one, to find the next request
// behind it, the connection is ended. The same goes for requests of HTTP/1.0,
// which cannot be told apart if one has a Transfer-Encoding: net/http takes that
// field out of their headers and ignores it, and whoever stands in front may
// have believed it (RFC 9112, 6.1).
//
// In HTTP/2 the next request is not behind the body, and others are under way.
// There the body is read, as far as it is short, because frames that are wrong
// are only complained of (RFC 9113, 8.1.1) before the answer has ended.
func framed(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.ProtoMajor > 1:
			if r.ContentLength != 0 {
				io.CopyN(io.Discard, r.Body, maxBody) // an error is told by net/http
			}
		case r.ContentLength != 0 || r.ProtoMinor == 0:
			w.Header()["Connection"] = connectionClose
		}
		h.ServeHTTP(w, r)
	})
}

var connectionClose = []string{"close"}

// maxBody is how much of a body is read, only to be forgotten, in bytes.
const maxBody = 64 << 10
