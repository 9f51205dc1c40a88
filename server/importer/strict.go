package importer

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	contenttext "kairo.dev/content/text"

	"github.com/yuin/goldmark/ast"
	gold "github.com/yuin/goldmark/text"
)

// strict is Markdown in which nothing is raw HTML, or a link that nobody wrote:
// what the parser takes for one is escaped, so that it says the same in letters.
// What is too much for a text of the site stays as it is, and is refused later.
func strict(markdown string) string {
	source := []byte(markdown)
	for range 4 { // what is escaped can let other things show
		at := loose(source)
		if len(at) == 0 {
			break
		}
		escaped := make([]byte, 0, len(source)+len(at))
		from := 0
		for _, i := range at {
			escaped = append(append(escaped, source[from:i]...), '\\')
			from = i
		}
		source = append(escaped, source[from:]...)
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
	root, excess := contenttext.Parse(source)
	if excess != nil {
		return nil
	}
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
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
