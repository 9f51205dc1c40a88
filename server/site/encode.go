package site

import (
	"bytes"
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Coding is a content coding by its registered name (RFC 9110, 8.4.1).
type Coding string

// The codings that clients ask for today. Deflate is left out: whoever knows
// it knows gzip, and two meanings of it are in use.
const (
	Brotli Coding = "br"   // RFC 7932
	Zstd   Coding = "zstd" // RFC 8878, with the window of RFC 9659
	Gzip   Coding = "gzip" // RFC 1952
)

// Codings are all of them.
var Codings = []Coding{Brotli, Zstd, Gzip}

// Extension is what the names of files in the coding end in: ".br", ".zst" or
// ".gz".
func (c Coding) Extension() string {
	switch c {
	case Brotli:
		return ".br"
	case Zstd:
		return ".zst"
	case Gzip:
		return ".gz"
	}
	return ""
}

// EncodingVersion is that of the encoders and their efforts: what another has
// made of a body may differ. A test tells when it has to be raised.
const EncodingVersion = 1

// Variant is the body of a file in a content coding.
type Variant struct {
	Coding Coding
	Body   []byte
}

// Encode returns the same files, with Variants for those that get smaller by
// them. Neither f nor its files change: a server may be using them.
//
// To compress well takes a millisecond for each kilobyte, longer than all the
// rest of a build (go test -bench 'Build|Encode' ./server/site). So nothing is
// compressed whose digest is in one of the maps known; the first that has it
// counts. They are meant for what CompressBest made of the browser's program
// beforehand, and for the Variants of the edition before, so that a change to one
// page costs the compression of one page.
//
// Apart from what is known, variants depend on nothing but the body.
func (f Files) Encode(known ...map[string][]Variant) Files {
	encoded, unknown := f.encodeKnown(known)
	compressAll(unknown)
	return encoded
}

// EncodeKnown is Encode without compressing anything: files have the variants
// that are known, or none. It takes no time, so an edit can be shown at once
// and its variants made afterwards.
func (f Files) EncodeKnown(known ...map[string][]Variant) Files {
	encoded, _ := f.encodeKnown(known)
	return encoded
}

// encodeKnown returns the same files with the variants that are known, and
// those of them, by their bodies, that could have some but do not.
func (f Files) encodeKnown(known []map[string][]Variant) (encoded Files, unknown [][]*File) {
	encoded = make(Files, len(f))
	byDigest := make(map[string][]*File)
	for path, file := range f {
		file := *file
		encoded[path] = &file
		// Nobody reads the body of a redirect.
		if compressible(file.Type) && file.Redirect == "" {
			byDigest[file.Digest] = append(byDigest[file.Digest], &file)
		}
	}
	for digest, files := range byDigest {
		if variants, ok := lookUp(known, digest); ok {
			setVariants(files, variants)
		} else {
			unknown = append(unknown, files)
		}
	}
	return encoded, unknown
}

// Variants are the variants of all files by the digests of the bodies, as
// Encode takes them for the next edition.
func (f Files) Variants() map[string][]Variant {
	variants := make(map[string][]Variant)
	for _, file := range f {
		if len(file.Variants) > 0 {
			variants[file.Digest] = file.Variants
		}
	}
	return variants
}

// CompressBest returns the variants of a body as small as they get, whatever its
// size and however long that takes. So it is for the build of the program, not
// for the start of the server.
func CompressBest(body []byte) []Variant {
	return make(compressor).variants(body, best)
}

func lookUp(known []map[string][]Variant, digest string) ([]Variant, bool) {
	for _, variants := range known {
		if v, ok := variants[digest]; ok {
			return v, true
		}
	}
	return nil, false
}

func setVariants(files []*File, variants []Variant) {
	for _, file := range files {
		file.Variants = variants
	}
}

// compressAll sets the variants of files; those in one element of work have
// the same body.
func compressAll(work [][]*File) {
	// The largest first, or one worker could begin it when the others are done.
	slices.SortFunc(work, func(a, b []*File) int { return cmp.Compare(len(b[0].Body), len(a[0].Body)) })
	jobs := make(chan []*File)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(work)) {
		workers.Go(func() {
			c := make(compressor)
			for files := range jobs {
				body := files[0].Body
				setVariants(files, c.variants(body, effortFor(len(body))))
			}
		})
	}
	for _, files := range work {
		jobs <- files
	}
	close(jobs)
	workers.Wait()
}

