package text_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"kairo.dev/content"
	"kairo.dev/content/text"
	"kairo.dev/content/words"

	"golang.org/x/net/html"
)

// options are those of a text in English on a site in English that has a picture
// and a file.
func options() text.Options {
	w := words.For("en")
	return text.Options{Language: "en", Words: &w, File: func(name string) (text.File, error) {
		switch name {
		case "loom.jpg":
			return text.File{Address: "/files/loom.1.jpg", Width: 1600, Height: 1200, Smaller: []text.Source{{Address: "/files/loom-640.1.jpg", Width: 640}}}, nil
		case "notes.pdf":
			return text.File{Address: "/files/notes.2.pdf"}, nil
		}
		return text.File{}, errors.New("there is no such file")
	}}
}

// make makes a text that is good.
func good(t *testing.T, markdown string, o text.Options) text.Made {
	t.Helper()
	made := text.Make([]byte(markdown), o)
	if len(made.Problems) > 0 {
		t.Fatalf("Make(%q): %+v", markdown, made.Problems)
	}
	return made
}

// TestMake: what people write, and what becomes of it.
func TestMake(t *testing.T) {
	for _, test := range []struct{ markdown, want string }{
		{"A *b* **c** `d<`\\\ne & f\ng", `<p>A <em>b</em> <strong>c</strong> <code>d&lt;</code><br>e &amp; f g</p>`},
		{"# One\n\n### Two\n\n# One\n\n# Main", `<h2 id="one"><a class="anchor" href="#one">One</a></h2><h3 id="two"><a class="anchor" href="#two">Two</a></h3>` +
			`<h2 id="one-2"><a class="anchor" href="#one-2">One</a></h2><h2 id="main-2"><a class="anchor" href="#main-2">Main</a></h2>`},
		{"## Über *uns* 東京", `<h2 id="über-uns-東京"><a class="anchor" href="#über-uns-東京">Über <em>uns</em> 東京</a></h2>`},
		{"- a\n- b\n\n3. c", `<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol>`},
		{"- [ ] a\n- [x] b", `<ul><li><span role="img" aria-label="Open">☐</span> a</li><li><span role="img" aria-label="Done">☑</span> b</li></ul>`},
		{"|a|b|\n|-|:-:|\n|c|d|", `<table><thead><tr><th scope="col">a</th><th scope="col" class="align-center">b</th></tr></thead><tbody><tr><td>c</td><td class="align-center">d</td></tr></tbody></table>`},
		{"a[^n]\n\n[^n]: b", `<p>a<sup><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup></p><section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol>` +
			`<li id="fn:1"><p>b <a href="#fnref:1" role="doc-backlink" aria-label="Back to the text">↩` + "\ufe0e" + `</a></p></li></ol></section>`},
		{"~~a~~\n\n---\n\n> b", `<p><del>a</del></p><hr><blockquote><p>b</p></blockquote>`},
		{"```go\nfunc f() {}\n```", "<pre>\n<code><span class=\"k\">func</span> <span class=\"f\">f</span>() {}\n</code></pre>"},
		{"```go\nvar s = \"" + strings.Repeat("a", 300) + "\"\n```", "<pre>\n<code>var s = &#34;" + strings.Repeat("a", 300) + "&#34;\n</code></pre>"}, // too long a line
		{"```nonesuch\n<b>\n```\n\n    c\n     d", "<pre>\n<code>&lt;b&gt;\n</code></pre><pre>\n<code>c\n d\n</code></pre>"},
		{"![A loom](files/loom.jpg \"At *work*\")", `<figure><img src="/files/loom.1.jpg" alt="A loom" width="1600" height="1200" loading="lazy" decoding="async" ` +
			`srcset="/files/loom-640.1.jpg 640w, /files/loom.1.jpg 1600w" sizes="(max-width: 40rem) 94vw, 38rem"><figcaption>At *work*</figcaption></figure>`},
		{"[the notes](files/notes.pdf) [b](/talks) [c](https://example.org \"t\") [d][e]\n\n[e]: #x\n\n# x", `<p><a href="/files/notes.2.pdf">the notes</a> <a href="/talks">b</a> ` +
			`<a href="https://example.org" rel="noopener">c</a> <a href="#x">d</a></p><h2 id="x"><a class="anchor" href="#x">x</a></h2>`},
		{"a http://example.org b&copy;&#42;", `<p>a <a href="http://example.org" rel="noopener">http://example.org</a> b©*</p>`},
	} {
		made := good(t, test.markdown, options())
		if got := text.HTML(made.Elements, nil); got != test.want {
			t.Errorf("Make(%q) =\n%s\nwant\n%s", test.markdown, got, test.want)
		}
	}
}

