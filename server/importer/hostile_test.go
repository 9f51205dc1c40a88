package importer

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostile is HTML that keeps parsers busy, of a size.
var hostile = map[string]func(n int) string{
	"nested elements":     func(n int) string { return strings.Repeat("<div>", n/5) + "a" },
	"nested emphasis":     func(n int) string { return strings.Repeat("<b>", n/3) + "a" },
	"nested mixed":        func(n int) string { return strings.Repeat("<b><i>a", n/7) },
	"nested spans":        func(n int) string { return strings.Repeat("<span>a ", n/8) },
	"nested lists":        func(n int) string { return strings.Repeat("<ul><li>a", n/9) },
	"nested quotes":       func(n int) string { return strings.Repeat("<blockquote>a", n/13) },
	"nested tables":       func(n int) string { return strings.Repeat("<table><tr><td>a", n/16) },
	"nested definitions":  func(n int) string { return strings.Repeat("<dl><dt>a<dd>", n/13) },
	"nested code":         func(n int) string { return strings.Repeat("<pre><code>a", n/12) },
	"nested links":        func(n int) string { return strings.Repeat("<a href=/b><div>a", n/17) },
	"nested raised":       func(n int) string { return strings.Repeat("<sup>1", n/6) },
	"nested objects":      func(n int) string { return strings.Repeat("<object>a", n/9) },
	"nested quotations":   func(n int) string { return strings.Repeat("<q>a", n/4) },
	"nested fonts":        func(n int) string { return strings.Repeat("<font><p>a", n/10) },
	"nested figures":      func(n int) string { return strings.Repeat("<figure><img src=/had/a.png alt=a><figcaption>", n/46) },
	"misnested":           func(n int) string { return strings.Repeat("<b><p></b>a", n/11) },
	"many in depth":       func(n int) string { return strings.Repeat("<div><b>", 200) + strings.Repeat("<p>a", n/4) },
	"many":                func(n int) string { return strings.Repeat("<div><b>", 200) + strings.Repeat("<p>a", min(n/4, 9000)) },
	"many elements":       func(n int) string { return strings.Repeat("<p>a", n/4) },
	"many breaks":         func(n int) string { return strings.Repeat("<br>", n/4) },
	"many emphasised":     func(n int) string { return strings.Repeat("<b>a</b>", n/8) },
	"many spans":          func(n int) string { return strings.Repeat("<u>a</u> ", n/9) },
	"many items":          func(n int) string { return "<ul>" + strings.Repeat("<li>a", n/5) },
	"many lists":          func(n int) string { return strings.Repeat("<ul><li>a</ul>", n/14) },
	"many empty":          func(n int) string { return strings.Repeat("<i></i>", n/7) },
	"many code":           func(n int) string { return strings.Repeat("<code>a</code> ", n/15) },
	"many blocks of code": func(n int) string { return strings.Repeat("<pre>a\n</pre>", n/13) },
	"one block of code":   func(n int) string { return "<pre>" + strings.Repeat("a &lt;b&gt;\n", n/12) + "</pre>" },
	"code in spans":       func(n int) string { return "<pre>" + strings.Repeat("<span>a</span>\n", n/16) + "</pre>" },
	"many comments":       func(n int) string { return strings.Repeat("<!--a-->", n/8) },
	"many inputs":         func(n int) string { return "<ul><li>" + strings.Repeat("<input type=checkbox>", n/21) },
	"many pictures":       func(n int) string { return strings.Repeat("<img src=/had/a.png alt=a>", n/26) },
	"many pictures gone":  func(n int) string { return strings.Repeat("<img src=a.png>", n/15) },
	"many links":          func(n int) string { return strings.Repeat("<a href=/b>a</a> ", n/17) },
	"many bad links":      func(n int) string { return strings.Repeat("<a href=ftp:b>a</a> ", n/20) },
	"many players":        func(n int) string { return strings.Repeat("<iframe src=//a.example/></iframe>", n/34) },
	"many footnotes": func(n int) string {
		return strings.Repeat("<sup id=fnref:1><a href=#fn:1>1</a></sup>", n/84) + "<div class=footnotes><ol>" + strings.Repeat("<li id=fn:1>a", n/26) + "</ol></div>"
	},
	"footnotes apart": func(n int) string {
		var a, b strings.Builder
		for i := 0; a.Len()+b.Len() < n; i++ {
			s := strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i%11) + string(rune('a'+i/26%26))
			a.WriteString("<sup><a href=#fn:" + s + ">1</a></sup>")
			b.WriteString("<li id=fn:" + s + ">a")
		}
		return a.String() + "<div class=footnotes><ol>" + b.String() + "</ol></div>"
	},
	"a wide table":  func(n int) string { return "<table><tr><th>a<th>b<tr>" + strings.Repeat("<td>a", n/5) },
	"a long table":  func(n int) string { return "<table><tr><th>a<th>b" + strings.Repeat("<tr><td>a<td>b", n/14) },
	"a large table": func(n int) string { return "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>a", 40), n/204) },
	"a spanned table": func(n int) string {
		return "<table>" + strings.Repeat("<tr><td colspan=1000 rowspan=1000>a<td>b", n/41)
	},
	"one span": func(n int) string { return "<table><tr><th>a<th>b<tr><td colspan=100000000 rowspan=100000000>a<td>b" },
	"an uneven table": func(n int) string {
		return "<table><tr>" + strings.Repeat("<td>a", n/10) + strings.Repeat("<tr><td>a", n/18)
	},
	"tables without cells": func(n int) string { return strings.Repeat("<table><tr></table>", n/19) },
	"a table of breaks":    func(n int) string { return "<table><tr><td>a<td>b<tr><td>" + strings.Repeat("a<br>", n/5) },
	"fostered":             func(n int) string { return "<table>" + strings.Repeat("a<b>", n/4) },
	"many attributes": func(n int) string {
		var b strings.Builder
		b.WriteString("<p ")
		for i := 0; b.Len() < n; i++ {
			b.WriteString("a" + strings.Repeat("b", i%50) + string(rune('a'+i/50%26)) + string(rune('a'+i/1300%26)) + "=1 ")
		}
		return b.String() + ">a"
	},
	"same elements":   func(n int) string { return strings.Repeat("<b a=1><p>", n/10) },
	"entities":        func(n int) string { return strings.Repeat("&amp;", n/5) },
	"signs":           func(n int) string { return strings.Repeat("*_[`\\", n/5) },
	"brackets":        func(n int) string { return strings.Repeat("[", n) },
	"angles":          func(n int) string { return strings.Repeat("&lt;", n/4) },
	"opened tags":     func(n int) string { return strings.Repeat("&lt;a ", n/6) },
	"backticks":       func(n int) string { return strings.Repeat("`", n) },
	"backticks apart": func(n int) string { return strings.Repeat("` a ", n/4) },
	"addresses":       func(n int) string { return strings.Repeat("http://localhost ", n/17) },
	"one address":     func(n int) string { return "http://" + strings.Repeat("a.", n/2) },
	"mail addresses":  func(n int) string { return strings.Repeat("a@b.c ", n/6) },
	"at signs":        func(n int) string { return strings.Repeat("a@", n/2) },
	"spaces":          func(n int) string { return strings.Repeat(" &nbsp;", n/7) + "a" },
	"lines":           func(n int) string { return "<pre>" + strings.Repeat("\n", n) + "</pre>" + strings.Repeat("a\n", n/2) },
	"lines of spaces": func(n int) string { return "a" + strings.Repeat(" \n", n/2) },
	"one word":        func(n int) string { return strings.Repeat("a", n) },
	"hyphens":         func(n int) string { return strings.Repeat("<p>-", n/4) },
	"numbers":         func(n int) string { return strings.Repeat("<p>1.", n/5) },
	"headings":        func(n int) string { return strings.Repeat("<h1>a<br>b", n/10) },
	"forms":           func(n int) string { return strings.Repeat("<form><select><option>a</select>", n/32) },
	"templates":       func(n int) string { return strings.Repeat("<template>a", n/11) },
	"drawings":        func(n int) string { return strings.Repeat("<svg><g>a<foreignObject>", n/24) },
}

