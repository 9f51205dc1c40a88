package interchange

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// Media types of what reference managers read.
const (
	BibTeXType = "application/x-bibtex; charset=utf-8"
	CSLType    = "application/vnd.citationstyles.csl+json"
)

// BibTeX are publications as a bibliography for BibTeX and what reads its
// files. Without any it is nil. Authors are named where they are known: of the
// others it would be a guess that the person wrote alone.
func BibTeX(s *content.Site, list []content.Publication) ([]byte, error) {
	if len(list) == 0 {
		return nil, nil
	}
	var b strings.Builder
	for i := range list {
		p := &list[i]
		fmt.Fprintf(&b, "@%s{%s,\n", bibTeXType(p), p.Slug)
		field := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
			}
		}
		var authors []string
		for _, name := range p.Authors { // in braces they are not cut up
			authors = append(authors, "{"+teX(name)+"}")
		}
		field("author", strings.Join(authors, " and "))
		field("title", "{"+teX(p.Title)+"}")
		switch bibTeXType(p) {
		case "article":
			field("journal", teX(p.Venue))
		case "inproceedings", "incollection":
			field("booktitle", teX(p.Venue))
		default:
			field("howpublished", teX(cmp.Or(p.Venue, p.Kind)))
		}
		field("volume", teX(p.Volume))
		field("number", teX(p.Issue))
		field("pages", strings.ReplaceAll(teX(p.Pages), "–", "--"))
		field("publisher", teX(p.Publisher))
		field("year", strconv.Itoa(p.Date.Year()))
		if p.Date.Precision() >= content.ToMonth {
			field("month", strconv.Itoa(int(p.Date.First().Month())))
		}
		field("doi", p.DOI)
		field("url", cmp.Or(p.ReadAt(), s.Address+ui.PublicationShown(p)))
		field("language", p.Language)
		b.WriteString("}\n")
	}
	return []byte(b.String()), nil
}

func bibTeXType(p *content.Publication) string {
	switch p.Type {
	case "article-journal", "article-magazine", "article-newspaper", "review":
		return "article"
	case "paper-conference":
		return "inproceedings"
	case "chapter":
		return "incollection"
	case "book":
		return "book"
	case "thesis":
		return "phdthesis"
	case "report":
		return "techreport"
	}
	return "misc"
}

// teX is text that TeX takes for nothing but text.
func teX(text string) string { return teXEscapes.Replace(singleLine(text)) }

var teXEscapes = strings.NewReplacer(
	`\`, `{\textbackslash}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	"~", `{\textasciitilde}`, "^", `{\textasciicircum}`)

// cslItem is an entry of CSL-JSON (the data schema of CSL 1.0.2).
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Authors   []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Volume    string    `json:"volume,omitempty"`
	Issue     string    `json:"issue,omitempty"`
	Pages     string    `json:"page,omitempty"`
	Publisher string    `json:"publisher"`
	Issued    cslDate   `json:"issued"`
	DOI       string    `json:"DOI,omitempty"`
	Address   string    `json:"URL"`
	Language  string    `json:"language"`
	Genre     string    `json:"genre"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSL are publications as CSL-JSON, which reference managers read. Without any
// it is nil.
func CSL(s *content.Site, list []content.Publication) ([]byte, error) {
	if len(list) == 0 {
		return nil, nil
	}
	items := make([]cslItem, len(list))
	for i := range list {
		p := &list[i]
		first := p.Date.First()
		parts := []int{first.Year(), int(first.Month()), first.Day()}[:p.Date.Precision()]
		items[i] = cslItem{
			ID: p.Slug, Type: cmp.Or(p.Type, "document"), Title: p.Title, Container: p.Venue,
			Volume: p.Volume, Issue: p.Issue, Pages: p.Pages, Publisher: p.Publisher,
			Issued: cslDate{[][]int{parts}}, DOI: p.DOI, Language: p.Language, Genre: p.Kind,
			Address: cmp.Or(p.ReadAt(), s.Address+ui.PublicationShown(p)),
		}
		for _, name := range p.Authors {
			items[i].Authors = append(items[i].Authors, cslName{name})
		}
	}
	return marshalJSON(items)
}
