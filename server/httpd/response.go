package httpd

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
)

// response is an answer made in advance. It is shared by all requests, so
// nobody writes to it.
type response struct {
	status int
	common *fields // what many answers have
	own    *fields // what this one has
	// content are the fields that describe the body. They are apart because
	// net/http has to see them.
	content []field
	body    []byte
}

// fields are fields of a header, as net/http keeps them and as they are on the
// wire in HTTP/1.1.
type fields struct {
	list []field
	wire []byte
}

func newFields(headers ...Header) *fields {
	f := new(fields)
	for _, h := range headers {
		f.list = append(f.list, newField(h.Name, h.Value))
	}
	header := make(http.Header)
	f.set(header)
	var wire bytes.Buffer
	header.Write(&wire) // never fails
	f.wire = wire.Bytes()
	return f
}

// set puts the fields into the header of an answer.
func (f *fields) set(h http.Header) { setFields(h, f.list) }

// field is a header field as net/http keeps it. Values have no spare capacity:
// an append by whoever handles the header later has to copy.
type field struct {
	name   string // in canonical form
	values []string
}

func newField(name, value string) field {
	return field{http.CanonicalHeaderKey(name), []string{value}}
}

func setFields(h http.Header, fields []field) {
	for _, f := range fields {
		h[f.name] = f.values
	}
}

// newMessage makes a response of the server's own, which nobody keeps.
func newMessage(security *fields, status int, mediaType, body string, more ...Header) *response {
	own := newFields(append(slices.Clip(more), Header{Name: "Cache-Control", Value: "no-store"})...)
	p := &response{status: status, common: security, own: own, body: []byte(body)}
	if status != http.StatusNoContent { // RFC 9110, 8.6
		p.content = []field{newField("Content-Length", strconv.Itoa(len(body))), newField("Content-Type", mediaType)}
	}
	return p
}

const plainText = "text/plain; charset=utf-8"

// setHeader puts the fields into the header of an answer.
func (p *response) setHeader(h http.Header) {
	p.common.set(h)
	p.own.set(h)
	setFields(h, p.content)
}

// send answers r with p.
func (p *response) send(w http.ResponseWriter, r *http.Request) {
	body := p.body
	if r.Method == http.MethodHead {
		body = nil
	}
	if c := plainConn(r); c != nil {
		c.send(w, p, body)
		return
	}
	p.setHeader(w.Header())
	w.WriteHeader(p.status)
	if len(body) > 0 {
		w.Write(body) // An error means that the client has gone.
	}
}
