package importer

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content"
)

// saved is a source of some files, by their names in it.
func saved(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// item is one of an export of WordPress.
func item(slug, more string) string {
	return `<item><title>` + slug + `</title><link>https://press.example/` + slug + `/</link><guid>https://press.example/?p=` + slug + `</guid>
<content:encoded><![CDATA[<p>Some words about ` + slug + `, as many as make a text.</p>]]></content:encoded>
<wp:post_date>2011-03-07 22:30:00</wp:post_date><wp:post_name>` + slug + `</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>` + more + `</item>`
}

func export(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Press</title><link>https://press.example</link>` + strings.Join(items, "") + `</channel></rss>`
}

// TestWithheld: what not everybody could read where it was is a draft, and says
// why; and it gives no text to an entry that everybody sees.
func TestWithheld(t *testing.T) {
	const protected = `<wp:post_password>hunter2</wp:post_password>`
	post := func(front string) string { return "+++\ntitle = \"A\"\n" + front + "\n+++\n\nSome words.\n" }
	for _, test := range []struct {
		files    map[string]string
		source   string
		draft    bool
		whyDraft string
	}{
		{map[string]string{"a.xml": export(item("a", protected))}, "a.xml", true, "was behind a password, and is a draft"},
		{map[string]string{"a.xml": export(item("a", ""))}, "a.xml", false, ""},
		{map[string]string{"a.md": post("date = 2999-01-02")}, "", true, "is of a day to come, and is a draft"},
		{map[string]string{"a.md": post("date = 2011-01-02\npublishDate = 2999-01-02")}, "", true, "is of a day to come, and is a draft"},
		{map[string]string{"a.md": post("date = 2011-01-02\nexpiryDate = 2012-01-02")}, "", true, "was shown until 2012-01-02, and is a draft"},
		{map[string]string{"a.md": post("date = 2011-01-02\nexpiryDate = 2999-01-02")}, "", false, ""},
		{map[string]string{"a.md": post("date = 2011-01-02\npassword = \"hunter2\"")}, "", true, "was behind a password, and is a draft"},
		{map[string]string{"a.md": post("date = 2011-01-02\nheadless = true")}, "", true, ""},
		{map[string]string{"a.md": post("date = 2011-01-02")}, "", false, ""},
	} {
		f := folder(t, nil)
		report := imported(t, f, filepath.Join(saved(t, test.files), test.source), Options{Client: &http.Client{Transport: nowhere{}}})
		if got := entriesOf(t, f, archiveFile)["a"]; got.Draft != test.draft || got.Text == "" {
			t.Errorf("Import of %v gives %+v; want a text, as a draft: %t", test.files, got, test.draft)
		}
		if looks := strings.Join(report.Looks, "\n"); !strings.Contains(looks, test.whyDraft) {
			t.Errorf("Import of %v reports %q; want %q", test.files, looks, test.whyDraft)
		}
	}

	listed := folder(t, map[string]string{archiveFile: `{"posts": [{"id": "00000000-0000-4000-8000-000000000002", "slug": "a", "title": "A", "date": "2011-03-07",
  "address": "https://press.example/a/", "languages": ["en"]}]}`})
	report := imported(t, listed, filepath.Join(saved(t, map[string]string{"a.xml": export(item("a", protected))}), "a.xml"), Options{})
	if got := entriesOf(t, listed, archiveFile)["a"]; got.Text != "" || !strings.Contains(strings.Join(report.Looks, ""), "no post for everybody") {
		t.Errorf("an entry that is listed becomes %+v, and the report says %q; want no text, and why", got, report.Looks)
	}
}

// TestAttached: what is attached to an entry of a feed is a link in its text,
// unless there is one; a list of entries without texts says what it left out.
func TestAttached(t *testing.T) {
	rss := func(text string) string {
		return `<rss version="2.0"><channel><title>P</title><link>https://p.example/</link><item><title>a</title><link>https://p.example/a</link><pubDate>Wed, 05 May 2021 10:00:00 +0000</pubDate>
<description><![CDATA[` + text + `]]></description><enclosure url="https://p.example/a.mp3?x=1&amp;y=2" type="audio/mpeg" length="1"/></item></channel></rss>`
	}
	json := `{"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": [{"id": "1", "url": "https://p.example/a", "title": "a", "content_html": "<p>Words.</p>",
  "date_published": "2020-02-03T23:00:00Z", "attachments": [{"url": "https://p.example/a.mp3", "mime_type": "audio/mpeg", "title": "The <episode>"}]}]}`
	for _, test := range []struct{ name, source, text, look string }{
		{"rss", rss("<p>Words.</p>"), "Words.\n\n[https://p.example/a.mp3?x=1&y=2](https://p.example/a.mp3?x=1&y=2)\n", "what is attached is a link now: https://p.example/a.mp3?x=1&y=2"},
		{"rss", rss(`<p>Words, and <a href="https://p.example/a.mp3?x=1&amp;y=2">it</a>.</p>`), "Words, and [it](https://p.example/a.mp3?x=1&y=2).\n", ""},
		{"rss", rss("Only the beginning…"), "", ""},
		{"rss", strings.Replace(rss("Few words."), "<link>https://p.example/a</link>", "<guid isPermaLink=\"false\">x</guid>", 1), "Few words.\n\n[https://p.example/a.mp3?x=1&y=2](https://p.example/a.mp3?x=1&y=2)\n", "what is attached is a link now"},
		{"json", json, "Words.\n\n[The &lt;episode&gt;](https://p.example/a.mp3)\n", "what is attached is a link now: https://p.example/a.mp3"},
	} {
		f := folder(t, nil)
		report := imported(t, f, filepath.Join(saved(t, map[string]string{"feed": test.source}), "feed"), Options{})
		got := ""
		if name := entriesOf(t, f, archiveFile)["a"].Text; name != "" {
			got = textOf(t, f, name)
		}
		if looks := strings.Join(report.Looks, "\n"); got != test.text || !strings.Contains(looks, test.look) {
			t.Errorf("Import of %s gives %q and reports %q; want %q and %q", test.source, got, looks, test.text, test.look)
		}
	}
}

// TestPlainContent: words without elements have paragraphs all the same.
func TestPlainContent(t *testing.T) {
	f := folder(t, nil)
	imported(t, f, filepath.Join(saved(t, map[string]string{"feed": `<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title><id>x:y</id><entry><title>a</title><id>x:1</id>
<link href="https://p.example/a"/><updated>2020-03-02T00:00:00Z</updated><content type="text">1 &lt; 2, and more words.

A second paragraph.</content></entry></feed>`}), "feed"), Options{})
	if got, want := textOf(t, f, "posts/a.md"), "1 &lt; 2, and more words.\n\nA second paragraph.\n"; got != want {
		t.Errorf("plain content is %q; want %q", got, want)
	}
}

// TestLiteral: what stands in angle brackets is words where a feed says that it has
// words, and markup where it has markup.
func TestLiteral(t *testing.T) {
	entry := func(title, text, more string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"><title>P</title><id>x:y</id><entry><title` + title + `</title><id>x:1</id><m:title type="html">x</m:title>
<link href="https://p.example/a"/><updated>2020-03-02T00:00:00Z</updated><content` + text + `</content>` + more + `</entry></feed>`
	}
	for _, test := range []struct{ source, title, text, summary, tag string }{
		{entry(` type="text">The &lt;b&gt; of &amp;lt;`, ` type="text">Write &lt;b&gt;x&lt;/b&gt;.`, `<summary type="text">On &lt;b&gt;</summary><category term="&lt;canvas&gt;"/>`),
			"The <b> of &lt;", "Write &lt;b&gt;x&lt;/b&gt;.\n", "On <b>", "<canvas>"},
		{entry(`>The &lt;b&gt; of &amp;lt;`, `>Write &lt;b&gt;x&lt;/b&gt;.`, `<summary>On &lt;b&gt;it&lt;/b&gt;</summary>`), "The <b> of <", "Write **x**.\n", "On it", ""},
		{entry(` type="html">The &lt;b&gt;b&lt;/b&gt; &amp;lt;`, ` type="html">&lt;p&gt;Write &lt;b&gt;x&lt;/b&gt;.`, ""), "The b <", "Write **x**.\n", "", ""},
		{`{"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": [{"id": "1", "url": "https://p.example/a", "title": "The <b> &amp; more", "tags": ["<canvas>"],
  "summary": "On <b>", "date_published": "2020-02-03", "content_html": "<p>Write <b>x</b>."}]}`, "The <b> & more", "Write **x**.\n", "On <b>", "<canvas>"},
	} {
		f := folder(t, nil)
		imported(t, f, filepath.Join(saved(t, map[string]string{"feed": test.source}), "feed"), Options{})
		got := entriesOf(t, f, archiveFile)["a"]
		if text, tag := textOf(t, f, "posts/a.md"), strings.Join(got.Tags, ","); got.Title != test.title || text != test.text || got.Summary != test.summary || tag != test.tag {
			t.Errorf("of %s\nthere is %q, %q, %q, %q; want %q, %q, %q, %q", test.source, got.Title, text, got.Summary, tag, test.title, test.text, test.summary, test.tag)
		}
	}
}

// TestPermalinks: a folder for Hugo may say where the posts of a section are.
func TestPermalinks(t *testing.T) {
	for _, test := range []struct {
		pattern, title, slug, want string
	}{
		{"/:year/:month/:slug/", "The Title", "the-slug", "https://h.example/2022/03/the-slug/"},
		{"/:year/:month/:day/:title/", "The Title", "the-slug", "https://h.example/2022/03/04/the-title/"},
		{"/:sections/:slugorfilename/", "The Title", "", "https://h.example/posts/deep/bundle/"},
		{"/:section/:slug/", "The Title", "", "https://h.example/posts/the-title/"},
		{"/:section/:contentbasename", "Größe", "", "https://h.example/posts/bundle"},
		{"/:title/", "Größe", "", ""},
		{"/:monthname/:slug/", "The Title", "the-slug", ""},
		{"/:yearday/", "The Title", "the-slug", ""},
		{"", "The Title", "the-slug", "https://h.example/posts/deep/the-slug/"},
	} {
		m := matter{}
		p := &post{title: test.title, date: content.Date("2022-03-04"), slug: "bundle"}
		if test.slug != "" {
			m["slug"], p.slug = test.slug, test.slug
		}
		for _, permalinks := range []string{`posts = "` + test.pattern + `"`, "[permalinks.page]\nposts = \"" + test.pattern + `"`} {
			g := configured(saved(t, map[string]string{"hugo.toml": "baseURL = \"https://h.example/\"\n[permalinks]\n" + permalinks}))
			if got := g.addressOf(p, m, "content/posts/deep/bundle/index.md"); got != test.want {
				t.Errorf("with %s, addressOf(%q, %q) = %q; want %q", permalinks, test.title, test.slug, got, test.want)
			}
		}
	}
}

