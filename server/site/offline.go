package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"

	"kairo.dev/content"

	"github.com/goccy/go-json"
)

// WorkerPath is the address of the service worker. It has no hash: browsers
// look for a new edition by asking for it again.
const WorkerPath = "/worker.js"

// EditionPath is the address of the list that the service worker goes by, as a
// file of its own: whoever has verified it knows the hash of every file to keep.
const EditionPath = "/edition.json"

// offlineEdition is what the service worker keeps: a whole edition of the site.
// It is the EDITION of web/static/worker.js.
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
}

// offlineFile is an entry of the list.
type offlineFile struct {
	URL string `json:"url"`
	// SHA256 is in base64, as Subresource Integrity has it.
	SHA256 string `json:"sha256"`
	// Size is that of the file without a content coding, in bytes.
	Size int `json:"size"`
	// Words is, for a page, a digest of it without the Names: it changes when
	// the page says something else.
	Words string `json:"words,omitempty"`
}

// addWorker adds the service worker with the list of files to keep: all that
// are Offline. With NoOffline it is a worker that removes what earlier ones
// have kept, and itself.
func addWorker(files Files, assets fs.FS, s *content.Site, names []string, o Options) error {
	source, err := fs.ReadFile(assets, "static/worker.js")
	if err != nil {
		return fmt.Errorf("read worker: %w", err)
	}
	if source, err = minified("static/worker.js", ".js", source); err != nil {
		return err
	}
	edition := []byte("null")
	if !o.NoOffline {
		if s.Words.Signatures != nil {
			if source, err = withProof(assets, source); err != nil {
				return err
			}
		}
		if edition, err = json.Marshal(newOfflineEdition(offlineFiles(files, s.Base(), names), s.Edition.Date, names)); err != nil {
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

// withProof puts what verifies signatures in front of the worker, in a function of
// its own: the two have names in common.
func withProof(assets fs.FS, worker []byte) ([]byte, error) {
	const name = "static/tuf.js"
	source, err := fs.ReadFile(assets, name)
	if err != nil {
		return nil, fmt.Errorf("read worker: %w", err)
	}
	if source, err = minified(name, ".js", source); err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "(() => {%s})();\n%s", source, worker), nil
}

func newOfflineEdition(list []offlineFile, date content.Date, names []string) offlineEdition {
	id := sha256.New()
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

func offlineFiles(files Files, base string, names []string) []offlineFile {
	var list []offlineFile
	for path, file := range files.All() {
		if !file.Offline {
			continue
		}
		sum := sha256.Sum256(file.Body)
		entry := offlineFile{
			URL:    base + path,
			SHA256: base64.StdEncoding.EncodeToString(sum[:]),
			Size:   len(file.Body),
		}
		if file.IsPage() {
			entry.Words = wordsOf(file.Body, names)
		}
		list = append(list, entry)
	}
	return list
}

// wordsOf is a digest of a page in which every name is blank.
func wordsOf(page []byte, names []string) string {
	var blank []string
	for _, name := range names {
		blank = append(blank, name, "")
	}
	sum := sha256.Sum256([]byte(strings.NewReplacer(blank...).Replace(string(page))))
	return hex.EncodeToString(sum[:])[:12]
}
