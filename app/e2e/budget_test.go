//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"github.com/andybalholm/brotli"
)

// What a reader downloads at most, in bytes, compressed.
const (
	programBudget   = 1_085_000 // the program at level 9, which is 935,000 at level 11
	firstViewBudget = 16_000    // a page, its style sheet and its scripts
	scriptBudget    = 6_000     // the scripts of these
)

// TestProgramBudget compresses the program with brotli at level 9. Level 11
// leaves 0.86 of that, but takes half a minute.
func TestProgramBudget(t *testing.T) {
	file := filepath.Join("..", "..", "web", "dist", "app.wasm")
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("read the program (make build first): %v", err)
	}
	var compressed bytes.Buffer
	w := brotli.NewWriterLevel(&compressed, 9)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if n := compressed.Len(); n > programBudget {
		t.Errorf("%s has %d bytes, compressed; want at most %d (go test ./app tells what has come in)", file, n, programBudget)
	}
}

// headFiles are what the head of a page makes the browser load before the page
// is shown or soon after: style sheets and scripts.
var headFiles = regexp.MustCompile(`<(?:link rel="stylesheet" href|script(?: defer| type="module")? src)="([^"]+)"`)

// TestFirstViewBudget adds up what the browser loads for a page to be read.
func TestFirstViewBudget(t *testing.T) {
	srv := sharedServer(t)
	for _, p := range ui.Pages(readSite(t)) {
		if p.Hidden {
			continue
		}
		total, scripts := firstView(t, srv.url, p.Path)
		if total > firstViewBudget || scripts > scriptBudget {
			t.Errorf("%s takes %d bytes to be read, %d of them scripts; want at most %d and %d", p.Path, total, scripts, firstViewBudget, scriptBudget)
		}
	}
}

// firstView is how many bytes a page takes to be read, and how many of them are
// scripts.
func firstView(t testing.TB, origin, path string) (total, scripts int) {
	t.Helper()
	total, html := download(t, origin+path)
	files := headFiles.FindAllSubmatch(html, -1)
	if len(files) < 3 {
		t.Fatalf("%s loads %q; want a style sheet and scripts", path, files)
	}
	for _, file := range files {
		n, _ := download(t, origin+string(file[1]))
		total += n
		if strings.HasSuffix(string(file[1]), ".js") {
			scripts += n
		}
	}
	return total, scripts
}

// download returns how many bytes travel for an address, and what they are.
func download(t testing.TB, address string) (int, []byte) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "br")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	travelled, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	body := travelled
	if response.Header.Get("Content-Encoding") == "br" {
		if body, err = io.ReadAll(brotli.NewReader(bytes.NewReader(travelled))); err != nil {
			t.Fatal(err)
		}
	}
	return len(travelled), body
}
