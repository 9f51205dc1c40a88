package text

import (
	"fmt"
	"strconv"
	"strings"

	"kairo.dev/content"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// node is what n becomes: an element, or several, or none.
func (m *maker) node(n ast.Node, depth int) []content.Element {
	holding := func(name string, attributes ...string) []content.Element {
		return []content.Element{element(name, m.children(n, depth), attributes...)}
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		if figure := m.figure(n); figure != nil {
			return figure
		}
		return holding("p")
	case *ast.TextBlock: // in an item of a tight list
		return m.children(n, depth)
	case *ast.Heading:
		return m.heading(n, depth)
	case *ast.Blockquote:
		return holding("blockquote")
	case *ast.List:
		if n.IsOrdered() && n.Start != 1 {
			return holding("ol", "start", strconv.Itoa(n.Start))
		} else if n.IsOrdered() {
			return holding("ol")
		}
		return holding("ul")
	case *ast.ListItem:
		return holding("li")
	case *ast.ThematicBreak:
		return holding("hr")
	case *ast.CodeBlock:
		return m.code(string(n.Lines().Value(m.source)), "")
	case *ast.FencedCodeBlock:
		return m.code(string(n.Lines().Value(m.source)), string(n.Language(m.source)))
	case *ast.LinkReferenceDefinition:
		return nil
	case *ast.RawHTML, *ast.HTMLBlock:
		m.problem(`raw HTML is not supported in Markdown here (write \< for the character itself)`)
		return nil
	}
	if all, ok := m.inline(n, depth); ok {
		return all
	}
	if all, ok := m.extension(n, depth); ok {
		return all
	}
	m.problem("%v is not supported in Markdown here (use plainer Markdown)", n.Kind())
	return nil
}

// inline is what a node within a paragraph becomes.
func (m *maker) inline(n ast.Node, depth int) (all []content.Element, ok bool) {
	holding := func(name string) ([]content.Element, bool) {
		return []content.Element{element(name, m.children(n, depth))}, true
	}
	switch n := n.(type) {
	case *ast.Text:
		return m.text(n), true
	case *ast.String:
		return words(string(n.Value)), true
	case *ast.Emphasis:
		if n.Level == 2 {
			return holding("strong")
		}
		return holding("em")
	case *ast.CodeSpan:
		return []content.Element{element("code", words(m.codeSpan(n)))}, true
	case *ast.Link:
		return m.link(Resolve(n.Destination), func() []content.Element { return m.children(n, depth) }), true
	case *ast.AutoLink:
		address := string(n.URL(m.source))
		if n.AutoLinkType == ast.AutoLinkEmail {
			address = "mailto:" + address
		}
		return m.link(address, func() []content.Element { return words(string(n.Label(m.source))) }), true
	case *ast.Image:
		return m.picture(n), true
	}
	return nil, false
}

// extension is what a node becomes that is not of CommonMark.
func (m *maker) extension(n ast.Node, depth int) (all []content.Element, ok bool) {
	w := m.Words
	one := func(e content.Element) ([]content.Element, bool) { return []content.Element{e}, true }
	switch n := n.(type) {
	case *extast.Strikethrough:
		return one(element("del", m.children(n, depth)))
	case *extast.TaskCheckBox:
		sign, said := "☐", w.Posts.Open
		if n.IsChecked {
			sign, said = "☑", w.Posts.Done
		}
		return []content.Element{element("span", words(sign), m.said("role", "img", "aria-label", said)...), {Text: " "}}, true
	case *extast.Table:
		return one(m.table(n, depth))
	case *extast.FootnoteLink:
		id := fmt.Sprint(n.Index)
		if n.RefIndex > 0 {
			id += "." + fmt.Sprint(n.RefIndex+1)
		}
		return one(element("sup", []content.Element{element("a", words(fmt.Sprint(n.Index)),
			"href", fmt.Sprintf("#fn:%d", n.Index), "id", "fnref:"+id, "role", "doc-noteref")}))
	case *extast.FootnoteBacklink:
		id := fmt.Sprint(n.Index)
		if n.RefIndex > 0 {
			id += "." + fmt.Sprint(n.RefIndex+1)
		}
		return []content.Element{{Text: " "}, element("a", words("↩\ufe0e"),
			m.said("href", "#fnref:"+id, "role", "doc-backlink", "aria-label", w.Posts.Back)...)}, true
	case *extast.FootnoteList:
		return one(element("section", []content.Element{element("ol", m.children(n, depth))},
			m.said("class", "footnotes", "role", "doc-endnotes", "aria-label", w.Posts.Footnotes)...))
	case *extast.Footnote:
		return one(element("li", m.children(n, depth), "id", fmt.Sprintf("fn:%d", n.Index)))
	}
	return nil, false
}

// said are attributes of an element whose label is in the words of the
// interface, which may be of another language than the text.
func (m *maker) said(attributes ...string) []string {
	if m.Words.Language != m.Language {
		attributes = append(attributes, "lang", m.Words.Language)
	}
	return attributes
}

// table is a table: its first row says what is in the columns.
func (m *maker) table(n *extast.Table, depth int) content.Element {
	var head, body []content.Element
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, header := row.(*extast.TableHeader)
		var cells []content.Element
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			name, attributes := "td", []string(nil)
			if header {
				name, attributes = "th", []string{"scope", "col"}
			}
			if cell, ok := c.(*extast.TableCell); ok && cell.Alignment != extast.AlignNone {
				attributes = append(attributes, "class", "align-"+cell.Alignment.String())
			}
			cells = append(cells, element(name, m.children(c, depth+2), attributes...))
		}
		if tr := element("tr", cells); header {
			head = append(head, tr)
		} else {
			body = append(body, tr)
		}
	}
	t := element("table", []content.Element{element("thead", head)})
	if body != nil {
		t.Children = append(t.Children, element("tbody", body))
	}
	return t
}

func (m *maker) text(n *ast.Text) []content.Element {
	t := string(n.Segment.Value(m.source))
	if !n.IsRaw() {
		t = Resolve([]byte(t))
	}
	if n.HardLineBreak() {
		return append(words(t), element("br", nil))
	}
	if n.SoftLineBreak() {
		t += " "
	}
	return words(t)
}

// codeSpan is what a code span holds; a line break in it counts as a space.
func (m *maker) codeSpan(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(m.source))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// link leads to an address. In a link there is none: of a link in a link, as in
// the words of a picture, the words are left.
func (m *maker) link(address string, inner func() []content.Element) []content.Element {
	at := m.at
	if m.inLink {
		return inner()
	}
	m.inLink = true
	children := inner()
	m.inLink = false
	m.at = at
	if children == nil {
		m.problem("the link to %q has no words", address)
		return nil
	}
	e := element("a", children, "href", address)
	switch name, isFile := strings.CutPrefix(address, "files/"); {
	case isFile:
		f, err := m.file(name)
		if err != nil {
			m.problem("%v", err)
			return nil
		}
		e.Attributes[0].Value = f.Address
	case strings.HasPrefix(address, "#"):
		m.fragments = append(m.fragments, Link{at, address})
	case strings.HasPrefix(address, "/"):
		m.Links = append(m.Links, Link{at, address})
	default:
		m.Links = append(m.Links, Link{at, address})
		e.Attributes = append(e.Attributes, content.Attribute{Name: "rel", Value: "noopener"})
	}
	return []content.Element{e}
}
