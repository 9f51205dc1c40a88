//go:build e2e

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content/contenttest"
)

// workers are functions for looking at the workers of a page.
const workers = `
	window.editionOf = (worker) => new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = (event) => resolve(event.data);
		worker.postMessage("edition", [port2]);
	});

	// What becomes of an attempt to get the newest edition.
	window.update = async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		try {
			await registration.update();
		} catch {
			return "no worker";
		}
		const worker = registration.installing ?? registration.waiting;
		if (!worker || worker.state !== "installing") return worker?.state ?? "nothing new";
		return new Promise((resolve) => worker.addEventListener("statechange", () => resolve(worker.state), { once: true }));
	};

	window.cacheOf = async ({ id }) => (await caches.keys()).find((name) => name.endsWith("-edition-" + id));

	// A file that has names of its edition in it, with a blank for each.
	window.blank = (text, { names }) => names.reduce((text, name, i) => text.split(name).join("\0" + i + "\0"), text);

	// The files of the edition in charge that are not there, or not right.
	window.missing = async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		const edition = await editionOf(registration.active);
		const bad = [];
		for (const { url, sha256, kind } of edition.files) {
			const response = await caches.match(url, { cacheName: await cacheOf(edition) });
			let bytes = await response?.arrayBuffer();
			if (bytes && kind) bytes = new TextEncoder().encode(blank(new TextDecoder().decode(bytes), edition));
			const digest = bytes && new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
			if (!digest || btoa(String.fromCharCode(...digest)) !== sha256) bad.push(url);
		}
		return bad;
	};

	// Forgets a file that an attempt has got.
	window.evict = async (path) => {
		const registration = await navigator.serviceWorker.getRegistration();
		const { id } = await editionOf(registration.active);
		for (const name of await caches.keys()) {
			if (name.includes("-edition-") && !name.endsWith("-edition-" + id)) await (await caches.open(name)).delete(path);
		}
		// As the reader does who asks for another try.
		await caches.delete("kairo-trouble");
	};`

// changedContent is a folder with content, save for one change.
func changedContent(t testing.TB, from fs.FS, name, old, new string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, from); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), old); n != 1 {
		t.Fatalf("%s has %q %d times; want once", name, old, n)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	return folder
}

// aSentence is content in which a talk has one more sentence.
func aSentence(t testing.TB) string {
	return changedContent(t, contenttest.Site, "talks.json", `"slug": "tuf-en-up-kubecon-eu-2025",`,
		`"slug": "tuf-en-up-kubecon-eu-2025", "text": "One more sentence.",`)
}

const changedTalk = "/talks/tuf-en-up-kubecon-eu-2025"
