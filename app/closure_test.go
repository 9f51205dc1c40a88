package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// forbidden are packages, with all below them, that must not reach the
// browser's program, and why.
var forbidden = map[string]string{
	"kairo.dev/server":                      "the server's business",
	"kairo.dev/content/text":                "texts arrive as elements",
	"kairo.dev/content/load":                "the bundle arrives checked",
	"kairo.dev/web":                         "it would embed the program in itself",
	"github.com/goccy/go-json":              "tables and reflection; content.Decode reads the bundle",
	"github.com/yuin/goldmark":              "prose arrives as a tree",
	"github.com/andybalholm/brotli":         "the browser decodes",
	"github.com/klauspost/compress":         "the browser decodes",
	"golang.org/x/text":                     "tables of all languages",
	"golang.org/x/net":                      "the browser speaks HTTP and parses HTML",
	"golang.org/x/image":                    "pictures are drawn by the server",
	"html/template":                         "pages are elements",
	"text/template":                         "pages are elements",
	"time/tzdata":                           "all time zones; times are shown as the programme has them",
	"image":                                 "pictures are drawn by the server",
	"go/ast":                                "nothing here reads Go",
	"testing":                               "tests stay with the tests",
	"github.com/fsnotify/fsnotify":          "the browser has no files to watch",
	"github.com/santhosh-tekuri/jsonschema": "for tests",
	"net/http":                              "the browser speaks HTTP",
	"net/url":                               "brings fmt; the browser takes addresses apart",
	"crypto":                                "the browser speaks TLS",
	"regexp":                                "strings.Cut and the like do",
	"encoding/json":                         "content.Decode reads the bundle",
	"encoding/hex":                          "brings fmt",
	"fmt":                                   "strconv and errors do",
	"os":                                    "a page has no files",
	"log":                                   "brings fmt; panic reaches the console",
}

// TestClosure looks at everything that is compiled into the browser's program,
// which is built with a trimmed go-app; see package slim.
func TestClosure(t *testing.T) {
	trimmed := t.TempDir()
	trim := exec.Command("go", "run", "./app/slim/trim", trimmed)
	trim.Dir = ".."
	if out, err := trim.CombinedOutput(); err != nil {
		t.Fatalf("go run ./app/slim/trim: %v\n%s", err, out)
	}
	list := exec.Command("go", "list", "-modfile", filepath.Join(trimmed, "go.mod"), "-deps", "-f", `{{.Dir}} {{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, ".")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list -deps: %v", err)
	}
	importers := make(map[string]string)
	packages := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(packages) < 20 {
		t.Fatalf("go list -deps names %d packages; want the whole program", len(packages))
	}
	for _, line := range packages {
		fields := strings.Fields(line)
		dir, name := fields[0], fields[1]
		for _, imported := range fields[2:] {
			importers[imported] = name
		}
		// The go command keeps the result of a test until a file changes that
		// the test has looked at.
		if _, err := os.ReadDir(dir); err != nil {
			t.Error(err)
		}
	}
	for _, line := range packages {
		name := strings.Fields(line)[1]
		for prefix, why := range forbidden {
			if name == prefix || strings.HasPrefix(name, prefix+"/") {
				t.Errorf("the browser's program has %s (imported by %s): %s", name, importers[name], why)
			}
		}
	}
}
