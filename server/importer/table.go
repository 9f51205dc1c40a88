package importer

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tables takes tables apart that only put things beside each other, and those
// that hold more than a table of Markdown can. The others stay.
func (t *text) tables(root *html.Node) {
	found := elements(root, atom.Table)
	for i := len(found) - 1; i >= 0; i-- { // those within others first
		table := found[i]
		if !isData(table) {
			t.apart(table)
			continue
		}
		for _, cell := range elements(table, atom.Td, atom.Th) {
			inCell(cell)
		}
	}
}

// isData reports whether a table is one of data: with heads of columns, or with
// rows of short cells.
func isData(table *html.Node) bool {
	if role := attribute(table, "role"); role == "presentation" || role == "none" || len(elements(table, atom.Table)) > 0 {
		return false
	}
	rows, most, letters, cells, spanned := 0, 0, 0, 0, 0
	for _, row := range elements(table, atom.Tr) {
		all := elements(row, atom.Td, atom.Th)
		wide := 0
		for _, cell := range all {
			n := span(cell, "colspan")
			if wide += n; span(cell, "rowspan") > 1 {
				spanned += n * span(cell, "rowspan")
			}
		}
		rows, most, cells = rows+1, max(most, wide), cells+len(all)
	}
	if wide := most + spanned; wide > mostColumns || rows > mostRows || rows*wide > mostEmpty*cells+mostColumns {
		return false
	}
	for _, cell := range elements(table, atom.Td, atom.Th) {
		if len(elements(cell, atom.Pre, atom.Ul, atom.Ol, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hr)) > 0 ||
			len(elements(cell, atom.P)) > 1 {
			return false
		}
		letters += len(strings.TrimSpace(inner(cell)))
	}
	if len(elements(table, atom.Th)) > 0 {
		return most > 1 && rows > 1
	}
	const short = 120 // what stands in a cell of a table, and no paragraph
	return most > 1 && rows > 1 && letters > 0 && letters/cells <= short
}

// Tables of more than this are too large for a text, and Markdown has each cell
// of the rectangle around a table, be it empty or not.
const (
	mostColumns = 100
	mostRows    = 2000
	mostEmpty   = 8 // times as many as there are others
)

// span is how many columns or rows a cell takes, up to one more than there may
// be.
func span(cell *html.Node, name string) int {
	n, err := strconv.ParseUint(attribute(cell, name), 10, 64)
	if err != nil || n == 0 {
		return 1
	}
	return int(min(n, mostRows+1))
}

// apart makes a table the paragraphs that are in it.
func (t *text) apart(table *html.Node) {
	if len(elements(table, atom.Th)) > 0 && len(elements(table, atom.Table)) == 0 {
		t.look("a table holds more than one of Markdown can, and is paragraphs now")
	}
	var parts []*html.Node
	for _, cell := range elements(table, atom.Caption, atom.Td, atom.Th) {
		if cell.Parent == nil {
			continue
		}
		remove(cell)
		rename(cell, atom.Div)
		cell.Attr = nil
		parts = append(parts, cell)
	}
	replace(table, parts...)
}

// inCell puts what is in a cell into one line.
func inCell(cell *html.Node) {
	for _, n := range elements(cell, atom.Br) {
		replace(n, words(" "))
	}
	for _, n := range elements(cell, atom.P, atom.Div) {
		n.AppendChild(words(" "))
		unwrap(n)
	}
	for _, n := range elements(cell, atom.Code) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			c.Data = strings.ReplaceAll(c.Data, "\n", " ")
		}
	}
}
