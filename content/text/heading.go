package text

import (
	"fmt"
	"strings"
	"unicode"

	"kairo.dev/content"

	"github.com/yuin/goldmark/ast"
)

// heading is a heading of the text: its level on the page, where the title is
// the first, its id, and its words.
type heading struct {
	level int
	id    string
	words []content.Element
}

// outline gives the headings their levels: no level is left out, however the
// writer has numbered them.
func (m *maker) outline(root ast.Node) {
	var open []int // the writer's levels of the headings around
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		for len(open) > 0 && open[len(open)-1] >= h.Level {
			open = open[:len(open)-1]
		}
		open = append(open, h.Level)
		if m.headings = append(m.headings, heading{level: min(len(open)+1, 6)}); len(m.headings) > mostNotes {
			m.at = max(n.Pos(), 0)
			m.problem("has more than %d headings", mostNotes)
			return ast.WalkStop, nil
		}
		return ast.WalkSkipChildren, nil
	})
}

// reserved are ids that pages give to parts of themselves.
var reserved = map[string]bool{"announcer": true, "app": true, "main": true, "notices": true, "offline-mark": true, "search-dialog": true, "update": true}

// heading is the next heading. It leads to itself, so that one can link to it.
func (m *maker) heading(n *ast.Heading, depth int) []content.Element {
	at := m.at
	h := &m.headings[m.made]
	m.made++
	children := m.children(n, depth)
	base := slug(plain(children))
	id := base
	for m.ids[id] > 0 || reserved[id] {
		m.ids[base]++
		id = fmt.Sprintf("%s-%d", base, max(m.ids[base], 2))
	}
	m.ids[id]++
	h.id, h.words = id, children
	if len(children) == 0 {
		m.at = at
		m.problem("the heading has no words")
	}
	if !holds(children, "a") {
		children = []content.Element{element("a", children, "class", "anchor", "href", "#"+id)}
	}
	return []content.Element{element(fmt.Sprintf("h%d", h.level), children, "id", id)}
}

// slug is a text as a part of an address: its letters and digits, in small
// letters, of whatever script.
func slug(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), "-")
	if s == "" {
		return "part"
	}
	return s
}

// holds reports whether there is an element of a name in a list.
func holds(list []content.Element, name string) bool {
	for _, e := range list {
		if e.Name == name || holds(e.Children, name) {
			return true
		}
	}
	return false
}

// A text of so many minutes and headings has a table of contents.
const longMinutes, longHeadings = 4, 4

// contents is the table of contents of a long text.
func (m *maker) contents() []content.Element {
	var items []content.Element
	for _, h := range m.headings {
		item := element("li", []content.Element{element("a", words(plain(h.words)), "href", "#"+h.id)})
		switch {
		case h.level == 2:
			items = append(items, item)
		case h.level == 3 && len(items) > 0:
			last := &items[len(items)-1]
			if n := len(last.Children); n == 1 {
				last.Children = append(last.Children, element("ol", nil))
			}
			last.Children[1].Children = append(last.Children[1].Children, item)
		}
	}
	if m.Minutes < longMinutes || len(m.headings) < longHeadings {
		return nil
	}
	var label []string
	if m.Words.Language != m.Language {
		label = []string{"lang", m.Words.Language}
	}
	return []content.Element{element("details", []content.Element{
		element("summary", words(m.Words.Posts.Contents), label...),
		element("nav", []content.Element{element("ol", items)}, m.said("aria-label", m.Words.Posts.Contents)...),
	}, "class", "contents", "open", "")}
}
