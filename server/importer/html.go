package importer

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var toMarkdown = converter.NewConverter(converter.WithPlugins(
	base.NewBasePlugin(),
	commonmark.NewCommonmarkPlugin(
		commonmark.WithHorizontalRule("---"),
		commonmark.WithLinkEmptyContentBehavior(commonmark.LinkBehaviorSkip)),
	strikethrough.NewStrikethroughPlugin(),
	table.NewTablePlugin(
		table.WithHeaderPromotion(true),
		table.WithSkipEmptyRows(true)),
))

// Letters for private use stand in a tree for what Markdown has and HTML has
// not, so that the library does not escape it. No text keeps them.
const (
	noteOpen  = "\ue000" // before the number of a footnote
	noteClose = "\ue001"
	boxOpen   = "\ue002" // a task that is open
	boxDone   = "\ue003"
	private   = noteOpen + noteClose + boxOpen + boxDone
)

var signs = strings.NewReplacer(noteOpen, "[^", noteClose, "]", boxOpen, "[ ] ", boxDone, "[x] ")

// text is a text on its way from HTML to Markdown.
type text struct {
	// base is what addresses are relative to; it may be nil.
	base *url.URL
	// resolve is the address that a link shall lead to instead, or "".
	resolve func(*url.URL) string
	// picture is the name of the file in which the picture at an address is, if it
	// can be had.
	picture func(address string) (name string, err error)
	look    func(format string, args ...any)
	// notes are the footnotes, by the ids that they have in the HTML.
	notes map[string]*html.Node
	// referred are the ids of those that are referred to, in order.
	referred []string
	// parts are the ids of its headings by what links call them, and sought says
	// that there are such links.
	parts  map[string]string
	sought bool
	// albums are the figures that have no picture with a caption.
	albums map[*html.Node]bool
}

// markdown is the HTML of a text as Markdown, and the words of it that are no
// code. Where it leads to its own parts, what those are called is known only when
// it has been made once.
func (t *text) markdown(source string) (markdown, words string, err error) {
	root, err := html.Parse(strings.NewReader(strings.Map(withoutPrivate, source)))
	if err != nil {
		return "", "", err
	}
	if err := excess(root); err != nil {
		return "", "", err
	}
	named := anchors(root)
	markdown, words, err = t.written(root)
	if err != nil || !t.sought {
		return markdown, words, err
	}
	again := *t
	again.parts, again.referred, again.look = parts(markdown, root, named), nil, func(string, ...any) {}
	if root, err = html.Parse(strings.NewReader(strings.Map(withoutPrivate, source))); err != nil {
		return "", "", err
	}
	linked, _, err := again.written(root)
	for _, id := range again.parts { // the library writes letters that are not ASCII in another way
		linked = strings.ReplaceAll(linked, "](#"+(&url.URL{Fragment: id}).EscapedFragment()+")", "](#"+id+")")
	}
	if err != nil || len(made(linked).Problems) > 0 {
		return markdown, words, nil
	}
	return linked, words, nil
}

// written is a tree as Markdown, and its words.
func (t *text) written(root *html.Node) (markdown, words string, err error) {
	t.tidy(root)
	words = t.words(root)
	if markdown, err = write(root); err != nil {
		return "", "", err
	}
	// A footnote may refer to others.
	for i := 0; i < len(t.referred); i++ {
		note, err := write(t.notes[t.referred[i]])
		if err != nil {
			return "", "", err
		}
		indented := strings.ReplaceAll(strings.TrimSpace(note), "\n", "\n    ")
		markdown += fmt.Sprintf("\n[^%d]: %s\n", i+1, indented)
	}
	return strict(blankLines.ReplaceAllString(markdown, "\n")), words, nil
}

// blankLines have white space in them, which the library leaves in lists, and
// for paragraphs of nothing but a space that does not break.
var blankLines = regexp.MustCompile(`(?m)^[ \t\x{a0}]+$\n?`)

func withoutPrivate(r rune) rune {
	if strings.ContainsRune(private, r) {
		return -1
	}
	return r
}

// write is a tree as Markdown, with a line break at the end.
func write(n *html.Node) (string, error) {
	joinWords(n)
	b, err := toMarkdown.ConvertNode(n)
	if err != nil {
		return "", err
	}
	written := strings.Trim(string(b), "\n")
	return signs.Replace(written) + "\n", nil
}

// tidy makes a tree one that has a form in Markdown.
func (t *text) tidy(root *html.Node) {
	t.drop(root)
	t.code(root)
	t.footnotes(root)
	for _, part := range slices.Concat([]*html.Node{root}, slices.Collect(maps.Values(t.notes))) {
		t.lists(part)
		t.tables(part)
		t.pictures(part)
		t.links(part)
		t.plainer(part)
	}
}

// all calls do for each element below n, in order, unless what was done before
// has taken it out of the tree.
func all(n *html.Node, do func(*html.Node)) {
	var found []*html.Node
	for e := range n.Descendants() {
		if e.Type == html.ElementNode {
			found = append(found, e)
		}
	}
	for _, e := range found {
		if below(e, n) {
			do(e)
		}
	}
}

func below(e, n *html.Node) bool {
	for around := range e.Ancestors() {
		if around == n {
			return true
		}
	}
	return false
}

// elements are the elements below n of some kinds, in order.
func elements(n *html.Node, kinds ...atom.Atom) []*html.Node {
	var found []*html.Node
	for e := range n.Descendants() {
		if e.Type == html.ElementNode && slices.Contains(kinds, e.DataAtom) {
			found = append(found, e)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func setAttribute(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

// element makes an element with children.
func element(kind atom.Atom, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: kind, Data: kind.String()}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func words(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// replace puts nodes in the place of another.
func replace(n *html.Node, with ...*html.Node) {
	for _, w := range with {
		n.Parent.InsertBefore(w, n)
	}
	remove(n)
}

// children takes the children out of a node.
func children(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		list = append(list, c)
	}
	return list
}

// unwrap puts the children of a node in its place.
func unwrap(n *html.Node) { replace(n, children(n)...) }

// rename makes an element one of another kind.
func rename(n *html.Node, kind atom.Atom) { n.DataAtom, n.Data = kind, kind.String() }

// inner is the text in a node, with a line break for each br.
func inner(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// words are those of a tree that are no code, for who guesses the language.
func (t *text) words(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Pre || n.DataAtom == atom.Code:
			return
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode:
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return strings.Join(strings.Fields(strings.Map(withoutPrivate, b.String())), " ")
}
