package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFormat: files get the one form and keep what they say; -n only names
// them; a second time there is nothing to do; what is no JSON stays.
func TestFormat(t *testing.T) {
	dir := writeContent(t, "talks.json", `"id"`, "\n\n\"id\"")
	if err := os.Mkdir(filepath.Join(dir, "pt"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pt", "person.json"), []byte(`{"jobTitle":"Engenheira"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	before := edition(t, dir)
	run := func(args string, status int, want ...string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if got := run(t.Context(), append(strings.Fields(args), "-content", dir), &stdout, &stderr); got != status {
			t.Errorf("kairo %s: status %d, %s; want %d", args, got, &stderr, status)
		}
		for _, name := range want {
			if !strings.Contains(stdout.String(), filepath.Join(dir, name)+"\n") {
				t.Errorf("kairo %s: %q; want %s in it", args, stdout.String(), name)
			}
		}
		if len(want) == 0 && stdout.Len() > 0 {
			t.Errorf("kairo %s: %q; want nothing", args, stdout.String())
		}
	}
	talks := filepath.Join(dir, "talks.json")
	was, err := os.ReadFile(talks)
	if err != nil {
		t.Fatal(err)
	}
	run("fmt -n", 0, "talks.json", "person.json", "pt/person.json")
	if is, err := os.ReadFile(talks); err != nil || !bytes.Equal(is, was) {
		t.Errorf("kairo fmt -n wrote %q, %v", is, err)
	}
	run("fmt", 0, "talks.json", "person.json")
	if is, err := os.ReadFile(talks); err != nil || bytes.Contains(is, []byte("\n\n")) {
		t.Errorf("kairo fmt left %q, %v", is, err)
	}
	if after := edition(t, dir); after != before {
		t.Errorf("kairo fmt made edition %s of edition %s; want the same", after, before)
	}
	run("fmt", 0)
	loop := filepath.Join(dir, "archive.json") // cannot be read, by whoever tests
	if err := errors.Join(os.RemoveAll(loop), os.Symlink("archive.json", loop)); err != nil {
		t.Fatal(err)
	}
	run("fmt", 1)
	if err := os.Remove(loop); err != nil {
		t.Fatal(err)
	}
	replace(t, talks, "{", "[")
	run("fmt", 1)
	if is, err := os.ReadFile(talks); err != nil || is[0] != '[' {
		t.Errorf("kairo fmt made %q, %v, of a broken file", is, err)
	}
}

// edition is that of the content in a folder.
func edition(t *testing.T, dir string) string {
	t.Helper()
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s.Edition.Digest
}
