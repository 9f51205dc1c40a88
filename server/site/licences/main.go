// Command licences writes down whose work a program is made of, and under what
// licence each part may be passed on. MIT, BSD and Apache licences ask for that
// wherever the work goes, and both of our programs hold others' work: the one
// that serves and the one that every reader's browser gets.
//
//	go list -deps -f '{{with .Module}}{{.Path}}{{"\t"}}{{.Version}}{{"\t"}}{{.Dir}}{{end}}' ./server |
//		licences LICENSE > web/dist/licences.txt
//
// It reads the modules of the packages that are linked, a line each, so that
// what is only needed for tests is not named. Its argument is the licence of
// the project itself, which comes first, and Go's own comes with it.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go list … | licences LICENSE > FILE")
		os.Exit(2)
	}
	if err := write(os.Stdout, os.Stdin, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// write writes the notices of the modules in list to w, those with the same
// words once.
func write(w io.Writer, list io.Reader, own string) error {
	body, err := os.ReadFile(own)
	if err != nil {
		return err
	}
	modules, err := read(list)
	if err != nil {
		return err
	}
	notices := make(map[string][]string) // the modules by their notice
	for name, dir := range modules {
		notice, err := noticeOf(dir)
		if err != nil {
			return fmt.Errorf("read licence of %s: %w", name, err)
		}
		notices[notice] = append(notices[notice], name)
	}
	if err := addGo(notices); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "This site is made with the work of others. These are their licences, and ours.\n")
	writeNotice(out, []string{"kairo.dev"}, string(body))
	for _, notice := range slices.SortedFunc(maps.Keys(notices), func(a, b string) int {
		return strings.Compare(slices.Min(notices[a]), slices.Min(notices[b]))
	}) {
		writeNotice(out, slices.Sorted(slices.Values(notices[notice])), notice)
	}
	return out.Flush()
}

func writeNotice(w io.Writer, names []string, notice string) {
	fmt.Fprintf(w, "\n\n%s\n%s\n\n%s\n", strings.Join(names, "\n"), strings.Repeat("-", 72), strings.TrimSpace(notice))
}

// read returns the folders of the modules by "path version". The project's own
// module has no version, and packages of Go no module: they are left out.
func read(list io.Reader) (map[string]string, error) {
	modules := make(map[string]string)
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		if lines.Text() == "" {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("read modules: %q is not a path, a version and a folder", lines.Text())
		}
		name := fields[0] + " " + fields[1]
		// The browser's program is built with a part of go-app, without its
		// licence; the whole of it comes before, with the server.
		if _, known := modules[name]; !known && fields[1] != "" {
			modules[name] = fields[2]
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read modules: %w", err)
	}
	if len(modules) == 0 {
		return nil, errors.New("read modules: there are none")
	}
	return modules, nil
}

// noticeNames are the files that a module says its terms in. Apache's licence
// asks for NOTICE too.
var noticeNames = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([-.](md|txt|mit|apache|bsd).*)?$`)

// noticeOf is what a module says about its licence, in all its files together.
func noticeOf(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var all []string
	for _, entry := range entries { // in the order of their names
		if entry.IsDir() || !noticeNames.MatchString(entry.Name()) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return "", err
		}
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
		all = append(all, strings.Trim(string(body), "\n"))
	}
	if len(all) == 0 {
		if parent := filepath.Dir(dir); strings.Contains(parent, "@") {
			return noticeOf(parent) // a module within a repository whose licence is above
		}
		return "", fmt.Errorf("%s has no file of that kind", dir)
	}
	return strings.Join(all, "\n\n"), nil
}

// addGo adds Go, whose runtime and packages are in every program. Distributions
// keep its licence apart from it; golang.org/x has the same words, and is linked.
func addGo(notices map[string][]string) error {
	name := "Go " + strings.TrimPrefix(runtime.Version(), "go")
	for notice, modules := range notices {
		if slices.ContainsFunc(modules, func(m string) bool { return strings.HasPrefix(m, "golang.org/x/text ") }) {
			notices[notice] = append(modules, name)
			return nil
		}
	}
	return errors.New("no licence of Go: golang.org/x/text, which has it, is not linked")
}
