package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/text"

	"github.com/goccy/go-json"
)

// WorkerPath is the address of the service worker. It has no hash: browsers
// look for a new edition by asking for it again.
const WorkerPath = "/worker.js"

// EditionPath is the address of the list that the service worker goes by, as a
// file of its own: whoever has verified it, and the parts that it names, knows the
// hash of every file to keep.
const EditionPath = "/edition.json"

// offlineEdition is what the service worker keeps: a whole edition of the site.
// It is the EDITION of web/static/worker.js.
//
// The hashes of many files are most of what an update costs. So what is the same in
// two editions is written the same: pages have the hash of what they say, not of the
// names of the edition in them, and the list of a large site is in parts, of which a
// browser gets those that are others.
type offlineEdition struct {
	// ID is the digest of the list: two editions with the same files are one.
	ID string `json:"id"`
	// Date is the day the owner gave the content.
	Date content.Date `json:"date"`
	// Names are what stands in pages and is another in each edition although
	// the page says the same: hashed addresses, and the edition's own digests.
	// The first is the data-edition of every page.
	Names []string      `json:"names"`
	Files []offlineFile `json:"files"`
	// Parts are files with more entries of the list, each a JSON array of them.
	Parts []offlineFile `json:"parts,omitempty"`
}

// offlineFile is an entry of the list.
type offlineFile struct {
	URL string `json:"url"`
	// SHA256 is in base64, as Subresource Integrity has it. For a kindPage or kindBundle
	// it is that of the file with blanks; see blanked.
	SHA256 string `json:"sha256"`
	// Size is that of the file without a content coding, in bytes.
	Size int `json:"size"`
	// Kind says what the file is, if it may have Names in it, or comes in pieces.
	Kind fileKind `json:"kind,omitempty"`
}

// fileKind is a kind of file of which a browser takes more over than the whole: a
// page that has nothing new but the Names of the edition in it, and the pieces of a
// bundle, which has such names too, and of texts.
type fileKind string

const (
	kindPage   fileKind = "page"
	kindBundle fileKind = "bundle"
	kindTexts  fileKind = "texts"
)

// addWorker adds the service worker with the list of files to keep: all that
// are Offline. With NoOffline it is a worker that removes what earlier ones
// have kept, and itself.
func addWorker(files Files, assets fs.FS, s *content.Site, names []string, o Options) error {
	source, err := workerScript(assets, s.Words.Signatures != nil && !o.NoOffline)
	if err != nil {
		return err
	}
	edition := []byte("null")
	if !o.NoOffline {
		list := newOfflineEdition(offlineFiles(files, s, names), s.Edition.Date, names)
		if err := list.divide(files, s.Base()); err != nil {
			return fmt.Errorf("encode offline list: %w", err)
		}
		if edition, err = json.Marshal(list); err != nil {
			return fmt.Errorf("encode offline list: %w", err)
		}
	}
	var body bytes.Buffer
	fmt.Fprintf(&body, "const EDITION = %s;\n", edition)
	body.Write(source)
	files[WorkerPath] = NewFile(body.Bytes(), mediaType(WorkerPath))
	if !o.NoOffline {
		files[EditionPath] = public(NewFile(edition, mediaType(EditionPath)))
	}
	return nil
}

// workerScript is the worker without an edition. What verifies signatures is in a
// function of its own: it has names in common with the others.
func workerScript(assets fs.FS, signed bool) ([]byte, error) {
	var script bytes.Buffer
	for _, part := range []struct{ name, format string }{
		{"static/tuf.js", "(() => {%s})();\n"},
		{"static/edition.js", "%s\n"},
		{"static/worker.js", "%s"},
	} {
		if part.name == "static/tuf.js" && !signed {
			continue
		}
		source, err := fs.ReadFile(assets, part.name)
		if err != nil {
			return nil, fmt.Errorf("read worker: %w", err)
		}
		if source, err = minified(part.name, ".js", source); err != nil {
			return nil, err
		}
		fmt.Fprintf(&script, part.format, source)
	}
	return script.Bytes(), nil
}

func newOfflineEdition(list []offlineFile, date content.Date, names []string) offlineEdition {
	id := sha256.New()
	fmt.Fprintln(id, names)
	for _, file := range list {
		fmt.Fprintln(id, file.URL, file.SHA256)
	}
	return offlineEdition{
		ID:    hex.EncodeToString(id.Sum(nil))[:12],
		Date:  date,
		Names: names,
		Files: list,
	}
}

