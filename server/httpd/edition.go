package httpd

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kairo.dev/server/site"
)

// edition is a site with all its responses made. It never changes.
type edition struct {
	files     site.Files
	resources map[string]*resource
	// aliases are the names that an export gives to pages ("/talks.html"), and
	// the paths of these pages.
	aliases  map[string]string
	notFound map[string]*resource // by the folder for which the page stands in
	// previous are hashed files of the edition before.
	previous map[string]*resource
}

// resource is all that there is at a path.
type resource struct {
	file *site.File
	// representations are in the order of size. The last has no coding.
	representations []representation
	// address is the path as it is written in a Location field.
	address string
}

// representation is a resource in one coding (RFC 9110, 3.2).
type representation struct {
	coding coding
	full   response
	// tag is the entity tag, "" if the representation is of an error or a
	// redirect.
	tag         string
	notModified response
}

// newEdition makes the responses for files. Hashed files of the edition before
// stay, since pages of that edition that are being loaded at the moment are
// about to ask for them; those of the one before that do not. If the files are
// the same as before, only compressed in another way, it is no other edition.
func newEdition(commons commons, files site.Files, before *edition) *edition {
	e := &edition{
		files:     files,
		resources: make(map[string]*resource, len(files)),
		aliases:   make(map[string]string),
		notFound:  make(map[string]*resource),
	}
	for path, file := range files.All() {
		e.resources[path] = newResource(commons, path, file)
		alias := "/" + file.Name(path)
		if path == site.NotFound || file.NotFound {
			e.notFound[path[:strings.LastIndexByte(path, '/')+1]] = e.resources[path]
		} else if file.IsPage() && files[alias] == nil {
			e.aliases[alias] = path
		}
	}
	if before != nil {
		e.previous = before.hashed()
		if before.has(files) {
			e.previous = before.previous
		}
	}
	for path, r := range e.previous {
		if files[path] == nil {
			e.resources[path] = r
		}
	}
	if e.notFound["/"] == nil {
		page := site.NewFile([]byte("There is no page at this address.\n"), plainText)
		e.notFound["/"] = newResource(commons, site.NotFound, page)
	}
	return e
}

// nothingAt is the page for a path that does not exist: that of its folder, or
// of one above.
func (e *edition) nothingAt(path string) *resource {
	for i := len(path) - 1; i >= 0; i-- {
		if r := e.notFound[path[:i+1]]; r != nil && path[i] == '/' {
			return r
		}
	}
	return e.notFound["/"]
}

// hashed are the edition's own files whose names have a hash.
func (e *edition) hashed() map[string]*resource {
	hashed := make(map[string]*resource)
	for path, file := range e.files {
		if file.Immutable {
			hashed[path] = e.resources[path]
		}
	}
	return hashed
}

// has reports whether files are those of the edition.
func (e *edition) has(files site.Files) bool {
	return e.files.SameEdition(files)
}

// movedTo returns where a path that is not in the edition leads: a page without
// the slash or the ".html" at its end, or a card without a hash in its name.
func (e *edition) movedTo(path string) (*resource, bool) {
	target, ok := e.aliases[path]
	if !ok {
		target, ok = site.MovedCard(path)
	}
	if !ok {
		// A file is not a folder.
		target, ok = strings.CutSuffix(path, "/")
		if !ok {
			target, ok = path+"/", true // but a home page is one
		}
		ok = ok && e.files[target] != nil && e.files[target].IsPage()
	}
	// An address that begins with two slashes would name a host.
	if !ok || target == site.NotFound || e.files[target] != nil && e.files[target].NotFound || strings.HasPrefix(target, "//") {
		return nil, false
	}
	found, ok := e.resources[target]
	return found, ok
}

// kind is what decides on the fields that a file has in common with others.
type kind struct{ public, immutable, varies bool }

func kindOf(file *site.File, varies bool) kind { return kind{file.Public, file.Immutable, varies} }