// TestProblems: what cannot be shown is said, with its place.
func TestProblems(t *testing.T) {
	for _, test := range []struct {
		markdown string
		at       int
		want     string
	}{
		{"a <b>c</b>", 2, "raw HTML is not supported"},
		{"a\n\n<div>\n", 3, "raw HTML is not supported"},
		{"a [b](files/no.pdf)", 2, "files/no.pdf: there is no such file"},
		{"a ![](files/loom.jpg)", 2, "no words for those who do not see it"},
		{"a ![b](https://example.org/x.jpg)", 2, "is not of this site"},
		{"a ![b](files/notes.pdf)", 2, "is no picture"},
		{"a [b](#c)", 2, `the link to "#c" leads to no heading of the text (there are none)`},
		{"a [b](#c)\n\n# d", 2, `the link to "#c" leads to no heading of the text (there are #d)`},
		{"a [](/talks)", 2, "has no words"},
		{"#\n", 0, "the heading has no words"},
		{strings.Repeat("[", 3000), 0, `has more than 2000 of "["`},
		{strings.Repeat(">", 3000), 0, "has more than 50 quotes or lists"},
		{"a\n" + strings.Repeat("- ", 3000) + "a", 2, "has more than 50 quotes or lists"},
		{strings.Repeat("a", 3<<20), 0, "is larger than 2 MiB"},
	} {
		made := text.Make([]byte(test.markdown), options())
		if len(made.Problems) != 1 && len(made.Problems) != 2 || made.Problems[0].At != test.at || !strings.Contains(made.Problems[0].Message, test.want) {
			t.Errorf("Make(%.40q): %+v; want %q at %d", test.markdown, made.Problems, test.want, test.at)
		}
	}
}

// TestContents: a long text has a table of contents, in two levels.
func TestContents(t *testing.T) {
	long := strings.Repeat("word ", 1000)
	made := good(t, "# A\n\n"+long+"\n\n## B\n\n## C\n\n# D\n", options())
	want := `<details class="contents" open><summary>Contents</summary><nav aria-label="Contents"><ol><li><a href="#a">A</a><ol><li><a href="#b">B</a></li><li><a href="#c">C</a></li></ol></li><li><a href="#d">D</a></li></ol></nav></details>`
	if got := text.HTML(made.Elements[:1], nil); got != want {
		t.Errorf("the contents are\n%s\nwant\n%s", got, want)
	}
	if made.Minutes != 5 {
		t.Errorf("1004 words take %d minutes; want 5", made.Minutes)
	}
	o := options()
	o.Language = "pt"
	if got := text.HTML(good(t, "# A\n\n"+long+"\n\n## B\n\n## C\n\n# D\n", o).Elements[:1], nil); !strings.Contains(got, `<summary lang="en">`) {
		t.Errorf("the contents of a text in another language are %s; want their words marked", got)
	}
	if short := good(t, "# A\n\n# B\n\n# C\n\n# D\n", options()); short.Elements[0].Name != "h2" || short.Minutes != 1 {
		t.Errorf("a short text begins with %s, and takes %d minutes", short.Elements[0].Name, short.Minutes)
	}
	if japanese := good(t, strings.Repeat("機械", 500), options()); japanese.Minutes != 2 {
		t.Errorf("1000 letters without spaces take %d minutes; want 2", japanese.Minutes)
	}
}

