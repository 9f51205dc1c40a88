// Package text makes the text of a post from Markdown: a tree of safe elements.
//
// Markdown is what people write it to be: CommonMark with tables, footnotes,
// task lists and text struck through. Code is highlighted here, so that nothing
// of it reaches the browser. What cannot be shown is a [Problem] with its place:
// raw HTML, pictures of other sites, links that lead nowhere.
//
// Elements are made one by one and none is taken over from the writer, so there
// is no HTML to sanitise: whatever the Markdown says, names of elements and
// attributes are those in this package. [HTML] writes the tree.
//
// It takes less than a second for a megabyte, whatever is in it (go test -run '^$'
// -bench Hostile ./content/text): what would take the parser longer is refused
// (excess.go), and code is highlighted in languages that have been tried, up to a
// size (code.go).
//
// Package content/load calls it; the browser's program has none of it, and gets
// the pages of posts as they are prerendered.
package text

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"kairo.dev/content"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Problem is a mistake in a text: at an offset in bytes.
type Problem struct {
	At      int
	Message string
}

// Link is a link in a text that leads out of it, and where it stands.
type Link struct {
	At      int
	Address string
}

// Options are what a text is made with.
type Options struct {
	// Language is that of the text, as a BCP 47 tag.
	Language string
	// Words are the words of the interface.
	Words *content.Words
	// File finds the file that the text calls by a name, such as "graph.png" for
	// files/graph.png. The error says what is wrong with it.
	File func(name string) (File, error)
}

// File is a file that texts refer to.
type File struct {
	// Address is a path of the site.
	Address string
	// Width and Height are those of a picture in pixels, 0 for any other file.
	Width, Height int
	// Smaller are narrower forms of the picture, from the narrowest on.
	Smaller []Source
}

// Source is a form of a picture.
type Source struct {
	Address string
	Width   int
}

// Made is what becomes of a text.
type Made struct {
	content.Article
	// Minutes is how long it takes to read, at least 1.
	Minutes int
	// Links are those that lead out of it.
	Links []Link
	// Problems are its mistakes, in order. With any, the rest is not complete.
	Problems []Problem
}

var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Linkify, extension.Table, extension.Footnote, extension.Strikethrough, extension.TaskList),
).Parser()

// Parse takes Markdown apart, or says where it has more of something than texts
// have: what would take long.
func Parse(source []byte) (ast.Node, *Problem) {
	if p := excess(source); p != nil {
		return nil, p
	}
	return markdown.Parse(text.NewReader(source), parser.WithContext(parser.NewContext())), nil
}

// Make makes a text of Markdown.
func Make(source []byte, o Options) Made {
	m := maker{Options: o, source: source, ids: make(map[string]int)}
	root, excess := Parse(source)
	if excess != nil {
		return Made{Problems: []Problem{*excess}}
	}
	m.outline(root)
	if len(m.Problems) > 0 {
		return m.Made
	}
	m.Elements = m.children(root, 0)
	if len(m.Problems) == 0 {
		m.checkFragments()
	}
	m.Plain = plain(m.Elements)
	m.Minutes = minutes(m.Plain)
	m.Elements = append(m.contents(), m.Elements...)
	m.Lead = lead(m.Plain)
	slices.SortStableFunc(m.Problems, func(a, b Problem) int { return a.At - b.At })
	return m.Made
}

// maker is a text in the making.
type maker struct {
	Options
	Made
	source []byte
	// headings are those of the text, in order, and levels what they become.
	headings []heading
	made     int            // how many of them have been made
	ids      map[string]int // how many headings would have the id
	// fragments are the links to parts of the text.
	fragments []Link
	// coded is how much code has been highlighted.
	coded  int
	inLink bool
	// at is where the node in the making stands.
	at int
}

func (m *maker) problem(format string, args ...any) {
	p := Problem{m.at, fmt.Sprintf(format, args...)}
	if !slices.Contains(m.Problems, p) {
		m.Problems = append(m.Problems, p)
	}
}

