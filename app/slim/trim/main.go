// Command trim makes the copy of go-app that the browser's program is built
// with, in which package slim stands in for what is heavy, and one of package
// content without the sentences that its struct tags hold for editors:
//
//	go run ./app/slim/trim .build
//	GOOS=js GOARCH=wasm go build -modfile=.build/go.mod -overlay=.build/overlay.json ./app
//
// It reads the module in the version that go.mod pins, from the module cache,
// and writes a folder with a go.mod that replaces the module by the copy.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	module  = "github.com/maxence-charriere/go-app/v10"
	standIn = "kairo.dev/app/slim"
)

// imports are replaced by the stand-in.
var imports = []string{
	"crypto/aes", "crypto/cipher", "crypto/rand", "github.com/google/uuid", // encrypted states
	"encoding/json",                         // states and actions that are stored
	"fmt",                                   // attributes that are neither text nor number, and messages
	"net/http",                              // the server
	"net/url",                               // which brings fmt
	"os",                                    // the environment
	"path/filepath", module + "/pkg/errors", // errors as JSON with line numbers
	"regexp",     // routes by pattern
	"syscall/js", // the calls that make nodes, which it collects
}

// serverFiles are left out.
var serverFiles = []string{"http.go", "static.go", "wasm.go"}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: trim FOLDER")
		os.Exit(2)
	}
	if err := trim(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "trim:", err)
		os.Exit(1)
	}
}

// trim makes the copies in a folder, in place of those that are there. A relative
// folder is one of the module, whose root has to be the working directory.
func trim(folder string) error {
	source, err := downloaded()
	if err != nil {
		return err
	}
	root, err := goCommand("list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return err
	}
	for _, copied := range []string{"go-app", "content"} {
		if err := os.RemoveAll(filepath.Join(folder, copied)); err != nil {
			return err
		}
	}
	files, err := filepath.Glob(filepath.Join(source, "pkg", "app", "*.go"))
	if err != nil {
		return err
	}
	copied := filepath.Join(folder, "go-app")
	for _, file := range files {
		name := filepath.Base(file)
		if strings.HasSuffix(name, "_test.go") || slices.Contains(serverFiles, name) {
			continue
		}
		if err := copyFile(filepath.Join(copied, "pkg", "app", name), file, replaceImports); err != nil {
			return err
		}
	}
	if err := trimTags(folder); err != nil {
		return err
	}
	same := func(text []byte) []byte { return text }
	// The program's build information has the path: a relative one is the same
	// on every machine, and so is then the program.
	replacement := copied
	if !filepath.IsAbs(copied) {
		replacement = "./" + filepath.ToSlash(copied)
	}
	replace := func(text []byte) []byte { return fmt.Appendf(text, "\nreplace %s => %q\n", module, replacement) }
	return errors.Join(
		copyFile(filepath.Join(copied, "go.mod"), filepath.Join(source, "go.mod"), same),
		copyFile(filepath.Join(folder, "go.mod"), filepath.Join(root, "go.mod"), replace),
		copyFile(filepath.Join(folder, "go.sum"), filepath.Join(root, "go.sum"), same),
	)
}

// tags are struct tags of package content, of which the browser reads the name.
// All others would be in the program, which holds them for reflection.
var tags = regexp.MustCompile("`json:\"([^\",`]*)[^`]*`")

// trimTags makes the copy of package content, and the overlay that names it.
func trimTags(folder string) error {
	files, err := filepath.Glob(filepath.Join("content", "*.go"))
	if err != nil {
		return err
	}
	overlay := struct{ Replace map[string]string }{make(map[string]string)}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		to := filepath.Join(folder, file)
		overlay.Replace[file] = to
		if err := copyFile(to, file, func(text []byte) []byte { return tags.ReplaceAll(text, []byte("`json:\"$1\"`")) }); err != nil {
			return err
		}
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "overlay.json"), text, 0o644)
}

// downloaded is where go-app is in the module cache.
func downloaded() (string, error) {
	if _, err := goCommand("mod", "download", module); err != nil {
		return "", err
	}
	return goCommand("list", "-m", "-f", "{{.Dir}}", module)
}

func goCommand(args ...string) (string, error) {
	out, err := exec.Command("go", args...).Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		err = fmt.Errorf("%w: %s", err, exit.Stderr)
	}
	if err != nil {
		return "", fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}

func copyFile(to, from string, change func([]byte) []byte) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, change(text), 0o644)
}

// replaceImports gives each import in the list its old name and the stand-in's
// path.
func replaceImports(source []byte) []byte {
	for _, imported := range imports {
		path := standIn
		if imported == "syscall/js" {
			path += "/js" // it has names that are in the other too
		}
		source = bytes.Replace(source,
			fmt.Appendf(nil, "\n\t%q\n", imported),
			fmt.Appendf(nil, "\n\t%s %q\n", filepath.Base(imported), path), 1)
	}
	return source
}