// TestShortcodes: blocks keep their language, and what WordPress may have made
// something of is named.
func TestShortcodes(t *testing.T) {
	for _, test := range []struct{ source, want, look string }{
		{`<!-- wp:syntaxhighlighter/code {"language":"python"} --><pre class="wp-block-syntaxhighlighter-code">x</pre>`, `<pre lang="python" class="wp-block-syntaxhighlighter-code">x</pre>`, ""},
		{`<a href="/s.pdf">S</a><a href="/s.pdf" class="wp-block-file__button" download>Download</a>`, `<a href="/s.pdf">S</a>`, ""},
		{`[tooltip text="x"]y[/tooltip]`, `[tooltip text="x"]y[/tooltip]`, `[tooltip text="x"], perhaps`},
		{`$latex x^2$`, `$latex x^2$`, `$latex x^2$, perhaps`},
		{`<pre>a[/b] [x y="z"]</pre> and [1] and [a link](x)`, `<pre>a[/b] [x y="z"]</pre> and [1] and [a link](x)`, ""},
	} {
		var p post
		got := shortcodes(&p, test.source)
		if looks := strings.Join(p.looks, "\n"); got != test.want || (looks != "") != (test.look != "") || !strings.Contains(looks, test.look) {
			t.Errorf("shortcodes(%q) = %q, and looks at %q; want %q, %q", test.source, got, looks, test.want, test.look)
		}
	}
}

