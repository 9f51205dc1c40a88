package ui

import (
	"strconv"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// prose shows formatted text. A heading in it is of the given level, from 2
// to 6, so that the outline of the page stays whole wherever the prose stands.
func prose(p content.Prose, level int) []app.UI {
	return nodes(p, level)
}

func nodes(list []content.Node, level int) []app.UI {
	var all []app.UI
	for _, n := range list {
		all = append(all, node(n, level))
	}
	return all
}

// tags are the elements of the nodes that hold others.
var tags = map[content.NodeKind]string{
	content.NodeParagraph: "p",
	content.NodeList:      "ul",
	content.NodeOrdered:   "ol",
	content.NodeItem:      "li",
	content.NodeQuote:     "blockquote",
	content.NodeEmphasis:  "em",
	content.NodeStrong:    "strong",
}

func node(n content.Node, level int) app.UI {
	inner := nodes(n.Children, level)
	var element app.HTMLElem
	switch n.Kind {
	case content.NodeText:
		return app.Text(n.Text)
	case content.NodeCode:
		return app.Code().Text(n.Text)
	case content.NodeLink:
		return link(n.Address, "").Body(inner...)
	case content.NodeBreak:
		return app.Br()
	case content.NodeCodeBlock:
		element = app.Elem("pre").Body(app.Code().Text(n.Text))
	case content.NodeHeading:
		element = app.Elem("h" + strconv.Itoa(level)).Body(inner...)
	default:
		element = app.Elem(tags[n.Kind]).Body(inner...)
	}
	if n.Language != "" {
		element.Attr("lang", n.Language).Attr("dir", "auto")
	}
	return element
}
