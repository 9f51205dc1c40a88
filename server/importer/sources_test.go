package importer

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content"
	"kairo.dev/server/importer/importertest"
)

// sourceTest is a source, and what comes of it.
type sourceTest struct {
	source  string
	file    string
	entries map[string]content.Post // by slug; ids are looked at elsewhere
	texts   map[string]string
	looks   []string // in the report
	options Options
}

func TestSources(t *testing.T) {
	for _, test := range []sourceTest{
		{source: "atom.xml", file: archiveFile,
			entries: map[string]content.Post{"rede": {Title: "A <rede> e a configuração", Date: "2010-05-05", Updated: "2010-05-06", Text: "posts/rede.md",
				Address: "https://www.notas.example/2010/rede.html", Languages: []string{"pt"}, Guessed: true, Tags: []string{"redes"}, Summary: "Como configurar a rede em um servidor novo."}},
			texts: map[string]string{"posts/rede.md": "Para configurar a rede, você precisa de acesso ao `console`.\n"}},
		{source: "feed.json", file: postsFile, options: Options{Posts: true},
			entries: map[string]content.Post{
				"first": {Title: "First", Date: "2020-02-03", Text: "posts/first.md", Address: "https://notes.example/first", Languages: []string{"en"}, Tags: []string{"a", "b"}},
				"second": {Title: "Only words, and no title at all, however long the sentence…", Date: "2021-02-03", Updated: "2021-03-03", Text: "posts/second.md",
					Address: "https://notes.example/second", Languages: []string{"en"}, Guessed: true, Summary: "A summary."}},
			texts: map[string]string{"posts/first.md": "One &lt; two.\n\nThree & four.\n"},
			looks: []string{"posts: second: has no title"}},
		{source: "wordpress.xml", file: archiveFile,
			entries: map[string]content.Post{
				"two-paragraphs": {Title: "Two paragraphs & a caption", Date: "2011-03-07", Updated: "2012-01-02", Text: "posts/two-paragraphs.md", Address: "https://press.example/2011/03/two-paragraphs/",
					Languages: []string{"en-US"}, Guessed: true, Tags: []string{"AIX"}},
				"not-ready": {Title: "Not ready", Date: "2013-05-06", Text: "posts/not-ready.md", Languages: []string{"en-US"}, Guessed: true, Draft: true}},
			texts: map[string]string{"posts/two-paragraphs.md": "The first paragraph of words  \ngoes on in a second line.\n\n[A rack](https://press.example/rack.png)\n\nThe rack\n\n```python\nif a < b and \"x\" > 'y':\n\n    print(\"<b>\")\n```\n\n- one\n\nRead \\[the next]([https://press.example/next/](https://press.example/next/)) one.\n"},
			looks: []string{"a picture cannot be had: https://press.example/rack.png", "[gallery ids=\"1,2\"]", "no posts were left out: 1 (page)", "was draft, and is a draft"}},
		{source: "jekyll", file: archiveFile,
			entries: map[string]content.Post{
				"first-steps": {Title: "First: steps", Date: "2014-05-06", Text: "posts/first-steps.md", Address: "https://log.example/ada/howto/2014/05/06/first-steps.html", Languages: []string{"en"}, Guessed: true, Tags: []string{"linux", "shell", "howto"}},
				"plain":       {Title: "Plain", Date: "2014-05-07", Text: "posts/plain.md", Address: "https://log.example/ada/2014/05/07/plain.html", Languages: []string{"en"}, Guessed: true},
				"idea":        {Title: "An idea", Text: "posts/idea.md", Languages: []string{"en"}, Guessed: true, Draft: true}},
			texts: map[string]string{
				"posts/first-steps.md": "Some words with *emphasis* and a [link](http://x.example/y).\n\n```bash\nls -l | grep \"<x>\"\n```\n\n![A graph](files/graph-HASH.png)\n\nA **note** in HTML  \non two lines\n\nA claim[^1].\n\n[^1]: Its source, with `code`.\n",
				"posts/plain.md":       "Words that\nstay *as they are*, line by line.\n\n* one\n* two\n"},
			looks: []string{"{% include share.html %}"}},
		{source: "hugo", file: archiveFile,
			entries: map[string]content.Post{
				"bundle":  {Title: "Größe", Date: "2019-08-07", Updated: "2020-01-01", Text: "posts/bundle.md", Address: "https://hugo.example/posts/bundle/", Languages: []string{"de-AT"}, Guessed: true, Tags: []string{"Maß", "Zeit"}, Summary: "Worum es geht."},
				"a-draft": {Title: "Draft", Date: "2020-02-03", Text: "posts/a-draft.md", Languages: []string{"de-AT"}, Guessed: true, Draft: true}},
			texts: map[string]string{"posts/bundle.md": "Ein Satz auf Deutsch, in dem genug Wörter stehen.\n\n![Ein Graph](files/graph-HASH.png \"Der Graph\")\n\n[https://www.youtube.com/watch?v=abc123](https://www.youtube.com/watch?v=abc123)\n\n```go\n{{ .Title }} < x\n```\n"},
			looks: []string{"{{< tweet 1 >}}"}},
		{source: "pelican", file: archiveFile,
			entries: map[string]content.Post{
				"uma-nota": {Title: "Uma nota: sobre AIX", Date: "2017-10-12", Updated: "2017-11-01", Text: "posts/uma-nota.md", Address: "https://pelican.example/uma-nota.html", Languages: []string{"pt"}, Guessed: true, Tags: []string{"aix", "powervm"}, Summary: "Sobre o que é."},
				"a-outra":  {Title: "A outra", Date: "2017-10-13", Text: "posts/a-outra.md", Address: "https://pelican.example/a-outra.html", Languages: []string{"pt"}, Guessed: true}},
			texts: map[string]string{"posts/uma-nota.md": "O texto da nota, com [um link](/archive/a-outra).\n\n```python\nprint(\"a < b\")\n```\n"},
			looks: []string{"another language than Markdown were left out: 1"}},
	} {
		t.Run(test.source, func(t *testing.T) { checkSource(t, test) })
	}
}

