package httpd

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
)

// TestServeWire: what is written on a connection, with most of the header made
// in advance, has the fields that net/http writes by itself, each of them once.
func TestServeWire(t *testing.T) {
	proxies, err := ParseProxies("127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	h := New(testFiles(), Options{Proxies: proxies})
	address, _, _ := serving(t, h, Limits{})
	conn := dial(t, address)
	answers := bufio.NewReader(conn)
	tag := get(h, "/talks").Header().Get("ETag")
	for _, request := range []struct {
		method, path string
		header       [2]string
	}{
		{"GET", "/", [2]string{}},
		{"GET", "/talks", [2]string{"Accept-Encoding", "br"}},
		{"HEAD", "/talks", [2]string{"Accept-Encoding", "br"}},
		{"GET", "/talks", [2]string{"If-None-Match", tag}},
		{"GET", "/talks", [2]string{"If-Match", `"another"`}},
		{"GET", "/digits.txt", [2]string{"Range", "bytes=2-4"}},
		{"GET", "/nothing/here", [2]string{}},
		{"GET", "/healthz", [2]string{}},
		{"GET", "/feed.xml", [2]string{"Origin", "https://example.com"}},
		{"OPTIONS", "/feed.xml", [2]string{}},
		{"DELETE", "/", [2]string{}},
		{"GET", "/", [2]string{"Forwarded", "for=203.0.113.7;proto=https"}},
		{"GET", "/", [2]string{"Connection", "close"}}, // the last
	} {
		fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: kairo.dev\r\n", request.method, request.path)
		r := httptest.NewRequest(request.method, request.path, nil)
		r.Host, r.RemoteAddr = "kairo.dev", conn.LocalAddr().String()
		if name, value := request.header[0], request.header[1]; name != "" {
			fmt.Fprintf(conn, "%s: %s\r\n", name, value)
			r.Header.Set(name, value)
		}
		fmt.Fprint(conn, "\r\n")
		res, err := http.ReadResponse(answers, r)
		if err != nil {
			t.Fatalf("%s %s: %v", request.method, request.path, err)
		}
		res.Body.Close()
		recorded := httptest.NewRecorder()
		h.ServeHTTP(recorded, r)
		got, want := res.Header, recorded.Result().Header
		got.Del("Date")
		got.Del("Connection")
		if res.StatusCode != recorded.Code || !maps.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s %s with %q is sent as %d with\n%v\nwant %d with\n%v", request.method, request.path, request.header, res.StatusCode, got, recorded.Code, want)
		}
		if request.header[1] == "close" && !res.Close {
			t.Errorf("%s %s with %q: the answer does not say that it is the last", request.method, request.path, request.header)
		}
	}
}

// TestServeHTTP10: clients of the old version get their version, and one answer.
// A client that asks to keep the connection gets no other, since what follows a
// Transfer-Encoding, which that version does not have, may be the body of the
// first request.
func TestServeHTTP10(t *testing.T) {
	h := New(testFiles(), Options{})
	address, _, _ := serving(t, h, Limits{})
	want := testFiles()["/talks"].Body
	requests := []string{"", "Connection: keep-alive\r\n", "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n"}
	for _, fields := range requests {
		conn := dial(t, address)
		answers := bufio.NewReader(conn)
		fmt.Fprintf(conn, "GET /talks HTTP/1.0\r\n%s\r\nGET /talks HTTP/1.0\r\n\r\n", fields)
		res, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatalf("HTTP/1.0 with %q: %v", fields, err)
		}
		body, err := io.ReadAll(res.Body)
		if err != nil || res.Proto != "HTTP/1.0" || res.StatusCode != http.StatusOK || !res.Close || string(body) != string(want) {
			t.Errorf("HTTP/1.0 with %q: %s %s, the last: %t, %d bytes, %v; want HTTP/1.0 200 OK, true, %d bytes", fields, res.Proto, res.Status, res.Close, len(body), err, len(want))
		}
		if rest, err := io.ReadAll(answers); len(rest) > 0 {
			t.Errorf("HTTP/1.0 with %q: after the answer: %q, %v; want the end", fields, rest, err)
		}
	}
	if answered, bytes := h.counters.statuses[2].Load(), h.counters.bytes.Load(); answered != uint64(len(requests)) || bytes != uint64(len(requests)*len(want)) {
		t.Errorf("counted: %d answers of %d bytes; want %d of %d", answered, bytes, len(requests), len(requests)*len(want))
	}
}
