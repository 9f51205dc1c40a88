package importer

import (
	"fmt"
	"regexp"
	"slices"
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
	for _, a := range elements(root, atom.A) {
		id, ok := strings.CutPrefix(attribute(a, "href"), "#")
		if !ok || t.notes[id] == nil || a.Parent == nil {
			continue
		}
		n := slices.Index(t.referred, id)
		if n < 0 {
			n = len(t.referred)
			t.referred = append(t.referred, id)
		}
		sign := words(fmt.Sprintf("%s%d%s", noteOpen, n+1, noteClose))
		if a.Parent.DataAtom == atom.Sup {
			replace(a.Parent, sign)
		} else {
			replace(a, sign)
		}
	}
	for id, item := range t.notes {
		around := item.Parent
		if !slices.Contains(t.referred, id) {
			delete(t.notes, id)
			continue
		}
		remove(item)
		t.notes[id] = element(atom.Div, children(item)...)
		t.emptied(around)
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
