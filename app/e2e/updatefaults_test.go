//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"kairo.dev/app/ui"
)

// anotherEdition builds a program in which every file is another: scripts,
// style sheets, the program, the runtime.
func anotherEdition(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	replaced := map[string]string{}
	err = filepath.WalkDir(filepath.Join(root, "web"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		var suffix string
		switch filepath.Ext(path) {
		case ".js":
			suffix = "\nglobalThis.another = true;\n"
		case ".css":
			suffix = "\n.another { order: 1 }\n"
		case ".wasm":
			suffix = "\x00\x05\x04note" // a custom section
		default:
			return nil
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		copy := filepath.Join(folder, fmt.Sprint(len(replaced)))
		replaced[path] = copy
		return os.WriteFile(copy, append(body, suffix...), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(folder, "kairo")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-overlay", list, "-o", binary, "./server")
	build.Dir = root
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build another edition: %v\n%s", err, out)
	}
	return binary
}

// TestUpdateFaults: for each file of an update, each fault on its way leaves
// the old edition whole and readable; and the next try gets the file. A try
// goes on where the one before it ended, so that each costs one file here.
func TestUpdateFaults(t *testing.T) {
	t.Parallel()
	old := sharedServer(t, "-content", smallSite)
	// The title is on every page.
	changed := changedContent(t, os.DirFS(smallSite), "site.json", `"title": "Ada Example",
  "description"`, `"title": "Another",
  "description"`)
	new := start(t, anotherEdition(t), "-content", changed)
	pages := ui.Pages(readFrom(t, os.DirFS(smallSite)))
	for _, f := range []fault{notFound, broken, wrongBytes, halfBody, nothing} {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel() // most of the time is spent waiting
			r := newRoad(t, old)
			tb := newTab(t, r.url, 800, 500)
			tb.before(workers)
			tb.open("/")
			tb.kept()
			before := eval[string](tb, editionShown)
			r.leadTo(new)
			update := tb.changesOfUpdate()
			if len(update.Files) < len(pages)+10 {
				t.Fatalf("the update consists of %q; want the pages and what they need", update.Files)
			}
			for i, path := range append([]string{"/worker.js"}, update.Files...) {
				tb.updateWithout(r, new, update, path, f)
				r.leadTo(nil)
				p := pages[i%len(pages)]
				tb.open(p.Path)
				if got := eval[string](tb, editionShown); got != before {
					t.Fatalf("after %s for %s, %s is of edition %s; want the old one, %s", f, path, p.Path, got, before)
				}
			}
			r.reset()
			r.setHurry(false)
			r.leadTo(new)
			// What was changed on its way is tried again after hours, or when the
			// reader asks.
			tb.do(`await caches.delete("kairo-trouble")`)
			for range 3 {
				if eval[string](tb, `update()`) == "installed" {
					break
				}
			}
			if !eval[bool](tb, update.waits()) {
				t.Error("without a fault the new edition is not installed")
			}
		})
	}
}

// update is what an update has to fetch: what is not in the old edition.
type update struct {
	Name   string
	Pieces string // of the bundle
	Files  []string
}

// waits is whether the update is installed, and waits to be chosen.
func (u update) waits() string {
	return fmt.Sprintf(`navigator.serviceWorker.getRegistration().then(async ({ waiting }) =>
		Boolean(waiting) && (await editionOf(waiting)).names[0] === %q)`, u.Name)
}

// changesOfUpdate reads what the server has that the copy has not.
func (tb *tab) changesOfUpdate() update {
	tb.t.Helper()
	return eval[update](tb, `(async () => {
		const text = await (await fetch("/worker.js", { cache: "reload" })).text();
		const { names, files } = JSON.parse(text.slice("const EDITION = ".length, text.indexOf("\n") - 1));
		const old = await editionOf((await navigator.serviceWorker.getRegistration()).active);
		const isNew = ({ sha256 }) => !old.files.some((file) => file.sha256 === sha256);
		const bundle = files.find(({ kind }) => kind === "bundle").url;
		return { Name: names[0], Pieces: bundle.replace(/([^/]+)\.json$/, "pieces/$1.txt"), Files: files.filter(isNew).map(({ url }) => url) };
	})()`)
}

// updateWithout looks for an update while a fault is in the way of one file. The
// old edition has to stay whole.
func (tb *tab) updateWithout(r *road, to *server, update update, path string, f fault) {
	tb.t.Helper()
	// Browsers look for updates by themselves as well: none may be under way that
	// began before this fault.
	r.leadTo(nil)
	tb.until("no attempt is under way", `navigator.serviceWorker.getRegistration().then(({ installing }) => !installing)`)
	tb.do(fmt.Sprintf(`await evict(%q)`, path))
	r.reset()
	r.lose(path, f)
	r.lose(update.Pieces, notFound) // then the bundle is fetched whole
	r.setHurry(f == nothing)        // or the test would wait long
	r.leadTo(to)
	for range 20 {
		if tb.do(`await update()`); slices.Contains(r.seen(), path) {
			break
		}
	}
	if !slices.Contains(r.seen(), path) {
		tb.t.Fatalf("an update did not ask for %s", path)
	}
	if eval[bool](tb, update.waits()) {
		tb.t.Fatalf("with %s for %s the new edition counts as installed", f, path)
	}
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		tb.t.Fatalf("after %s for %s the old edition lacks %q", f, path, got)
	}
}
