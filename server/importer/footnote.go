package importer

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// noteID is what generators call a footnote, after which its name comes.
var noteID = regexp.MustCompile(`^fn[:-]?[\w.:-]+$`)

// footnotes finds the footnotes that a generator made of Markdown, and makes
// signs of what refers to them.
func (t *text) footnotes(root *html.Node) {
	t.notes = make(map[string]*html.Node)
	for _, item := range elements(root, atom.Li) {
		id := attribute(item, "id")
		if !noteID.MatchString(id) || strings.HasPrefix(id, "fnref") {
			continue
		}
		for _, a := range elements(item, atom.A) {
			if strings.HasPrefix(attribute(a, "href"), "#fnref") {
				remove(a)
			}
		}
		t.notes[id] = item
	}
	numbers := make(map[string]int)
	for _, a := range elements(root, atom.A) {
		id, ok := strings.CutPrefix(attribute(a, "href"), "#")
		if !ok || t.notes[id] == nil || a.Parent == nil {
			continue
		}
		if numbers[id] == 0 {
			t.referred = append(t.referred, id)
			numbers[id] = len(t.referred)
		}
		sign := words(fmt.Sprintf("%s%d%s", noteOpen, numbers[id], noteClose))
		if a.Parent.DataAtom == atom.Sup {
			replace(a.Parent, sign)
		} else {
			replace(a, sign)
		}
	}
	lists := make(map[*html.Node]bool)
	for id, item := range t.notes {
		if numbers[id] == 0 {
			delete(t.notes, id)
			continue
		}
		lists[item.Parent] = true
		remove(item)
		t.notes[id] = element(atom.Div, children(item)...)
	}
	for list := range lists {
		t.emptied(list)
	}
}

// emptied removes a list that has become empty, and what is around it if that is
// there for the footnotes.
func (t *text) emptied(n *html.Node) {
	for n != nil && n.Parent != nil && n.DataAtom != atom.Body && strings.TrimSpace(inner(n)) == "" && len(elements(n, atom.Img, atom.Li)) == 0 {
		around := n.Parent
		remove(n)
		n = around
	}
}
