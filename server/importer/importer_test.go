package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/edit"
	"kairo.dev/content/load"
	"kairo.dev/server/importer/importertest"
)

// folder is a folder of content with as little as there can be, and files.
func folder(t testing.TB, files map[string]string) *edit.Folder {
	t.Helper()
	f := edit.OpenFolder(t.TempDir())
	f.Change("site.json", []byte(`{"address": "https://ada.example", "language": "en", "title": "Ada", "description": "Ada.", "updated": "2026-01-31",
  "sections": {"home": {"title": "Ada", "description": "Ada."}, "colophon": {"title": "Colophon", "description": "C."},
    "archive": {"title": "Archive", "description": "A."}, "posts": {"title": "Posts", "description": "P."}}}`))
	f.Change("person.json", []byte(`{"id": "00000000-0000-4000-8000-000000000001", "handle": "ada", "name": "Ada"}`))
	for name, text := range files {
		f.Change(name, []byte(text))
	}
	if err := f.Write(); err != nil {
		t.Fatal(err)
	}
	return f
}

// good looks through a folder as it would be.
func good(f *edit.Folder) (map[string][]string, error) {
	_, err := load.ReadWithDrafts(f, ui.Paths)
	var wrong load.Problems
	if !errors.As(err, &wrong) {
		return nil, err
	}
	problems := make(map[string][]string)
	for _, p := range wrong {
		problems[p.File] = append(problems[p.File], p.String())
	}
	return problems, nil
}

// imported imports a source and writes the folder.
func imported(t testing.TB, f *edit.Folder, source string, o Options) *Report {
	t.Helper()
	o.Check = good
	report, err := Import(t.Context(), f, source, o)
	if err != nil {
		t.Fatalf("Import(%s): %v", source, err)
	}
	if err := f.Write(); err != nil {
		t.Fatal(err)
	}
	if problems, err := good(f); err != nil || len(problems) > 0 {
		t.Fatalf("after Import(%s): %v, %v; want good content", source, err, problems)
	}
	return report
}

// entriesOf are the entries of a file, by their slugs.
func entriesOf(t testing.TB, f *edit.Folder, file string) map[string]content.Post {
	t.Helper()
	text, err := f.Read(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Posts []content.Post }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	all := make(map[string]content.Post)
	for _, p := range list.Posts {
		all[p.Slug] = p
	}
	return all
}

func textOf(t testing.TB, f *edit.Folder, name string) string {
	t.Helper()
	text, err := f.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var hash = regexp.MustCompile(`-[0-9a-f]{8}\.`)

// nowhere is a web in which nobody answers.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("nobody answers")
}

// TestNothingIsOverwritten: a text that its owner edited stays, and is reported;
// so does a file that has the name of a text.
func TestNothingIsOverwritten(t *testing.T) {
	f := folder(t, nil)
	imported(t, f, "testdata/feed.json", Options{})
	f.Change("posts/first.md", []byte("My own words.\n"))
	if err := f.Write(); err != nil {
		t.Fatal(err)
	}
	report := imported(t, f, "testdata/feed.json", Options{})
	if got := textOf(t, f, "posts/first.md"); got != "My own words.\n" {
		t.Errorf("the text is %q after a second import; want the owner's", got)
	}
	if want := "archive: first: posts/first.md is not what the source has, and stays as it is"; len(report.Looks) != 1 || report.Looks[0] != want {
		t.Errorf("the report says %q; want %q", report.Looks, want)
	}
}

