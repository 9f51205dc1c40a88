//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kairo.dev/server/signed"
	"kairo.dev/server/signed/signedtest"
)

// signedWorker is the worker of a signed site, without its edition.
func signedWorker(t testing.TB) string {
	t.Helper()
	srv := startServer(t, "-tuf", newSignatures(t).tuf)
	response, err := http.Get(srv.url + *below + "/worker.js")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	worker, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	_, code, ok := strings.Cut(string(worker), "\n")
	if !ok || !strings.Contains(code, "timestamp.json") {
		t.Fatalf("the worker of a signed site does not verify: %.200s", code)
	}
	return code
}

// installer has the worker of the site installed, in another kind of worker that
// can be begun and ended at will, and says why it was not, "" if it was, and which
// editions are whole then.
const installer = `
	importScripts("/worker.js");
	const event = new Event("install");
	event.waitUntil = (promise) => promise.then(() => "", (problem) => problem.why ?? (problem.expected ? "changed" : String(problem)))
		.then(async (why) => {
			const whole = [];
			for (const name of await caches.keys()) {
				const record = await (await caches.open(name)).match("/.kairo/edition");
				if (record) whole.push((await record.json()).id);
			}
			postMessage({ why, whole });
		});
	dispatchEvent(event);`

// installs are functions for a page that has scenarios played.
const installs = `
	window.play = async (count) => {
		const running = [];
		const install = () => new Promise((resolve) => {
			const worker = new Worker("/installer.js");
			worker.onmessage = ({ data }) => resolve(data);
			running.push(worker); // with the last that uses them, WebKit forgets the caches of a private window
			worker.onerror = (event) => resolve({ why: "error: " + event.message, whole: [] });
		});
		const results = [];
		for (let i = 0; i < count; i++) {
			for (const name of await caches.keys()) await caches.delete(name);
			await fetch("/set/" + i + "/before");
			const before = await install();
			await fetch("/set/" + i + "/now");
			results.push({ before, now: await install() });
			for (const worker of running.splice(0)) worker.terminate();
		}
		return results;
	};`

// stage serves one site of a scenario after another.
type stage struct {
	worker    string
	scenarios []signedtest.Scenario

	mu  sync.Mutex
	now signedtest.Site
}

func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := strings.TrimPrefix(r.URL.Path, "/")
	w.Header().Set("Cache-Control", "no-store")
	if strings.HasSuffix(name, ".js") {
		w.Header().Set("Content-Type", "text/javascript")
	}
	switch part := strings.Split(name, "/"); {
	case name == "":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!doctype html><title>Stage</title><script>%s</script>", installs)
	case name == "installer.js":
		io.WriteString(w, installer)
	case name == "worker.js":
		fmt.Fprintf(w, "const EDITION = %s;\n%s", s.now[signed.EditionPath], s.worker)
	case part[0] == "set":
		i, _ := strconv.Atoi(part[1])
		if s.now = s.scenarios[i].Before; part[2] == "now" {
			s.now = s.scenarios[i].Now
		}
	case s.now[name] == nil:
		http.NotFound(w, r)
	default:
		w.Write(s.now[name])
	}
}

// TestVerifyRefusesInEach: the copy that a browser keeps refuses what "kairo
// verify" does, and stays as it was.
func TestVerifyRefusesInEach(t *testing.T) {
	t.Parallel()
	worker := signedWorker(t)
	scenarios := signedtest.Scenarios(t)
	inEach(t, func(t *testing.T, newTab opener) {
		srv := httptest.NewServer(&stage{worker: worker, scenarios: scenarios})
		t.Cleanup(srv.Close)
		tb := newTab(t, srv.URL, 800, 500)
		tb.open("/")
		results := eval[[]struct {
			Before, Now struct {
				Why   string
				Whole []string
			}
		}](tb, fmt.Sprintf(`play(%d)`, len(scenarios)))
		for i, s := range scenarios {
			before, now := results[i].Before, results[i].Now
			if before.Why != "" || len(before.Whole) != 1 {
				t.Errorf("%s: before it, %q are installed, %s; want one edition", s.Name, before.Whole, before.Why)
				continue
			}
			if now.Why != s.Copy {
				t.Errorf("%s: refused for %q; want %q", s.Name, now.Why, s.Copy)
			}
			if !slices.Contains(now.Whole, before.Whole[0]) {
				t.Errorf("%s: the edition before is gone", s.Name)
			}
			another := s.Copy == "" && !bytes.Equal(s.Before[signed.EditionPath], s.Now[signed.EditionPath])
			if got := len(now.Whole) > 1; got != another {
				t.Errorf("%s: another edition is installed: %v; want %v", s.Name, got, another)
			}
		}
	})
}

