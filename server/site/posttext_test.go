package site

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/text"

	"golang.org/x/net/html"
)

// FuzzPage goes from Markdown to the page of a post and to what a browser makes
// of that: in the element of the text it has the elements that the text is of, one
// by one, and beside it what every page has. No browser takes part: that the program
// adopts such a page follows from that, for what it keeps it does not look into, and
// what is beside it is what other pages have (TestPosts of app/e2e has a browser adopt
// a text with everything).
func FuzzPage(f *testing.F) {
	for _, markdown := range []string{
		"# a\n\n*b* `c`\n\n```go\nfunc a() {}\n```", "a\n\n| b | c |\n|---|:-:|\n| d | e |", "- [ ] a\n\n  > b\n  1. c", "a[^1]\n\n[^1]: b\n\n    c",
		"[a](/talks) <b> [c](javascript:d)", "</div></article></main><script>", "```html\n</pre></code><!--\n```", "&lt;/div&gt; &#0; &#13; a\\\nb", "\u202ea\u2066 \u2028",
		strings.Repeat("> ", 30) + "a", "```\n\n\na\n```", "    \n\n     a\r\n",
	} {
		f.Add(markdown)
	}
	s := withPosts(f, "https://posts.example/below")
	var page *ui.Page
	for _, p := range ui.Pages(s) {
		if p.Post != nil {
			page = p
		}
	}
	around := func(t *testing.T, article content.Article) (inside, beside string) {
		t.Helper()
		page.Post.Article = &article
		body, err := renderPage(s, page, assetPaths{Cards: cards{}})
		if err != nil {
			t.Fatal(err)
		}
		for n := range parseDocument(t, page.Path, body).Descendants() {
			if class, _ := attribute(n, "class"); class == "text e-content" {
				inside = outline(n)
				for c := n.FirstChild; c != nil; c = n.FirstChild {
					n.RemoveChild(c)
				}
				for n.Parent != nil {
					n = n.Parent
				}
				return inside, outline(n)
			}
		}
		t.Fatal("the page has no element for the text")
		return "", ""
	}
	plain := content.Article{Lead: "a", Plain: "a"}
	f.Fuzz(func(t *testing.T, markdown string) {
		if !utf8.ValidString(markdown) {
			return // package load refuses such a file
		}
		made := text.Make([]byte(markdown), text.Options{Language: "en", Words: &s.Words})
		if len(made.Problems) > 0 {
			return
		}
		_, usual := around(t, plain)
		inside, beside := around(t, content.Article{Elements: made.Elements, Lead: plain.Lead, Plain: plain.Plain})
		if want := outlineOf(made.Elements); inside != want {
			t.Errorf("the page of %q has in its text\n%s\nwant\n%s", markdown, inside, want)
		}
		if beside != usual {
			t.Errorf("the page of %q has around its text\n%s\nwant\n%s", markdown, beside, usual)
		}
	})
}

// outline is what is in a node, each element and text in a line of its own.
func outline(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch d.Type {
		case html.ElementNode:
			fmt.Fprintf(&b, "<%s %d>\n", d.Data, len(d.Attr))
		case html.TextNode:
			fmt.Fprintf(&b, "%q\n", d.Data)
		}
	}
	return b.String()
}

// outlineOf is the same of elements of a text.
func outlineOf(list []content.Element) string {
	var b strings.Builder
	for _, e := range list {
		if e.Name == "" {
			fmt.Fprintf(&b, "%q\n", e.Text)
			continue
		}
		fmt.Fprintf(&b, "<%s %d>\n", e.Name, len(e.Attributes))
		b.WriteString(outlineOf(e.Children))
	}
	return b.String()
}
