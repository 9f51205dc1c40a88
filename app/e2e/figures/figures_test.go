package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// output is what benchmarks, tests and Lighthouse print, in parts.
const output = `goos: linux
BenchmarkStart/home/cold-2         	       3	         0 ns/op	        84.00 ms-blocked-p50	       217.4 ms-interactive-p50	        13.20 ms-longest-task-p50
BenchmarkStart/home/warm-2         	       3	         0 ns/op	       120.0 ms-interactive-p50	        11.00 ms-longest-task-p50
BenchmarkStartHello/cold   	       3	         0 ns/op	         1.06 site/hello
BenchmarkSign-2   	       7	 140312345 ns/op
BenchmarkLoad/home-2 	 1	 0.9012 of-nginx	 8.71 of-caddy	 98123 kairo-req/s
    signed_test.go:322: one sentence costs 22040 bytes, and signed 27060
    restart_test.go:138: 50135 requests, 207 restarts, 0 failed
page	performance	accessibility	best-practices	seo	FCP ms	LCP ms	TBT ms	CLS
/	100	100	100	100	905.1	905.1	0	0
/talks	99	100	100	100	905.1	905.1	2.4	0
`

func TestFigures(t *testing.T) {
	m, err := read(strings.NewReader(output))
	if err != nil {
		t.Fatal(err)
	}
	table, missing := write(m, []byte("| memory of the server after a minute of load | 84 MB | `x` |\n"))
	for _, want := range []string{
		"started at once: cold, warm | 217, 120 ms | `BenchmarkStart` |",
		"signing 4,000 files | 140 ms | `BenchmarkSign` |",
		"nine rounds | 98,123; 0.90, 8.7 | `BenchmarkLoad` |",
		"300 talks | 22 KB | `TestSignedUpdate` |",
		"300 talks | 5.0 KB | `TestSignedUpdate` |",
		"systemd holds | 0 of 50,135, at 207 restarts | `TestRestart` |",
		"the least | 99 | `make lighthouse` |",
		"the most | 2 ms | `make lighthouse` |",
		"a minute of load | 84 MB | `BenchmarkLoadMinute` |", // as it was
	} {
		if !strings.Contains(string(table), want) {
			t.Errorf("write(…) =\n%s\nwant %s", table, want)
		}
	}
	if len(missing) == 0 || !strings.Contains(strings.Join(missing, "\n"), `measured beside it: cold, warm: StartHello/warm has no site/hello`) {
		t.Errorf("missing are %q; want what is said of StartHello/warm, too", missing)
	}
}

// TestReadme holds the README's table against the one that is measured, and that
// against the benchmarks and tests that there are.
func TestReadme(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _, err := cut(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := write(nil, table); !bytes.Equal(table, again) {
		t.Errorf("the README has\n%s\nwant (go run ./app/e2e/figures README.md < /dev/null)\n%s", table, again)
	}
	var tests []byte
	for _, pattern := range []string{"app/e2e/*_test.go", "server/*_test.go", "server/*/*_test.go", "Makefile"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tests = append(tests, text...)
		}
	}
	for _, f := range figures {
		name := regexp.QuoteMeta(strings.TrimPrefix(f.by, "make "))
		if !regexp.MustCompile(`(?m)^(func ` + name + `\(|` + name + `: )`).Match(tests) {
			t.Errorf("%s is measured by %s, which is not there", f.words, f.by)
		}
	}
}
