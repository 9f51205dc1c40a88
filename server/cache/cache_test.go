package cache

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// makes has something made under each key, unless it is in the folder, compares it
// with what it should be, and tells how much was made.
func makes(t *testing.T, f *Folder, keys ...string) (made int) {
	t.Helper()
	for _, key := range keys {
		want := []byte(strings.Repeat(key, 1000))
		got := f.Get(key)
		if got == nil {
			f.Put(key, want)
			made++
		} else if !bytes.Equal(got, want) {
			t.Errorf("Get(%q) = %.20q…; want %.20q…", key, got, want)
		}
	}
	f.Prune()
	return made
}

func open(t *testing.T) *Folder {
	t.Helper()
	f, err := Open(filepath.Join(t.TempDir(), "new", "folder"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// files are the paths of what is in the folder.
func (f *Folder) files(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(f.dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFolder(t *testing.T) {
	f := open(t)
	if n := makes(t, f, "a", "b", "c"); n != 3 {
		t.Errorf("with an empty folder %d of 3 are made", n)
	}
	if n := makes(t, f, "c", "d", "a"); n != 1 {
		t.Errorf("%d are made; want the 1 that is new", n)
	}
	again, err := Open(f.dir, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if n := makes(t, again, "a", "b", "c", "d"); n != 0 {
		t.Errorf("%d are made after a restart; want 0", n)
	}
}

func TestNoFolder(t *testing.T) {
	if n := makes(t, nil, "a", "a"); n != 2 {
		t.Errorf("%d are made without a folder; want 2", n)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "cache"), 1<<20); err == nil {
		t.Error("Open in a file: no error")
	}
}

// TestDamaged: whatever happens to a folder, what comes out of it is right.
func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(f *Folder, file string) error{
		"empty":     func(_ *Folder, file string) error { return os.WriteFile(file, nil, 0o644) },
		"half":      func(_ *Folder, file string) error { return os.Truncate(file, 500) },
		"other":     func(_ *Folder, file string) error { return os.WriteFile(file, bytes.Repeat([]byte("x"), 1032), 0o644) },
		"removed":   func(_ *Folder, file string) error { return os.Remove(file) },
		"no folder": func(f *Folder, _ string) error { return os.RemoveAll(f.dir) },
		"a folder in its place": func(_ *Folder, file string) error {
			return cmp.Or(os.Remove(file), os.MkdirAll(filepath.Join(file, "x"), 0o755))
		},
	} {
		f := open(t)
		makes(t, f, "a")
		if err := damage(f, f.files(t)[0]); err != nil {
			t.Fatal(err)
		}
		if n := makes(t, f, "a"); n != 1 {
			t.Errorf("%s: %d are made; want 1", name, n)
		}
	}
}

// TestBounded: what was not used for the longest time goes first.
func TestBounded(t *testing.T) {
	f := open(t)
	f.size = 3500
	makes(t, f, "a", "b", "c")
	old := time.Now().Add(-time.Hour)
	for _, name := range f.files(t) {
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	makes(t, f, "a")      // used
	makes(t, f, "d", "e") // two more than there is room for
	if got := len(f.files(t)); got != 3 {
		t.Errorf("the folder has %d files; want 3", got)
	}
	if n := makes(t, f, "a", "d", "e"); n != 0 {
		t.Errorf("%d that were used last are made; want 0", n)
	}
}

// TestShared has many goroutines use a folder.
func TestShared(t *testing.T) {
	f := open(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { makes(t, f, "a", "b", "c", "d") })
	}
	all.Wait()
	if got := len(f.files(t)); got != 4 {
		t.Errorf("the folder has %d files; want 4", got)
	}
}