// hostileMarkdown is Markdown of generators that does the same.
var hostileMarkdown = map[string]func(n int) string{
	"fences":         func(n int) string { return strings.Repeat("```x `a`\n\n", n/11) },
	"shortcodes":     func(n int) string { return strings.Repeat("{{<{%a%}", n/8) },
	"highlights":     func(n int) string { return strings.Repeat("{% highlight a %}", n/17) },
	"figures":        func(n int) string { return strings.Repeat("{{< figure src ", n/15) },
	"brackets":       func(n int) string { return strings.Repeat("[", n) },
	"pre and breaks": func(n int) string { return strings.Repeat("<pre><!--a-->\n", n/14) },
	"definitions":    func(n int) string { return strings.Repeat("a\n: b\n", n/6) },
	"attributes":     func(n int) string { return strings.Repeat("# a {#b .c}\n", n/12) },
	"attributes in":  func(n int) string { return "# a {" + strings.Repeat(".a ", n/3) + "}\n" },
	"one line":       func(n int) string { return strings.Repeat("a ", n/2) },
}

// hostileFeeds are feeds of many items.
var hostileFeeds = map[string]func(n int) string{
	"the same": func(n int) string {
		return feedOf(strings.Repeat("<item><title>a</title><pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate><description>b</description></item>", n/100))
	},
	"of one name": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "<item><guid>%d</guid><title>a</title><pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate><link>https://a.example/%d/a</link><description>&lt;p></description></item>", i, i)
		}
		return feedOf(b.String())
	},
	"nested": func(n int) string { return feedOf("<item>" + strings.Repeat("<a>", n/3)) },
}

