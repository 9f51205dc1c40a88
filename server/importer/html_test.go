package importer

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	contenttext "kairo.dev/content/text"
	interfacewords "kairo.dev/content/words"
	"kairo.dev/server/importer/importertest"
)

// converted is HTML as Markdown; pictures in /had/ can be had.
func converted(t testing.TB, source string) (markdown string, looks []string) {
	t.Helper()
	base, err := url.Parse("https://old.example/2009/05/post.html")
	if err != nil {
		t.Fatal(err)
	}
	c := text{
		base: base,
		resolve: func(u *url.URL) string {
			if u.Host == "old.example" && u.Path == "/other.html" {
				return "/archive/other"
			}
			return ""
		},
		picture: func(address string) (string, error) {
			if _, name, ok := strings.Cut(address, "/had/"); ok {
				return name, nil
			}
			return "", errors.New("404 not found")
		},
		look: func(format string, args ...any) { looks = append(looks, fmt.Sprintf(format, args...)) },
	}
	markdown, _, err = c.markdown(source)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(markdown), looks
}

func TestMarkdown(t *testing.T) {
	for _, test := range []struct {
		name, html, want string
		looks            string // all of them
	}{
		{"words", `<p>a &lt;b&gt; &amp;amp; <u>u</u> x<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup> e<sup>ix</sup> <q>q</q> _x_ *y*</p>`,
			`a &lt;b&gt; &amp; u x² H₂O 1st e^ix “q” \_x_ \*y*`, ""},
		{"markup in letters", `<p>Type &lt;script&gt;alert(1)&lt;/script&gt; or &lt;br&gt;</p>`,
			`Type &lt;script&gt;alert(1)&lt;/script&gt; or &lt;br&gt;`, ""},
		{"lists in lists", `<ul><li>a</li><ul><li>b</li><ol><li>c</li></ol></ul><li>d</li></ul>`,
			"- a\n\n  - b\n\n    1. c\n- d", ""},
		{"a list without items", `<ul>loose<li>b</li></ul><ul></ul><li>alone</li>`, "- loose\n- b\n\nalone", ""},
		{"definitions", `<dl><dt>t</dt><dd>d</dd></dl>`, "**t**\n\nd", ""},
		{"code with entities", "<pre>\nif (a &lt; b &amp;&amp; c) {<br>  x = \"&quot;\";\n}\n</pre>", "```\nif (a < b && c) {\n  x = \"\"\";\n}\n```", ""},
		{"code escaped twice", `<pre>&amp;lt;a href=&amp;quot;x&amp;quot;&amp;gt;</pre>`, "```\n<a href=\"x\">\n```",
			`code was escaped twice, and is once now: "<a href=\"x\">"`},
		{"code with colours", `<div class="highlight-python"><table class="highlighttable"><tr><td class="linenos"><pre>1
2</pre></td><td class="code"><pre><span class="k">def</span> f():
  <span>pass</span></pre></td></tr></table></div>`, "```python\ndef f():\n  pass\n```", ""},
		{"code of Pelican", "<pre><code>:::bash\nls -l\n</code></pre>", "```bash\nls -l\n```", ""},
		{"code in a line", `<p><tt>a*b</tt> <code>c<b>d</b></code> <code>e<br>f</code></p>`, "`a*b` `cd`\n\n```\ne\nf\n```", ""},
		{"a table for layout", `<table border="0"><tr><td><table><tr><td><p>one</p><p>two</p></td></tr></table></td><td><ul><li>x</li></ul></td></tr></table>`,
			"one\n\ntwo\n\n- x", ""},
		{"a table of data", `<table><tr><td>a|b</td><td>c<br>d</td></tr><tr><td><p>e</p></td><td>f</td></tr></table>`,
			"| a\\|b | c d |\n|------|-----|\n| e    | f   |", ""},
		{"a table that holds a list", `<table><tr><th>h</th><th>i</th></tr><tr><td>c</td><td><ul><li>d</li></ul></td></tr></table>`,
			"h\n\ni\n\nc\n\n- d", "a table holds more than one of Markdown can, and is paragraphs now"},
		{"a picture", `<p><img src="/had/a.png" alt="A  cat"> <img src="x.gif" width=1 alt=""></p>`, "![A cat](files/a.png)", ""},
		{"a picture with its large one", `<a href="/had/big.jpg"><img src="/had/small.jpg" alt="A cat"></a>`, "![A cat](files/big.jpg)", ""},
		{"a picture without words", `<img src="/had/rack-one_x.png">`, "![rack one x](files/rack-one_x.png)",
			"a picture has only its file's name for those who do not see it: /had/rack-one_x.png"},
		{"a picture in its address, without words", `<img src="data:image/png;base64,AAAA/BBBB` + strings.Repeat("C", 100) + `">`, "picture",
			"a picture has only its file's name for those who do not see it: data:image/png;base64,AAAA/BBBB" + strings.Repeat("C", 89) + "\n" +
				"a picture cannot be had: data:image/png;base64,AAAA/BBBB" + strings.Repeat("C", 89) + ": 404 not found\n" +
				"a link leads nowhere on the web, and is only words now: data:image/png;base64,AAAA/BBBB" + strings.Repeat("C", 49)},
		{"a picture that is gone", `<p>See <img src="gone.png" alt="the rack">.</p>`, "See [the rack](https://old.example/2009/05/gone.png).",
			"a picture cannot be had: https://old.example/2009/05/gone.png: 404 not found"},
		{"a figure", `<figure><img src="/had/a.png" alt="A cat"><figcaption>Our <b>cat</b></figcaption></figure>`, `![A cat](files/a.png "Our cat")`, ""},
		{"a smiley", `<p>x <img class="wp-smiley" src="http://old.example/smilies/s.gif" alt=":)"></p>`, "x :)", ""},
		{"links", `<p><a href="/other.html">own</a> <a href="https://x.example/a_b(c)">x</a> <a href="mailto:a@b.example?subject=x">m</a> <a name="n">n</a> <a href="https://x.example/"></a></p>`,
			"[own](/archive/other) [x](https://x.example/a_b%28c%29) [m](mailto:a@b.example) n", ""},
		{"links without encryption", `<p><a href="http://x.example/">x</a></p>`, "[x](http://x.example/)", ""},
		{"links that lead nowhere", `<p><a href="javascript:x()">a</a> <a href="ftp://x.example/">b</a> <a href="http://localhost/">c</a> <a href="#top">d</a></p>`, "a b c d",
			"a link leads nowhere on the web, and is only words now: javascript:x()\n" +
				"a link leads nowhere on the web, and is only words now: ftp://x.example/\n" +
				"a link leads nowhere on the web, and is only words now: http://localhost/"},
		{"links to headings", `<ul><li><a href="#s1">One</a> <a href="#gr%C3%B6%C3%9Fe--zeit">G</a> <a href="#old">Old</a> <a href="#far">far</a> <a href="#no-such">no</a></li></ul>
<p id="far">Words.</p><h2 id="s1">First &amp; one <a href="#s1">¶</a></h2><h3>Größe &amp; Zeit</h3><p><a name="old"></a></p><h3><span id="in">First one</span></h3><p><a href="#in"><b>in</b></a> <a href="#s1"> </a></p>`,
			"- [One](#first-one) [G](#größe-zeit) [Old](#first-one-2) far no\n\nWords.\n\n## First & one ¶\n\n### Größe & Zeit\n\n### First one\n\n[**in**](#first-one-2)", ""},
		{"bare addresses", `<p>Open http://localhost:8080/x_y, or www.x.example.</p>`,
			"Open `http://localhost:8080/x_y`, or [www.x.example](http://www.x.example).", ""},
		{"a player", `<iframe src="//www.youtube.com/embed/abc-1?rel=0"></iframe><embed>`,
			`[https://www.youtube.com/watch?v=abc-1](https://www.youtube.com/watch?v=abc-1)`,
			"a player is a link now: https://www.youtube.com/watch?v=abc-1\na player without an address was left out"},
		{"footnotes", `<p>One<sup id="fnref:1"><a href="#fn:1">1</a></sup> two<sup><a href="#fn:b">2</a></sup> one<sup><a href="#fn:1">1</a></sup>.</p>
<div class="footnotes"><hr><ol><li id="fn:1"><p>First <a href="http://x.example">x</a>. <a href="#fnref:1">↩</a></p><p>More.</p></li><li id="fn:b">Second.</li></ol></div>`,
			"One[^1] two[^2] one[^1].\n\n[^1]: First [x](http://x.example).\n\n    More.\n\n[^2]: Second.",
			""},
		{"tasks", `<ul><li><input type="checkbox" checked disabled> done</li><li><p><input type=checkbox> open</p></li><li>[x] y</li></ul><input type=text>`,
			"- [x] done\n- [ ] open\n- \\[x] y", ""},
		{"what says nothing", `<script>x</script><style>y</style><!-- more --><form><button>b</button></form><h2></h2><b><p>bold</p></b><center>c</center>`, "bold\n\nc", ""},
		{"open and unclosed", `<p>one<p>two <b>three<i>four</b> five</i><div>six`, "one\n\ntwo **three*four* five**\n\nsix", ""},
		{"letters for private use", "<p>a\ue000b\ue003</p>", "ab", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, looks := converted(t, test.html)
			if got != test.want {
				t.Errorf("markdown(%q) =\n%s\nwant\n%s", test.html, got, test.want)
			}
			if got := strings.Join(looks, "\n"); got != test.looks {
				t.Errorf("markdown(%q) notes\n%s\nwant\n%s", test.html, got, test.looks)
			}
		})
	}
}

