package interchange

import (
	"slices"
	"testing"

	"kairo.dev/content"
)

// TestCitation: a scholarly work is described by the names that Google Scholar
// documents, no more precisely than it is known.
func TestCitation(t *testing.T) {
	work := paper
	work.PDF = "https://example.org/paper.pdf"
	conference, chapter, thesis, report := work, work, work, work
	conference.Type, conference.Date, conference.Pages = "paper-conference", "1843-09-02", "12"
	chapter.Type = "chapter"
	thesis.Type, report.Type = "thesis", "report"
	for _, test := range []struct {
		of   content.Publication
		want []Meta
		not  string
	}{
		{work, []Meta{
			{"citation_title", "On {Engines} & 100%"},
			{"citation_author", "A. Example"}, {"citation_author", "Zoë Weiß"},
			{"citation_publication_date", "1843"},
			{"citation_journal_title", "Memoirs"}, {"citation_volume", "3"}, {"citation_issue", "2"},
			{"citation_firstpage", "12"}, {"citation_lastpage", "34"},
			{"citation_doi", "10.1000/182"}, {"citation_publisher", "Taylor"}, {"citation_language", "en"},
			{"citation_pdf_url", "https://example.org/paper.pdf"},
		}, "citation_conference_title"},
		{conference, []Meta{{"citation_conference_title", "Memoirs"}, {"citation_publication_date", "1843/09/02"}, {"citation_firstpage", "12"}}, "citation_lastpage"},
		{chapter, []Meta{{"citation_inbook_title", "Memoirs"}}, "citation_journal_title"},
		{thesis, []Meta{{"citation_dissertation_institution", "Taylor"}}, "citation_journal_title"},
		{report, []Meta{{"citation_technical_report_institution", "Taylor"}}, "citation_journal_title"},
	} {
		got := Citation(&test.of)
		for _, want := range test.want {
			if !slices.Contains(got, want) {
				t.Errorf("Citation of a %s = %q; want %q in it", test.of.Type, got, want)
			}
		}
		if slices.ContainsFunc(got, func(m Meta) bool { return m.Name == test.not }) {
			t.Errorf("Citation of a %s = %q; want no %s", test.of.Type, got, test.not)
		}
	}
	// Of whom it is not known who wrote it, or that it is none of a scholar.
	unknown, post := work, work
	unknown.Authors, post.Type = nil, ""
	for _, p := range []*content.Publication{&unknown, &post, nil} {
		if got := Citation(p); got != nil {
			t.Errorf("Citation(%+v) = %q; want nothing", p, got)
		}
	}
}
