package picture

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"kairo.dev/content"
	"time"
)

// drawings counts how often a counted picture was drawn.
var drawings atomic.Int64

// counted is a picture that is easy to draw.
type counted struct{ text string }

func (c counted) Draw() []byte {
	drawings.Add(1)
	return []byte(strings.Repeat(c.text, 1000))
}

// draws draws pictures with a cache, compares them with what they should be,
// and tells how many were new.
func draws(t *testing.T, c *Cache, texts ...string) int64 {
	t.Helper()
	var pictures []Picture
	for _, text := range texts {
		pictures = append(pictures, counted{text})
	}
	before := drawings.Load()
	for i, got := range c.Draw(pictures...) {
		if want := strings.Repeat(texts[i], 1000); string(got) != want {
			t.Errorf("Draw gives %.20q… for %q", got, texts[i])
		}
	}
	return drawings.Load() - before
}

func open(t *testing.T) *Cache {
	t.Helper()
	c, err := OpenCache(filepath.Join(t.TempDir(), "new", "folder"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// files are the paths of what is in the cache.
func (c *Cache) files(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(c.dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestCacheHit(t *testing.T) {
	c := open(t)
	if n := draws(t, c, "a", "b", "c"); n != 3 {
		t.Errorf("an empty cache drew %d of 3 pictures", n)
	}
	if n := draws(t, c, "c", "d", "a"); n != 1 {
		t.Errorf("drew %d pictures; want the 1 that is new", n)
	}
	again, err := OpenCache(c.dir)
	if err != nil {
		t.Fatal(err)
	}
	if n := draws(t, again, "a", "b", "c", "d"); n != 0 {
		t.Errorf("drew %d pictures after a restart; want 0", n)
	}
}

func TestNoCache(t *testing.T) {
	if n := draws(t, nil, "a", "a"); n != 2 {
		t.Errorf("drew %d pictures without a cache; want 2", n)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenCache(filepath.Join(file, "cache")); err == nil {
		t.Error("OpenCache in a file: no error")
	}
}

// TestDamagedCache: whatever happens to a cache, the pictures are right.
func TestDamagedCache(t *testing.T) {
	for name, damage := range map[string]func(c *Cache, file string) error{
		"empty":     func(_ *Cache, file string) error { return os.WriteFile(file, nil, 0o644) },
		"half":      func(_ *Cache, file string) error { return os.Truncate(file, 500) },
		"other":     func(_ *Cache, file string) error { return os.WriteFile(file, bytes.Repeat([]byte("x"), 1032), 0o644) },
		"removed":   func(_ *Cache, file string) error { return os.Remove(file) },
		"no folder": func(c *Cache, _ string) error { return os.RemoveAll(c.dir) },
		"a folder in its place": func(_ *Cache, file string) error {
			return cmp.Or(os.Remove(file), os.MkdirAll(filepath.Join(file, "x"), 0o755))
		},
	} {
		c := open(t)
		draws(t, c, "a")
		if err := damage(c, c.files(t)[0]); err != nil {
			t.Fatal(err)
		}
		if n := draws(t, c, "a"); n != 1 {
			t.Errorf("%s: drew %d pictures; want 1", name, n)
		}
	}
}

// TestCacheIsBounded: what was not used for the longest time goes first.
func TestCacheIsBounded(t *testing.T) {
	c := open(t)
	c.size = 3500
	draws(t, c, "a", "b", "c")
	old := time.Now().Add(-time.Hour)
	for _, name := range c.files(t) {
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	draws(t, c, "a")      // used
	draws(t, c, "d", "e") // two more than there is room for
	if got := len(c.files(t)); got != 3 {
		t.Errorf("the cache has %d files; want 3", got)
	}
	if n := draws(t, c, "a", "d", "e"); n != 0 {
		t.Errorf("drew %d pictures that were used last; want 0", n)
	}
}

// TestSharedCache draws the same pictures from many goroutines.
func TestSharedCache(t *testing.T) {
	c := open(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { draws(t, c, "a", "b", "c", "d") })
	}
	all.Wait()
	if got := len(c.files(t)); got != 4 {
		t.Errorf("the cache has %d files; want 4", got)
	}
}

// TestKey: whatever goes into a picture is in its key.
func TestKey(t *testing.T) {
	keys := make(map[string]Picture)
	for _, p := range []Picture{
		Card{}, Card{Title: "a"}, Card{Section: "a"}, Card{Title: `a", Lead:"b`}, Card{Title: "a", Lead: "b"}, Card{Digest: "\xff"}, Card{Digest: "\xfe"}, Card{Portrait: Icon{Size: 1}}, Card{Portrait: Photo{File: &content.File{Digest: "a"}}}, Card{Portrait: Photo{File: &content.File{Digest: "b"}}},
		Icon{}, Icon{Size: 1}, Icon{Maskable: true}, Icon{Mark: NewMark("K", "https://kairo.dev", nil)}, Icon{Mark: NewMark("L", "https://kairo.dev", nil)}, counted{},
	} {
		if other, ok := keys[key(p)]; ok {
			t.Errorf("%#v and %#v have the same key", p, other)
		}
		keys[key(p)] = p
	}
}
