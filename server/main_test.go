package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kairo.dev/content/contenttest"
)

// patience is how long a test waits for what should come at once; only a
// failure takes so long.
const patience = 30 * time.Second

// writeContent copies a small site's content to a folder, with one text in
// place of another in a file of it.
func writeContent(t *testing.T, file, old, new string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(dir, os.DirFS("../content/load/testdata/good")); err != nil {
		t.Fatal(err)
	}
	if file != "" {
		replace(t, filepath.Join(dir, file), old, new)
	}
	return dir
}

// replace changes a text in a file.
func replace(t *testing.T, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte(old), []byte(new), 1)
	if bytes.Equal(changed, text) {
		t.Fatalf("%s does not have %q", file, old)
	}
	if err := os.WriteFile(file, changed, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRun(t *testing.T) {
	bad := writeContent(t, "talks.json", `"date": "`, `"date": "2024-13-01`)
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "old.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	good := writeContent(t, "", "", "")
	watched := writeContent(t, "talks.json", "https://video.example.org/1", "https://youtu.be/1")
	ended, end := context.WithCancel(t.Context())
	end() // for what would go on for ever
	tests := []struct {
		args           string
		status         int
		stdout, stderr string // patterns
	}{
		{"", 2, `^$`, `^kairo serves.*\n\nUsage:`},
		{"help", 0, `Usage:`, `^$`},
		{"-h", 0, `Usage:`, `^$`},
		{"serve -h", 0, `Usage:`, `^$`},
		{"server", 2, `^$`, `no command "server"; "kairo help"`},
		{"serve -nothing", 2, `^$`, `^kairo serve: flag provided but not defined: -nothing; see "kairo help"\n$`},
		{"serve ./content", 2, `^$`, `"./content" is one argument too many`},
		{"serve -dev", 2, `^$`, `-dev.*needs -content`},
		{"serve -cert a.pem", 2, `^$`, `-cert and -key go together`},
		{"serve -cert a.pem -key b.pem -domain kairo.dev", 2, `^$`, `choose`},
		{"serve -http :80", 2, `^$`, `-http.*needs -domain or -cert`},
		{"serve -domain https://kairo.dev", 2, `^$`, `-domain: "https://kairo.dev" is no domain name`},
		{"serve -domain localhost", 2, `^$`, `-domain: "localhost" is a name of this network`},
		{"serve -proxy localhost", 2, `^$`, `-proxy: "localhost" is neither`},
		{"serve -metrics-public", 2, `^$`, `it needs that`},
		{"serve -log xml", 2, `^$`, `-log is text or json`},
		{"serve -metrics :9090", 2, `^$`, `for this machine alone`},
		{"serve -metrics 192.0.2.1:9090", 2, `^$`, `for this machine alone`},
		{"serve -cert missing.pem -key missing.pem -content " + good, 1, `^$`, `load certificate: open missing.pem`},
		{"serve -addr 192.0.2.1:1 -content " + good, 1, `^$`, `192.0.2.1:1`},
		{"serve -content missing", 1, `^$`, `missing`},
		{"serve -content " + bad, 1, `^$`, `(?m)^kairo serve: the content has 1 mistake:\n\S+/content/talks.json:\d+:\d+: talks\[0\].date: "2024-13-01`},
		// It is to end before its pages are made, and does not wait for them.
		{"serve -addr 127.0.0.1:0 -content " + good, 0, `^$`, `^$`},
		{"export", 2, `^$`, `a folder is missing`},
		{"export -content " + good + " " + full, 1, `^$`, `export to ` + full + `: the folder has files that are no export`},
		{"export -content " + bad + " " + t.TempDir(), 1, `^$`, `talks.json:`},
		{"export -content " + good + " " + t.TempDir(), 0, `^exported \d+ files of edition [0-9a-f]+ to /\S+\n$`, `^$`},
		{"check " + good, 0, `^good: .*, 1 publication, 1 wish, 0 posts, 2 archived posts; `, ``},
		{"check", 0, `^good: \d+ projects?, .*; edition [0-9a-f]+ of \d{4}-\d\d-\d\d\n`, `^$`},
		{"check " + watched, 0, `\nnote: recordings without a day of upload .*: 1;`, `^$`},
		{"check " + good, 0, `^good: .*\n(warning: .*\n)?$`, `^$`},
		{"check a b", 2, `^$`, `"b" is one argument too many`},
		{"check " + bad, 1, `^$`, `(?m)^\S+/content/talks.json:\d+:\d+: .*date`},
		{"version", 0, `^kairo \S+( \(modified\))?, edition [0-9a-f]+ of \d{4}-\d\d-\d\d, go\S+ \w+/\w+\n$`, `^$`},
		{"version now", 2, `^$`, `one argument too many`},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := run(ended, strings.Fields(test.args), &stdout, &stderr)
			if status != test.status {
				t.Errorf("kairo %s: status %d; want %d", test.args, status, test.status)
			}
			for _, output := range []struct{ name, got, want string }{
				{"stdout", stdout.String(), test.stdout},
				{"stderr", stderr.String(), test.stderr},
			} {
				if !regexp.MustCompile(output.want).MatchString(output.got) {
					t.Errorf("kairo %s: %s is %q; want %q", test.args, output.name, output.got, output.want)
				}
			}
		})
	}
}

// TestCheckReportsAll: each mistake has a line.
func TestCheckReportsAll(t *testing.T) {
	dir := writeContent(t, "talks.json", `"date": "`, `"date": "2024-13-01`)
	replace(t, filepath.Join(dir, "projects.json"), `"name":`, `"nmae":`)
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"check", dir}, &stdout, &stderr); status != 1 {
		t.Errorf("kairo check: status %d; want 1", status)
	}
	for _, want := range []string{"talks.json:", "projects.json:", `nmae`} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("kairo check: %s\nwant something about %q", &stderr, want)
		}
	}
}

// TestCheckPlaced: pictures that say where they were taken are named, since the
// content may be published in other ways than as a site.
func TestCheckPlaced(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, contenttest.Sites(t)["posts"]); err != nil {
		t.Fatal(err)
	}
	got := mustRun(t, "check", dir)
	if want := "note: pictures that say where they were taken, to whoever has " + filepath.Join(dir, "files") + " or a program with it built in: loom.jpg ("; !strings.Contains(got, want) {
		t.Errorf("check %s says %q; want %q", dir, got, want)
	}
}

// TestCheckPictures: each half of a picture is found by check, and not only by the
// export.
func TestCheckPictures(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	files := contenttest.Files(t, contenttest.Sites(t)["posts"])
	for _, name := range []string{"files/loom.jpg", "files/me.png"} {
		files[name].Data = files[name].Data[:len(files[name].Data)/2]
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	const broken = ": cannot be read as a picture, or only in part: save it anew\n"
	want := dir + ": files/loom.jpg" + broken + dir + ": files/me.png" + broken
	if status := run(t.Context(), []string{"check", dir}, &stdout, &stderr); status != 1 || !strings.HasSuffix(stderr.String(), want) {
		t.Errorf("kairo check of halves of pictures: status %d, %q; want 1, and %q", status, &stderr, want)
	}
}
