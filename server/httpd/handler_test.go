package httpd

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kairo.dev/server/site"

	brotlilib "github.com/andybalholm/brotli"
	gziplib "github.com/klauspost/compress/gzip"
	zstdlib "github.com/klauspost/compress/zstd"
)

// testFiles are a small site with one of everything.
var testFiles = sync.OnceValue(func() site.Files {
	page := func(heading string) *site.File {
		filler := strings.Repeat("<p>A talk about the scheduler, held in Berlin.</p>\n", 20)
		return site.NewFile([]byte("<!doctype html><h1>"+heading+"</h1>\n"+filler), "text/html; charset=utf-8")
	}
	files := site.Files{
		"/":                            page("Home"),
		"/talks":                       page("Talks"),
		"/talks/a-talk":                page("A talk"),
		"/fête":                        page("Fête"),
		"/search":                      page("Search"),
		site.NotFound:                  page("Not found"),
		"/static/app.0123456789ab.css": site.NewFile([]byte("h1 { margin: 0 }"), "text/css; charset=utf-8"),
		"/feed.json":                   site.NewFile([]byte("{}"), "application/feed+json"),
		"/worker.js":                   site.NewFile([]byte("// worker"), "text/javascript; charset=utf-8"),
		"/picture.png":                 site.NewFile(bytes.Repeat([]byte("picture "), 100), "image/png"),
		"/digits.txt":                  site.NewFile([]byte("0123456789"), plainText),
		"/empty.txt":                   site.NewFile(nil, plainText),
		"//host.example/x":             page("A name that nobody should use"),
	}
	files["/static/app.0123456789ab.css"].Immutable = true
	files["/feed.json"].Public = true
	files["/id/1"] = page("Moved")
	files["/id/1"].Redirect = "/talks/a-talk#slides"
	files["/search"].Answer = func(query string) ([]byte, error) {
		switch query {
		case "broken":
			return nil, errors.New("no answer")
		case "bad":
			return nil, site.ErrBadQuery
		case "nothing":
			return nil, site.ErrNothing
		}
		return []byte("<h1>Answer to " + query + "</h1>"), nil
	}
	return files.Encode()
})

// wantTag says what the entity tag has to be.
func wantTag(t *testing.T, files site.Files, path, coding string) string {
	t.Helper()
	file := files[path]
	if file == nil {
		t.Fatalf("no file %s", path)
	}
	sum := sha256.Sum256(file.Body)
	tag := base64.RawURLEncoding.EncodeToString(sum[:16])
	if coding == "identity" {
		return `"` + tag + `"`
	}
	for _, v := range file.Variants {
		if string(v.Coding) == coding {
			return fmt.Sprintf(`"%s-%s-%08x"`, tag, coding, crc32.ChecksumIEEE(v.Body))
		}
	}
	t.Fatalf("no variant %s of %s", coding, path)
	return ""
}

// TestRequests sends the requests in testdata/requests.txt, byte for byte as
// they stand there, to a server on the loopback interface.
func TestRequests(t *testing.T) {
	server := httptest.NewUnstartedServer(New(testFiles(), Options{}))
	server.Config.DisableGeneralOptionsHandler = true // as Serve does
	server.Start()
	defer server.Close()
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
				checkRequest(t, server.Listener.Addr().String(), fmt.Sprintf("%s:%d", name, begin), block)
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
	method, target, ok := strings.Cut(block[0], " ")
	if strings.HasPrefix(target, `"`) {
		unquoted, err := strconv.Unquote(target)
		target, ok = unquoted, err == nil
	}
	if !ok {
		t.Fatalf("%s: %q is not a request", where, block[0])
	}
	var raw strings.Builder
	fmt.Fprintf(&raw, "%s %s HTTP/1.1\r\n", method, target)
	expectations := block[1:]
	host := "Host: localhost\r\n"
	for len(expectations) > 0 && strings.HasPrefix(expectations[0], "> ") {
		field := expectations[0][2:] + "\r\n"
		if strings.HasPrefix(field, "Host:") {
			host = ""
		}
		raw.WriteString(field)
		expectations = expectations[1:]
	}
	raw.WriteString(host + "\r\n")
	if strings.Contains(raw.String(), "\r\nContent-Length: 3\r\n") {
		raw.WriteString("a=b")
	}
	res, body := roundTrip(t, address, method, raw.String())

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
			t.Errorf("%s: %s: got %q; want %s", where, block[0], got, line)
		}
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