// TestLead: the beginning stands for the text, in whole words and letters.
func TestLead(t *testing.T) {
	for _, markdown := range []string{strings.Repeat("word, ", 100), strings.Repeat("機械", 200), "short *one*"} {
		lead := good(t, markdown, options()).Lead
		if len(lead) > 170 || !utf8.ValidString(lead) || strings.Contains(lead, ",…") {
			t.Errorf("the lead of %.20q is %q", markdown, lead)
		}
	}
}

// TestPlain: what a text says, without the numbers of its notes.
func TestPlain(t *testing.T) {
	made := good(t, "# A\n\nb[^1] *c*\n\n- d\n- e\n\n|f|g|\n|-|-|\n|h|i|\n\n![j](files/loom.jpg \"k\")\n\n[^1]: l", options())
	if want := "A b c d e f g h i j k l"; made.Plain != want {
		t.Errorf("the text says %q; want %q", made.Plain, want)
	}
}

// TestCommonMark: whatever the specification has is shown, or refused with its
// place; and what is shown says what the specification says.
func TestCommonMark(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var spec []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(file, &spec); err != nil || len(spec) < 600 {
		t.Fatalf("the specification has %d examples: %v", len(spec), err)
	}
	shown := 0
	for _, example := range spec {
		made := text.Make([]byte(example.Markdown), options())
		sane(t, made)
		if len(made.Problems) > 0 {
			continue
		}
		shown++
		got, want := said(t, text.HTML(made.Elements, nil)), said(t, example.HTML)
		// Bare addresses are links here, and what is written twice is not.
		if got != want && !strings.Contains(example.Markdown, "~") {
			t.Errorf("example %d: %q says %q; want %q", example.Example, example.Markdown, got, want)
		}
	}
	if shown < 400 {
		t.Errorf("%d of %d examples are shown; want most", shown, len(spec))
	}
}

// said is what HTML says, less its white space.
func said(t *testing.T, source string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), "")
}

// allowed are the elements and attributes that there may be.
var allowed = map[string]string{
	"p": "", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "ul": "", "ol": "start", "li": "id", "blockquote": "", "hr": "", "br": "",
	"pre": "", "code": "", "span": "class role aria-label lang", "em": "", "strong": "", "del": "", "sup": "", "section": "class role aria-label lang",
	"a":   "href rel class id role aria-label lang",
	"img": "src alt width height loading decoding srcset sizes", "figure": "", "figcaption": "",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class",
	"details": "class open", "summary": "lang", "nav": "aria-label lang",
}

// sane wants a text to have nothing but what it may have, its HTML to be what
// parsers make of it.
func sane(t *testing.T, made text.Made) {
	t.Helper()
	if len(made.Problems) > 0 {
		return
	}
	source := text.HTML(made.Elements, nil)
	root, err := html.Parse(strings.NewReader("<!DOCTYPE html><body>" + source))
	if err != nil {
		t.Fatal(err)
	}
	elements := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data == "html" || n.Data == "head" || n.Data == "body" {
			continue
		}
		elements++
		attributes, ok := allowed[n.Data]
		if !ok {
			t.Errorf("%q has a <%s>", source, n.Data)
		}
		for _, a := range n.Attr {
			if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
				t.Errorf("%q has %s on <%s>", source, a.Key, n.Data)
			}
			if a.Key == "src" && !strings.HasPrefix(a.Val, "/files/") {
				t.Errorf("%q shows %q", source, a.Val)
			}
		}
	}
	want := 0
	var count func([]content.Element)
	count = func(list []content.Element) {
		for _, e := range list {
			if e.Name != "" {
				want++
			}
			count(e.Children)
		}
	}
	count(made.Elements)
	if elements != want {
		t.Errorf("%q has %d elements when it is read; want %d", source, elements, want)
	}
}

