package interchange

import (
	"strings"

	"kairo.dev/content"
)

// Meta is a meta element of the head of a page.
type Meta struct{ Name, Content string }

// Citation is what the page of a scholarly work says of it to Google Scholar and
// reference managers, by the names of Highwire Press, as Scholar's "Inclusion
// Guidelines for Webmasters" has them. It is nothing for any other, and where
// nobody has said who wrote it: Scholar wants all authors, and to name the person
// alone would be a guess.
func Citation(p *content.Publication) []Meta {
	if p == nil || p.Authors == nil || !scholarly(p) {
		return nil
	}
	all := []Meta{{"citation_title", singleLine(p.Title)}}
	for _, name := range p.Authors {
		all = append(all, Meta{"citation_author", name})
	}
	more := func(name, value string) {
		if value != "" {
			all = append(all, Meta{name, value})
		}
	}
	more("citation_publication_date", citedDate(p.Date))
	switch p.Type {
	case "paper-conference":
		more("citation_conference_title", p.Venue)
	case "chapter":
		more("citation_inbook_title", p.Venue)
	case "thesis":
		more("citation_dissertation_institution", p.Publisher)
	case "report":
		more("citation_technical_report_institution", p.Publisher)
	default:
		more("citation_journal_title", p.Venue)
	}
	more("citation_volume", p.Volume)
	more("citation_issue", p.Issue)
	first, last, several := strings.Cut(strings.ReplaceAll(p.Pages, "–", "-"), "-")
	more("citation_firstpage", strings.TrimSpace(first))
	if several {
		more("citation_lastpage", strings.TrimLeft(last, "- "))
	}
	more("citation_doi", p.DOI)
	more("citation_publisher", p.Publisher)
	more("citation_language", p.Language)
	more("citation_pdf_url", p.PDF)
	return all
}

// citedDate is a date as Scholar reads it: a day, or else the year alone.
func citedDate(d content.Date) string {
	if d.Precision() == content.ToDay {
		return strings.ReplaceAll(string(d), "-", "/")
	}
	year, _, _ := strings.Cut(string(d), "-")
	return year
}

// scholarly reports whether it is of a type that scholars write.
func scholarly(p *content.Publication) bool {
	switch p.Type {
	case "article", "article-journal", "paper-conference", "chapter", "report", "review", "thesis":
		return true
	}
	return false
}
