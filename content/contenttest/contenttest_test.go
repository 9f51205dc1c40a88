package contenttest

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// TestNobodyElseReadsTheContent: what package content says is the business of
// the tests called TestContent, which get it from Sites. Any other that read it
// would fail when its owner writes something.
func TestNobodyElseReadsTheContent(t *testing.T) {
	const files = "content" + ".Files" // not to be found here
	err := fs.WalkDir(os.DirFS("../.."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		// The screenshots show the site that there is.
		if !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "screenshots_test.go") {
			return nil
		}
		text, err := os.ReadFile("../../" + path)
		if strings.Contains(string(text), files) {
			t.Errorf("%s reads %s; want contenttest.Site, or contenttest.Sites in a test called TestContent", path, files)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
