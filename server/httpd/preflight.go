package httpd

import "net/http"

// newPreflight is the answer to a browser that asks whether a program of
// another origin may read a public file with more than the simplest request: a
// part of it, or only if it has changed (Fetch, "CORS-preflight request").
func newPreflight(security *fields) *response {
	const day = "86400"
	return newMessage(security, http.StatusNoContent, plainText, "",
		Header{Name: "Allow", Value: "GET, HEAD, OPTIONS"},
		Header{Name: "Access-Control-Allow-Origin", Value: "*"},
		Header{Name: "Access-Control-Allow-Methods", Value: "GET, HEAD"},
		Header{Name: "Access-Control-Allow-Headers", Value: "If-Match, If-None-Match, If-Range, Range"},
		Header{Name: "Access-Control-Max-Age", Value: day},
	)
}
