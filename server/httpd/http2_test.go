package httpd

import (
	"bytes"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// TestWrongBodyHTTP2: a body that is longer than its Content-Length is a mistake
// of the client's that it is told, though nobody wants the body.
func TestWrongBodyHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(framed(New(testFiles(), Options{})))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	for range 20 {
		conn, err := tls.Dial("tcp", server.Listener.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(patience))
		if _, err := conn.Write([]byte(http2.ClientPreface)); err != nil {
			t.Fatal(err)
		}
		var header bytes.Buffer
		fields := hpack.NewEncoder(&header)
		for _, f := range [][2]string{{":method", "POST"}, {":scheme", "https"}, {":path", "/"}, {":authority", "localhost"}, {"content-length", "1"}} {
			fields.WriteField(hpack.HeaderField{Name: f[0], Value: f[1]})
		}
		framer := http2.NewFramer(conn, conn)
		framer.WriteSettings()
		framer.WriteHeaders(http2.HeadersFrameParam{StreamID: 1, BlockFragment: header.Bytes(), EndHeaders: true})
		framer.WriteData(1, true, []byte("two"))
		for told := false; !told; {
			frame, err := framer.ReadFrame()
			if err != nil {
				t.Fatal(err)
			}
			switch f := frame.(type) {
			case *http2.RSTStreamFrame:
				told = true
				if f.ErrCode != http2.ErrCodeProtocol {
					t.Errorf("a body that is too long: RST_STREAM with %v; want %v", f.ErrCode, http2.ErrCodeProtocol)
				}
			case *http2.HeadersFrame:
				t.Fatal("a body that is too long has an answer")
			}
		}
		conn.Close()
	}
	// One that is right has its answer.
	res, err := server.Client().Post(server.URL+"/", "text/plain", bytes.NewReader([]byte("a body")))
	if err != nil || res.StatusCode != http.StatusMethodNotAllowed || res.ProtoMajor != 2 {
		t.Fatalf("POST / over HTTP/2: %v, %v; want 405", res, err)
	}
	res.Body.Close()
}
