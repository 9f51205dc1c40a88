// Package signedtest has what anyone could do to a signed site between its owner
// and its reader, as forged repositories: for the tests of every client.
package signedtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
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

// newSite is a site at the root of its host.
func newSite(files map[string]string) Site {
	type entry struct {
		URL    string `json:"url"`
		SHA256 string `json:"sha256"`
		Size   int    `json:"size"`
	}
	s := make(Site)
	var list []entry
	id := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		body := []byte(files[name])
		s[name] = body
		sum := sha256.Sum256(body)
		fmt.Fprintln(id, name, sum)
		list = append(list, entry{"/" + name, base64.StdEncoding.EncodeToString(sum[:]), len(body)})
	}
	edition, err := json.Marshal(map[string]any{
		"id": hex.EncodeToString(id.Sum(nil))[:12], "date": "2024-05-17", "names": []string{}, "files": list,
	})
	if err != nil {
		panic(err) // it is made of strings
	}
	s[signed.EditionPath] = edition
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
