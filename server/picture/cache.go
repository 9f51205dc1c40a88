package picture

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// version is that of the drawing: pictures drawn by another are drawn again.
// A test tells when it has to be raised.
const version = 3

// cacheSize is how much a cache may hold, in bytes: the pictures of a few
// editions, for two thousand pages.
const cacheSize = 128 << 20

// Picture is something to be drawn. Its value, as "%#v" shows it, is all that
// goes into the drawing: equal values give the same bytes.
type Picture interface {
	Draw() []byte
}

// Cache keeps pictures that were drawn in a folder, so that a program that is
// started again finds them there; or what else takes long to make. It holds
// nothing that could not be made again: what is missing, damaged or cannot be written costs time and nothing
// else. A nil Cache keeps nothing. Many goroutines and programs may use the
// same folder.
type Cache struct {
	dir  string
	size int64 // how much it may hold, in bytes
}

// OpenCache opens the cache in a folder, which is made if it is not there.
func OpenCache(dir string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open cache of pictures: %w", err)
	}
	return &Cache{dir, cacheSize}, nil
}

// Draw gives the body of each picture: that of the cache, or else a new one. It
// draws as many at once as there are processors.
func (c *Cache) Draw(pictures ...Picture) [][]byte {
	drawn := make([][]byte, len(pictures))
	var next, fresh atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pictures)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(pictures) {
					return
				}
				key := key(pictures[i])
				if drawn[i] = c.Get(key); drawn[i] == nil {
					drawn[i] = pictures[i].Draw()
					c.Put(key, drawn[i])
					fresh.Add(1)
				}
			}
		})
	}
	workers.Wait()
	if fresh.Load() > 0 {
		c.Prune()
	}
	return drawn
}

// key names everything that goes into a picture, the compression of the
// standard library included.
func key(p Picture) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %#v", version, runtime.Version(), p))
	return hex.EncodeToString(sum[:])
}

// Get is what the cache has for a key, or nil. An entry begins with the
// SHA-256 of the rest: a program or a machine may have stopped while it was
// written.
func (c *Cache) Get(key string) []byte {
	if c == nil {
		return nil
	}
	name := filepath.Join(c.dir, key)
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

// Put keeps something under a key that is a file name, in one step: others see the whole entry or none.
func (c *Cache) Put(key string, body []byte) {
	if c == nil || body == nil {
		return
	}
	file, err := os.CreateTemp(c.dir, "new-*")
	if err != nil {
		return
	}
	sum := sha256.Sum256(body)
	_, err = file.Write(append(sum[:], body...))
	if err = cmp.Or(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(c.dir, key))
	}
	if err != nil {
		os.Remove(file.Name())
	}
}

// Prune removes what was not used for the longest time until the rest is no
// more than the cache may hold. What somebody else removes meanwhile is gone,
// too.
func (c *Cache) Prune() {
	if c == nil {
		return
	}
	entries, err := os.ReadDir(c.dir)
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
	for _, f := range files {
		if held += f.Size(); held > c.size {
			os.Remove(filepath.Join(c.dir, f.Name()))
		}
	}
}