// shownOf is what the colophon shows of something.
func shownOf(what string) string {
	return fmt.Sprintf(`document.querySelector("[data-show=%s]").textContent`, what)
}

// TestSignedInEach: a reader sees by whom the copy is signed; what others have
// signed is not installed, and the reader is told; keys that were replaced twice
// meanwhile are followed; and what has expired can be read, and says so.
func TestSignedInEach(t *testing.T) {
	t.Parallel()
	s := newSignatures(t)
	first := startServer(t, "-tuf", s.publish(t))
	sentence := aSentence(t)
	stolen := startServer(t, "-content", sentence, "-tuf", newSignatures(t, "-content", sentence).tuf)
	s.replace(t, "root-2")
	s.replace(t, "targets-1")
	s.sign(t, "-content", sentence)
	second := startServer(t, "-content", sentence, "-tuf", s.publish(t))
	inEach(t, func(t *testing.T, newTab opener) {
		r := newRoad(t, first)
		tb := newTab(t, r.url, 1280, 800)
		tb.open("/colophon")
		tb.kept()
		tb.verified(s.fingerprint)
		if got := eval[string](tb, shownOf("signers")+` + "; " + `+shownOf("version")); !regexp.MustCompile(`^targets-1 [0-9a-f]{64}; 1$`).MatchString(got) {
			t.Errorf("the colophon shows who has signed as %q; want targets-1, and version 1", got)
		}
		// The page itself comes from the network, so that it is not of the edition.
		r.leadTo(stolen)
		tb.refuses()
		r.leadTo(nil)
		tb.readsSentence(false)
		r.leadTo(second)
		tb.follows()
		tb.open("/colophon")
		tb.verified(s.fingerprint)
		t.Logf("looking for newer signatures takes %.0f ms", eval[float64](tb, lookForSignatures))
		tb.expires()
		r.leadTo(nil)
		tb.readsSentence(true)
		r.leadTo(second)
		tb.forgets()
	})
}

// verified waits until the colophon says that the copy is good, by whom.
func (tb *tab) verified(fingerprint string) {
	tb.t.Helper()
	tb.until("verified", shownOf("proof")+` === "good"`)
	if got := eval[string](tb, shownOf("fingerprint")); got != fingerprint {
		tb.t.Errorf("the colophon shows the fingerprint %q; want %s", got, fingerprint)
	}
}

// refuses has the worker look at what others have signed.
func (tb *tab) refuses() {
	tb.t.Helper()
	tb.do(workers + `await update()`)
	const refusal = "A newer edition was not installed, because its signatures are not good: timestamp.json is not signed by those who have to."
	tb.until("told", fmt.Sprintf(shownOf("proof")+` === %q`, refusal))
}

// readsSentence opens the talk that has changed, from the copy.
func (tb *tab) readsSentence(want bool) {
	tb.t.Helper()
	tb.open(changedTalk)
	if got := eval[bool](tb, `document.querySelector("main").textContent.includes("One more sentence.")`); got != want {
		tb.t.Errorf("the copy has the new sentence: %v; want %v", got, want)
	}
}

// follows takes over an edition whose keys were replaced.
func (tb *tab) follows() {
	tb.t.Helper()
	tb.do(workers)
	if got := eval[string](tb, `update()`); got != "installed" {
		tb.t.Fatalf("update after the keys were replaced = %q; want installed", got)
	}
	old := eval[string](tb, editionShown)
	tb.until("offered", `document.getElementById("update").checkVisibility()`)
	tb.click("#update button")
	tb.until("in charge", fmt.Sprintf(`document.documentElement.dataset.edition !== %q && document.readyState === "complete"`, old))
}

