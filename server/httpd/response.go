package httpd

import (
	"net/http"
	"slices"
	"strconv"
)

// response is an answer made in advance. It is shared by all requests, so
// nobody writes to it.
type response struct {
	status int
	fields []field
	body   []byte
}

// field is a header field as net/http keeps it. Values have no spare capacity:
// an append by whoever handles the header later has to copy.
type field struct {
	name   string // in canonical form
	values []string
}

func newField(name, value string) field {
	return field{http.CanonicalHeaderKey(name), []string{value}}
}

func newFields(headers []Header) []field {
	fields := make([]field, 0, len(headers))
	for _, h := range headers {
		fields = append(fields, newField(h.Name, h.Value))
	}
	return fields
}

// newMessage makes a response of the server's own, which nobody keeps.
func newMessage(security []Header, status int, mediaType, body string, more ...Header) *response {
	fields := newFields(slices.Concat(security, more, []Header{
		{Name: "Cache-Control", Value: "no-store"},
		{Name: "Content-Length", Value: strconv.Itoa(len(body))},
		{Name: "Content-Type", Value: mediaType},
	}))
	return &response{status: status, fields: fields, body: []byte(body)}
}

const plainText = "text/plain; charset=utf-8"

// setHeader puts the fields into the header of an answer.
func (p *response) setHeader(h http.Header) {
	for _, f := range p.fields {
		h[f.name] = f.values
	}
}

// send answers r with p.
func (p *response) send(w http.ResponseWriter, r *http.Request) {
	p.setHeader(w.Header())
	w.WriteHeader(p.status)
	if r.Method != http.MethodHead && len(p.body) > 0 {
		writeWhole(w, r, p.body)
	}
}