// TestMarked: a feed may begin with a byte order mark.
func TestMarked(t *testing.T) {
	for _, name := range []string{"feed.json", "atom.xml"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		source := filepath.Join(saved(t, map[string]string{name: "\ufeff" + string(text)}), name)
		if report := imported(t, folder(t, nil), source, Options{}); len(report.Added) == 0 {
			t.Errorf("of %s with a byte order mark, %+v was imported; want its posts", name, report)
		}
	}
}

// TestNothingShows: what does not show is no title, no tag and no summary.
func TestNothingShows(t *testing.T) {
	f := folder(t, nil)
	imported(t, f, filepath.Join(saved(t, map[string]string{"feed": `{"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": [
{"id": "1", "url": "https://p.example/a", "title": "\u200b", "tags": ["\u200b", "b"], "summary": "\u2060", "date_published": "2020-02-03", "content_html": "<p>Some words.</p>"}]}`}), "feed"), Options{})
	if got := entriesOf(t, f, archiveFile)["a"]; got.Title != "Some words." || len(got.Tags) != 1 || got.Summary != "" {
		t.Errorf("the entry is %+v; want its first words as the title, one tag, and no summary", got)
	}
}

// TestSlugsOfWordPress: slugs in other scripts are the letters that they stand for.
// Where none can be in a slug, it is the date; links to such addresses are found,
// however they are written.
func TestSlugsOfWordPress(t *testing.T) {
	titled := func(title, slug, text string) string {
		return strings.NewReplacer("<title>"+slug, "<title>"+title, "Some words", text).Replace(item(slug, ""))
	}
	f := folder(t, nil)
	imported(t, f, filepath.Join(saved(t, map[string]string{"a.xml": export(
		titled("はじめに", "%e3%81%af%e3%81%98", "Words"),
		titled("つづき", "%e3%81%a4%e3%81%a", "Words"), // cut off
		titled("Café", "caf%c3%a9-%e3%81%82", `<a href="/%E3%81%AF%E3%81%98/">Words</a>`),
		titled("Gut", "100%-gut", "Words"))}), "a.xml"), Options{})
	got := entriesOf(t, f, archiveFile)
	for slug, want := range map[string]string{"2011-03-07": "はじめに", "2011-03-07-2": "つづき", "cafe": "Café", "100-gut": "Gut"} {
		if got[slug].Title != want {
			t.Errorf("the entry %s is %+v; want that of %s", slug, got[slug], want)
		}
	}
	if text := textOf(t, f, "posts/cafe.md"); !strings.HasPrefix(text, "[Words](/archive/2011-03-07) ") {
		t.Errorf("the text is %q; want its link to lead to the other post", text)
	}
}
