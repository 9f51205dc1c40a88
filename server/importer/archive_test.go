package importer

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content/edit"
)

// troubles are what texts of old blogs are like.
var troubles = []string{
	`<p>Listas em listas: <ul><li>um</li><ul><li>dois<ol><li>três</ol></ul><li>quatro</ul>`,
	`<p>CÃ³digo:</p><pre><code>if [ $a -lt 1 ] &amp;&amp; [ "$b" != "&lt;x&gt;" ]; then&#10;  echo "ok"&#10;fi</code></pre>`,
	`<pre>&amp;lt;config name=&amp;quot;x&amp;quot;/&amp;gt;</pre><p>Fim.</p>`,
	`<table width="100%" border="0" cellpadding="5"><tr><td valign="top"><table><tr><td><p>Menu</p></td></tr></table></td><td><h3>Texto</h3><p>O corpo.</p></td></tr></table>`,
	`<table><thead><tr><th>Disco</th><th>Tamanho</th></tr></thead><tbody><tr><td>hdisk0</td><td>36 | 72</td></tr></tbody></table>`,
	`<p><img src="/gone.png"><a href="/rack.png"><img src="/rack_small.png" alt="O rack"></a></p>`,
	`<p>A configuraÃ§Ã£o Ã© simples: nÃ£o hÃ¡ o que fazer, sÃ³ o &lt;script&gt; e o <script>document.write("x")</script>.</p>`,
	`<p>Abra http://localhost:8080/ ou <a href="http://192.168.0.1/admin">o roteador</a>, veja <a href="/post-1.html">o outro</a> e <a href="javascript:void(0)">isto</a>, <a href="/slides.pdf">slides</a>, <a href="/gone.pdf">gone</a>.</p><img alt="half" src="half.png">`,
	`<div><font face="Arial"><b><p>Negrito</p></b><o:p>&nbsp;</o:p><center><h1></h1><object><embed src="http://www.youtube.com/v/x"></object></center></font>`,
	"<p>1. isto</p><p># não é título</p><p>&lt;b&gt; nem * isto * nem _isto_ nem `isto`</p><!-- fim --><hr/><blockquote><p>citação<br/>em duas linhas",
}

// atomFeed is a feed of n posts, each with a trouble, on a site.
func atomFeed(site string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Velho</title><id>%[1]s/</id><link href="%[1]s/"/><updated>2018-01-01T00:00:00Z</updated>`, site)
	for i := range n {
		fmt.Fprintf(&b, `<entry><title>Nota nÃºmero %[2]d</title><link href="%[1]s/post-%[2]d.html"/><id>tag:velho.example,2008:%[2]d</id><updated>%[3]s</updated><published>%[3]s</published><category term="AIX"/><content type="html">`,
			site, i, fmt.Sprintf("%d-%02d-%02dT22:00:00-03:00", 2007+i/8, 1+i%12, 1+i%28))
		b.WriteString(strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(troubles[i%len(troubles)] + fmt.Sprintf("<p>Esta é a nota de número %d sobre os servidores, e está em português.</p>", i)))
		b.WriteString(`</content></entry>`)
	}
	b.WriteString(`</feed>`)
	return b.String()
}

// TestArchive: an archive of 74 posts with all the troubles there are comes home,
// by its address: each post has a text that the site takes, and a second import
// changes nothing.
func TestArchive(t *testing.T) {
	const n = 74
	var feed string
	picture := drawn(t)
	fetched := make(map[string]int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fetched[r.URL.Path]++
		switch r.URL.Path {
		case "/feed":
			w.Write([]byte(feed))
		case "/old":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case "/slides.pdf":
			fmt.Fprint(w, "%PDF-1.4\n")
		case "/gone.pdf":
			fmt.Fprint(w, "<!doctype html><p>Not here")
		case "/half.png":
			w.Write(picture[:len(picture)-20])
		case "/rack.png":
			w.Write(picture)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	feed = atomFeed(server.URL, n)
	f := folder(t, map[string]string{archiveFile: fmt.Sprintf(`{
  "posts": [
    {"id": "00000000-0000-4000-8000-000000000002", "slug": "mine", "title": "My title", "date": "2007", "languages": ["pt"], "address": "https://%s/post-0.html"}
  ]
}
`, strings.TrimPrefix(server.URL, "http://"))})
	report := imported(t, f, server.URL+"/old", Options{})
	entries := entriesOf(t, f, archiveFile)
	if len(entries) != n || len(report.Added) != n-1 || len(report.Completed) != 1 {
		t.Fatalf("there are %d entries, %d added, %d completed; want %d, %d, 1", len(entries), len(report.Added), len(report.Completed), n, n-1)
	}
	if mine := entries["mine"]; mine.Title != "My title" || mine.Text != "posts/mine.md" || mine.Date != "2007" || mine.Guessed {
		t.Errorf("the entry that was there is %+v; want what it was, and a text", mine)
	}
	for slug, e := range entries {
		text := textOf(t, f, e.Text)
		if at := loose([]byte(text)); len(at) > 0 {
			t.Errorf("the text of %s has raw HTML, or a link nobody wrote, at %d:\n%s", slug, at, text)
		}
		if strings.ContainsAny(e.Title+text, "Ã\ufffd"+private) {
			t.Errorf("%s: %q has letters that are none:\n%s", slug, e.Title, text)
		}
		if !strings.Contains(text, "está em português") || len(e.Languages) != 1 || e.Languages[0] != "pt" || slug != "mine" && !e.Guessed {
			t.Errorf("%s is in %v, guessed: %t:\n%s", slug, e.Languages, e.Guessed, text)
		}
	}
	if got := fetched["/rack.png"]; got != 1 || fetched["/slides.pdf"] != 1 || len(report.Files) != 2 || !f.Has("files/"+report.Files[0]) || !f.Has("files/"+report.Files[1]) {
		t.Errorf("the picture was fetched %d times, and there are %q; want once, and two files", got, report.Files)
	}
	looks := strings.Join(report.Looks, "\n")
	for _, want := range []string{"a picture cannot be had: http://", "/gone.png: 404 not found", "/half.png: is no picture", "/gone.pdf: is no file of that kind, but text/html", "escaped twice", "leads nowhere on the web, and is only words now: javascript:void(0)", "a player is a link now"} {
		if !strings.Contains(looks, want) {
			t.Errorf("the report says\n%s\nwant %q in it", looks, want)
		}
	}

	before := snapshot(t, f)
	clear(fetched)
	again := imported(t, f, server.URL+"/feed", Options{})
	if after := snapshot(t, f); after != before {
		t.Error("a second import changes the folder")
	}
	if len(again.Added)+len(again.Completed)+len(again.Files) > 0 || again.Kept != n || len(fetched) != 1 || len(again.Looks) > 0 {
		t.Errorf("a second import reports %+v, and fetched %v; want nothing but the feed", again, fetched)
	}
}

// snapshot is all that is in a folder.
func snapshot(t testing.TB, f *edit.Folder) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(f.Path("."), func(name string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			text, err := os.ReadFile(name)
			fmt.Fprintf(&b, "%s %v\n%s\n", name, info.ModTime(), text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