// TestLeftOut: texts that the site cannot have are left out, with the links to
// them, and the rest comes.
func TestLeftOut(t *testing.T) {
	f := folder(t, nil)
	source := filepath.Join(t.TempDir(), "feed.json")
	items := []string{
		`{"id": "1", "url": "https://x.example/deep", "title": "Deep", "date_published": "2020-01-01", "content_html": "` + strings.Repeat("<div>", 600) + `x"}`,
		`{"id": "2", "url": "https://x.example/none", "title": "None", "date_published": "2020-01-02", "content_html": "<script>x</script>"}`,
		`{"id": "3", "url": "https://x.example/good", "title": "Good", "date_published": "2020-01-03", "content_html": "<p>See <a href='/deep'>deep</a>."}`,
		`{"id": "4", "title": "Nowhere", "date_published": "2020-01-04", "content_html": "<br>"}`,
		`{"id": "5", "url": "https://x.example/undated", "title": "Undated", "content_html": "<p>x"}`,
		`{"id": "6", "url": "https://x.example/unnamed"}`,
		`{"id": "3", "url": "https://x.example/good", "title": "Twice", "date_published": "2020-01-03", "content_html": "<p>x"}`,
	}
	if err := os.WriteFile(source, []byte(`{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [`+strings.Join(items, ",")+`]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	report := imported(t, f, source, Options{})
	entries := entriesOf(t, f, archiveFile)
	if len(entries) != 3 || entries["deep"].Text != "" || entries["none"].Text != "" || entries["good"].Text != "posts/good.md" {
		t.Errorf("the entries are %+v; want three, of which one has a text", entries)
	}
	if got, want := textOf(t, f, "posts/good.md"), "See [deep](https://x.example/deep).\n"; got != want {
		t.Errorf("the text is %q; want %q", got, want)
	}
	looks := strings.Join(report.Looks, "\n")
	for _, want := range []string{"archive: deep: its text was left out: ", "archive: none: its text was left out: there is nothing in it", `"Nowhere" has neither a text nor an address`, `"Undated" has no date`, `"https://x.example/unnamed" has no date`, "good: the source has it twice"} {
		if !strings.Contains(looks, want) {
			t.Errorf("the report says\n%s\nwant %q in it", looks, want)
		}
	}
	again := imported(t, f, source, Options{})
	if len(again.Added)+len(again.Completed) > 0 {
		t.Errorf("a second import reports %+v; want nothing new", again)
	}
}

// TestRefused: a source that is none, or that leads where it must not, is said
// to be so.
func TestRefused(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			fmt.Fprint(w, `<!doctype html><link rel="alternate" type="application/atom+xml" href="/feed.xml"><p>Hello`)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/broken":
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel><item><title>x`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	empty := t.TempDir()
	for source, want := range map[string]string{
		server.URL + "/page":   "is a page, not a feed; its feed is " + server.URL + "/feed.xml",
		server.URL + "/loop":   "more than 5 redirects",
		server.URL + "/file":   "is no web address",
		server.URL + "/gone":   "404 not found",
		server.URL + "/broken": "is not to be read",
		"ftp://x.example/feed": "ftp: is no address to read from",
		"missing.xml":          "no such file",
		"importer.go":          "is no feed",
		empty:                  "has no Markdown with a title and a date",
	} {
		f := folder(t, nil)
		report, err := Import(t.Context(), f, source, Options{Check: good})
		if err == nil || !strings.Contains(err.Error(), want) || len(f.Changed()) > 0 {
			t.Errorf("Import(%s) = %v, %v; want an error with %q, and no change", source, report, err, want)
		}
	}
	f := folder(t, map[string]string{archiveFile: `{"posts": [{}]}`})
	if _, err := Import(t.Context(), f, "testdata/feed.json", Options{Check: good}); err == nil || !strings.Contains(err.Error(), "before anything is imported") {
		t.Errorf("Import into bad content: %v; want that it is bad", err)
	}
}

// TestGuarded: pictures of a feed lead to no machine of the owner's network.
func TestGuarded(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Write(importertest.Picture())
	}))
	defer server.Close()
	for address, want := range map[string]string{
		server.URL + "/x.png":             "is an address of this machine or its network",
		"http://[::ffff:127.0.0.1]/x.png": "is an address of this machine or its network",
		"http://169.254.169.254/x.png":    "is an address of this machine or its network",
		"http://100.100.100.200/x.png":    "is an address of this machine or its network",
		"http://[64:ff9b::7f00:1]/x.png":  "is an address of this machine or its network",
		"file:///etc/passwd":              "is no web address",
	} {
		fetch := newFetcher(nil, "https://feed.example/")
		if body, _, err := fetch.get(t.Context(), address, mostFile); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("get(%s) = %q, %v; want %q", address, body, err, want)
		}
	}
	if !public(netip.MustParseAddr("64:ff9b::808:808")) {
		t.Error("64:ff9b::808:808 is not public; want it to be 8.8.8.8, as a network without IPv4 has it")
	}
	if asked > 0 {
		t.Errorf("the server was asked %d times; want never", asked)
	}
	if _, _, err := newFetcher(nil, server.URL+"/feed").get(t.Context(), server.URL+"/x.png", mostFile); err != nil {
		t.Errorf("get from the host of the source: %v", err)
	}
	if _, _, err := newFetcher(nil, server.URL+"/feed").get(t.Context(), server.URL+"/x.png", 10); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("get of more than the limit: %v; want an error", err)
	}
}

