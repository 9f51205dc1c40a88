package edit

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// Open opens a file as it would be. It makes the folder an [fs.FS].
func (f *Folder) Open(name string) (fs.File, error) {
	if text, ok := f.changed[name]; ok {
		return &pending{Reader: bytes.NewReader(text), name: path.Base(name)}, nil
	}
	file, err := os.DirFS(f.dir).Open(name)
	if err == nil {
		if info, err := file.Stat(); err != nil || !info.IsDir() {
			return file, nil
		}
		file.Close()
	}
	entries, listErr := f.ReadDir(name)
	if listErr != nil && name != "." {
		return nil, cmp.Or(err, listErr)
	}
	return &pending{name: path.Base(name), entries: entries}, nil
}

// ReadDir lists a folder as it would be.
func (f *Folder) ReadDir(name string) ([]fs.DirEntry, error) {
	entries := f.added(name)
	onDisk, err := fs.ReadDir(os.DirFS(f.dir), name)
	if err != nil && len(entries) == 0 {
		return nil, err
	}
	for _, e := range onDisk {
		if _, ok := entries[e.Name()]; !ok {
			entries[e.Name()] = e
		}
	}
	return slices.SortedFunc(maps.Values(entries), func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) }), nil
}

// added is what changes put into a folder, by name.
func (f *Folder) added(folder string) map[string]fs.DirEntry {
	entries := make(map[string]fs.DirEntry)
	for name, text := range f.changed {
		rest := name
		if folder != "." {
			var below bool
			if rest, below = strings.CutPrefix(name, folder+"/"); !below {
				continue
			}
		}
		first, _, deeper := strings.Cut(rest, "/")
		if deeper {
			entries[first] = &pending{name: first}
		} else {
			entries[first] = &pending{Reader: bytes.NewReader(text), name: first}
		}
	}
	return entries
}

// pending is a file with its text, or a folder, that is not written yet.
type pending struct {
	*bytes.Reader // nil of a folder
	name          string
	entries       []fs.DirEntry // those that were not read yet
}

// ReadDir makes it an [fs.ReadDirFile].
func (p *pending) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(p.entries)
	} else if len(p.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(p.entries))
	first := p.entries[:n:n]
	p.entries = p.entries[n:]
	return first, nil
}

func (p *pending) Name() string               { return p.name }
func (p *pending) IsDir() bool                { return p.Reader == nil }
func (p *pending) Type() fs.FileMode          { return p.Mode().Type() }
func (p *pending) Info() (fs.FileInfo, error) { return p, nil }
func (p *pending) Stat() (fs.FileInfo, error) { return p, nil }
func (p *pending) ModTime() time.Time         { return time.Time{} }
func (p *pending) Sys() any                   { return nil }
func (p *pending) Close() error               { return nil }

func (p *pending) Mode() fs.FileMode {
	if p.IsDir() {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

func (p *pending) Size() int64 {
	if p.IsDir() {
		return 0
	}
	return p.Reader.Size()
}

func (p *pending) Read(b []byte) (int, error) {
	if p.IsDir() {
		return 0, &fs.PathError{Op: "read", Path: p.name, Err: errors.New("is a folder")}
	}
	return p.Reader.Read(b)
}
