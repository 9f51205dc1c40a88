// Package cache keeps what takes long to make in a folder, so that a program that
// is started again finds it there: pictures, and what was compressed.
//
// It holds nothing that could not be made again. What is missing, is damaged or
// cannot be written costs time and nothing else, and so nothing here fails.
package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Folder is a folder with entries, each under a key, which is the name of its file.
// A nil Folder keeps nothing. Many goroutines and programs may use the same.
type Folder struct {
	dir  string
	size int64 // how much it may hold, in bytes
}

// Open opens a folder that may hold so many bytes. It is made if it is not there.
func Open(dir string, size int64) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open cache: %w", err)
	}
	return &Folder{dir, size}, nil
}

// Get is what there is under a key, or nil. The file begins with the SHA-256 of the
// rest: a program or a machine may have stopped while it was written.
func (f *Folder) Get(key string) []byte {
	if f == nil {
		return nil
	}
	name := filepath.Join(f.dir, key)
	entry, err := os.ReadFile(name)
	if err != nil || len(entry) < sha256.Size {
		return nil
	}
	sum, body := entry[:sha256.Size], entry[sha256.Size:]
	if want := sha256.Sum256(body); !bytes.Equal(sum, want[:]) {
		return nil
	}
	now := time.Now() // of its last use, for Prune
	os.Chtimes(name, now, now)
	return body
}

// Put keeps something under a key, in one step: others see all of it or nothing.
func (f *Folder) Put(key string, body []byte) {
	if f == nil || body == nil {
		return
	}
	file, err := os.CreateTemp(f.dir, "new-*")
	if err != nil {
		return
	}
	sum := sha256.Sum256(body)
	_, err = file.Write(append(sum[:], body...))
	if err = cmp.Or(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(f.dir, key))
	}
	if err != nil {
		os.Remove(file.Name())
	}
}

// Prune removes what was not used for the longest time until the rest is no more
// than the folder may hold. What somebody else removes meanwhile is gone, too.
func (f *Folder) Prune() {
	if f == nil {
		return
	}
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	var held int64
	for _, file := range files {
		if held += file.Size(); held > f.size {
			os.Remove(filepath.Join(f.dir, file.Name()))
		}
	}
}
