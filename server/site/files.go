package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"kairo.dev/app/ui"
)

// Files is the finished site: every response it can give, by URL path, which
// begins at the site, also where that is below a path of its host. A path that
// is not a key does not exist; there is nothing else to look in.
type Files map[string]*File

// NotFound is the path of the page for addresses that do not exist. The site has
// one in each other language too: see File.NotFound.
const NotFound = ui.NotFoundPath

// File is one response of the site. It is immutable once made.
type File struct {
	// Body is the response as it is without a content coding.
	Body []byte
	// Type is the media type, with the charset parameter for text.
	Type string
	// Digest is the SHA-256 of Body in lower-case hexadecimal.
	Digest string
	// Immutable says that the path holds a hash of Body: whoever has it may
	// keep it for ever.
	Immutable bool
	// Offline says that an installed copy of the site has this file.
	Offline bool
	// Public says that programs of other origins may read the file: feeds and
	// data, not pages.
	Public bool
	// Redirect is where a request is sent on to: a path of the host, perhaps
	// with a fragment. Body then says the same, for hosts that only send files.
	// It is "" for a file that is the answer itself.
	Redirect string
	// NotFound says that the page stands in for addresses in its folder, and in
	// those below, that do not exist.
	NotFound bool
	// Later says that an export writes the file when it has written the others,
	// those with a lower number first: it leads to them.
	Later int
	// Answer, if it is not nil, makes the body for an address with a query: the
	// search has one. It may be called by many goroutines. An export, which
	// cannot answer, has Body, and the browser's program does the rest.
	//
	// Its error is ErrBadQuery or ErrNothing, if that is all there is to say.
	Answer func(query string) ([]byte, error)
	// Queried says that an address without a query is for Answer too. An export
	// has Body all the same.
	Queried bool
	// Variants are Body in content codings that make it smaller, the smallest
	// first. Encode makes them.
	Variants []Variant
}

// What an Answer can fail with through no fault of its own.
var (
	ErrBadQuery = errors.New("the query lacks what it has to say") // status 400
	ErrNothing  = errors.New("there is nothing of that")           // status 404
)

// NewFile makes a File of a body and its media type.
func NewFile(body []byte, mediaType string) *File {
	sum := sha256.Sum256(body)
	return &File{Body: body, Type: mediaType, Digest: hex.EncodeToString(sum[:])}
}

// All yields the files in the order of their paths.
func (f Files) All() iter.Seq2[string, *File] {
	return func(yield func(string, *File) bool) {
		for _, path := range slices.Sorted(maps.Keys(f)) {
			if !yield(path, f[path]) {
				return
			}
		}
	}
}

// IsPage reports whether the file is an HTML page.
func (f *File) IsPage() bool { return strings.HasPrefix(f.Type, "text/html") }

// Name is the name under which an export keeps the file at path: pages get
// ".html", so that any static host serves "/talks" from "talks.html".
func (f *File) Name(path string) string {
	name := strings.TrimPrefix(path, "/")
	switch {
	case !f.IsPage():
		return name
	case name == "" || strings.HasSuffix(name, "/"):
		return name + "index.html"
	}
	return name + ".html"
}

// addBelow adds files below a path.
func (f Files) addBelow(path string, files Files) {
	for name, file := range files {
		f[path+name] = file
	}
}

// AddMetadata adds the files of metadata about the site below a folder. They are
// in the order in which whoever copies them may come at any moment: what leads to
// a file comes after it.
func (f Files) AddMetadata(dir string, names []string, bodies map[string][]byte) {
	for i, name := range names {
		path := "/" + dir + "/" + name
		f[path] = public(NewFile(bodies[name], mediaType(path)))
		f[path].Later = i + 1
	}
}