func TestStrict(t *testing.T) {
	for source, want := range map[string]string{
		"a <b>c</b> <!-- d -->":                     `a \<b>c\</b> \<!-- d -->`,
		"<div>\n<p>x\n</div>\n\ny":                  "\\<div>\n\\<p>x\n\\</div>\n\ny",
		"<!-- a\n\nb -->\nc":                        "\\<!-- a\n\nb -->\nc",
		"`<b>` and\n\n    <i>\n":                    "`<b>` and\n\n    <i>",
		"http://localhost and <ftp://x.example/>":   "http://localhost and <ftp\\://x.example/>",
		"https://x.example, a@b.example, <c@d.org>": "https://x.example, a@b.example, <c@d.org>",
		"see www.x.example now":                     "see www.x.example now",
	} {
		if got := strict(source); got != want+"\n" {
			t.Errorf("strict(%q) = %q; want %q", source, got, want+"\n")
		}
	}
}

// FuzzMarkdown: nothing that is called HTML makes it fail, and what comes of it
// has no HTML, and no link that the site would refuse.
func FuzzMarkdown(f *testing.F) {
	for _, trouble := range importertest.Troubles {
		f.Add(trouble)
	}
	said := interfacewords.For("en")
	f.Fuzz(func(t *testing.T, source string) {
		if strings.Count(source, "<") > 400 {
			return // it may be nested deeper than the parser goes
		}
		markdown, _ := converted(t, source)
		if at := loose([]byte(markdown)); len(at) > 0 {
			t.Errorf("markdown(%q) = %q, which has raw HTML, or a link nobody wrote, at %d", source, markdown, at)
		}
		if strings.ContainsAny(markdown, private) {
			t.Errorf("markdown(%q) = %q, which has letters for private use", source, markdown)
		}
		made := contenttext.Make([]byte(markdown), contenttext.Options{Language: "pt", Words: &said, File: func(name string) (contenttext.File, error) {
			return contenttext.File{Address: "/files/" + name, Width: 4, Height: 3}, nil
		}})
		if len(made.Problems) > 0 {
			t.Errorf("markdown(%q) = %q, of which the site says %v", source, markdown, made.Problems)
		}
	})
}
