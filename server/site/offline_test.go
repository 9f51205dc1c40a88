package site

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/words"
)

// offlineList reads the list back out of the worker, as the browser does.
func offlineList(t *testing.T, files Files) *offlineEdition {
	t.Helper()
	first, _, _ := strings.Cut(string(files[WorkerPath].Body), "\n")
	literal, ok := strings.CutPrefix(first, "const EDITION = ")
	if !ok {
		t.Fatalf("the worker begins with %q; want its edition", first)
	}
	var edition *offlineEdition
	if err := json.Unmarshal([]byte(strings.TrimSuffix(literal, ";")), &edition); err != nil {
		t.Fatalf("the worker's edition: %v", err)
	}
	return edition
}

// TestOfflineList: the list has every page and all they need to be shown, with
// the right hashes.
func TestOfflineList(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	edition := offlineList(t, files)
	listed := make(map[string]offlineFile)
	for _, file := range edition.Files {
		listed[file.URL] = file
		body := files[file.URL].Body
		sum := sha256.Sum256(body)
		if want := base64.StdEncoding.EncodeToString(sum[:]); file.SHA256 != want || file.Size != len(body) {
			t.Errorf("%s is listed with %s, %d bytes; want %s, %d", file.URL, file.SHA256, file.Size, want, len(body))
		}
	}
	for _, p := range ui.Pages(s) {
		if _, ok := listed[p.Path]; ok == (p.Path == ui.NotFoundPath) {
			t.Errorf("%s is listed: %v", p.Path, ok)
		}
		document := parseDocument(t, p.Path, files[p.Path].Body)
		for n := range document.Descendants() {
			for _, name := range []string{"src", "data-program", "data-runtime", "data-takeover", "data-content", "data-offline"} {
				if address, ok := attribute(n, name); ok && listed[address].URL == "" {
					t.Errorf("%s needs %s, which is not listed", p.Path, address)
				}
			}
			if rel, _ := attribute(n, "rel"); rel == "stylesheet" || rel == "icon" || rel == "manifest" {
				if address, _ := attribute(n, "href"); listed[address].URL == "" {
					t.Errorf("%s needs %s, which is not listed", p.Path, address)
				}
			}
		}
		if got, _ := attribute(find(document, "html"), "data-edition"); got != edition.Names[0] {
			t.Errorf("%s is of edition %q; want %q", p.Path, got, edition.Names[0])
		}
	}
}

// TestOfflineWords changes one talk, and looks which pages say something else.
func TestOfflineWords(t *testing.T) {
	s := readSite(t)
	before := offlineList(t, build(t, s))
	changed := *s
	changed.Talks = append([]content.Talk(nil), s.Talks...)
	changed.Talks[1].Room = "Another Room"
	changed.Edition.Digest = strings.Repeat("0123", 16)
	files := build(t, &changed)
	after := offlineList(t, files)
	if before.ID == after.ID || before.Names[0] == after.Names[0] {
		t.Error("two editions have the same id or name")
	}
	old := make(map[string]offlineFile)
	for _, file := range before.Files {
		old[file.URL] = file
	}
	for _, file := range after.Files {
		if file.Words == "" {
			continue
		}
		want := file.URL == ui.TalkPath(&s.Talks[1])
		if got := file.Words != old[file.URL].Words; got != want {
			t.Errorf("%s says something else: %v; want %v", file.URL, got, want)
		}
		// What the worker does to copy a page from one edition to the next.
		page := string(build(t, s)[file.URL].Body)
		for i, name := range before.Names {
			page = strings.ReplaceAll(page, name, after.Names[i])
		}
		if got := page == string(files[file.URL].Body); got == want {
			t.Errorf("%s can be copied: %v; want %v", file.URL, got, !want)
		}
	}
}

func TestNoOffline(t *testing.T) {
	files, err := Build(readSite(t), assets(t), Options{NoOffline: true})
	if err != nil {
		t.Fatal(err)
	}
	if edition := offlineList(t, files); edition != nil {
		t.Errorf("the worker keeps %d files; want none", len(edition.Files))
	}
	if strings.Contains(string(files["/"].Body), "data-offline") {
		t.Error("the home page registers a worker")
	}
}

// TestSigned: the worker of a signed site verifies, and the colophon has a place
// for what comes of it; other sites carry nothing of that.
func TestSigned(t *testing.T) {
	s := readSite(t)
	marked := *s
	marked.Words = words.For(s.Language)
	plain, signed := build(t, s), build(t, &marked)
	for _, test := range []struct{ path, part string }{
		{WorkerPath, "timestamp.json"},
		{"/colophon", `data-show="fingerprint"`},
		{"/colophon", `data-offline="/static/signed.`},
		{"/content/site.json", marked.Words.Signatures.Title},
	} {
		if !strings.Contains(string(signed[test.path].Body), test.part) {
			t.Errorf("%s of a signed site is without %s", test.path, test.part)
		}
		if strings.Contains(string(plain[test.path].Body), test.part) {
			t.Errorf("%s of a site that is not signed has %s", test.path, test.part)
		}
	}
	_, worker, _ := strings.Cut(string(plain[WorkerPath].Body), "\n")
	if !strings.HasSuffix(string(signed[WorkerPath].Body), "\n"+worker) {
		t.Error("the worker of a signed site has not all of the other's")
	}
	// The worker compares its list with the signed one as text.
	if edition := string(signed[EditionPath].Body); strings.Contains(edition, `\`) {
		t.Errorf("%s has an escape, which browsers may write otherwise: %q", EditionPath, edition)
	}
}
