//go:build e2e

package e2e

import (
	"debug/buildinfo"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/app/ui"
)

// linked are the modules that a program for browsers says it is made of. Package
// debug/buildinfo does not read WebAssembly, and the words are in it all the same.
var linked = regexp.MustCompile(`\ndep\t([^\t\n]+)\t([^\t\n]+)`)

// TestLicences looks for each module that the two built programs say they are
// made of among the notices that the site passes on with them.
func TestLicences(t *testing.T) {
	t.Parallel()
	server, err := buildinfo.ReadFile(filepath.Join("..", "..", "bin", "kairo"))
	if err != nil {
		t.Fatalf("read the program (make build first): %v", err)
	}
	want := []string{"kairo.dev", "Go " + strings.TrimPrefix(server.GoVersion, "go")}
	for _, m := range server.Deps {
		want = append(want, m.Path+" "+m.Version)
	}
	program, err := os.ReadFile(filepath.Join("..", "..", "web", "dist", "app.wasm"))
	if err != nil {
		t.Fatalf("read the program (make build first): %v", err)
	}
	inBrowser := linked.FindAllSubmatch(program, -1)
	if len(inBrowser) == 0 {
		t.Error("the browser's program does not say what it is made of")
	}
	for _, m := range inBrowser {
		want = append(want, string(m[1])+" "+string(m[2]))
	}
	_, body := download(t, sharedServer(t).url+ui.LicencesPath)
	notices := "\n" + string(body)
	for _, module := range want {
		if !strings.Contains(notices, "\n"+module+"\n") {
			t.Errorf("%s has no licence of %s (remove web/dist/licences.txt and make build)", ui.LicencesPath, module)
		}
	}
}
