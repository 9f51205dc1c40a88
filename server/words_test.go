package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content/contenttest"
)

// TestCheckWords wants the check to say that the interface does not speak a
// language, and nothing of one that it does.
func TestCheckWords(t *testing.T) {
	for tag, noted := range map[string]bool{"pl": true, "zh-Hant": true, "de-AT": false, "pt": false} {
		dir := t.TempDir()
		if err := os.CopyFS(dir, contenttest.Site); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, "site.json")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.Replace(string(text), `"language": "en"`, `"language": "`+tag+`"`, 1))
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := check(t.Context(), []string{dir}, &out, io.Discard); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), `no words of the interface in "`+tag+`"`); got != noted {
			t.Errorf("check of a site in %q says %q; want a note: %t", tag, out.String(), noted)
		}
	}
}
