package content

import "strings"

// Prose is formatted text as a tree, not as HTML. Package content/load makes
// it from Markdown; package app/ui shows it with elements on both the server
// and the browser. So no HTML is ever parsed or trusted, and there is nothing
// to sanitise.
type Prose []Node

// Node is a piece of prose.
type Node struct {
	Kind     NodeKind `json:"kind" doc:"What the node is."`
	Text     string   `json:"text,omitempty" doc:"What a text, code or codeBlock holds."`
	Address  string   `json:"address,omitempty" doc:"Where a link leads: an https address, a mailto address, or a path of this site."`
	Language string   `json:"language,omitempty" doc:"The language of a block that is not in that of the site, as a BCP 47 tag."`
	Children []Node   `json:"children,omitempty" doc:"What the other kinds hold."`
}

// NodeKind says what a Node is.
type NodeKind string

// The kinds of Node. Blocks stand in Prose itself and in a quote or an item;
// the others stand inside a paragraph or a heading.
const (
	NodeParagraph NodeKind = "paragraph" // block
	NodeHeading   NodeKind = "heading"   // block; a heading below that of the page
	NodeList      NodeKind = "list"      // block of NodeItem
	NodeOrdered   NodeKind = "ordered"   // block of NodeItem, numbered
	NodeItem      NodeKind = "item"      // blocks, or inline nodes where the list is tight
	NodeQuote     NodeKind = "quote"     // block of blocks
	NodeCodeBlock NodeKind = "codeBlock" // block of Text

	NodeText     NodeKind = "text"
	NodeEmphasis NodeKind = "emphasis"
	NodeStrong   NodeKind = "strong"
	NodeCode     NodeKind = "code"
	NodeLink     NodeKind = "link"
	NodeBreak    NodeKind = "break" // a line break the writer asked for
)

// NodeKinds lists the kinds there are.
var NodeKinds = []NodeKind{
	NodeParagraph, NodeHeading, NodeList, NodeOrdered, NodeItem, NodeQuote, NodeCodeBlock,
	NodeText, NodeEmphasis, NodeStrong, NodeCode, NodeLink, NodeBreak,
}

// Plain is the prose without its formatting, blocks separated by a space: for
// descriptions, feeds and the search index.
func (p Prose) Plain() string {
	var b strings.Builder
	for _, n := range p {
		n.plain(&b)
	}
	return strings.TrimSpace(b.String())
}

// Language is that of the prose where it is not that of the site, or "".
func (p Prose) Language() string {
	if len(p) == 0 {
		return ""
	}
	return p[0].Language
}

func (n Node) plain(b *strings.Builder) {
	switch n.Kind {
	case NodeText, NodeCode:
		b.WriteString(n.Text)
	case NodeCodeBlock:
		b.WriteString(n.Text)
		b.WriteByte(' ')
	case NodeBreak:
		b.WriteByte(' ')
	default:
		for _, c := range n.Children {
			c.plain(b)
		}
		switch n.Kind {
		case NodeParagraph, NodeHeading, NodeItem:
			b.WriteByte(' ')
		}
	}
}
