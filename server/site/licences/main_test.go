package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// module makes a module's folder with the files.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "module@v1.0.0")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWrite(t *testing.T) {
	own := filepath.Join(module(t, map[string]string{"LICENSE": "Ours.\n"}), "LICENSE")
	golang := module(t, map[string]string{"LICENSE": "Go's terms.\n", "PATENTS": "Go's patents.\n", "README.md": "Read me."})
	apache := module(t, map[string]string{"LICENSE": "Apache's terms.\r\n", "NOTICE": "Apache's notice.", "licences.go": "package x"})
	list := "\n\nkairo.dev\t\t/ours\n" +
		"example.com/b\tv2.0.0\t" + apache + "\n" +
		"golang.org/x/text\tv0.1.0\t" + golang + "\n" +
		"golang.org/x/net\tv0.2.0\t" + golang + "\n" +
		"example.com/b\tv2.0.0\t/a/part/of/it/without/licence\n"
	var out strings.Builder
	if err := write(&out, strings.NewReader(list), own); err != nil {
		t.Fatal(err)
	}
	rule := strings.Repeat("-", 72)
	for _, want := range []string{
		"\nkairo.dev\n" + rule + "\n\nOurs.\n",
		"\nexample.com/b v2.0.0\n" + rule + "\n\nApache's terms.\n\nApache's notice.\n",
		"golang.org/x/net v0.2.0\ngolang.org/x/text v0.1.0\n" + rule + "\n\nGo's terms.\n\nGo's patents.\n",
		"\nGo 1.",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("write: %q is not in\n%s", want, out.String())
		}
	}
	for _, never := range []string{"Read me", "package x", "\r"} {
		if strings.Contains(out.String(), never) {
			t.Errorf("write: %q is in\n%s", never, out.String())
		}
	}
}

// TestWriteRefuses has no list of which a part is silently left out.
func TestWriteRefuses(t *testing.T) {
	own := filepath.Join(module(t, map[string]string{"LICENSE": "Ours."}), "LICENSE")
	licensed := module(t, map[string]string{"LICENSE": "Terms."})
	for list, want := range map[string]string{
		"":                                      "there are none",
		"example.com/a v1.0.0":                  "is not a path, a version and a folder",
		"example.com/a\tv1.0.0\t" + t.TempDir(): "example.com/a v1.0.0",
		"example.com/a\tv1.0.0\t" + licensed:    "no licence of Go",
	} {
		err := write(new(strings.Builder), strings.NewReader(list), own)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("write of %q: %v; want an error with %q", list, err, want)
		}
	}
}
