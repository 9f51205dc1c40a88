package site

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
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

// blank is a file as the worker takes the hash of it.
func blank(file []byte, names []string) []byte {
	text := string(file)
	for i, name := range names {
		text = strings.Join(strings.Split(text, name), fmt.Sprintf("\x00%d\x00", i))
	}
	return []byte(text)
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
		if (file.Kind == kindPage) != files[file.URL].IsPage() || (file.Kind == kindBundle) != (strings.HasPrefix(file.URL, "/content/site.") && file.URL != BundlePath) || (file.Kind == kindTexts) != strings.HasPrefix(file.URL, "/search/") {
			t.Errorf("%s is of kind %q", file.URL, file.Kind)
		}
		if size := len(body); file.Size != size {
			t.Errorf("%s is listed with %d bytes; want %d", file.URL, file.Size, size)
		}
		if file.Kind != "" {
			body = blank(body, edition.Names)
		}
		sum := sha256.Sum256(body)
		if want := base64.StdEncoding.EncodeToString(sum[:]); file.SHA256 != want {
			t.Errorf("%s is listed with %s; want %s", file.URL, file.SHA256, want)
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

// TestOfflineWords changes one talk, and looks which files say something else.
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
	first := build(t, s)
	for _, file := range after.Files {
		if file.Kind != kindPage {
			continue
		}
		want := file.URL == ui.TalkPath(&s.Talks[1])
		if got := file.SHA256 != old[file.URL].SHA256; got != want {
			t.Errorf("%s says something else: %v; want %v", file.URL, got, want)
		}
		// What the worker does to copy a page from one edition to the next.
		page := string(blank(first[file.URL].Body, before.Names))
		for i, name := range after.Names {
			page = strings.ReplaceAll(page, fmt.Sprintf("\x00%d\x00", i), name)
		}
		if got := page == string(files[file.URL].Body); got == want {
			t.Errorf("%s can be copied: %v; want %v", file.URL, got, !want)
		}
	}
}

// TestOfflineText changes a word of the text of a post: of what all pages need, the
// browser has everything already.
func TestOfflineText(t *testing.T) {
	urls := func(text string) map[string]string { // by their hashes
		folder := contenttest.Files(t, contenttest.Sites(t)["posts"])
		folder["posts/short.md"].Data = append(folder["posts/short.md"].Data, text...)
		s, err := load.Read(folder, ui.Paths)
		if err != nil {
			t.Fatal(err)
		}
		all := make(map[string]string)
		for _, file := range offlineList(t, build(t, s)).Files {
			all[file.SHA256] = file.URL
		}
		return all
	}
	before := urls("")
	var changed []string
	for sum, url := range urls(" One-more-word.") {
		if before[sum] == "" {
			changed = append(changed, url)
		}
	}
	for _, url := range changed {
		if strings.HasPrefix(url, "/content/site.") || strings.HasPrefix(url, "/static/") {
			t.Errorf("with a word of a text %s is another", url)
		}
	}
	// The seal, the page, and for the search its text, the vocabulary and the list of both.
	if len(changed) != 5 {
		t.Errorf("with a word of a text there are new %q; want five files", changed)
	}
}

// dividedEdition is the edition of files, with the hash of each file and of each
// part of the list by address, and how many files are in no part.
func dividedEdition(t *testing.T, files Files, s *content.Site, names ...string) (all, parts map[string]string, own int) {
	t.Helper()
	for _, file := range files {
		file.Offline = true
	}
	e := newOfflineEdition(offlineFiles(files, s, names), "2026-01-02", names)
	want, made := e.Files, make(Files)
	if err := e.divide(made, s.Base()); err != nil {
		t.Fatal(err)
	}
	parts, all = make(map[string]string), make(map[string]string)
	listed := e.Files
	for _, part := range e.Parts {
		body := made[strings.TrimPrefix(part.URL, s.Base())].Body
		if got := newOfflineFile(part.URL, body); got != part {
			t.Errorf("the list has %+v for a part; want %+v", part, got)
		}
		var entries []offlineFile
		if err := json.Unmarshal(body, &entries); err != nil || entries == nil {
			t.Fatalf("%s is %s, no list: %v", part.URL, body, err)
		}
		listed = append(listed, entries...)
		parts[part.URL] = part.SHA256
	}
	if len(listed) != len(want) {
		t.Errorf("there are %d files in the parts; want %d", len(listed), len(want))
	}
	for _, file := range listed {
		all[file.URL] = file.SHA256
	}
	for _, file := range want {
		if all[file.URL] != file.SHA256 {
			t.Errorf("%s has %q in the parts; want %q", file.URL, all[file.URL], file.SHA256)
		}
	}
	return all, parts, len(e.Files)
}

// TestOfflineParts: the list of a large site is in parts, and one file more or less,
// or another, is in few of them.
func TestOfflineParts(t *testing.T) {
	files := make(Files)
	for i := range 1000 {
		path := fmt.Sprintf("/posts/entry-%d", i)
		files[path] = NewFile([]byte(path+" of an edition"), "text/html")
	}
	s := &content.Site{Address: "https://large.example/below"}
	add := func(path, body string) {
		files[path] = NewFile([]byte(body), mediaType(path))
	}
	differ := func(a, b map[string]string) (n int) {
		for url := range a {
			if a[url] != b[url] {
				n++
			}
		}
		return n
	}

	add("/seal.000000000001.svg", "a seal")
	add("/static/picture.000000000003.png", "a picture")
	all, parts, own := dividedEdition(t, files, s, "/seal.000000000001.svg", "an edition")
	if len(parts) != 32 || own != 1 {
		t.Errorf("1,002 files are in %d parts, %d in none; want 32, and 1 in none", len(parts), own)
	}
	add("/posts/entry-1", "another")
	add("/posts/entry-1000", "one more")
	delete(files, "/posts/entry-2")
	delete(files, "/seal.000000000001.svg")
	add("/seal.000000000002.svg", "another seal")
	delete(files, "/static/picture.000000000003.png")
	add("/static/picture.000000000004.png", "another picture")
	again, changed, own := dividedEdition(t, files, s, "/seal.000000000002.svg", "an edition")
	if n := differ(parts, changed); n == 0 || n > 4 || own != 1 {
		t.Errorf("%d parts are others, %d files in none; want at most 4, and 1", n, own)
	}
	if n := differ(all, again); n < 4 {
		t.Errorf("%d files are others; want those that were changed", n)
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

// TestPieces: the pieces make the bundle, and one talk more is in one of them.
func TestPieces(t *testing.T) {
	pieces := func(s *content.Site) map[string]bool {
		t.Helper()
		bundle, err := programBundle(s)
		if err != nil {
			t.Fatal(err)
		}
		path := hashedBundle(bundle)
		files := Files{path: NewFile(bundle, mediaType(path))}
		addPieces(files, s, path)
		var all []byte
		names := make(map[string]bool)
		for address := range strings.SplitSeq(string(files[piecesList(path)].Body), "\n") {
			if file := files[address]; file == nil || !file.Immutable || !strings.HasSuffix(address, "/"+file.Digest[:12]+".txt") {
				t.Fatalf("%s = %+v; want a piece with its digest in the name, for ever", address, file)
			}
			all = append(all, files[address].Body...)
			names[address] = true
		}
		if string(all) != string(bundle) {
			t.Errorf("the pieces make %d bytes; want the bundle, of %d", len(all), len(bundle))
		}
		return names
	}
	s, err := load.Read(contenttest.Grown(t, 200, 100), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	before := pieces(s)
	more := *s
	talk := s.Talks[50]
	talk.ID = "00000001-0000-4000-8000-000000000009"
	more.Talks = slices.Insert(slices.Clone(s.Talks), 50, talk)
	after := pieces(&more)
	changed := 0
	for name := range after {
		if !before[name] {
			changed++
		}
	}
	if len(before) < 15 || changed != 1 {
		t.Errorf("of %d pieces %d are others with one talk more; want 1 of at least 15", len(after), changed)
	}
}