// checkSource imports a source twice. The second time there is nothing new.
func checkSource(t *testing.T, test sourceTest) {
	t.Helper()
	source := sourceOf(t, test.source)
	test.options.Client = &http.Client{Transport: nowhere{}}
	f := folder(t, nil)
	report := imported(t, f, source, test.options)
	got := entriesOf(t, f, test.file)
	for slug, want := range test.entries {
		is := got[slug]
		is.ID, is.Slug = "", ""
		if want.Date == "" {
			want.Date = is.Date
		}
		if a, b := fmt.Sprintf("%+v", is), fmt.Sprintf("%+v", want); a != b {
			t.Errorf("%s is\n%s\nwant\n%s", slug, a, b)
		}
	}
	if len(got) != len(test.entries) {
		t.Errorf("there are %d entries; want %d: %v", len(got), len(test.entries), got)
	}
	for name, want := range test.texts {
		if got := hash.ReplaceAllString(textOf(t, f, name), "-HASH."); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
		}
	}
	looks := strings.Join(report.Looks, "\n")
	for _, want := range test.looks {
		if !strings.Contains(looks, want) {
			t.Errorf("the report says\n%s\nwant %q", looks, want)
		}
	}
	again := imported(t, f, source, test.options)
	if len(again.Added)+len(again.Completed) > 0 || again.Kept != len(test.entries) || strings.Contains(strings.Join(again.Looks, ""), "stays as it is") {
		t.Errorf("a second import reports %+v; want nothing new", again)
	}
}

// sourceOf is a source of testdata. A folder is a copy, with the pictures that
// its posts show.
func sourceOf(t *testing.T, name string) string {
	t.Helper()
	info, err := os.Stat("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !info.IsDir() {
		return "testdata/" + name
	}
	source := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(source, os.DirFS("testdata/"+name)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"assets/graph.png", "content/posts/bundle/graph.png"} {
		name = filepath.Join(source, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, importertest.Picture(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return source
}
