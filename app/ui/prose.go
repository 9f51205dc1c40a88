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

func node(n content.Node, level int) app.UI {
	inner := func() []app.UI { return nodes(n.Children, level) }
	switch n.Kind {
	case content.NodeParagraph:
		return app.P().Body(inner()...)
	case content.NodeHeading:
		return app.Elem("h" + strconv.Itoa(level)).Body(inner()...)
	case content.NodeList:
		return app.Ul().Body(inner()...)
	case content.NodeOrdered:
		return app.Ol().Body(inner()...)
	case content.NodeItem:
		return app.Li().Body(inner()...)
	case content.NodeQuote:
		return app.Blockquote().Body(inner()...)
	case content.NodeCodeBlock:
		return app.Pre().Body(app.Code().Text(n.Text))
	case content.NodeEmphasis:
		return app.Em().Body(inner()...)
	case content.NodeStrong:
		return app.Strong().Body(inner()...)
	case content.NodeCode:
		return app.Code().Text(n.Text)
	case content.NodeLink:
		return link(n.Address, "").Body(inner()...)
	case content.NodeBreak:
		return app.Br()
	}
	return app.Text(n.Text)
}