// FuzzMake: whatever is written, there is a text with nothing in it but what may
// be, or a problem with a place in it.
func FuzzMake(f *testing.F) {
	for _, markdown := range hostile {
		f.Add(markdown(40))
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		if !utf8.ValidString(markdown) {
			return // package load refuses such a file
		}
		made := text.Make([]byte(markdown), options())
		for _, p := range made.Problems {
			if p.At < 0 || p.At > len(markdown) || p.Message == "" {
				t.Fatalf("Make(%q): problem %+v is nowhere", markdown, p)
			}
		}
		sane(t, made)
	})
}

// hostile are texts that have kept parsers busy for long, of a size.
var hostile = map[string]func(n int) string{
	"backticks":     func(n int) string { return strings.Repeat("`", n) },
	"apart":         func(n int) string { return strings.Repeat("` a ", n/4) },
	"more and more": func(n int) string { return rising(n, "`", " a ") },
	"brackets":      func(n int) string { return strings.Repeat("[", n) },
	"nested links":  func(n int) string { return strings.Repeat("[", n/6) + "a" + strings.Repeat("](b)", n/6) },
	"open links":    func(n int) string { return strings.Repeat("[a](<b", n/6) },
	"pictures":      func(n int) string { return strings.Repeat("![", n/2) },
	"emphasis":      func(n int) string { return strings.Repeat("*a **b ", n/7) },
	"quotes":        func(n int) string { return strings.Repeat(">", n) + "a" },
	"lists":         func(n int) string { return strings.Repeat("- ", n/2) + "a" },
	"deeper lists":  func(n int) string { return rising(n, "  ", "- a\n") },
	"angles":        func(n int) string { return strings.Repeat("<", n) },
	"comments":      func(n int) string { return strings.Repeat("<!--", n/4) },
	"wide tables": func(n int) string {
		return strings.Repeat("|a", n/8) + "|\n" + strings.Repeat("|-", n/8) + "|\n" + strings.Repeat("|b|\n", n/8)
	},
	"footnotes":       func(n int) string { return strings.Repeat("[^1]", n/4) + "\n\n[^1]: a [^1]\n" },
	"definitions":     func(n int) string { return strings.Repeat("[a]: /b\n", n/16) + strings.Repeat("[a] ", n/8) },
	"headings":        func(n int) string { return strings.Repeat("# a\n", n/4) },
	"scripts":         func(n int) string { return strings.Repeat("[a](javascript:alert(1)) <script>", n/32) },
	"code":            func(n int) string { return "```go\n" + strings.Repeat("func a() {\n", n/11) },
	"blocks of code":  func(n int) string { return strings.Repeat("```js\n/* \"\n```\n", n/15) },
	"one long line":   func(n int) string { return strings.Repeat("a ", n/2) },
	"lines":           func(n int) string { return strings.Repeat("a\n", n/2) },
	"struck through":  func(n int) string { return strings.Repeat("~~a ", n/4) },
	"entities":        func(n int) string { return strings.Repeat("&amp;&", n/6) },
	"spaces":          func(n int) string { return strings.Repeat(" ", n) + "a" },
	"from right left": func(n int) string { return strings.Repeat("\u202e*א*\u200f ", n/16) },
}

// rising is a sign that comes once, then twice, and so on.
func rising(n int, sign, after string) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(sign, i) + after)
	}
	return b.String()
}

// TestHostile: none of these has anything but what a text may have.
func TestHostile(t *testing.T) {
	for name, markdown := range hostile {
		t.Run(name, func(t *testing.T) { sane(t, text.Make([]byte(markdown(1<<16)), options())) })
	}
}

// BenchmarkHostile is a megabyte of each.
func BenchmarkHostile(b *testing.B) {
	for name, markdown := range hostile {
		source := []byte(markdown(1 << 20))
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			for b.Loop() {
				text.Make(source, options())
			}
		})
	}
}

func ExampleHTML() {
	w := words.For("en")
	made := text.Make([]byte("Hello, *world*."), text.Options{Language: "en", Words: &w})
	fmt.Println(text.HTML(made.Elements, nil))
	// Output: <p>Hello, <em>world</em>.</p>
}
