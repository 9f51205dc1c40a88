package main

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"
	"kairo.dev/content/edit"
)

// kairo runs the program and wants a status.
func kairo(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := run(t.Context(), args, &out, &err); got != status {
		t.Fatalf("kairo %s: status %d, %s%s; want %d", strings.Join(args, " "), got, &out, &err, status)
	}
	return out.String(), err.String()
}

// TestFirstPost: from no folder to a first post, and one of everything; the
// folder checks good after each step.
func TestFirstPost(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	in := func(status int, args string, more ...string) string {
		t.Helper()
		stdout, stderr := kairo(t, status, append(append(strings.Fields(args), "-content", dir), more...)...)
		if status == 0 {
			kairo(t, 0, "check", dir)
		}
		return stdout + stderr
	}
	if got := in(1, "new post -title Hello"); !strings.Contains(got, `"kairo new site" begins a site`) {
		t.Errorf("kairo new post without a site: %q", got)
	}
	in(0, "new site -address https://ada.example", "-name", "Ada Müller")
	in(0, "new post", "-title", "Größe & Zeit", "-text", "It *begins*.", "-tags", "a, b", "-tags", "c")
	if got := in(0, "new post -title Later"); !strings.Contains(got, "it is a draft") || !strings.Contains(got, filepath.Join(dir, "posts/later.md")) {
		t.Errorf("kairo new post without a text: %q; want that it is a draft, and where to write", got)
	}
	in(0, "new post", "-title", "Größe & Zeit", "-text", "Again.", "-date", "2021-05")
	in(0, "new talk -title Talk -event.name Conf -event.start 2024-05 -recording.address https://v.example/1 -recording.seconds 90", "-people", "Bob; ACME; host", "-people", "Eve")
	in(0, "new publication -title Note -kind article -publisher P -date 2020 -address https://p.example/")
	in(0, "new project -name Engine -role author")
	in(0, "new wish -title Main")
	in(0, "new wish", "-title", strings.TrimSpace(strings.Repeat("word ", 60)))
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Talks) + len(s.Publications) + len(s.Projects) + len(s.Wishlist.Items); got != 5 || len(s.Posts) != 2 {
		t.Fatalf("there are %d entries and %d posts; want 5 and 2, without the draft", got, len(s.Posts))
	}
	if got := s.Wishlist.Items[0].Slug + ", " + s.Wishlist.Items[1].Slug; !strings.Contains(got, "wish-main") {
		t.Errorf("the slugs of the wishes are %s; want wish-main for what pages call a part of themselves", got)
	}
	if p := s.Posts[0]; p.Slug != "groesse-zeit" || p.Date != today() || p.Text != "posts/groesse-zeit.md" || p.Tags[0] != "a, b" || s.Posts[1].Slug != "groesse-zeit-2" {
		t.Errorf("the posts are %+v", s.Posts)
	}
	if talk := s.Talks[0]; talk.People[0] != (content.Speaker{Name: "Bob", Affiliation: "ACME", Role: "host"}) || talk.People[1].Name != "Eve" || talk.Recording.Seconds != 90 {
		t.Errorf("the talk is %+v", talk)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "posts/later.md")); err != nil || string(text) != "Write here.\n" {
		t.Errorf("the text of the draft is %q, %v", text, err)
	}
	ids := regexp.MustCompile(`"id": "[0-9a-f-]{36}"`)
	text, err := os.ReadFile(filepath.Join(dir, "posts.json"))
	if err != nil || len(ids.FindAll(text, -1)) != 3 || !strings.Contains(string(text), `"draft": true`) {
		t.Errorf("posts.json is %s, %v; want three ids and a draft", text, err)
	}
	if formatted, err := edit.Format("posts.json", text); err != nil || !bytes.Equal(formatted, text) {
		t.Errorf("posts.json is %s; want it in the one form", text)
	}
}

// TestNewRefuses: what is wrong or missing is said, and nothing is written.
func TestNewRefuses(t *testing.T) {
	dir := writeContent(t, "", "", "")
	before := edition(t, dir)
	for _, test := range []struct {
		status int
		args   []string
		want   string
	}{
		{2, []string{"new"}, "what is missing: talk, post, publication, project, wish or site"},
		{2, []string{"new", "book"}, `"book" is none of talk`},
		{2, []string{"new", "talk", "x"}, `"x" is one argument too many`},
		{2, []string{"new", "talk"}, "-title is missing: The title as the programme has it\n-event.name is missing"},
		{2, []string{"new", "wish", "-title", "日本"}, "-slug is missing"},
		{2, []string{"new", "talk", "-date", "2024-13-01"}, `"2024-13-01" is not a date`},
		{2, []string{"new", "talk", "-kind", "tlak"}, `"tlak" is not a kind of talk`},
		{2, []string{"new", "talk", "-slug", "A B"}, `"A B" is not a slug`},
		{2, []string{"new", "talk", "-people", "a; b; c; d"}, "has 4 parts (want up to 3: name; affiliation; role)"},
		{2, []string{"new", "talk", "-recording.seconds", "-1"}, "not a whole number above 0"},
		{2, []string{"new", "talk", "-title", "T", "-event.name", "E", "-recording.seconds", "9"}, "-recording.address is missing"},
		{2, []string{"new", "post", "-draft=perhaps"}, "neither true nor false"},
		{1, []string{"new", "project", "-name", "N", "-role", "R", "-text", "<b>x</b>"}, "projects.json:"},
		{1, []string{"new", "project", "-name", "N", "-role", "R", "-slug", "engine"}, `"engine" is the slug of`},
		{1, []string{"new", "site", "-name", "N", "-address", "https://n.example"}, "site.json is there already"},
	} {
		stdout, stderr := kairo(t, test.status, append(test.args, "-content", dir)[:len(test.args)+2*min(1, len(test.args)-1)]...)
		if !strings.Contains(stderr, test.want) || strings.Contains(stdout, "wrote") {
			t.Errorf("kairo %q: %s%s; want %q and nothing written", test.args, stdout, stderr, test.want)
		}
	}
	if after := edition(t, dir); after != before {
		t.Errorf("the edition is %s; want %s still", after, before)
	}
	stdout, _ := kairo(t, 0, "new", "wish", "-content", dir, "-title", "W", "-n")
	if after := edition(t, dir); after != before || !strings.Contains(stdout, "would write "+filepath.Join(dir, "wishlist.json")) {
		t.Errorf("kairo new -n: %q, edition %s; want only words", stdout, after)
	}
	if help, _ := kairo(t, 0, "new", "talk", "-h"); !strings.Contains(help, "-event.timeZone") || strings.Contains(help, "-id ") {
		t.Errorf("kairo new talk -h: %q; want its members but the id", help)
	}
}