// commons are the fields of each kind of file.
type commons map[kind]*fields

func newCommons(security []Header) commons {
	c := make(commons)
	for _, file := range []*site.File{{}, {Public: true}, {Immutable: true}, {Public: true, Immutable: true}} {
		headers := fileHeaders(security, file)
		c[kindOf(file, false)] = newFields(headers...)
		c[kindOf(file, true)] = newFields(append(headers, Header{Name: "Vary", Value: "Accept-Encoding"})...)
	}
	return c
}

func newResource(commons commons, path string, file *site.File) *resource {
	r := &resource{file: file, address: (&url.URL{Path: path}).EscapedPath()}
	for _, v := range file.Variants {
		if c, ok := codingOf(v.Coding); ok {
			r.representations = append(r.representations, representation{coding: c, full: response{body: v.Body}})
		}
	}
	slices.SortStableFunc(r.representations, func(a, b representation) int {
		return len(a.full.body) - len(b.full.body)
	})
	r.representations = append(r.representations, representation{full: response{body: file.Body}})

	about := commons[kindOf(file, len(r.representations) > 1)]
	for i := range r.representations {
		r.representations[i].fill(about, path, file)
	}
	return r
}

// fill makes the responses of p, which has its coding and body already. The
// fields about go with every response for the file.
func (p *representation) fill(about *fields, path string, file *site.File) {
	status := http.StatusOK
	var own []Header
	switch {
	case path == site.NotFound || file.NotFound:
		status = http.StatusNotFound
	case file.Redirect != "":
		// Not a permanent one: the path stays, where it leads changes.
		status = http.StatusFound
		own = append(own, Header{Name: "Location", Value: file.Redirect})
	default:
		p.tag = entityTag(file, p.coding, p.full.body)
		own = append(own, Header{Name: "ETag", Value: p.tag})
	}
	// A 304 has all but what describes a body that it does not bring. The
	// security fields are among the rest on purpose: caches take them over, so
	// that a policy which has become stricter reaches pages that have not
	// changed.
	p.notModified = newResponse(http.StatusNotModified, about, newFields(own...), nil)
	if p.tag != "" {
		own = append(own, Header{Name: "Accept-Ranges", Value: "bytes"})
	}
	own = append(own,
		Header{Name: "Content-Length", Value: strconv.Itoa(len(p.full.body))},
		Header{Name: "Content-Type", Value: file.Type})
	if p.coding != identity {
		own = append(own, Header{Name: "Content-Encoding", Value: p.coding.String()})
	}
	p.full = newResponse(status, about, newFields(own...), p.full.body)
}

// entityTag is the strong entity tag of a file in a coding (RFC 9110, 8.8.3):
// the first half of the digest of the file and, behind the coding, a checksum of
// the bytes as they are sent. The same file may be compressed less well in
// another edition, and a download that goes on from one to the other would be
// spoilt.
func entityTag(file *site.File, c coding, body []byte) string {
	const half = 16
	sum, err := hex.DecodeString(file.Digest)
	if err != nil || len(sum) < half {
		return entityTag(site.NewFile(file.Body, file.Type), c, body)
	}
	tag := base64.RawURLEncoding.EncodeToString(sum[:half])
	if c != identity {
		tag += fmt.Sprintf("-%s-%08x", c, crc32.ChecksumIEEE(body))
	}
	return `"` + tag + `"`
}

// choose returns the representation that the client wants most, the smallest
// among equals. If it wants none that there is, it gets the one without a
// coding: an error would help nobody (RFC 9110, 12.4.1 leaves the choice).
func (r *resource) choose(a accepted) *representation {
	var chosen *representation
	most := int16(0)
	for i := range r.representations {
		p := &r.representations[i]
		if want := a[p.coding]; want > most {
			chosen, most = p, want
		}
	}
	if chosen == nil {
		chosen = &r.representations[len(r.representations)-1]
	}
	return chosen
}
