package load

import (
	"fmt"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/text"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	goldtext "github.com/yuin/goldmark/text"
)

// markdownParser knows more than CommonMark: bare addresses become links, and what
// is often taken for Markdown, but has no nodes here, is a problem instead of
// text with signs in it.
var markdownParser = goldmark.New(goldmark.WithExtensions(
	extension.Linkify, extension.Table, extension.Footnote, extension.Strikethrough, extension.TaskList)).Parser()

// parseProse turns Markdown (CommonMark) into a tree. What the tree has no
// nodes for, such as raw HTML, is a problem: nothing that was written is lost
// in silence.
func parseProse(markdown string) (nodes content.Prose, problems []string) {
	source := []byte(markdown)
	p := prose{source: source}
	nodes = p.children(markdownParser.Parse(goldtext.NewReader(source)))
	return nodes, p.problems
}

// prose is a tree in the making.
type prose struct {
	source   []byte
	problems []string
}

func (p *prose) unsupported(what, instead string) {
	problem := fmt.Sprintf("%s is not supported in Markdown here (%s)", what, instead)
	if !slices.Contains(p.problems, problem) {
		p.problems = append(p.problems, problem)
	}
}

// children are the nodes in n, with texts that stand side by side made one:
// HTML could not tell them apart.
func (p *prose) children(n ast.Node) []content.Node {
	var all []content.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		for _, node := range p.node(c) {
			if last := len(all) - 1; last >= 0 && node.Kind == content.NodeText && all[last].Kind == content.NodeText {
				all[last].Text += node.Text
				continue
			}
			all = append(all, node)
		}
	}
	return all
}

// node is what n becomes: a node, or several, or none.
func (p *prose) node(n ast.Node) []content.Node {
	holding := func(k content.NodeKind) []content.Node {
		return []content.Node{{Kind: k, Children: p.children(n)}}
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		return holding(content.NodeParagraph)
	case *ast.TextBlock: // in an item of a tight list
		return p.children(n)
	case *ast.Heading:
		return holding(content.NodeHeading)
	case *ast.Blockquote:
		return holding(content.NodeQuote)
	case *ast.List:
		if n.IsOrdered() {
			return holding(content.NodeOrdered)
		}
		return holding(content.NodeList)
	case *ast.ListItem:
		return holding(content.NodeItem)
	case *ast.CodeBlock:
		return []content.Node{{Kind: content.NodeCodeBlock, Text: string(n.Lines().Value(p.source))}}
	case *ast.FencedCodeBlock:
		return []content.Node{{Kind: content.NodeCodeBlock, Text: string(n.Lines().Value(p.source))}}
	case *ast.Text:
		return p.text(n)
	case *ast.String:
		return []content.Node{{Kind: content.NodeText, Text: string(n.Value)}}
	case *ast.Emphasis:
		if n.Level == 2 {
			return holding(content.NodeStrong)
		}
		return holding(content.NodeEmphasis)
	case *ast.CodeSpan:
		return []content.Node{{Kind: content.NodeCode, Text: p.code(n)}}
	case *ast.Link:
		address := text.Resolve(n.Destination)
		return []content.Node{{Kind: content.NodeLink, Address: address, Children: p.children(n)}}
	case *ast.AutoLink:
		address := string(n.URL(p.source))
		if n.AutoLinkType == ast.AutoLinkEmail {
			address = "mailto:" + address
		}
		label := content.Node{Kind: content.NodeText, Text: string(n.Label(p.source))}
		return []content.Node{{Kind: content.NodeLink, Address: address, Children: []content.Node{label}}}
	}
	p.refuse(n)
	return nil
}

// refuse notes that n is of a kind that prose has none of, and what to write
// instead.
func (p *prose) refuse(n ast.Node) {
	switch n.(type) {
	case *ast.RawHTML, *ast.HTMLBlock:
		p.unsupported("raw HTML", `write \< for the character itself`)
	case *ast.Image:
		p.unsupported("an image", "link to it instead")
	case *extast.Table:
		p.unsupported("a table", "use a list instead")
	case *extast.FootnoteLink, *extast.FootnoteBacklink, *extast.FootnoteList:
		p.unsupported("a footnote", "put it in parentheses")
	case *extast.Strikethrough:
		p.unsupported("text struck through", "leave it out")
	case *extast.TaskCheckBox:
		p.unsupported("a check box", "say it in words")
	case *ast.ThematicBreak:
		p.unsupported("a horizontal rule", "use a heading instead")
	default:
		p.unsupported(fmt.Sprintf("%v", n.Kind()), "use plainer Markdown")
	}
}

func (p *prose) text(n *ast.Text) []content.Node {
	t := string(n.Segment.Value(p.source))
	if !n.IsRaw() {
		t = text.Resolve([]byte(t))
	}
	if n.HardLineBreak() {
		return []content.Node{{Kind: content.NodeText, Text: t}, {Kind: content.NodeBreak}}
	}
	if n.SoftLineBreak() {
		t += " "
	}
	return []content.Node{{Kind: content.NodeText, Text: t}}
}

// code is what a code span holds; a line break in it counts as a space.
func (p *prose) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(p.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}
