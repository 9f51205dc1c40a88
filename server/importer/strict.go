package importer

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gold "github.com/yuin/goldmark/text"
)

// dialect is the Markdown that posts are written in.
var dialect = goldmark.New(goldmark.WithExtensions(
	extension.Linkify, extension.Table, extension.Footnote, extension.Strikethrough, extension.TaskList))

// strict is Markdown in which nothing is raw HTML, or a link that nobody wrote:
// what the parser takes for one is escaped, so that it says the same in letters.
func strict(markdown string) string {
	source := []byte(markdown)
	for range 4 { // what is escaped can let other things show
		at := loose(source)
		if len(at) == 0 {
			break
		}
		for _, i := range slices.Backward(at) {
			source = slices.Insert(source, i, '\\')
		}
	}
	return string(bytes.TrimSpace(source)) + "\n"
}

// loose are the places where a backslash is missing, in order.
func loose(source []byte) []int {
	var at []int
	lines := func(all *gold.Segments) {
		for i := range all.Len() {
			line := all.At(i)
			for j, c := range source[line.Start:line.Stop] {
				if c == '<' {
					at = append(at, line.Start+j)
				}
			}
		}
	}
	ast.Walk(dialect.Parser().Parse(gold.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML:
			if n.Segments.Len() > 0 {
				at = append(at, n.Segments.At(0).Start)
			}
		case *ast.HTMLBlock:
			lines(n.Lines())
			if n.HasClosure() {
				one := gold.NewSegments()
				one.Append(n.ClosureLine)
				lines(one)
			}
		case *ast.AutoLink:
			if i := colon(source, n); i >= 0 {
				at = append(at, i)
			}
		}
		return ast.WalkContinue, nil
	})
	slices.Sort(at)
	return slices.Compact(at)
}

// colon is where the colon of an automatic link stands that leads nowhere, or -1.
func colon(source []byte, n *ast.AutoLink) int {
	address := string(n.URL(source))
	if u, err := url.Parse(address); n.AutoLinkType == ast.AutoLinkEmail || err == nil && isWeb(u) && strings.Contains(u.Hostname(), ".") {
		return -1
	}
	label := n.Label(source) // a part of the source
	start := cap(source) - cap(label)
	if i := bytes.IndexByte(label, ':'); i >= 0 {
		return start + i
	}
	return start + max(bytes.IndexByte(label, '.'), 0)
}
