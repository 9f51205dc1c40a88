package importer

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// address is a web address in the text, or nil if it is none.
func (t *text) address(s string) *url.URL {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
	u, err := url.Parse(s)
	if err != nil || s == "" {
		return nil
	}
	if t.base != nil {
		u = t.base.ResolveReference(u)
	}
	if !isWeb(u) || u.User != nil || !strings.Contains(u.Hostname(), ".") {
		return nil
	}
	u.RawQuery = odd.ReplaceAllStringFunc(u.RawQuery, url.QueryEscape)
	return u
}

// odd are letters that stand in no address.
var odd = regexp.MustCompile("[ <>\"\\\\^`{|}]")

// links sees to it that each link leads somewhere and has words, and that what
// looks like an address is a link only if it is one.
func (t *text) links(root *html.Node) {
	t.bare(root)
	for _, a := range elements(root, atom.A) {
		if a.Parent == nil {
			continue
		}
		href := attribute(a, "href")
		if strings.TrimSpace(inner(a)) == "" && len(elements(a, atom.Img)) == 0 || within(a, atom.A) || holdsBlocks(a) {
			unwrap(a)
			continue
		}
		if strings.HasPrefix(strings.ToLower(href), "mailto:") {
			if mailbox, _, _ := strings.Cut(href[len("mailto:"):], "?"); mailboxForm.MatchString(mailbox) {
				a.Attr = []html.Attribute{{Key: "href", Val: "mailto:" + mailbox}}
				continue
			}
		}
		if strings.HasPrefix(href, "#") && !inHeading(a) {
			t.sought = true
			if id := t.part(href); id != "" {
				a.Attr = []html.Attribute{{Key: "href", Val: "#" + id}}
				continue
			}
		}
		u := t.address(href)
		if u == nil || strings.HasPrefix(href, "#") {
			if u == nil && href != "" && !strings.HasPrefix(href, "#") {
				t.look("a link leads nowhere on the web, and is only words now: %.80s", href)
			}
			unwrap(a)
			continue
		}
		to := u.String()
		if own := t.resolve(u); own != "" {
			to = own
		}
		a.Attr = []html.Attribute{{Key: "href", Val: to}}
	}
}

var mailboxForm = regexp.MustCompile(`^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+$`)

// bareAddress is what Markdown takes for a link though nobody made it one.
var bareAddress = regexp.MustCompile(`(?i)(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>"“”]+`)

// bare makes links of the bare addresses in texts, or code of those that lead
// nowhere, such as http://localhost.
func (t *text) bare(root *html.Node) {
	var texts []*html.Node
	var find func(*html.Node)
	find = func(n *html.Node) {
		if slices.Contains([]atom.Atom{atom.A, atom.Code, atom.Pre}, n.DataAtom) {
			return
		}
		if n.Type == html.TextNode && bareAddress.MatchString(n.Data) {
			texts = append(texts, n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			find(c)
		}
	}
	find(root)
	for _, n := range texts {
		var parts []*html.Node
		at := 0
		for _, place := range bareAddress.FindAllStringIndex(n.Data, -1) {
			found := strings.TrimRight(n.Data[place[0]:place[1]], ".,;:!?'*_~)]}")
			address := found
			if strings.HasPrefix(strings.ToLower(found), "www.") {
				address = "http://" + found // as parsers of Markdown take it
			}
			part := element(atom.Code, words(found))
			if (&text{}).address(address) != nil {
				part = element(atom.A, words(found))
				setAttribute(part, "href", address)
			}
			parts = append(parts, words(n.Data[at:place[0]]), part)
			at = place[0] + len(found)
		}
		replace(n, append(parts, words(n.Data[at:]))...)
	}
}
