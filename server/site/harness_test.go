package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/cache"
	"kairo.dev/web"

	"golang.org/x/net/html"
)

// readSite reads the content of the tests.
func readSite(t testing.TB) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Site, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// assets are the real ones, with something in place of the program: what it is
// made of does not matter here, and a fresh clone has none.
func assets(t testing.TB) fs.FS {
	t.Helper()
	files := fstest.MapFS{
		"dist/app.wasm":     {Data: []byte("\x00asm\x01\x00\x00\x00")},
		"dist/wasm_exec.js": {Data: []byte("class Go {}")},
	}
	err := fs.WalkDir(web.Files, "static", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(web.Files, path)
		files[path] = &fstest.MapFile{Data: body}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// pictures saves the tests from drawing the same pictures again and again.
var pictures *cache.Folder

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "kairo-pictures-")
	if err == nil {
		pictures, err = cache.Open(dir, 128<<20)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

func build(t testing.TB, s *content.Site) Files {
	t.Helper()
	files, err := Build(s, assets(t), Options{Pictures: pictures, Photos: pictures})
	if err != nil {
		t.Fatalf("Build: %v", err)
	}
	return files
}

func parseDocument(t *testing.T, path string, body []byte) *html.Node {
	t.Helper()
	document, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return document
}

// find is the first element of a name.
func find(in *html.Node, name string) *html.Node {
	for n := range in.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	return &html.Node{}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// grown is the real site with more posts and talks.
func grown(t testing.TB, posts, talks int) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Grown(t, posts, talks), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
