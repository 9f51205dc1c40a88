package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Folder is a folder of content with changes that are not written yet. As a file
// system it has them already.
type Folder struct {
	dir     string
	changed map[string][]byte
}

// OpenFolder opens a folder, which need not be there yet.
func OpenFolder(dir string) *Folder { return &Folder{dir, make(map[string][]byte)} }

// Path is where a file of the folder is on the disk.
func (f *Folder) Path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// Read returns what a file has, with what is changed. The error is that of
// [os.ReadFile].
func (f *Folder) Read(name string) ([]byte, error) {
	if text, ok := f.changed[name]; ok {
		return text, nil
	}
	return os.ReadFile(f.Path(name))
}

// Has reports whether there is a file of a name.
func (f *Folder) Has(name string) bool {
	if _, ok := f.changed[name]; ok {
		return true
	}
	_, err := os.Lstat(f.Path(name))
	return err == nil
}

// Change gives a file another text. Text that it has already is no change.
func (f *Folder) Change(name string, text []byte) {
	delete(f.changed, name)
	if old, err := os.ReadFile(f.Path(name)); err == nil && bytes.Equal(old, text) {
		return
	}
	f.changed[name] = text
}

// Keep takes the change of a file back.
func (f *Folder) Keep(name string) { delete(f.changed, name) }

// Changed are the names of the files that Write would write, sorted.
func (f *Folder) Changed() []string {
	var names []string
	for name := range f.changed {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Write writes the changes. Each file is whole at any time: it is written under
// another name first. A file keeps its mode, and a symbolic link the file that it
// leads to. The files of entries come last, so that what they name is there.
func (f *Folder) Write() error {
	names := f.Changed()
	slices.SortStableFunc(names, func(a, b string) int { return strings.Count(b, "/") - strings.Count(a, "/") })
	for _, name := range names {
		if err := write(f.Path(name), f.changed[name]); err != nil {
			return fmt.Errorf("write %s: %w", f.Path(name), err)
		}
		delete(f.changed, name)
	}
	return nil
}

func write(name string, text []byte) error {
	mode := fs.FileMode(0o644)
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	// Names that begin with a dot are nobody's content.
	half, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	_, err = half.Write(text)
	err = errors.Join(err, half.Chmod(mode), half.Sync(), half.Close())
	if err == nil {
		err = os.Rename(half.Name(), name)
	}
	if err != nil {
		os.Remove(half.Name())
	}
	return err
}
