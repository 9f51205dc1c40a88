package httpd

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestFraming sends several requests at once, and has as many answers as there
// are requests for sure: a body is never taken for another request.
func TestFraming(t *testing.T) {
	address, _, _ := serving(t, New(testFiles(), Options{}), Limits{})
	const (
		get  = "GET /talks HTTP/1.1\r\nHost: localhost\r\n"
		next = "GET /digits.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
	)
	for _, test := range []struct {
		what, sent string
		want       []int
	}{
		{"pipelined", get + "\r\n" + get + "\r\n" + next, []int{200, 200, 200}},
		{"an empty body", get + "Content-Length: 0\r\n\r\n" + next, []int{200, 200}},
		{"a body that is a request", fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", get, len(next), next), []int{200}},
		{"the same length twice", get + "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b" + next, []int{200}},
		{"chunks", get + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + next, []int{200}},
		{"chunks and a length", get + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + next, []int{200}},
		{"chunks of HTTP/1.0", "GET / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + next, []int{200}},
		{"a body that is announced", get + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=b" + next, []int{200}},
		{"something else that is expected", get + "Expect: more\r\n\r\n" + next, []int{417}},
		{"two hosts", get + "Host: other\r\n\r\n" + next, []int{400}},
		{"a length with a sign", get + "Content-Length: +3\r\n\r\na=b" + next, []int{400}},
		{"a list of lengths", get + "Content-Length: 3, 3\r\n\r\na=b" + next, []int{400}},
		{"a space before a colon", get + "Content-Length : 3\r\n\r\na=b" + next, []int{400}},
		{"two transfer codings", get + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + next, []int{501}},
		{"a line that goes on", get + "Cookie: a\r\n b\r\n\r\n" + next, []int{200, 200}},
		{"an absolute address", "GET http://other.example/talks HTTP/1.1\r\nHost: localhost\r\n\r\n" + next, []int{200, 200}},
		{"an address of a host", "GET http://other.example HTTP/1.1\r\nHost: localhost\r\n\r\n" + next, []int{308, 200}},
		{"a tunnel", "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n" + next, []int{405, 200}},
		{"another protocol", get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n" + next, []int{200, 200}},
	} {
		t.Run(test.what, func(t *testing.T) {
			t.Parallel()
			conn := dial(t, address)
			if _, err := io.WriteString(conn, test.sent); err != nil {
				t.Fatal(err)
			}
			var got []int
			for answers := bufio.NewReader(conn); ; {
				res, err := http.ReadResponse(answers, nil)
				if err != nil {
					break // the end
				}
				got = append(got, res.StatusCode)
				if _, err := io.Copy(io.Discard, res.Body); err != nil {
					t.Fatal(err)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("answers to %q: %d; want %d", strings.ReplaceAll(test.sent, "\r\n", "⏎"), got, test.want)
			}
		})
	}
}