// TestNewNotWritten: nothing is said to be written that could not be.
func TestNewNotWritten(t *testing.T) {
	dir := t.TempDir()
	kairo(t, 0, "new", "site", "-content", dir, "-name", "Ada", "-address", "https://ada.example")
	if err := os.Symlink("nowhere", filepath.Join(dir, "posts")); err != nil { // no folder can be made there, whoever tests
		t.Fatal(err)
	}
	stdout, stderr := kairo(t, 1, "new", "post", "-content", dir, "-title", "Hello")
	if stdout != "" || !strings.Contains(stderr, "write "+filepath.Join(dir, "posts", "hello.md")) {
		t.Errorf("kairo new post, where no text can be written: %q, %q; want an error alone", stdout, stderr)
	}
}

// TestAsk: what is missing is asked for until it is right.
func TestAsk(t *testing.T) {
	var out strings.Builder
	answers := "A title\ntlak\n"
	form := newForm(content.Talk{})
	form.defaults = func(path string) string {
		return map[string]string{"kind": "talk", "language": "pt", "slug": "a-title"}[path]
	}
	if err := form.complete([]string{"date", "room"}, &asker{bufio.NewScanner(strings.NewReader(answers)), &out}); err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Errorf("complete without answers: %v; want an error", err)
	}
	form = newForm(content.Talk{})
	form.defaults = func(path string) string {
		return map[string]string{"kind": "talk", "language": "pt", "slug": "a-title"}[path]
	}
	answers = "A title\ntlak\n\n\nEuroConf\n2024-13\n2024\n\nmy-slug\n"
	if err := form.complete([]string{"date", "room"}, &asker{bufio.NewScanner(strings.NewReader(answers)), &out}); err != nil {
		t.Fatalf("complete: %v after\n%s", err, &out)
	}
	for path, want := range map[string]string{"title": "A title", "kind": "talk", "language": "pt", "event.name": "EuroConf", "date": "2024", "room": "", "slug": "my-slug"} {
		if got := form.first(path); got != want {
			t.Errorf("after %q, %s is %q; want %q\n%s", answers, path, got, want, &out)
		}
	}
}

// TestNewSiteInItsLanguage: what a new site says by itself is in its language.
func TestNewSiteInItsLanguage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "seite")
	kairo(t, 0, "new", "site", "-content", dir, "-name", "Jürgen Groß", "-address", "juergen.example", "-language", "de", "-handle", "juergen")
	kairo(t, 0, "new", "project", "-content", dir, "-name", "Werkzeug", "-role", "Betreuer")
	s, err := read(dir)
	if err != nil {
		t.Fatal(err)
	}
	// Of what is written in other letters no slug can be made.
	blog := filepath.Join(t.TempDir(), "blog")
	kairo(t, 0, "new", "site", "-content", blog, "-name", "山田 花子", "-address", "www.hanako.example", "-language", "ja")
	kairo(t, 0, "new", "post", "-content", blog, "-title", "はじめに", "-text", "こんにちは。")
	kairo(t, 0, "new", "post", "-content", blog, "-title", "つづき", "-text", "さようなら。")
	kairo(t, 0, "new", "post", "-content", blog, "-title", "むかし", "-text", "こんにちは。", "-date", "2020")
	kairo(t, 0, "new", "talk", "-content", blog, "-title", "講演", "-event.name", "会", "-event.start", "2024-05")
	kairo(t, 0, "check", "-content", blog)
	ja, err := read(blog)
	if err != nil {
		t.Fatal(err)
	}
	day := string(today())
	got := []string{ja.Person.Handle, ja.Talks[0].Slug}
	for _, p := range ja.Posts {
		got = append(got, p.Slug)
	}
	if want := []string{"hanako", "2024-05", day + "-2", day, day + "-3"}; !slices.Equal(got, want) {
		t.Errorf("the handle and the slugs of a site in ja are %q; want %q", got, want)
	}
	if s.Address != "https://juergen.example" {
		t.Errorf("the site is at %q; want an https address made of the name of the host", s.Address)
	}
	if got := s.Sections.OpenSource.Title + ", " + s.Sections.Colophon.Title; got != "Projekte, Kolophon" {
		t.Errorf("the sections of a new site in de are %q; want Projekte, Kolophon", got)
	}
}
