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
	common *common
	own    []field
	body   []byte
}

// common are fields that many answers have, as net/http keeps them and as they
// are on the wire in HTTP/1.1.
type common struct {
	fields []field
	wire   []byte
}

func newCommon(headers []Header) *common {
	c := &common{fields: newFields(headers)}
	header := make(http.Header)
	c.set(header)
	var wire bytes.Buffer
	header.Write(&wire) // never fails
	c.wire = wire.Bytes()
	return c
}

// set puts the fields into the header of an answer.
func (c *common) set(h http.Header) { setFields(h, c.fields) }

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

func setFields(h http.Header, fields []field) {
	for _, f := range fields {
		h[f.name] = f.values
	}
}

// newMessage makes a response of the server's own, which nobody keeps.
func newMessage(security *common, status int, mediaType, body string, more ...Header) *response {
	own := newFields(append(slices.Clip(more), Header{Name: "Cache-Control", Value: "no-store"}))
	if status != http.StatusNoContent { // RFC 9110, 8.6
		own = append(own, newField("Content-Length", strconv.Itoa(len(body))), newField("Content-Type", mediaType))
	}
	return &response{status: status, common: security, own: own, body: []byte(body)}
}

const plainText = "text/plain; charset=utf-8"

// setHeader puts the fields into the header of an answer.
func (p *response) setHeader(h http.Header) {
	p.common.set(h)
	setFields(h, p.own)
}

// send answers r with p.
func (p *response) send(w http.ResponseWriter, r *http.Request) {
	body := p.body
	if r.Method == http.MethodHead {
		body = nil
	}
	if c := plainConn(w, r); c != nil {
		setFields(w.Header(), p.own)
		c.send(w, p.status, p.common.wire, body)
		return
	}
	p.setHeader(w.Header())
	w.WriteHeader(p.status)
	if len(body) > 0 {
		w.Write(body) // An error means that the client has gone.
	}
}
