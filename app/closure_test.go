package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// forbidden are packages, with all below them, that must not reach the
// browser's program, and why.
var forbidden = map[string]string{
	"kairo.dev/server":                      "the server's business",
	"kairo.dev/content/load":                "the bundle arrives checked",
	"kairo.dev/web":                         "it would embed the program in itself",
	"github.com/goccy/go-json":              "tables and reflection of a megabyte; encoding/json is there already",
	"github.com/yuin/goldmark":              "prose arrives as a tree",
	"github.com/andybalholm/brotli":         "the browser decodes",
	"github.com/klauspost/compress":         "the browser decodes",
	"golang.org/x/text":                     "tables of hundreds of kilobytes",
	"golang.org/x/net":                      "the browser speaks HTTP and parses HTML",
	"golang.org/x/image":                    "pictures are drawn by the server",
	"html/template":                         "pages are elements",
	"text/template":                         "pages are elements",
	"time/tzdata":                           "450 kB; times are shown as the programme has them",
	"image":                                 "pictures are drawn by the server",
	"go/ast":                                "nothing here reads Go",
	"testing":                               "tests stay with the tests",
	"github.com/fsnotify/fsnotify":          "the browser has no files to watch",
	"github.com/santhosh-tekuri/jsonschema": "for tests",
}

// TestClosure looks at everything that is compiled into the browser's program.
func TestClosure(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, ".")
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
		imports := strings.Fields(line)
		for _, imported := range imports[1:] {
			importers[imported] = imports[0]
		}
	}
	for _, line := range packages {
		name := strings.Fields(line)[0]
		for prefix, why := range forbidden {
			if name == prefix || strings.HasPrefix(name, prefix+"/") {
				t.Errorf("the browser's program has %s (imported by %s): %s", name, importers[name], why)
			}
		}
	}
}
