// Package signedtest has what anyone could do to a signed site between its owner
// and its reader, as forged repositories: for the tests of every client.
package signedtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kairo.dev/server/signed"
)

// Site is a small site as it is published: files by their names in an export,
// the metadata among them.
type Site map[string][]byte

// partPath is the file with the part of the list that has all files but the program.
const partPath = "edition/0.json"

// newSite is a site at the root of its host: the program and pages, in which a name
// stands for %s. Its list is in parts, as that of a large site.
func newSite(name string, files map[string]string) Site {
	type entry struct {
		URL    string `json:"url"`
		SHA256 string `json:"sha256"`
		Size   int    `json:"size"`
		Kind   string `json:"kind,omitempty"`
	}
	newEntry := func(path, body string) entry {
		sum := sha256.Sum256([]byte(body))
		return entry{URL: "/" + path, SHA256: base64.StdEncoding.EncodeToString(sum[:]), Size: len(body)}
	}
	s := make(Site)
	var list, part []entry
	for _, path := range slices.Sorted(maps.Keys(files)) {
		body := files[path]
		if !strings.HasSuffix(path, ".html") {
			s[path] = []byte(body)
			list = append(list, newEntry(path, body))
			continue
		}
		s[path] = []byte(strings.ReplaceAll(body, "%s", name))
		page := newEntry(path, strings.ReplaceAll(body, "%s", "\x000\x00"))
		page.Kind = "page"
		part = append(part, page)
	}
	marshal := func(value any) []byte {
		text, err := json.Marshal(value)
		if err != nil {
			panic(err) // it is made of strings
		}
		return text
	}
	s[partPath] = marshal(part)
	s[signed.EditionPath] = marshal(map[string]any{
		"id": name, "date": "2024-05-17", "names": []string{name}, "files": list, "parts": []entry{newEntry(partPath, string(s[partPath]))},
	})
	return s
}

// Source reads the site. It is a [signed.Source].
func (s Site) Source(_ context.Context, name string) (io.ReadCloser, error) {
	body, ok := s[name]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(body)), nil
}

// edition is the list of what is signed of s.
func (s Site) edition() []signed.Target {
	var edition []signed.Target
	for path, body := range s {
		if !strings.HasPrefix(path, signed.Dir+"/") {
			edition = append(edition, signed.Target{Path: path, Length: int64(len(body)), SHA256: sha256.Sum256(body)})
		}
	}
	return edition
}

// publish is s with metadata.
func (s Site) publish(m signed.Metadata) Site {
	published := maps.Clone(s)
	for name, body := range m {
		published[signed.Dir+"/"+name] = body
	}
	return published
}

// with is s with another file.
func (s Site) with(path string, body []byte) Site {
	changed := maps.Clone(s)
	changed[path] = body
	return changed
}

// without is s without a file.
func (s Site) without(path string) Site {
	changed := maps.Clone(s)
	delete(changed, path)
	return changed
}

// withSignatures is metadata with some of its signatures.
func withSignatures(text []byte, which ...int) []byte {
	var m struct {
		Signed     json.RawMessage   `json:"signed"`
		Signatures []json.RawMessage `json:"signatures"`
	}
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err) // it is what package signed has written
	}
	some := []json.RawMessage{}
	for _, i := range which {
		some = append(some, m.Signatures[i])
	}
	m.Signatures = some
	text, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return text
}
