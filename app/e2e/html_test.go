//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// kairo runs the program to its end.
func kairo(t testing.TB, program string, args ...string) string {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("kairo %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestHTML has validators read every page as it is exported. They take longer to
// start than to read a site, and read all sites at once.
func TestHTML(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, of := range sites(t) {
		kairo(t, program, append(append([]string{"export"}, of.args...), filepath.Join(folder, name))...)
	}
	if out, err := exec.Command("node", "testdata/npm/validate.mjs", folder).CombinedOutput(); err != nil {
		t.Errorf("validate: %v\n%s", err, out)
	}
	if out, err := structuredData(folder); err != nil {
		t.Errorf("check the structured data: %v\n%s", err, out)
	}
}

// structuredData checks what the pages in a folder say to search engines by the
// types of schema.org.
func structuredData(folder string) ([]byte, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	check := exec.Command("node", "jsonld.mjs", folder)
	check.Dir = "testdata/npm"
	return check.CombinedOutput()
}

// TestStructuredDataReports makes sure that what is no property, or no value of
// one, is found.
func TestStructuredDataReports(t *testing.T) {
	for bad, want := range map[string]string{
		`{"@type":"Event","name":"A","startsAt":"2024-01-01"}`:      "startsAt",
		`{"@type":"Event","name":"A","location":{"@type":"Movie"}}`: "Movie",
	} {
		folder := t.TempDir()
		page := `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[` + bad + `]}</script>`
		if err := os.WriteFile(filepath.Join(folder, "bad.html"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := structuredData(folder); err == nil || !strings.Contains(string(out), want) {
			t.Errorf("check of %s: %v, %q; want an error with %s", bad, err, out, want)
		}
	}
}

// TestHTMLValidatorReports makes sure that the validators find what is wrong.
func TestHTMLValidatorReports(t *testing.T) {
	folder := t.TempDir()
	const bad = `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p><div></p><img src="x" src="y"></body></html>`
	if err := os.WriteFile(filepath.Join(folder, "bad.html"), []byte(bad), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("node", "testdata/npm/validate.mjs", folder).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "parse error") || !strings.Contains(string(out), "wcag/h37") {
		t.Errorf("validate of bad HTML: %v\n%s\nwant a parse error and a missing alt", err, out)
	}
}
