package httpd

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// response is an answer made in advance. It is shared by all requests, so
// nobody writes to it.
type response struct {
	status int
	line   string  // behind the version: "200 OK\r\n"
	common *fields // what many answers have
	own    *fields // what this one has
	body   []byte
}

func newResponse(status int, common, own *fields, body []byte) response {
	return response{status, fmt.Sprintf("%d %s\r\n", status, http.StatusText(status)), common, own, body}
}

// fields are fields of a header, as net/http keeps them and as they are on the
// wire in HTTP/1.1.
type fields struct {
	list  []field
	bytes []byte
}

func newFields(headers ...Header) *fields {
	f := new(fields)
	for _, h := range headers {
		f.list = append(f.list, newField(h.Name, h.Value))
	}
	f.bytes = f.write(transport{})
	return f
}

// wire is what is written for an answer to a request that came by t.
func (f *fields) wire(t transport) []byte {
	if t == (transport{}) {
		return f.bytes
	}
	return f.write(t)
}

func (f *fields) write(t transport) []byte {
	header := make(http.Header)
	f.set(header)
	t.amend(header)
	var wire bytes.Buffer
	header.Write(&wire) // never fails
	return wire.Bytes()
}

// set puts the fields into the header of an answer.
func (f *fields) set(h http.Header) {
	for _, f := range f.list {
		h[f.name] = f.values
	}
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

// newMessage makes a response of the server's own, which nobody keeps.
func newMessage(security *fields, status int, mediaType, body string, more ...Header) *response {
	own := append(slices.Clip(more), Header{Name: "Cache-Control", Value: "no-store"})
	if status != http.StatusNoContent { // RFC 9110, 8.6
		own = append(own, Header{Name: "Content-Length", Value: strconv.Itoa(len(body))}, Header{Name: "Content-Type", Value: mediaType})
	}
	p := newResponse(status, security, newFields(own...), []byte(body))
	return &p
}

const plainText = "text/plain; charset=utf-8"

// setHeader puts the fields into the header of an answer.
func (p *response) setHeader(h http.Header) {
	p.common.set(h)
	p.own.set(h)
}

// send answers r with p.
func (p *response) send(w http.ResponseWriter, r *http.Request) {
	body := p.body
	if r.Method == http.MethodHead {
		body = nil
	}
	if rec, ok := w.(*recorder); ok {
		if c := plainConn(r); c != nil {
			c.send(rec, p, body)
			return
		}
	}
	p.setHeader(w.Header())
	w.WriteHeader(p.status)
	if len(body) > 0 {
		w.Write(body) // An error means that the client has gone.
	}
}