// get asks h for a path, without a network.
func get(h http.Handler, path string, fields ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(fields); i += 2 {
		r.Header.Add(fields[i], fields[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestLongPath(t *testing.T) {
	h := New(testFiles(), Options{})
	for _, path := range []string{
		strings.Repeat("/talks", 1000),
		strings.Repeat("/", 5000),
		"/" + strings.Repeat("%2e%2e%2f", 1000),
	} {
		if got := get(h, path).Code; got != http.StatusNotFound {
			t.Errorf("GET %.20q…, %d bytes: status %d; want 404", path, len(path), got)
		}
	}
}

func TestEmptySite(t *testing.T) {
	h := New(nil, Options{})
	gone, leave := context.WithCancel(t.Context())
	leave()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(gone, http.MethodGet, "/", nil))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("GET / of no site, given up: status %d; want 503", w.Code)
	}
	waiting := make(chan int)
	go func() { waiting <- get(h, "/").Code }()
	if got := get(h, "/readyz").Code; got != http.StatusServiceUnavailable {
		t.Errorf("GET /readyz of no site: status %d; want 503", got)
	}
	if got := get(h, "/healthz").Code; got != http.StatusOK {
		t.Errorf("GET /healthz of no site: status %d; want 200", got)
	}
	h.Swap(testFiles())
	if got := <-waiting; got != http.StatusOK {
		t.Errorf("GET / before Swap: status %d; want 200 once there is an edition", got)
	}
	for _, path := range []string{"/", "/readyz"} {
		if got := get(h, path).Code; got != http.StatusOK {
			t.Errorf("GET %s after Swap: status %d; want 200", path, got)
		}
	}
}

// Bytes that differ must not share a strong tag, even if they stand for the same
// file.
func TestEntityTagOfBytes(t *testing.T) {
	file := *testFiles()["/talks"]
	before := get(New(site.Files{"/talks": &file}, Options{}), "/talks", "Accept-Encoding", "br").Header().Get("ETag")
	other := file
	other.Variants = []site.Variant{{Coding: site.Brotli, Body: []byte("compressed in another way")}}
	after := get(New(site.Files{"/talks": &other}, Options{}), "/talks", "Accept-Encoding", "br").Header().Get("ETag")
	if before == "" || before == after {
		t.Errorf("ETag of other bytes of the same file is %s; want another than %s", after, before)
	}
}

func TestEntityTagWithoutDigest(t *testing.T) {
	file := *testFiles()["/talks"]
	for _, digest := range []string{"", "abcd", "not hexadecimal"} {
		file.Digest = digest
		got, want := entityTag(&file, identity, file.Body), wantTag(t, testFiles(), "/talks", "identity")
		if got != want {
			t.Errorf("entityTag with digest %q = %s; want %s", digest, got, want)
		}
	}
}

// The smallest representation wins, in whatever order the variants are given.
func TestChooseSmallest(t *testing.T) {
	file := site.NewFile([]byte("12345678"), plainText)
	file.Variants = []site.Variant{{Coding: site.Brotli, Body: []byte("1234")}, {Coding: "pigz", Body: nil}, {Coding: site.Gzip, Body: []byte("12")}}
	h := New(site.Files{"/x": file}, Options{})
	for acceptEncoding, want := range map[string]string{
		"br, gzip, pigz":           "gzip",
		"br":                       "br",
		"br, gzip;q=0.9":           "br",
		"pigz":                     "",
		"br;q=0, gzip;q=0":         "",
		"identity;q=0.5, br;q=0.4": "",
	} {
		if got := get(h, "/x", "Accept-Encoding", acceptEncoding).Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: Content-Encoding %q; want %q", acceptEncoding, got, want)
		}
	}
}

func TestSwapKeepsHashedFiles(t *testing.T) {
	edition := func(hash string) site.Files {
		style := site.NewFile([]byte(hash), "text/css; charset=utf-8")
		style.Immutable = true
		return site.Files{"/page-" + hash: site.NewFile(nil, "text/html"), "/style." + hash + ".css": style}
	}
	h := New(edition("1"), Options{})
	h.Swap(edition("2"))
	h.Swap(edition("2")) // is no other
	for path, want := range map[string]int{"/style.2.css": 200, "/style.1.css": 200, "/page-2": 200, "/page-1": 404} {
		if got := get(h, path).Code; got != want {
			t.Errorf("GET %s after one Swap: status %d; want %d", path, got, want)
		}
	}
	h.Swap(edition("3"))
	for path, want := range map[string]int{"/style.3.css": 200, "/style.2.css": 200, "/style.1.css": 404} {
		if got := get(h, path).Code; got != want {
			t.Errorf("GET %s after two Swaps: status %d; want %d", path, got, want)
		}
	}
}

// While editions are swapped, every answer is of one edition.
func TestSwapUnderLoad(t *testing.T) {
	edition := func(i int) site.Files {
		body := []byte(strings.Repeat(fmt.Sprintf("edition %d\n", i), 1+i))
		return site.Files{"/": site.NewFile(body, "text/html; charset=utf-8")}
	}
	h := New(edition(0), Options{})
	var readers, swappers sync.WaitGroup
	stop := make(chan struct{})
	for i := range 2 {
		swappers.Go(func() {
			for {
				for j := range 10 {
					h.Swap(edition(i + j))
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	for range 4 {
		readers.Go(func() {
			for range 500 {
				res := get(h, "/")
				sum := sha256.Sum256(res.Body.Bytes())
				want := `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
				if got := res.Header().Get("ETag"); got != want {
					t.Errorf("ETag %s with a body of %s", got, want)
				}
				if got, want := res.Header().Get("Content-Length"), strconv.Itoa(res.Body.Len()); got != want {
					t.Errorf("Content-Length %s with a body of %s bytes", got, want)
				}
			}
		})
	}
	readers.Wait()
	close(stop)
	swappers.Wait()
}

// The header of an answer belongs to whoever has it: what is done to it must
// not reach other answers.
func TestHeadersAreNotShared(t *testing.T) {
	h := New(testFiles(), Options{})
	header := get(h, "/").Result().Header
	for name := range header {
		header.Add(name, "spoilt")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	for name := range w.Header() {
		w.Header().Add(name, "spoilt")
	}
	for name, values := range get(h, "/").Header() {
		if len(values) != 1 || values[0] == "spoilt" {
			t.Errorf("after an append to another answer's header: %s: %q", name, values)
		}
	}
}

// FuzzPath checks that an address gives the file of exactly that path, or the
// page for addresses that do not exist, or leads to a path that does.
func FuzzPath(f *testing.F) {
	for _, target := range []string{
		"/", "/talks", "/talks/", "/talks.html", "/index.html?a=b", "/404", "/healthz", "//talks/",
		"//host.example/x", "//host.example/x/", "//host.example/x.html",
		"/../talks", "/%2e%2e/talks", "/%00", "/%c0%ae/", "/talks%2f?x", "http://host.example//talks/", "/\\host.example/", "*", "/fête/?ü",
		"//?#%", "/search?q=x", "/id/1",
	} {
		f.Add(target)
	}
	files := testFiles()
	h := New(files, Options{})
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.ParseRequestURI(target)
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: u})
		file := files[u.Path]
		switch w.Code {
		case http.StatusOK:
			isHealth := u.Path == "/healthz" || u.Path == "/readyz"
			isAnswer := u.RawQuery != "" && file != nil && file.Answer != nil
			if !isHealth && !isAnswer && (file == nil || !bytes.Equal(w.Body.Bytes(), file.Body)) {
				t.Errorf("GET %q: not the file at %q", target, u.Path)
			}
		case http.StatusNotFound:
			isAnswer := u.RawQuery == "nothing" && file != nil && file.Answer != nil
			if file != nil && u.Path != site.NotFound && !isAnswer || !bytes.Equal(w.Body.Bytes(), files[site.NotFound].Body) {
				t.Errorf("GET %q: status 404, or not the page for it", target)
			}
		case http.StatusFound:
			if file == nil || w.Header().Get("Location") != file.Redirect {
				t.Errorf("GET %q: Location %q; want that of the file", target, w.Header().Get("Location"))
			}
		case http.StatusPermanentRedirect:
			location := w.Header().Get("Location")
			to, err := url.Parse(location)
			if err != nil || to.Scheme != "" || to.Host != "" || files[to.Path] == nil {
				t.Errorf("GET %q: Location %q; want a path that exists", target, location)
			}
			path, _, _ := strings.Cut(location, "?")
			if strings.HasPrefix(path, "//") || strings.Contains(path, `\`) || strings.ContainsAny(location, "\r\n") {
				t.Errorf("GET %q: Location %q could be read as a host", target, location)
			}
		case http.StatusBadRequest, http.StatusTooManyRequests, http.StatusRequestURITooLong, http.StatusInternalServerError:
			// The test asks one client's worth of questions, and "broken".
			if file == nil || file.Answer == nil {
				t.Errorf("GET %q: status %d", target, w.Code)
			}
		default:
			t.Errorf("GET %q: status %d", target, w.Code)
		}
		if w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("GET %q: no Content-Security-Policy", target)
		}
	})
}