func offlineFiles(files Files, s *content.Site, names []string) []offlineFile {
	var list []offlineFile
	for path, file := range files.All() {
		if !file.Offline {
			continue
		}
		entry := newOfflineFile(s.Base()+path, file.Body)
		switch {
		case file.IsPage():
			entry.Kind = kindPage
		case files[piecesList(path)] == nil:
		case strings.Contains(path, "/content/site."):
			entry.Kind = kindBundle
		default:
			entry.Kind = kindTexts
		}
		if entry.Kind == kindPage || entry.Kind == kindBundle {
			entry.SHA256 = newOfflineFile("", blanked(file.Body, names)).SHA256
		}
		list = append(list, entry)
	}
	return list
}

func newOfflineFile(url string, body []byte) offlineFile {
	sum := sha256.Sum256(body)
	return offlineFile{URL: url, SHA256: base64.StdEncoding.EncodeToString(sum[:]), Size: len(body)}
}

// blanked is a file in which each name is its place in the list of names, between
// two zeros, which are in no page (HTML, 13.2.3.5) and in no JSON (RFC 8259, 7). It
// changes when the file says something else. With the names it is the file again,
// so that its hash stands for all that is in the file.
func blanked(file []byte, names []string) []byte {
	text := string(file)
	for i, name := range names { // one after the other, as the worker does
		text = strings.ReplaceAll(text, name, fmt.Sprintf("\x00%d\x00", i))
	}
	return []byte(text)
}

// oneList is how many files may be in a list that is not divided.
const oneList = 256

// divide takes the files of a long list into parts, and adds those to files. What
// has a name of the edition in its address stays, since it is new in each.
//
// An update costs the hash of each part, and the parts that are others: least with
// the square root of the number of files. A file stays in its part, whatever comes
// or goes, until there are four times as many or a quarter.
func (e *offlineEdition) divide(files Files, base string) error {
	if len(e.Files) <= oneList {
		return nil
	}
	count := 1
	for count*count < len(e.Files) {
		count *= 2
	}
	parts := make([][]offlineFile, count)
	var rest []offlineFile
	for _, file := range e.Files {
		if slices.ContainsFunc(e.Names, func(name string) bool { return strings.Contains(file.URL, name) }) {
			rest = append(rest, file)
			continue
		}
		sum := sha256.Sum256([]byte(digestInName.ReplaceAllString(file.URL, "")))
		i := binary.BigEndian.Uint32(sum[:]) % uint32(count)
		parts[i] = append(parts[i], file)
	}
	e.Files = rest
	for i, part := range parts {
		body, err := json.Marshal(append([]offlineFile{}, part...)) // an array, also of none
		if err != nil {
			return err
		}
		path := fmt.Sprintf("/edition/%d.json", i)
		files[path] = public(NewFile(body, mediaType(path)))
		e.Parts = append(e.Parts, newOfflineFile(base+path, body))
	}
	return nil
}

// digestInName is what addHashed puts into a name.
var digestInName = regexp.MustCompile(`\.[0-9a-f]{12}\b`)

// pieceStart is where a piece of a file begins. In a bundle it is one entry of 16, by
// its id, so that an entry that comes or goes is in one piece, and the others stay as
// they are; in the files for the search a form feed says so.
var pieceStart = regexp.MustCompile(`\f|\{"id":"[0-9a-f]{7}0`)

// addPieces adds the pieces of a file, and the list of their addresses, for those
// who have such a file of another edition: they need a few of them, and not all of it.
func addPieces(files Files, s *content.Site, path string) {
	folder, body := piecesFolder(path), files[path].Body
	var addresses []string
	from := 0
	for _, at := range append(pieceStart.FindAllIndex(body, -1), []int{len(body)}) {
		if piece := body[from:at[0]]; len(piece) > 0 {
			path := folder + text.Digest(piece) + ".txt"
			files[path] = immutable(NewFile(piece, mediaType(path)))
			addresses = append(addresses, s.Base()+path)
		}
		from = at[0]
	}
	list := piecesList(path)
	files[list] = immutable(NewFile([]byte(strings.Join(addresses, "\n")), mediaType(list)))
}

// piecesFolder is where the pieces of a file are, and piecesList the list of them,
// as web/static/edition.js has it.
func piecesFolder(of string) string { return path.Join(path.Dir(of), "pieces") + "/" }

func piecesList(of string) string {
	return piecesFolder(of) + strings.TrimSuffix(path.Base(of), path.Ext(of)) + ".txt"
}
