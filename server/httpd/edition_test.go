package httpd

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kairo.dev/server/site"
)

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

// TestGiveUp: who waits for an edition that cannot be made is sent away.
func TestGiveUp(t *testing.T) {
	h := New(nil, Options{})
	waiting := make(chan int)
	go func() { waiting <- get(h, "/").Code }()
	h.GiveUp()
	if got := <-waiting; got != http.StatusServiceUnavailable {
		t.Errorf("GET / before GiveUp: status %d; want 503", got)
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
