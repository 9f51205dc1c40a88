package signed

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Fits reports whether the metadata is good at a time and is that of an edition.
// The error names the first file that differs.
func (m Metadata) Fits(edition []Target, now time.Time) error {
	if err := m.verify(now); err != nil {
		return err
	}
	r, err := m.read()
	if err != nil {
		return err
	}
	return r.fits(edition)
}

func (r *repository) fits(edition []Target) error {
	listed := maps.Clone(r.files.Signed.Targets)
	maps.Copy(listed, r.targets.Signed.Targets)
	edition = slices.SortedFunc(slices.Values(edition), func(a, b Target) int { return strings.Compare(a.Path, b.Path) })
	for _, t := range edition {
		signed := listed[t.Path]
		delete(listed, t.Path)
		switch {
		case signed == nil:
			return fmt.Errorf("%s is not signed", t.Path)
		case signed.Length != t.Length || !bytes.Equal(signed.Hashes["sha256"], t.SHA256[:]):
			return fmt.Errorf("%s is not what was signed", t.Path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(listed)) {
		return fmt.Errorf("%s was signed, and is not there", path)
	}
	return nil
}

// metadataName is the name of a file of the metadata.
var metadataName = regexp.MustCompile(`^(?:([1-9][0-9]*)\.(root|targets|files|releases|snapshot)|timestamp)\.json$`)

// keptVersions is how many versions of a role stay: a mirror that is being copied
// may still lead to an earlier one. All roots stay, for who was away for long.
const keptVersions = 10

// Read reads the metadata in a folder. An empty one has none.
func Read(from fs.FS) (Metadata, error) {
	entries, err := fs.ReadDir(from, ".")
	if err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	m := make(Metadata)
	for _, entry := range entries {
		if !metadataName.MatchString(entry.Name()) {
			continue
		}
		if m[entry.Name()], err = fs.ReadFile(from, entry.Name()); err != nil {
			return nil, fmt.Errorf("read metadata: %w", err)
		}
	}
	return m, nil
}

// Write writes the metadata into a folder in an order in which a client, or a
// mirror that copies it, may come at any moment: what leads to a file comes after
// it, and the timestamp last. A file that is there is not written again; versions
// long past are removed in the end. If it fails, what leads to the new edition is
// not there, and the one before is whole.
func (m Metadata) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write metadata: %w", err)
	}
	for _, name := range m.Ordered() {
		file := filepath.Join(dir, name)
		if there, err := os.ReadFile(file); err == nil && bytes.Equal(there, m[name]) {
			continue
		}
		if err := replaceFile(file, m[name]); err != nil {
			return fmt.Errorf("write metadata: %w", err)
		}
	}
	for _, name := range m.past() {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove past metadata: %w", err)
		}
	}
	return nil
}

// replaceFile writes a file so that it is there whole or not at all.
func replaceFile(name string, data []byte) error {
	file, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // which is gone if all went well
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(0o644), file.Sync(), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// rank is the place of a role in the order of writing.
var rank = map[string]int{metadata.ROOT: 0, filesRole: 1, releasesRole: 2, metadata.TARGETS: 3, metadata.SNAPSHOT: 4, "": 5}

// role is the version and the role of a file of the metadata; those of the
// timestamp are 0 and "".
func role(name string) (version int64, of string) {
	parts := metadataName.FindStringSubmatch(name)
	if parts == nil {
		return 0, ""
	}
	version, _ = strconv.ParseInt(parts[1], 10, 64)
	return version, parts[2]
}

// Ordered are the names in the order of writing: what leads to a file comes after
// it.
func (m Metadata) Ordered() []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		av, ar := role(a)
		bv, br := role(b)
		if ar != br {
			return rank[ar] - rank[br]
		}
		return int(av - bv)
	})
}

// past are the names of versions that nobody needs any more.
func (m Metadata) past() []string {
	newest := make(map[string]int64)
	for name := range m {
		v, of := role(name)
		newest[of] = max(newest[of], v)
	}
	var past []string
	for name := range m {
		if v, of := role(name); of != metadata.ROOT && v > 0 && v <= newest[of]-keptVersions {
			past = append(past, name)
		}
	}
	return past
}
