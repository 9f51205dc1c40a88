//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
)

// TestOfflineInEach visits one page, stops the server, and reads all pages by
// their addresses and once more by reload; and after a visit of another, those
// that a reader would try first.
func TestOfflineInEach(t *testing.T) {
	t.Parallel()
	s := readFrom(t, os.DirFS(smallSite))
	pages := slices.DeleteFunc(ui.Pages(s), func(p *ui.Page) bool { return p.Path == ui.NotFoundPath })
	talk := ui.TalkPath(&s.Talks[0])
	inEach(t, func(t *testing.T, newTab opener) {
		for first, read := range map[string][]*ui.Page{
			ui.HomePath:    pages,
			ui.ArchivePath: {pageOf(t, s, ui.ArchivePath), pageOf(t, s, ui.HomePath)},
			talk:           {pageOf(t, s, talk), pageOf(t, s, ui.TalksPath)},
		} {
			srv := startServer(t, "-content", smallSite)
			tb := newTab(t, srv.url, 1280, 800)
			tb.open(first)
			tb.kept()
			srv.stop()
			for _, p := range read {
				tb.open(p.Path)
				tb.shows(p, "by its address")
				tb.reload()
				tb.whole(p, "by reload")
			}
		}
	})
}

// TestHangingServerInEach: a server that accepts and never answers keeps nobody
// from what is saved.
func TestHangingServerInEach(t *testing.T) {
	t.Parallel()
	inEach(t, func(t *testing.T, newTab opener) {
		r := newRoad(t, sharedServer(t))
		tb := newTab(t, r.url, 1280, 800)
		tb.open("/")
		tb.kept()
		release := r.holdAll()
		defer release()
		for _, path := range []string{"/talks", "/archive"} {
			tb.open(path)
			tb.shows(pageAt(t, path), "by its address")
			tb.reload()
			tb.whole(pageAt(t, path), "by reload")
		}
	})
}

// TestLargeFileInEach: a file that is too large for the copy is kept when the
// reader asks for it, and is there without the server, and not without that.
func TestLargeFileInEach(t *testing.T) {
	t.Parallel()
	// A file that browsers show, and do not save.
	folder := changedContent(t, contenttest.Sites(t)["posts"], "posts/everything.md", "files/notes.pdf", "files/notes.txt")
	size := content.LargestKept * 2
	if err := os.WriteFile(filepath.Join(folder, "files", "notes.txt"), bytes.Repeat([]byte("a note.\n"), size/8), 0o600); err != nil {
		t.Fatal(err)
	}
	const file, button = `document.querySelector("main button[data-do=keep]").value`, `main button[data-do=keep]`
	const have = `fetch(` + file + `, { cache: "no-store" }).then(async (r) => (await r.arrayBuffer()).byteLength).catch(() => 0)`
	inEach(t, func(t *testing.T, newTab opener) {
		srv := startServer(t, "-content", folder)
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/colophon")
		tb.kept()
		tb.until("be offered the file", `!document.querySelector("`+button+`").hidden`)
		tb.click(button)
		tb.until("have the file", `document.querySelector("`+button+`").hidden && !document.querySelector("`+button+` + span").hidden`)
		tb.until("have the focus on the file", `document.activeElement === document.querySelector("`+button+`").previousElementSibling`)
		srv.stop()
		tb.reload()
		tb.until("see that it is kept", `!document.querySelector("`+button+` + span").hidden`)
		if got := eval[int](tb, have); got != size {
			t.Errorf("without the server, the file has %d bytes; want %d", got, size)
		}
		tb.open(strings.TrimPrefix(eval[string](tb, file), *below))
		if got := eval[int](tb, `document.body.textContent.length`); got != size {
			t.Errorf("without the server, the address of the file shows %d characters; want %d", got, size)
		}
		tb.open("/colophon")
		tb.until("see that it is kept", `!document.querySelector("`+button+` + span").hidden`)
		tb.click("main button[data-do=remove]")
		tb.until("be offered no file", `document.querySelector("`+button+`").hidden && document.querySelector("`+button+` + span").hidden`)
		if got := eval[int](tb, have); got != 0 {
			t.Errorf("without a copy and the server, the file has %d bytes; want none", got)
		}
	})
}

// breakable is code for the worker by which its storage throws, or never answers,
// when it is told so.
const breakable = `
	addEventListener("message", ({ data, ports: [port] }) => {
		const broken = { throws: () => Promise.reject(new DOMException("no", "UnknownError")), hangs: () => new Promise(() => {}) }[data];
		if (!broken) return;
		for (const name of ["open", "has", "keys", "match", "delete"]) CacheStorage.prototype[name] = broken;
		port.postMessage("done");
	});`

// hangsOnceInstalled is code for the worker by which it gets no answer to which
// caches there are from when it is put in charge.
const hangsOnceInstalled = `
	const { keys } = CacheStorage.prototype;
	CacheStorage.prototype.keys = function () { return registration.installing ? keys.call(this) : new Promise(() => {}); };`

// TestBrokenStorageInEach: a storage that throws, or never answers, costs the copy
// and no page.
func TestBrokenStorageInEach(t *testing.T) {
	t.Parallel()
	inEach(t, func(t *testing.T, newTab opener) {
		r := newRoad(t, sharedServer(t))
		r.addToWorker(breakable)
		tb := newTab(t, r.url, 1280, 800)
		tb.open("/")
		tb.kept()
		breakIt := func(how string) {
			t.Helper()
			eval[string](tb, fmt.Sprintf(`new Promise((resolve) => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = ({ data }) => resolve(data);
				navigator.serviceWorker.controller.postMessage(%q, [port2]);
			})`, how))
		}
		breakIt("throws")
		tb.open("/archive")
		tb.shows(pageAt(t, "/archive"), "with a storage that throws")
		breakIt("hangs")
		const hashed, named = `document.querySelector("link[rel=stylesheet]").href`, `"/opensearch.xml"`
		if got := eval[[]int](tb, `Promise.all([`+hashed+`, `+named+`].map(async (a) => (await fetch(a)).status))`); !slices.Equal(got, []int{200, 200}) {
			t.Errorf("with a storage that never answers, the style sheet and the search description have the statuses %d; want 200, 200", got)
		}
		// Pages wait for a worker that is put in charge, which looks for what to remove.
		r.addToWorker(breakable + hangsOnceInstalled)
		tb.do(`window.before = navigator.serviceWorker.controller;
			await (await navigator.serviceWorker.getRegistration()).update()`)
		tb.until("have another worker", `navigator.serviceWorker.controller !== before && navigator.serviceWorker.controller.state === "activated"`)
	})
}
