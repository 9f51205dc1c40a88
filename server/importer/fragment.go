package importer

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"kairo.dev/content"
	contenttext "kairo.dev/content/text"
	interfacewords "kairo.dev/content/words"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var headings = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// inHeading reports whether a node is in a heading.
func inHeading(n *html.Node) bool {
	return slices.ContainsFunc(headings, func(kind atom.Atom) bool { return within(n, kind) })
}

// anchors are the headings that links to parts of a text lead to, by the names that
// the parts have: those of the headings, of what is in them, and of what stands
// right before them.
func anchors(root *html.Node) map[string]*html.Node {
	found := make(map[string]*html.Node)
	var before []string // names that a heading may follow
	var around *html.Node
	for n := range root.Descendants() {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" && (around == nil || !below(n, around)) {
			before = nil
		}
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains(headings, n.DataAtom) {
			around = n
		}
		if name := attribute(n, "id"); name != "" {
			before = append(before, name)
		}
		if name := attribute(n, "name"); name != "" && n.DataAtom == atom.A {
			before = append(before, name)
		}
		if around != nil && (n == around || below(n, around)) {
			for _, name := range before {
				if found[name] == nil {
					found[name] = around
				}
			}
			before = nil
		}
	}
	return found
}

// parts are the ids that the site gives to the headings of a text, by what links in
// the source call them; none if that is not sure. The tree is the one that the
// Markdown was made of.
func parts(markdown string, root *html.Node, anchors map[string]*html.Node) map[string]string {
	made := made(markdown)
	var ids []string
	var find func([]content.Element)
	find = func(all []content.Element) {
		for _, e := range all {
			if len(e.Name) == 2 && e.Name[0] == 'h' && e.Name != "hr" {
				ids = append(ids, e.Attributes[0].Value)
			}
			find(e.Children)
		}
	}
	find(made.Elements)
	written := elements(root, headings...)
	if len(made.Problems) > 0 || len(ids) != len(written) {
		return nil
	}
	parts := make(map[string]string)
	for _, id := range ids { // as generators make them of the words
		parts[partName(id)] = id
	}
	for name, heading := range anchors {
		if i := slices.Index(written, heading); i >= 0 {
			parts["#"+name] = ids[i]
		}
	}
	return parts
}

// made is what the site makes of a text, all of whose files are there.
func made(markdown string) contenttext.Made {
	said := interfacewords.For("en")
	return contenttext.Make([]byte(markdown), contenttext.Options{Language: "en", Words: &said, File: func(name string) (contenttext.File, error) {
		return contenttext.File{Address: "/files/" + name, Width: 1, Height: 1}, nil
	}})
}

// part is the id of the heading that a link to a part of the text leads to, or "".
func (t *text) part(href string) string {
	name, err := url.PathUnescape(href)
	if err != nil {
		return ""
	}
	if id := t.parts[name]; id != "" {
		return id
	}
	return t.parts[partName(name)]
}

// partName is a name of a part of a text as far as generators agree on it: its
// letters and digits.
func partName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}), "-")
}
