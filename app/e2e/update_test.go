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
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/chromedp"
)

// TestUpdate changes a sentence of a talk while two windows are open: the
// reader is told, chooses when to read it, and until then sees nothing of it.
func TestUpdate(t *testing.T) {
	t.Parallel()
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open(changedTalk)
	tb.kept()
	other := tb.beside()
	other.before(workers)
	other.open("/talks")
	other.interactive()
	const edition = `document.documentElement.dataset.edition`
	before := eval[string](tb, edition)

	r.leadTo(startServer(t, "-content", aSentence(t)))
	r.reset()
	if got := eval[string](tb, `update()`); got != "installed" {
		t.Fatalf("update = %q; want installed", got)
	}
	if got := r.load(); got > 30_000 {
		t.Errorf("one sentence costs a reader %d bytes; want at most 30,000", got)
	}
	t.Logf("one sentence costs a reader %d bytes: %q", r.load(), r.seen())
	for _, path := range r.seen() {
		if strings.HasSuffix(path, ".wasm") {
			t.Errorf("%s was asked for again", path)
		}
	}

	// Both windows are told, and see nothing of it, not even without a network.
	const words = `document.querySelector("#update span").textContent`
	const told = `document.getElementById("update").checkVisibility() && ` + words + ` === "A new edition is ready: 1 page changed."`
	r.leadTo(nil)
	for _, window := range []*tab{tb, other} {
		window.until("told", told)
		window.run("reload", chromedp.Reload())
		window.interactive()
		window.until("told again", told)
		if got := eval[string](window, edition); got != before {
			t.Errorf("a window shows edition %s before the reader has chosen; want %s", got, before)
		}
		if got := eval[[]string](window, `missing()`); len(got) > 0 {
			t.Errorf("%q are missing while the new edition waits", got)
		}
	}
	other.follow(changedTalk)
	if strings.Contains(eval[string](other, `document.querySelector("main").textContent`), "One more sentence.") {
		t.Error("a window shows the new sentence before the reader has chosen")
	}

	// The reader chooses, by keyboard, and stays where they were.
	tb.do(`scrollTo({ top: 100, behavior: "instant" }); document.querySelector("#update button").focus({ preventScroll: true }); window.old = true`)
	top := eval[float64](tb, `scrollY`)
	if top == 0 {
		t.Fatal("the page is not long enough to scroll")
	}
	tb.run("choose", chromedp.KeyEvent("\r"))
	tb.until("switched", `!window.old && document.documentElement.dataset.edition !== "`+before+`" && document.readyState === "complete"`)
	tb.interactive()
	tb.until("scrolled", fmt.Sprintf(`scrollY === %v`, top))
	if got := tb.path(); got != changedTalk {
		t.Errorf("the switch led to %s; want %s", got, changedTalk)
	}
	if !eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`) {
		t.Error("the new sentence is not there after the switch")
	}
	// The other window goes on with what it has, and may follow.
	other.until("told", `document.getElementById("update").checkVisibility()`)
	if got := eval[string](other, edition); got != before {
		t.Errorf("the other window was pulled to edition %s", got)
	}
	if got := eval[[]string](tb, `missing()`); len(got) > 0 {
		t.Errorf("%q are missing after the switch", got)
	}
	if got := eval[int](tb, `caches.keys().then((names) => names.filter((name) => name.includes("-edition-")).length)`); got != 1 {
		t.Errorf("%d editions are kept after the switch; want 1", got)
	}
}

// TestUpdateFromTheNetwork: a page that comes from the network is of the new
// edition already, and brings the copy along without a word.
func TestUpdateFromTheNetwork(t *testing.T) {
	t.Parallel()
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open("/")
	tb.kept()
	r.leadTo(startServer(t, "-content", aSentence(t)))
	tb.open(changedTalk)
	tb.interactive()
	tb.until("in charge", `navigator.serviceWorker.getRegistration().then(async (r) =>
		!r.waiting && !r.installing && (await editionOf(r.active)).names[0] === document.documentElement.dataset.edition)`)
	if eval[bool](tb, `document.getElementById("update").checkVisibility()`) {
		t.Error("the reader is told of an edition that they are reading")
	}
	r.leadTo(nil)
	tb.open(changedTalk)
	if !eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`) {
		t.Error("the new sentence is not in the copy")
	}
	tb.clean("update from the network")
}

// TestUpdateThatWaits: a reader who wants the new edition reads it, also where the
// browser does not put its worker in charge.
func TestUpdateThatWaits(t *testing.T) {
	t.Parallel()
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 1280, 800)
	tb.before(workers + `
		const post = ServiceWorker.prototype.postMessage;
		ServiceWorker.prototype.postMessage = function (...what) {
			if (what[0] !== "switch") post.apply(this, what);
		};`)
	tb.open(changedTalk)
	tb.kept()
	r.leadTo(startServer(t, "-content", aSentence(t)))
	if got := eval[string](tb, `update()`); got != "installed" {
		t.Fatalf("update = %q; want installed", got)
	}
	tb.until("told", `document.getElementById("update").checkVisibility()`)
	tb.click("#update button")
	tb.until("shown", `document.querySelector("main").textContent.includes("One more sentence.") && document.readyState === "complete"`)
}

