package httpd

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	brotlilib "github.com/andybalholm/brotli"
	gziplib "github.com/klauspost/compress/gzip"
	zstdlib "github.com/klauspost/compress/zstd"
)

// TestRequests sends the requests in testdata/requests.txt, byte for byte as
// they stand there, to a server on the loopback interface.
func TestRequests(t *testing.T) {
	address, _, _ := serving(t, New(testFiles(), Options{}), Limits{})
	const name = "testdata/requests.txt"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tag := regexp.MustCompile(`\{tag (\S+) (\S+)\}`)
	expanded := tag.ReplaceAllStringFunc(string(text), func(s string) string {
		m := tag.FindStringSubmatch(s)
		if m[1] == "PATH" {
			return s
		}
		return wantTag(t, testFiles(), m[1], m[2])
	})
	var block []string
	begin, blocks := 0, 0
	for i, line := range append(strings.Split(expanded, "\n"), "") {
		switch {
		case strings.HasPrefix(line, "#"):
		case line != "":
			if len(block) == 0 {
				begin = i + 1
			}
			block = append(block, line)
		case len(block) > 0:
			blocks++
			t.Run(block[0], func(t *testing.T) {
				checkRequest(t, address, fmt.Sprintf("%s:%d", name, begin), block)
			})
			block = nil
		}
	}
	if blocks < 100 {
		t.Errorf("%s has %d requests; want 100 or more", name, blocks)
	}
}

// checkRequest sends the request of a block and checks what the block expects,
// and what is true of every answer.
func checkRequest(t *testing.T, address, where string, block []string) {
	t.Helper()
	method, raw, expectations := parseRequest(t, where, block)
	res, body := roundTrip(t, address, method, raw)
	for name, want := range map[string]string{
		"Content-Security-Policy": contentSecurityPolicy(false),
		"X-Content-Type-Options":  "nosniff",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: header %s == %q; want %q in every answer", where, name, got, want)
		}
	}
	if len(expectations) == 0 {
		t.Fatalf("%s: nothing is expected", where)
	}
	for _, line := range expectations {
		checkExpectation(t, where, block[0], line, res, body)
	}
}

// parseRequest reads the request of a block, as it is to be sent, and the lines
// behind it.
func parseRequest(t *testing.T, where string, block []string) (method, raw string, expectations []string) {
	t.Helper()
	method, target, ok := strings.Cut(block[0], " ")
	if strings.HasPrefix(target, `"`) {
		unquoted, err := strconv.Unquote(target)
		target, ok = unquoted, err == nil
	}
	if !ok {
		t.Fatalf("%s: %q is not a request", where, block[0])
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\n", method, target)
	host := "Host: localhost\r\n"
	for expectations = block[1:]; len(expectations) > 0 && strings.HasPrefix(expectations[0], "> "); expectations = expectations[1:] {
		field := expectations[0][2:] + "\r\n"
		if strings.HasPrefix(field, "Host:") {
			host = ""
		}
		b.WriteString(field)
	}
	b.WriteString(host + "\r\n")
	if strings.Contains(b.String(), "\r\nContent-Length: 3\r\n") {
		b.WriteString("a=b")
	}
	return method, b.String(), expectations
}

// checkExpectation holds an answer against a line such as "code == 200".
func checkExpectation(t *testing.T, where, request, line string, res *http.Response, body []byte) {
	t.Helper()
	subject, rest, _ := strings.Cut(line, " ")
	var got string
	switch subject {
	case "code":
		got = strconv.Itoa(res.StatusCode)
	case "header":
		var name string
		name, rest, _ = strings.Cut(rest, " ")
		got = strings.Join(res.Header.Values(name), ", ")
		if name == "Connection" && res.Close {
			got = "close" // ReadResponse takes it out of the header
		}
	case "body":
		got = strings.TrimSuffix(string(body), "\n")
	default:
		t.Fatalf("%s: cannot read %q", where, line)
	}
	operator, want, _ := strings.Cut(rest, " ")
	ok := false
	switch operator {
	case "==":
		ok = got == want
	case "!=":
		ok = got != want
	case "contains":
		ok = want != "" && strings.Contains(got, want)
	default:
		t.Fatalf("%s: cannot read %q", where, line)
	}
	if !ok {
		t.Errorf("%s: %s: got %q; want %s", where, request, got, line)
	}
}

// roundTrip sends a request as it is and reads the answer; the body without its
// content coding, unless it is a part.
func roundTrip(t *testing.T, address, method, raw string) (*http.Response, []byte) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, raw); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("answer to %q: %v", raw, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("answer to %q: %v", raw, err)
	}
	if len(body) > 0 && res.StatusCode != http.StatusPartialContent {
		body = decoded(t, res.Header.Get("Content-Encoding"), body)
	}
	return res, body
}

// decoded undoes a content coding.
func decoded(t *testing.T, coding string, body []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch coding {
	case "br":
		r = brotlilib.NewReader(r)
	case "zstd":
		r, err = zstdlib.NewReader(r)
	case "gzip":
		r, err = gziplib.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	body, err = io.ReadAll(r)
	if err != nil {
		t.Fatalf("decode %q: %v", coding, err)
	}
	return body
}
