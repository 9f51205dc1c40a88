package importer

import (
	"fmt"
	"regexp"

	"golang.org/x/net/html"
)

// What no text needs, and what would take long to make Markdown of. The parser
// of HTML refuses what is nested more than 512 times.
const (
	// mostNodes is how many elements and pieces of text there may be.
	mostNodes = 50_000
	// mostOpen is how far it may be from the brackets that are open to those that
	// close them, all together: the library looks for the end of each.
	mostOpen = 32 << 20
)

// excess finds out whether a tree has more of something than texts have.
func excess(root *html.Node) error {
	nodes, open, far := 0, 0, 0
	for n := range root.Descendants() {
		if nodes++; nodes > mostNodes {
			return fmt.Errorf("it has more than %d elements and pieces of text", mostNodes)
		}
		if n.Type != html.TextNode {
			continue
		}
		for i := range len(n.Data) {
			switch n.Data[i] {
			case '[':
				open++
			case ']':
				open = 0
			}
			far += open
		}
		if far > mostOpen {
			return fmt.Errorf("it has too many brackets that are not closed")
		}
	}
	return nil
}

// enclosed are the places of what stands between a beginning and its end, in
// order. The first group of begins that has matched says which of ends there
// has to be. It takes as long as the text is; a single expression for all would
// look for an end that is missing again for each beginning.
func enclosed(s string, begins *regexp.Regexp, ends []*regexp.Regexp) [][2]int {
	var places [][2]int
	missing := make([]bool, len(ends))
	at := 0
	for _, m := range begins.FindAllStringSubmatchIndex(s, -1) {
		kind := 0
		for m[2+2*kind] < 0 {
			kind++
		}
		if m[0] < at || missing[kind] {
			continue
		}
		end := ends[kind].FindStringIndex(s[m[1]:])
		if end == nil {
			missing[kind] = true
			continue
		}
		at = m[1] + end[1]
		places = append(places, [2]int{m[0], at})
	}
	return places
}
