package importer

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dropped are elements that say nothing to a reader of Markdown.
var dropped = []atom.Atom{atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Button, atom.Select,
	atom.Textarea, atom.Svg, atom.Canvas, atom.Map, atom.Link, atom.Meta, atom.Title}

// players are elements that show what is elsewhere.
var players = []atom.Atom{atom.Iframe, atom.Embed, atom.Object, atom.Video, atom.Audio}

// drop takes out what has no form in Markdown, and makes links of players.
func (t *text) drop(root *html.Node) {
	var comments []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			comments = append(comments, n)
		}
	}
	for _, c := range comments {
		remove(c)
	}
	all(root, func(n *html.Node) {
		switch {
		case slices.Contains(dropped, n.DataAtom):
			remove(n)
		case n.DataAtom == atom.Input:
			t.input(n)
		case slices.Contains(players, n.DataAtom):
			t.player(n)
		}
	})
}

// input makes a check box the sign of a task.
func (t *text) input(n *html.Node) {
	if !strings.EqualFold(attribute(n, "type"), "checkbox") || !within(n, atom.Li) {
		remove(n)
		return
	}
	sign := boxOpen
	if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) {
		sign = boxDone
	}
	if after := n.NextSibling; after != nil && after.Type == html.TextNode {
		after.Data = strings.TrimLeft(after.Data, " \n\t")
	}
	replace(n, words(sign))
}

// joinWords makes one of texts side by side. The library does so by itself, and
// copies all of them for each.
func joinWords(root *html.Node) {
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			joinWords(c)
			continue
		}
		var all strings.Builder
		all.WriteString(c.Data)
		for next := c.NextSibling; next != nil && next.Type == html.TextNode; next = c.NextSibling {
			all.WriteString(next.Data)
			remove(next)
		}
		c.Data = all.String()
	}
}

// within reports whether a node is in an element of a kind.
func within(n *html.Node, kind atom.Atom) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == kind {
			return true
		}
	}
	return false
}

var youTube = regexp.MustCompile(`^(?:www\.)?youtube(?:-nocookie)?\.com$`)

// player makes a link of a player.
func (t *text) player(n *html.Node) {
	address := attribute(n, "src")
	for _, name := range []string{"data", "data-src"} {
		if address == "" {
			address = attribute(n, name)
		}
	}
	for _, inside := range elements(n, atom.Source, atom.Embed, atom.Param) {
		if address == "" && (inside.DataAtom != atom.Param || attribute(inside, "name") == "movie") {
			address = attribute(inside, "src") + attribute(inside, "value")
		}
	}
	u := t.address(address)
	if u == nil {
		remove(n)
		t.look("a player without an address was left out")
		return
	}
	if id := strings.TrimPrefix(strings.TrimPrefix(u.Path, "/embed/"), "/v/"); id != u.Path && youTube.MatchString(u.Host) {
		u = &url.URL{Scheme: "https", Host: "www.youtube.com", Path: "/watch", RawQuery: url.Values{"v": {id}}.Encode()}
	}
	link := element(atom.A, words(u.String()))
	setAttribute(link, "href", u.String())
	replace(n, element(atom.P, link))
	t.look("a player is a link now: %s", u)
}

// lists puts lists that are in lists into the items before them, and what is in
// no item into one.
func (t *text) lists(root *html.Node) {
	for _, list := range elements(root, atom.Ul, atom.Ol) {
		var last *html.Node // the item before
		for c := list.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.DataAtom == atom.Li:
				last = c
			case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "":
			case last != nil:
				list.RemoveChild(c)
				last.AppendChild(c)
			default:
				last = element(atom.Li)
				list.InsertBefore(last, c)
				list.RemoveChild(c)
				last.AppendChild(c)
			}
			c = next
		}
		if last == nil {
			remove(list)
		}
	}
	for _, item := range elements(root, atom.Li) {
		if item.Parent.DataAtom != atom.Ul && item.Parent.DataAtom != atom.Ol && item.Parent.DataAtom != atom.Menu {
			rename(item, atom.Div)
		}
	}
	for _, item := range elements(root, atom.Dt, atom.Dd) {
		strong := item.DataAtom == atom.Dt && strings.TrimSpace(inner(item)) != "" && !holdsBlocks(item)
		rename(item, atom.Div)
		if strong {
			item.AppendChild(element(atom.Strong, children(item)...))
		}
	}
}

// superscripts are those of digits.
var superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "n", "ⁿ")

var subscripts = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉", "+", "₊", "-", "₋")

var (
	superscript = regexp.MustCompile(`^[0-9n+-]+$`)
	subscript   = regexp.MustCompile(`^[0-9+-]+$`)
	ordinal     = regexp.MustCompile(`^(st|nd|rd|th|er|re|e|o|a|º|ª|TM|\(R\))$`)
)

// plainer says with letters what there are no signs for.
func (t *text) plainer(root *html.Node) {
	all(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Sup, atom.Sub:
			raised(n)
		case atom.Q:
			n.InsertBefore(words("“"), n.FirstChild)
			n.AppendChild(words("”"))
			unwrap(n)
		case atom.Summary:
			rename(n, atom.P)
			n.AppendChild(element(atom.Strong, children(n)...))
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if empty(n) {
				remove(n)
			}
		case atom.B, atom.Strong, atom.I, atom.Em, atom.Del, atom.S, atom.Strike:
			if holdsBlocks(n) || empty(n) {
				unwrap(n)
			}
		}
	})
}

// empty reports whether there is nothing to be seen in a node.
func empty(n *html.Node) bool {
	return strings.TrimSpace(inner(n)) == "" && len(elements(n, atom.Img)) == 0
}

// raised makes letters of what is raised or lowered.
func raised(n *html.Node) {
	s := inner(n)
	switch up := n.DataAtom == atom.Sup; {
	case up && superscript.MatchString(s):
		replace(n, words(superscripts.Replace(s)))
	case !up && subscript.MatchString(s):
		replace(n, words(subscripts.Replace(s)))
	case up && s != "" && !ordinal.MatchString(s) && !strings.ContainsAny(s, private):
		n.InsertBefore(words("^"), n.FirstChild)
		unwrap(n)
	default:
		unwrap(n)
	}
}

// blocks are elements that begin a line.
var blocks = []atom.Atom{atom.P, atom.Div, atom.Ul, atom.Ol, atom.Pre, atom.Table, atom.Blockquote, atom.H1, atom.H2,
	atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr, atom.Dl, atom.Figure}

func holdsBlocks(n *html.Node) bool { return len(elements(n, blocks...)) > 0 }
