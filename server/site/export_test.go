package site

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestExportAgain exports another edition into the folder of the one before.
func TestExportAgain(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	page := func(body string) *File { return NewFile([]byte(body), "text/html; charset=utf-8") }
	must(os.WriteFile(at(".git"), []byte("gitdir: elsewhere"), 0o644))
	must(Files{"/": page("one"), "/same": page("same"), "/talks/gone": page("gone")}.Export(dir))

	long := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	must(os.Chtimes(at("same.html"), long, long))
	must(os.WriteFile(at("CNAME"), []byte("of the owner"), 0o644))
	must(Files{"/": page("two"), "/same": page("same"), "/new": page("new")}.Export(dir))

	for name, want := range map[string]string{
		"index.html": "two", "same.html": "same", "new.html": "new",
		".git": "gitdir: elsewhere", "CNAME": "of the owner",
		exportList: "index.html\nnew.html\nsame.html\n",
	} {
		if got, err := os.ReadFile(at(name)); err != nil || string(got) != want {
			t.Errorf("after the second export %s has %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := os.Stat(at("talks")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after the second export talks/gone.html or its folder is there (%v)", err)
	}
	if info, err := os.Stat(at("same.html")); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("the second export wrote same.html, which had not changed (%v)", err)
	}
}

// TestExportCutOff: where an export is cut off, no page is there whose style sheet is
// not.
func TestExportCutOff(t *testing.T) {
	dir := t.TempDir()
	page := func(body string) *File { return NewFile([]byte(body), "text/html; charset=utf-8") }
	style := immutable(NewFile([]byte("p {}"), "text/css"))
	if err := (Files{"/": page("one"), "/style.123.css": style}).Export(dir); err != nil {
		t.Fatal(err)
	}
	// A folder is in the place of the style sheet.
	if err := os.Remove(filepath.Join(dir, "style.123.css")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "style.123.css", "other"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := (Files{"/": page("two"), "/style.123.css": style}).Export(dir); err == nil {
		t.Errorf("Export(%s) over a folder: no error", dir)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "index.html")); string(got) != "one" {
		t.Errorf("after an export without its style sheet index.html has %q, %v; want %q", got, err, "one")
	}
	if parts, err := filepath.Glob(filepath.Join(dir, "*.part")); err != nil || len(parts) > 0 {
		t.Errorf("after an export that failed there are %v, %v; want nothing that is not whole", parts, err)
	}
}

// TestExportOverOthers: what its owner has put into an export stays, and nothing is
// written, where the site gets files of those names.
func TestExportOverOthers(t *testing.T) {
	dir := t.TempDir()
	page := func(body string) *File { return NewFile([]byte(body), "text/html; charset=utf-8") }
	if err := (Files{"/": page("one")}).Export(dir); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"about.html": "mine", "same.html": "same"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "link.html")); err != nil {
		t.Fatal(err)
	}
	next := Files{"/": page("two"), "/about": page("of the site"), "/link": page("link"), "/same": page("same")}
	if err := next.Export(dir); !errors.Is(err, ErrNotEmpty) || !strings.Contains(err.Error(), ": about.html, link.html, which") {
		t.Errorf("Export(%s) over files of others: %v; want %v, and their names", dir, err, ErrNotEmpty)
	}
	for name, want := range map[string]string{"index.html": "one", "about.html": "mine", exportList: "index.html\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("after Export(%s) over files of others %s has %q, %v; want %q", dir, name, got, err, want)
		}
	}
}

// TestExportBesideOthers: a folder whose files are somebody's is left alone.
func TestExportBesideOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := (Files{"/": NewFile([]byte("one"), "text/html")}).Export(dir); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("Export(%s) beside a file: %v; want %v", dir, err, ErrNotEmpty)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("Export(%s) beside a file leaves %d entries, %v; want it alone", dir, len(entries), err)
	}
}

// TestExportOfBadList: what an export lists as its own is never outside of it.
func TestExportOfBadList(t *testing.T) {
	parent := t.TempDir()
	dir, outside := filepath.Join(parent, "export"), filepath.Join(parent, "thesis.txt")
	for name, body := range map[string]string{outside: "mine", filepath.Join(dir, exportList): "../thesis.txt\n"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := (Files{"/": NewFile([]byte("one"), "text/html")}).Export(dir); err == nil {
		t.Error("Export with ../thesis.txt in the list: no error")
	}
	if _, err := os.Stat(outside); err != nil {
		t.Errorf("Export with ../thesis.txt in the list: %v", err)
	}
}