// compressible reports whether bodies of the media type are likely to get
// smaller. Pictures, fonts and archives are compressed in themselves.
func compressible(mediaType string) bool {
	base, _, _ := strings.Cut(mediaType, ";")
	base = strings.ToLower(strings.TrimSpace(base))
	switch base {
	case "application/javascript", "application/json", "application/wasm",
		"application/x-bibtex", "application/xml":
		return true
	}
	return strings.HasPrefix(base, "text/") || strings.HasSuffix(base, "+json") || strings.HasSuffix(base, "+xml")
}

// effort is how hard the encoders try, in their own levels.
type effort struct {
	brotli int
	zstd   zstd.EncoderLevel
	gzip   int
}

var (
	best = effort{brotli.BestCompression, zstd.SpeedBestCompression, gzip.BestCompression}
	good = effort{9, zstd.SpeedBestCompression, gzip.BestCompression}
	fast = effort{5, zstd.SpeedDefault, gzip.DefaultCompression}
)

// effortFor is the effort for a body of so many bytes, when a server starts or
// its content changes. Brotli takes nearly all of the time. For a page with
// 10 kB of prose, level 11 takes 12 ms and leaves 3.9 kB, level 9 takes 4 ms
// and leaves 4.6 kB, level 5 takes half a millisecond and leaves no more than
// level 9: so small bodies get the best, at 0.8 s for a hundred pages on two
// cores, and from 1 MiB on it is speed that counts (go test -bench Effort
// ./server/site).
func effortFor(size int) effort {
	switch {
	case size <= 128<<10:
		return best
	case size <= 1<<20:
		return good
	}
	return fast
}

// compressor holds the zstd encoders, which are expensive to make (tens of
// megabytes), by level. It is for one goroutine.
type compressor map[zstd.EncoderLevel]*zstd.Encoder

// variants are body's variants that are worth having, the smallest first.
func (c compressor) variants(body []byte, e effort) []Variant {
	var variants []Variant
	for _, v := range []Variant{
		{Brotli, brotliBody(body, e.brotli)},
		{Zstd, c.zstdBody(body, e.zstd)},
		{Gzip, gzipBody(body, e.gzip)},
	} {
		if worthwhile(len(v.Body), len(body)) {
			variants = append(variants, v)
		}
	}
	slices.SortStableFunc(variants, func(a, b Variant) int { return cmp.Compare(len(a.Body), len(b.Body)) })
	return variants
}

// worthwhile reports whether a variant saves enough: the header fields that it
// adds to a response, and a sixteenth of the body for the work of decoding it.
func worthwhile(encoded, size int) bool {
	const header = len("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n")
	return encoded+header+size/16 < size
}

// The writers below fail only if what they write to fails, and a bytes.Buffer
// does not; and if they are given options out of range, but theirs are
// constants that the tests go through.

func brotliBody(body []byte, level int) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: level, LGWin: brotliWindow(len(body))})
	w.Write(body)
	w.Close()
	return b.Bytes()
}

// brotliWindow is the logarithm of the smallest window that holds the whole
// body (RFC 7932, 9.1). More would only cost memory, here and in the browser.
func brotliWindow(size int) int {
	return min(max(bits.Len(uint(size)+15), 10), 24)
}

func (c compressor) zstdBody(body []byte, level zstd.EncoderLevel) []byte {
	w := c[level]
	if w == nil {
		w, _ = zstd.NewWriter(nil,
			zstd.WithEncoderLevel(level),
			zstd.WithEncoderConcurrency(1),
			zstd.WithEncoderCRC(false), // TCP, TLS and the entity tag guard the body
			zstd.WithWindowSize(8<<20), // browsers refuse more (RFC 9659)
		)
		c[level] = w
	}
	return w.EncodeAll(body, nil)
}

func gzipBody(body []byte, level int) []byte {
	var b bytes.Buffer
	// The header keeps its zero values: no name and no time, which would make
	// the bytes differ from build to build.
	w, _ := gzip.NewWriterLevel(&b, level)
	w.Write(body)
	w.Close()
	return b.Bytes()
}
