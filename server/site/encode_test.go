package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const htmlType = "text/html; charset=utf-8"

// testPage is an HTML page of about size bytes. Pages with the same number are
// the same; those with different ones share their frame, as the site's do.
func testPage(number uint64, size int) []byte {
	words := strings.Fields(`the of kernel talk scheduler and latency interrupt
		handler memory a page cache write to measured benchmark queue in lock
		reader with conference Berlin recorded slides on driver review patch`)
	random := rand.New(rand.NewPCG(number, 0))
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%d</title></head><body><main>`, number)
	for b.Len() < size {
		b.WriteString(`<p class="prose">`)
		for range 12 {
			fmt.Fprintf(&b, "%s %s %x ", words[random.IntN(len(words))], words[random.IntN(len(words))], random.IntN(1<<12))
		}
		b.WriteString("</p>\n")
	}
	b.WriteString("</main></body></html>")
	return b.Bytes()
}

// decode undoes v's coding.
func decode(t *testing.T, v Variant) []byte {
	t.Helper()
	var r io.Reader
	var err error
	switch in := bytes.NewReader(v.Body); v.Coding {
	case Brotli:
		r = brotli.NewReader(in)
	case Zstd:
		// The window that clients have to support, and browsers do not exceed.
		r, err = zstd.NewReader(in, zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderConcurrency(1))
	case Gzip:
		r, err = gzip.NewReader(in)
	default:
		err = fmt.Errorf("unknown coding %q", v.Coding)
	}
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("decode %s: %v", v.Coding, err)
	}
	return body
}

// TestEncodingVersion: if this fails because bodies are compressed otherwise on
// purpose, raise EncodingVersion, so that no cache answers with what was before,
// and put the new sum here.
func TestEncodingVersion(t *testing.T) {
	sum := sha256.New()
	for _, size := range []int{10 << 10, 150 << 10, 1100 << 10} {
		for _, v := range make(compressor).variants(testPage(1, size), effortFor(size)) {
			sum.Write(v.Body)
		}
	}
	const want = "af0599071aa90651"
	if got := hex.EncodeToString(sum.Sum(nil)[:8]); got != want {
		t.Errorf("version %d makes %s; want %s", EncodingVersion, got, want)
	}
}

func TestEncodeRoundTrip(t *testing.T) {
	long := bytes.Repeat(testPage(1, 100<<10), 100) // more than zstd's window
	files := Files{
		"/":             NewFile(testPage(2, 10<<10), htmlType),
		"/good":         NewFile(testPage(3, 150<<10), htmlType),
		"/app.wasm":     NewFile(long, "application/wasm"),
		"/copy":         NewFile(testPage(2, 10<<10), htmlType),
		"/picture.jpeg": NewFile(long, "image/jpeg"),
	}
	for path, file := range files.Encode() {
		if !bytes.Equal(file.Body, files[path].Body) || file.Type != files[path].Type || file.Digest != files[path].Digest {
			t.Errorf("Encode() changes %s", path)
		}
		if path == "/picture.jpeg" {
			continue
		}
		checkVariants(t, path, file.Body, file.Variants)
	}
}

func TestCompressBest(t *testing.T) {
	body := testPage(1, 20<<10)
	checkVariants(t, "CompressBest", body, CompressBest(body))
}

// checkVariants checks that there is one variant of each coding, in order of
// size, and that each stands for body.
func checkVariants(t *testing.T, name string, body []byte, variants []Variant) {
	t.Helper()
	seen := make(map[Coding]bool)
	size := 0
	for _, v := range variants {
		if len(v.Body) < size || len(v.Body) >= len(body) {
			t.Errorf("%s: %s has %d bytes after one of %d; want the smallest first, and all below %d", name, v.Coding, len(v.Body), size, len(body))
		}
		size = len(v.Body)
		seen[v.Coding] = true
		if !bytes.Equal(decode(t, v), body) {
			t.Errorf("%s: decode(%s) is not the body", name, v.Coding)
		}
	}
	if len(variants) != 3 || len(seen) != 3 {
		t.Errorf("%s: codings %v in %d variants; want br, zstd and gzip", name, slices.Sorted(maps.Keys(seen)), len(variants))
	}
}

func TestEncodeLeavesAlone(t *testing.T) {
	page := testPage(1, 4<<10)
	noise := make([]byte, 4<<10)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for _, test := range []struct {
		why       string
		body      []byte
		mediaType string
	}{
		{"pictures are compressed already", page, "image/png"},
		{"fonts are compressed already", page, "font/woff2"},
		{"archives are compressed already", page, "application/gzip"},
		{"an unknown type", page, "application/octet-stream"},
		{"too short to save anything", []byte("User-agent: *\nAllow: /\nAllow: /\n"), "text/plain; charset=utf-8"},
		{"empty", nil, "text/plain; charset=utf-8"},
		{"does not get smaller", noise, "text/plain; charset=utf-8"},
	} {
		file := Files{"/x": NewFile(test.body, test.mediaType)}.Encode()["/x"]
		if len(file.Variants) != 0 {
			t.Errorf("%s: Encode() makes %d variants of %d bytes of %s; want none", test.why, len(file.Variants), len(test.body), test.mediaType)
		}
	}
}

func TestCompressible(t *testing.T) {
	for mediaType, want := range map[string]bool{
		"text/html; charset=utf-8":  true,
		"Text/CSS":                  true,
		"text/calendar":             true,
		"application/json":          true,
		"application/ld+json":       true,
		"application/manifest+json": true,
		"application/atom+xml":      true,
		"image/svg+xml":             true,
		"application/wasm":          true,
		"image/png":                 false,
		"application/pdf":           false,
		"":                          false,
	} {
		if got := compressible(mediaType); got != want {
			t.Errorf("compressible(%q) = %v; want %v", mediaType, got, want)
		}
	}
}

func TestEncodeDeterministic(t *testing.T) {
	files := make(Files)
	for i := range uint64(8) {
		files[fmt.Sprintf("/%d", i)] = NewFile(testPage(i, 6<<10), htmlType)
	}
	first, second := files.Encode(), files.Encode()
	for path, file := range files {
		// What the encoders compressed before must not matter either.
		alone := Files{path: file}.Encode()[path]
		for i, v := range first[path].Variants {
			for _, other := range []*File{second[path], alone} {
				if o := other.Variants[i]; v.Coding != o.Coding || !bytes.Equal(v.Body, o.Body) {
					t.Errorf("Encode() makes other bytes of %s in %s the second time", path, v.Coding)
				}
			}
		}
	}
}

func TestEncodeKnown(t *testing.T) {
	page, program := NewFile(testPage(1, 4<<10), htmlType), NewFile(testPage(2, 4<<10), "application/wasm")
	made := []Variant{{Brotli, []byte("made beforehand")}}
	before := Files{"/": page}.Encode()

	files := Files{"/": page, "/new": NewFile(testPage(3, 4<<10), htmlType), "/app.wasm": program}
	got := files.Encode(map[string][]Variant{program.Digest: made}, before.Variants(), map[string][]Variant{
		page.Digest: {{Brotli, []byte("not looked at: an earlier map has it")}},
	})

	if v := got["/app.wasm"].Variants; len(v) != 1 || string(v[0].Body) != "made beforehand" {
		t.Errorf("Encode(known): variants of /app.wasm are %q; want those that are known", v)
	}
	for i, v := range got["/"].Variants {
		if &v.Body[0] != &before["/"].Variants[i].Body[0] {
			t.Errorf("Encode(known) compresses / to %s again", v.Coding)
		}
	}
	checkVariants(t, "/new", got["/new"].Body, got["/new"].Variants)
	quick := files.EncodeKnown(before.Variants())
	if n := len(quick["/new"].Variants); n != 0 || len(quick["/"].Variants) != 3 {
		t.Errorf("EncodeKnown(known): %d variants of /, %d of /new; want 3 and 0", len(quick["/"].Variants), n)
	}
	for path, file := range files {
		if file.Variants != nil {
			t.Errorf("Encode() gives the old file of %s variants; want it unchanged", path)
		}
	}
	if n := len(got.Variants()); n != 3 {
		t.Errorf("Variants() has %d digests; want 3", n)
	}
}

func TestGzipHeader(t *testing.T) {
	body := gzipBody(testPage(1, 1<<10), gzip.BestCompression)
	if flags, time := body[3], body[4:8]; flags != 0 || !bytes.Equal(time, make([]byte, 4)) {
		t.Errorf("gzip header has flags %#x and time %x; want none, or builds differ", flags, time)
	}
}

func TestBrotliWindow(t *testing.T) {
	for size, want := range map[int]int{0: 10, 1008: 10, 1009: 11, 60_000: 16, 12 << 20: 24, 1 << 30: 24} {
		if got := brotliWindow(size); got != want {
			t.Errorf("brotliWindow(%d) = %d; want %d", size, got, want)
		}
	}
}

// testSite is a site of so many pages and one JSON document of 60 kB.
func testSite(pages int) Files {
	files := Files{"/content/site.json": NewFile(testPage(0, 60<<10), "application/json")}
	for i := range pages {
		files[fmt.Sprintf("/talks/%d", i)] = NewFile(testPage(uint64(i)+1, 10<<10), htmlType)
	}
	return files
}

// BenchmarkEncodeFirst is what the start of a server waits for.
func BenchmarkEncodeFirst(b *testing.B) {
	files := testSite(100)
	for b.Loop() {
		files.Encode()
	}
}

// BenchmarkEncodeChange is what a long-lived server does when one page of
// 1,300 and the bundle have changed.
func BenchmarkEncodeChange(b *testing.B) {
	files := make(Files)
	for i := range 1300 {
		files[fmt.Sprintf("/talks/%d", i)] = NewFile(testPage(uint64(i), 1<<10), htmlType)
	}
	known := files.Encode().Variants()
	files["/talks/1"] = NewFile(testPage(2000, 10<<10), htmlType)
	files["/content/site.json"] = NewFile(testPage(2001, 60<<10), "application/json")
	for b.Loop() {
		files.Encode(known)
	}
}

// BenchmarkEffort shows the trade of each effort for a page of 10 kB.
func BenchmarkEffort(b *testing.B) {
	page := testPage(1, 10<<10)
	for _, level := range []struct {
		name string
		effort
	}{{"best", best}, {"good", good}, {"fast", fast}} {
		b.Run(level.name, func(b *testing.B) {
			c := make(compressor)
			var variants []Variant
			for b.Loop() {
				variants = c.variants(page, level.effort)
			}
			b.SetBytes(int64(len(page)))
			b.ReportMetric(float64(len(variants[0].Body)), "bytes")
		})
	}
}
