package httpd

import "net/http"

// newPreflight is the answer to a browser that asks whether a program of
// another origin may read a public file with more than the simplest request: a
// part of it, or only if it has changed (Fetch, "CORS-preflight request").
func newPreflight(security []Header) *response {
	const day = "86400"
	p := newMessage(security, http.StatusNoContent, plainText, "",
		Header{Name: "Allow", Value: "GET, HEAD, OPTIONS"},
		Header{Name: "Access-Control-Allow-Origin", Value: "*"},
		Header{Name: "Access-Control-Allow-Methods", Value: "GET, HEAD"},
		Header{Name: "Access-Control-Allow-Headers", Value: "If-Match, If-None-Match, If-Range, Range"},
		Header{Name: "Access-Control-Max-Age", Value: day},
	)
	p.fields = withoutBody(p.fields)
	return p
}

// withoutBody leaves out what describes a body (RFC 9110, 8.6).
func withoutBody(fields []field) []field {
	var kept []field
	for _, f := range fields {
		if f.name != "Content-Length" && f.name != "Content-Type" {
			kept = append(kept, f)
		}
	}
	return kept
}
