//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// commitLoad is how many bytes an installed reader loads, at most, for a commit
// that changes a sentence.
const commitLoad = 100_000

// TestTwoCommits publishes two commits as whoever clones the project does, with
// the go command's own settings: the program stays the same, and readers do not
// load it again. The command says which commit it is of.
func TestTwoCommits(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	copyProject(t, tree)
	runIn(t, tree, "git", "init", "-q")
	first, firstWords, firstProgram := publish(t, tree)

	// Each commit changes words; the address of what they are in stays.
	path := filepath.Join(tree, "content", "site.json")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const field = `"description": "`
	if err := os.WriteFile(path, bytes.Replace(text, []byte(field), []byte(field+"New: "), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	second, secondWords, secondProgram := publish(t, tree)

	if !bytes.Equal(firstProgram, secondProgram) {
		t.Error("two commits that do not touch the program make two programs; want one")
	}
	if a, b := runIn(t, tree, first, "version"), runIn(t, tree, second, "version"); strings.Fields(a)[1] == strings.Fields(b)[1] {
		t.Errorf("both are %s; want the command to say which commit it is of", a)
	}

	r := newRoad(t, start(t, first, "-content", firstWords))
	tb := newTab(t, r.url, 800, 500)
	tb.open("/")
	tb.kept()
	r.leadTo(start(t, second, "-content", secondWords))
	r.reset()
	// The page looks for a new edition too, and a browser that is looking does not
	// look again.
	tb.until("have the new edition", `navigator.serviceWorker.getRegistration().then(async (r) => {
		if (!r.installing && !r.waiting) await r.update();
		return r.waiting !== null;
	})`)
	t.Logf("a commit costs a reader %d bytes: %q", r.load(), r.seen())
	if got := r.load(); got > commitLoad {
		t.Errorf("a commit costs a reader %d bytes; want at most %d", got, commitLoad)
	}
	for _, path := range r.seen() {
		if strings.HasSuffix(path, ".wasm") {
			t.Errorf("%s was asked for again", path)
		}
	}
}

// copyProject copies what the project is made of.
func copyProject(t *testing.T, to string) {
	t.Helper()
	root := filepath.Join("..", "..")
	files := runIn(t, root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	for name := range strings.SplitSeq(strings.TrimRight(files, "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue // it is to be removed with the next commit
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// publish commits what is in a working tree, and builds it. It gives the command,
// the folder of the words that are in it, and the browser's program.
func publish(t *testing.T, tree string) (command, words string, program []byte) {
	t.Helper()
	runIn(t, tree, "git", "add", "-A")
	runIn(t, tree, "git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "words")
	runIn(t, tree, "make", "kairo")
	program, err := os.ReadFile(filepath.Join(tree, "web", "dist", "app.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	command = filepath.Join(t.TempDir(), "kairo")
	if err := os.Rename(filepath.Join(tree, "bin", "kairo"), command); err != nil {
		t.Fatal(err)
	}
	words = t.TempDir()
	if err := os.CopyFS(words, os.DirFS(filepath.Join(tree, "content"))); err != nil {
		t.Fatal(err)
	}
	return command, words, program
}

// runIn runs a command in a folder, with the go command's own settings, and gives
// what it says.
func runIn(t *testing.T, folder, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	// Make tells a make that it runs what it was told itself.
	cmd.Env = append(os.Environ(), "GOENV=off", "GOFLAGS=", "MAKEFLAGS=", "MAKELEVEL=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s%s", name, args, err, out, stderr.Bytes())
	}
	return string(out)
}