// expires lets a year pass. Until the worker has looked, it may still put it right.
func (tb *tab) expires() {
	tb.t.Helper()
	tb.do(`window.age = async () => {
		const name = (await caches.keys()).find((name) => name.endsWith("-signed"));
		const cache = await caches.open(name);
		const [address] = await cache.keys();
		const proof = await (await cache.match(address)).json();
		proof.timestamp = proof.timestamp.replace(/"expires":"\d+/, '"expires":"2001');
		await cache.put(address, new Response(JSON.stringify(proof)));
		document.dispatchEvent(new Event("pagechange"));
	}`)
	tb.until("told since when", `age().then(() => `+shownOf("proof")+`.startsWith("Nothing can be proven since "))`)
}

// forgets removes the copy, and with it what is known of signatures.
func (tb *tab) forgets() {
	tb.t.Helper()
	tb.open("/colophon")
	tb.until("verified once more", shownOf("proof")+` === "good" && document.querySelector("main button[data-do=remove]").checkVisibility()`)
	tb.click("main button[data-do=remove]")
	tb.until("forgotten", `caches.keys().then((names) => names.length === 0 && `+shownOf("proof")+` === "not verified by this browser yet")`)
}

// TestSignedFirstVisit: a first copy that is refused is not there, and said to be
// none; the reader may try again.
func TestSignedFirstVisit(t *testing.T) {
	t.Parallel()
	r := newRoad(t, startServer(t, "-tuf", newSignatures(t).tuf))
	tb := newTab(t, r.url, 1280, 800)
	const shown = `document.querySelector("main button[data-do=%s]").checkVisibility()`
	// Nothing of a file that is not believed is kept.
	for _, file := range []string{"1.root.json", "timestamp.json"} {
		r.reset()
		r.lose("/tuf/"+file, wrongBytes)
		tb.open("/colophon")
		tb.until("refused", fmt.Sprintf(`!`+shown+` && `+shown+` && `, "remove", "save")+shownOf("saved")+` === "nothing" && `+shownOf("proof")+
			fmt.Sprintf(` === "No copy of this edition was kept, because its signatures are not good: %s is missing or cannot be read."`, file))
	}
	if got := eval[int](tb, `caches.keys().then((names) => names.filter((name) => name.includes("-edition-")).length)`); got != 0 {
		t.Errorf("%d editions are kept; want none", got)
	}
	r.reset()
	tb.click("main button[data-do=save]")
	tb.kept()
	tb.until("verified", shownOf("proof")+` === "good"`)
	tb.until("kept", fmt.Sprintf(shown+` && !`+shown, "remove", "save"))

	// A worker that is gone may not listen: what is known is shown all the same.
	tb.before(`ServiceWorker.prototype.postMessage = () => { throw new DOMException("gone", "InvalidStateError"); }`)
	tb.open("/colophon")
	tb.until("see what is known", shownOf("proof")+` === "good"`)
	tb.clean("without an answer of the worker")
}

// TestSignedUpdate: signatures cost who has the copy of a large site little more
// for an update of one sentence.
func TestSignedUpdate(t *testing.T) {
	t.Parallel()
	before := grownContent(t)
	after := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(after, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(after, "talks.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = regexp.MustCompile(`"slug": ?"tuf-en-up-kubecon-eu-2025",`).ReplaceAll(text, []byte(`$0 "text": "One more sentence.",`))
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	s := newSignatures(t, "-content", before)
	first := s.publish(t)
	s.sign(t, "-content", after)
	var costs []int
	for _, signed := range [][2][]string{{{}, {}}, {{"-tuf", first}, {"-tuf", s.tuf}}} {
		r := newRoad(t, startServer(t, append(signed[0], "-content", before)...))
		tb := newTab(t, r.url, 800, 500)
		tb.before(workers)
		tb.open("/")
		tb.kept()
		r.leadTo(startServer(t, append(signed[1], "-content", after)...))
		r.reset()
		if got := eval[string](tb, `update()`); got != "installed" {
			t.Fatalf("update = %q; want installed", got)
		}
		costs = append(costs, r.load())
		t.Logf("asked for are %q", r.seen())
	}
	t.Logf("one sentence costs %d bytes, and signed %d", costs[0], costs[1])
	if costs[0] > 30_000 {
		t.Errorf("one sentence costs %d bytes; want at most 30,000", costs[0])
	}
	if costs[1]-costs[0] > 10_000 {
		t.Errorf("one sentence costs %d bytes, and signed %d; want at most 10,000 more", costs[0], costs[1])
	}
}