// element is an element with children.
func element(name string, children []content.Element, attributes ...string) content.Element {
	e := content.Element{Name: name, Children: children}
	for i := 0; i+1 < len(attributes); i += 2 {
		e.Attributes = append(e.Attributes, content.Attribute{Name: attributes[i], Value: attributes[i+1]})
	}
	return e
}

// words is a text as the children of an element.
func words(s string) []content.Element {
	if s == "" {
		return nil
	}
	return []content.Element{{Text: s}}
}

// mostNested is how deep elements may stand in each other.
const mostNested = 40

// children are the elements in n, with texts that stand side by side made one:
// HTML could not tell them apart.
func (m *maker) children(n ast.Node, depth int) []content.Element {
	if depth > mostNested {
		m.problem("is nested deeper than %d times: write it flatter", mostNested)
		return nil
	}
	var all joined
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if at := c.Pos(); at >= 0 {
			m.at = at
		}
		all.add(m.node(c, depth+1)...)
	}
	return all.end()
}

// joined is a list of elements in the making, in which texts that stand side by
// side are one.
type joined struct {
	list []content.Element
	text strings.Builder // what is not in the list yet
}

func (j *joined) add(more ...content.Element) {
	for _, e := range more {
		if e.Name == "" {
			j.text.WriteString(e.Text)
			continue
		}
		j.list = append(j.end(), e)
	}
}

func (j *joined) end() []content.Element {
	if j.text.Len() > 0 {
		j.list = append(j.list, content.Element{Text: j.text.String()})
		j.text.Reset()
	}
	return j.list
}

// checkFragments wants links to a part of the text to lead to a heading.
func (m *maker) checkFragments() {
	for _, l := range m.fragments {
		if m.ids[strings.TrimPrefix(l.Address, "#")] == 0 {
			m.at = l.At
			var all []string
			for _, h := range m.headings {
				all = append(all, "#"+h.id)
			}
			m.problem("the link to %q leads to no heading of the text (there are %s)", l.Address, cmp.Or(strings.Join(all, ", "), "none"))
		}
	}
}

// plain is what elements say, blocks apart.
func plain(list []content.Element) string {
	var b strings.Builder
	var add func([]content.Element)
	add = func(list []content.Element) {
		for _, e := range list {
			switch e.Name {
			case "":
				b.WriteString(e.Text)
				continue
			case "a":
				if holdsRole(e) { // a note, or the way back from it
					continue
				}
			case "img":
				for _, a := range e.Attributes {
					if a.Name == "alt" {
						b.WriteString(a.Value)
					}
				}
			}
			add(e.Children)
			switch e.Name {
			case "p", "li", "td", "th", "pre", "h2", "h3", "h4", "h5", "h6", "br", "figcaption", "img":
				b.WriteByte(' ')
			}
		}
	}
	add(list)
	return strings.Join(strings.Fields(b.String()), " ")
}

func holdsRole(e content.Element) bool {
	return slices.ContainsFunc(e.Attributes, func(a content.Attribute) bool { return a.Name == "role" })
}

// How many are read in a minute: words, or letters of scripts without spaces.
const (
	wordsInMinute   = 220
	lettersInMinute = 500
)

func minutes(plain string) int {
	letters := 0
	for _, r := range plain {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			letters++
		}
	}
	parts := len(strings.Fields(plain))*lettersInMinute + letters*wordsInMinute
	return max(1, (parts+wordsInMinute*lettersInMinute/2)/(wordsInMinute*lettersInMinute))
}

// mostLead is how many bytes the beginning of a text has that stands for it.
const mostLead = 160

// lead is the beginning of what a text says, for search engines and lists: whole
// words, or letters of a script without spaces.
func lead(plain string) string {
	if len(plain) <= mostLead {
		return plain
	}
	cut := strings.ToValidUTF8(plain[:mostLead], "")
	if i := strings.LastIndexByte(cut, ' '); i > mostLead/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.–—-") + "…"
}
