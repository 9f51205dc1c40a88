package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestReadme holds the README's table of folders against the packages: each of the
// first two levels has a row, and each row a folder. What is below, and packages
// for tests, may be described where they are.
func TestReadme(t *testing.T) {
	root := os.DirFS("..")
	text, err := fs.ReadFile(root, "README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]bool)
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9/]+)` \\|").FindAllStringSubmatch(string(text), -1) {
		rows[row[1]] = true
		if info, err := fs.Stat(root, row[1]); err != nil || !info.IsDir() {
			t.Errorf("the README has a row for %s, which is no folder", row[1])
		}
	}
	eachFile(t, root, func(name string) {
		dir := path.Dir(name)
		if path.Ext(name) == ".go" && strings.Count(dir, "/") < 2 && !strings.HasSuffix(dir, "test") && !rows[dir] {
			t.Errorf("the README has no row for %s, where %s is", dir, path.Base(name))
			rows[dir] = true
		}
	})
}

// TestReadmeLinks follows the links between the files that explain the project.
func TestReadmeLinks(t *testing.T) {
	root := os.DirFS("..")
	links := regexp.MustCompile(`\]\(([^)#:]*)(#[^)]*)?\)|src="([^":]+)"`)
	eachFile(t, root, func(name string) {
		if path.Ext(name) != ".md" {
			return
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range links.FindAllStringSubmatch(string(text), -1) {
			to := path.Join(path.Dir(name), link[1]+link[3])
			if link[1]+link[3] == "" {
				to = name
			}
			if _, err := fs.Stat(root, to); err != nil && !strings.HasPrefix(link[3], "/static/") {
				t.Errorf("%s leads to %s, which is not there", name, to)
			} else if link[2] != "" && !slices.Contains(headingsOf(t, root, to), link[2][1:]) {
				t.Errorf("%s leads to %s%s, and there is no such heading", name, to, link[2])
			}
		}
	})
}

// headingsOf are the names that GitHub gives to the headings of a file, to be led
// to: in small letters, with hyphens for spaces and without what is neither letter
// nor digit.
func headingsOf(t *testing.T, root fs.FS, name string) (headings []string) {
	t.Helper()
	text, err := fs.ReadFile(root, name)
	if err != nil {
		t.Fatal(err)
	}
	for _, heading := range regexp.MustCompile("(?m)^#+ +(.*)").FindAllStringSubmatch(string(text), -1) {
		headings = append(headings, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', unicode.IsLetter(r), unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, heading[1]))
	}
	return headings
}

// eachFile calls f with each file of the project, but for what is built, fetched
// or read by tests.
func eachFile(t *testing.T, root fs.FS, f func(name string)) {
	t.Helper()
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case !d.IsDir():
			f(name)
		case d.Name() == "testdata", d.Name() == "node_modules", d.Name() == "dist", d.Name() == "sites", d.Name() == "release", d.Name() == "bin",
			strings.HasPrefix(d.Name(), ".") && name != "." && name != ".github":
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