// TestOrderOfLooks: what a person should look at comes file by file, as the entries
// are there, whatever the order of the source.
func TestOrderOfLooks(t *testing.T) {
	item := func(slug string) string {
		return "<item><title>" + slug + "</title><guid>https://a.example/" + slug + "</guid><link>https://a.example/" + slug + "</link>" +
			"<pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate><description>&lt;p>Words. &lt;img src=https://a.example/gone.png></description></item>"
	}
	at := filepath.Join(t.TempDir(), "feed.xml")
	if err := os.WriteFile(at, []byte(feedOf(item("new")+item("listed")+item("written")+"<item><title>undated</title></item>")), 0o600); err != nil {
		t.Fatal(err)
	}
	f := folder(t, map[string]string{
		"archive.json":     `{"posts": [{"id": "11111111-1111-4111-8111-111111111111", "slug": "listed", "title": "listed", "date": "2006-01-02", "address": "https://a.example/listed", "languages": ["en"]}]}`,
		"posts.json":       `{"posts": [{"id": "22222222-2222-4222-8222-222222222222", "slug": "written", "title": "written", "date": "2006-01-02", "address": "https://a.example/written", "languages": ["en"], "text": "posts/written.md"}]}`,
		"posts/written.md": "Other words.\n",
	})
	var got []string
	for _, look := range imported(t, f, at, Options{Posts: true}).Looks {
		words := strings.Fields(look)
		got = append(got, strings.Join(words[:2], " "))
	}
	got = slices.Compact(got) // several of an entry
	if want := []string{`"undated" has`, "posts: written:", "posts: new:", "archive: listed:"}; !slices.Equal(got, want) {
		t.Errorf("a person looks at %q; want %q", got, want)
	}
}

// TestReferences: what a generator makes the address of another post of is its
// address here.
func TestReferences(t *testing.T) {
	for configuration, link := range map[string]string{
		"hugo.toml = baseURL = 'https://a.example/'":        `{{< ref "/posts/2020-01-02-other.md#part" >}}`,
		"hugo.toml = baseURL = 'https://b.example/'":        `{{% relref 2020-01-02-other %}}`,
		"_config.yml = url: https://a.example":              `{% post_url 2020-01-02-other %}`,
		"_config.yml = url: https://b.example":              `{{ site.url }}{% link _posts/2020-01-02-other.md %}`,
		"_config.yml = baseurl: /b\nurl: https://c.example": `{{ site.baseurl }}{% post_url 2020-01-02-other %}`,
	} {
		source := t.TempDir()
		name, text, _ := strings.Cut(configuration, " = ")
		for name, text := range map[string]string{
			name:                  text,
			"2020-01-01-one.md":   "---\ntitle: One\ndate: 2020-01-01\n---\nSee [the other](" + link + ").\n",
			"2020-01-02-other.md": "---\ntitle: Other\ndate: 2020-01-02\nslug: other\n---\nWords.\n",
		} {
			if err := os.WriteFile(filepath.Join(source, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		f := folder(t, nil)
		report := imported(t, f, source, Options{})
		if got, want := textOf(t, f, "posts/one.md"), "See [the other](/archive/other).\n"; got != want || len(report.Looks) > 0 {
			t.Errorf("with the link %s the text is %q, and %q to be looked at; want %q", link, got, report.Looks, want)
		}
	}
}
