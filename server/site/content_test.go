package site

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestContent: whatever the content says, a site can be made of it and written
// to a folder, every page is there and in order, and every link to an address or
// a part of one leads somewhere.
func TestContent(t *testing.T) {
	for name, from := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			s, err := load.Read(from, ui.Paths)
			if err != nil {
				t.Fatal(err)
			}
			files := build(t, s)
			testEveryPage(t, s, files)
			testLinks(t, s, files)
			testOutline(t, files)
			testNamed(t, s, files)
			if err := files.Export(t.TempDir()); err != nil {
				t.Error(err)
			}
		})
	}
}

// ofProgram is where a site says the name of the program that made it: in names
// of its caches, and of the command.
var ofProgram = regexp.MustCompile("`kairo\\$\\{BASE\\}-|/\\.kairo/|kairo serve -dev")

// testNamed wants the files of a site to name this project nowhere but where it is
// a name of the program, and where its content says so.
func testNamed(t *testing.T, s *content.Site, files Files) {
	t.Helper()
	if said, err := json.Marshal(s); err != nil || strings.Contains(string(said), "kairo") {
		return
	}
	for path, file := range files.All() {
		if path == ui.LicencesPath || strings.HasSuffix(path, ".wasm") {
			continue
		}
		if body := ofProgram.ReplaceAllString(string(file.Body), ""); strings.Contains(body, "kairo") {
			i := strings.Index(body, "kairo")
			t.Errorf("%s of the site at %s says %.60q", path, s.Address, body[max(0, i-20):])
		}
	}
}