func feedOf(items string) string {
	return `<rss version="2.0"><channel><title>a</title><link>https://a.example</link>` + items + `</channel></rss>`
}

// TestHostile: whatever is in a source, an import ends with good content, and
// says what it left out. BenchmarkHostile says how soon.
func TestHostile(t *testing.T) {
	for name, source := range sources(t, 1<<15) {
		t.Run(name, func(t *testing.T) { attempt(t, source) })
	}
}

// BenchmarkHostile is a megabyte of each.
func BenchmarkHostile(b *testing.B) {
	for name, source := range sources(b, 1<<20) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(1 << 20)
			for b.Loop() {
				attempt(b, source)
			}
		})
	}
}

// sources are all of them as sources of a size, by name: files, and folders.
func sources(t testing.TB, size int) map[string]string {
	t.Helper()
	all := make(map[string]string)
	write := func(name, file, text string) string {
		at := filepath.Join(t.TempDir(), file)
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all[name] = at
		return at
	}
	for name, source := range hostile {
		write(name, "feed.xml", feedOf("<item><title>a</title><guid>a</guid><pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate>"+
			"<description>"+html.EscapeString(source(size))+"</description></item>"))
	}
	for name, source := range hostileFeeds {
		write("feed "+name, "feed.xml", source(size))
	}
	for name, source := range hostileMarkdown {
		at := write("markdown "+name, "2006-01-02-a.md", "---\ntitle: a\n---\n"+source(size))
		all["markdown "+name] = filepath.Dir(at)
	}
	return all
}

// TestExcess: what would take long is left out, and the report says why.
func TestExcess(t *testing.T) {
	for name, want := range map[string]string{
		"many elements":   "more than 50000 elements",
		"nested lists":    "512",
		"brackets":        "too many brackets",
		"at signs":        "more than 2000 of",
		"one span":        "",
		"a spanned table": "",
	} {
		at := filepath.Join(t.TempDir(), "feed.xml")
		if err := os.WriteFile(at, []byte(feedOf("<item><title>a</title><guid>https://a.example/a</guid><pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate>"+
			"<description>"+html.EscapeString("<p>"+hostile[name](1<<18))+"</description></item>")), 0o600); err != nil {
			t.Fatal(err)
		}
		looks := strings.Join(imported(t, folder(t, nil), at, Options{}).Looks, "\n")
		if want == "" && strings.Contains(looks, "left out") || !strings.Contains(looks, want) {
			t.Errorf("the report on %s says %q; want %q", name, looks, want)
		}
	}
}

// attempt imports a source that may be none.
func attempt(t testing.TB, source string) {
	t.Helper()
	f := folder(t, nil)
	_, err := Import(t.Context(), f, source, Options{Check: good, Client: &http.Client{Transport: gone{}}})
	if err == nil {
		if problems, err := good(f); err != nil || len(problems) > 0 {
			t.Errorf("after Import(%s): %v, %v; want good content", source, err, problems)
		}
	} else if strings.Contains(err.Error(), "mistakes") {
		t.Errorf("Import(%s): %v", source, err)
	}
}

// gone is a network in which there is nothing.
type gone struct{}

func (gone) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("there is nothing")
}