// TestUpdateEachHour: a page that stays open looks for a new edition each hour.
func TestUpdateEachHour(t *testing.T) {
	r := newRoad(t, sharedServer(t))
	tb := newTab(t, r.url, 800, 500)
	tb.before(`
		window.hours = [];
		const set = setInterval;
		window.setInterval = (work, interval) => {
			if (interval === 60 * 60 * 1000) hours.push(work);
			return set(work, interval);
		};`)
	tb.open("/")
	tb.kept()
	tb.until("waiting for an hour to pass", `hours.length === 1`)
	r.leadTo(startServer(t, "-content", aSentence(t)))
	tb.do(`hours[0]()`)
	tb.until("told", `document.querySelector("#update span").checkVisibility()`)
	tb.clean("update each hour")
}

// TestRollback: the owner goes forward, and back again.
func TestRollback(t *testing.T) {
	t.Parallel()
	changed := aSentence(t)
	old, new := sharedServer(t), startServer(t, "-content", changed)
	r := newRoad(t, old)
	tb := newTab(t, r.url, 800, 500)
	tb.before(workers)
	tb.open(changedTalk)
	tb.kept()
	for i, to := range []*server{new, old, new, old} {
		want := to == new
		if *signedSites && i > 0 { // it has to be signed again, as the next edition
			to = startServer(t, map[bool][]string{true: {"-content", changed}}[want]...)
		}
		r.leadTo(to)
		if got := eval[string](tb, `update()`); got != "installed" {
			t.Fatalf("update %d = %q; want installed", i, got)
		}
		if i == 0 || i == 1 {
			continue // the new edition waits, and is taken back before anyone reads it
		}
		tb.do(`(await navigator.serviceWorker.getRegistration()).waiting?.postMessage("switch")`)
		tb.until("in charge", `navigator.serviceWorker.getRegistration().then((r) => !r.waiting && r.active.state === "activated")`)
		r.leadTo(nil)
		tb.open(changedTalk)
		has := eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`)
		if has != want {
			t.Errorf("after update %d the page has the new sentence: %v; want %v", i, has, want)
		}
		if got := eval[[]string](tb, `missing()`); len(got) > 0 {
			t.Errorf("after update %d %q are missing", i, got)
		}
	}
}

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
			oldName := eval[string](tb, `document.documentElement.dataset.edition`)
			// What the update has to fetch: what is not in the old edition.
			r.leadTo(new)
			update := eval[struct {
				Name, Pieces string
				Files        []string
			}](tb, `(async () => {
				const text = await (await fetch("/worker.js", { cache: "reload" })).text();
				const { names, files } = JSON.parse(text.slice("const EDITION = ".length, text.indexOf("\n") - 1));
				const old = await editionOf((await navigator.serviceWorker.getRegistration()).active);
				const isNew = ({ sha256 }) => !old.files.some((file) => file.sha256 === sha256);
				const bundle = files.find(({ kind }) => kind === "bundle").url;
				return { Name: names[0], Pieces: bundle.replace("site.", "pieces.").replace(".json", ".txt"), Files: files.filter(isNew).map(({ url }) => url) };
			})()`)
			if len(update.Files) < len(pages)+10 {
				t.Fatalf("the update consists of %q; want the pages and what they need", update.Files)
			}
			waits := fmt.Sprintf(`navigator.serviceWorker.getRegistration().then(async ({ waiting }) =>
				Boolean(waiting) && (await editionOf(waiting)).names[0] === %q)`, update.Name)
			for i, path := range append([]string{"/worker.js"}, update.Files...) {
				// Browsers look for updates by themselves as well: none may be
				// under way that began before this fault.
				r.leadTo(nil)
				tb.until("no attempt is under way", `navigator.serviceWorker.getRegistration().then(({ installing }) => !installing)`)
				tb.do(fmt.Sprintf(`await evict(%q)`, path))
				r.reset()
				r.lose(path, f)
				r.lose(update.Pieces, notFound) // then the bundle is fetched whole
				r.setHurry(f == nothing)        // or the test would wait long
				r.leadTo(new)
				for range 20 {
					if tb.do(`await update()`); slices.Contains(r.seen(), path) {
						break
					}
				}
				if !slices.Contains(r.seen(), path) {
					t.Fatalf("an update did not ask for %s", path)
				}
				if eval[bool](tb, waits) {
					t.Fatalf("with %s for %s the new edition counts as installed", f, path)
				}
				if got := eval[[]string](tb, `missing()`); len(got) > 0 {
					t.Fatalf("after %s for %s the old edition lacks %q", f, path, got)
				}
				r.leadTo(nil)
				p := pages[i%len(pages)]
				tb.open(p.Path)
				if got := eval[string](tb, `document.documentElement.dataset.edition`); got != oldName {
					t.Fatalf("after %s for %s, %s is of edition %s; want the old one, %s", f, path, p.Path, got, oldName)
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
			if !eval[bool](tb, waits) {
				t.Error("without a fault the new edition is not installed")
			}
		})
	}
}
