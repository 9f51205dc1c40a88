package content_test

import (
	"testing"
	"time"

	"kairo.dev/content"
)

func TestDate(t *testing.T) {
	for _, test := range []struct {
		date      string
		precision content.Precision
		year      int
		first     string
	}{
		{"2024-02-29", content.ToDay, 2024, "2024-02-29"},
		{"2024-07", content.ToMonth, 2024, "2024-07-01"},
		{"1843", content.ToYear, 1843, "1843-01-01"},
	} {
		d, err := content.ParseDate(test.date)
		if err != nil {
			t.Errorf("ParseDate(%q): %v", test.date, err)
			continue
		}
		if d.Precision() != test.precision || d.Year() != test.year ||
			d.First().Format(time.DateOnly) != test.first {
			t.Errorf("%q has precision %d, year %d, first day %s; want %d, %d, %s",
				test.date, d.Precision(), d.Year(), d.First().Format(time.DateOnly),
				test.precision, test.year, test.first)
		}
	}
	for _, bad := range []string{"", "2023-02-29", "2024-13", "24", "2024-7-1", "2024-07-12T10:00", "12/07/2024", "٢٠٢٤", "0000", "0000-01", "0000-02-29"} {
		if d, err := content.ParseDate(bad); err == nil {
			t.Errorf("ParseDate(%q) = %q; want an error", bad, d)
		}
	}
	if unknown := content.Date(""); unknown.Year() != 0 || !unknown.First().IsZero() {
		t.Errorf("the unknown date is %q, %d, %v; want nothing", unknown, unknown.Year(), unknown.First())
	}
}

func TestTalkYear(t *testing.T) {
	for _, test := range []struct {
		talk content.Talk
		want int
	}{
		{content.Talk{Date: "2023-07-19", Event: content.Event{Edition: "2024"}}, 2023},
		{content.Talk{Event: content.Event{Start: "2022-07", Edition: "#56"}}, 2022},
		{content.Talk{Event: content.Event{Edition: "2025"}}, 2025},
		{content.Talk{Event: content.Event{Edition: "#56, S3E8"}}, 0},
		{content.Talk{}, 0},
	} {
		if got := test.talk.Year(); got != test.want {
			t.Errorf("Year of %+v = %d; want %d", test.talk, got, test.want)
		}
	}
}

func TestPlain(t *testing.T) {
	text := func(s string) content.Node { return content.Node{Kind: content.NodeText, Text: s} }
	prose := content.Prose{
		{Kind: content.NodeHeading, Children: []content.Node{text("Title")}},
		{Kind: content.NodeParagraph, Children: []content.Node{
			text("See "),
			{Kind: content.NodeLink, Address: "/talks", Children: []content.Node{text("the "), {Kind: content.NodeCode, Text: "talks"}}},
			{Kind: content.NodeBreak},
			text("now."),
		}},
		{Kind: content.NodeList, Children: []content.Node{
			{Kind: content.NodeItem, Children: []content.Node{text("one")}},
			{Kind: content.NodeItem, Children: []content.Node{text("two")}},
		}},
	}
	if got, want := prose.Plain(), "Title See the talks now. one two"; got != want {
		t.Errorf("Plain() = %q; want %q", got, want)
	}
}

func TestDOIAddress(t *testing.T) {
	for doi, want := range map[string]string{
		"":                      "",
		"10.1000/182":           "https://doi.org/10.1000/182",
		"10.1000/1(2)3_4;5:6/7": "https://doi.org/10.1000/1(2)3_4;5:6/7",
		"10.1002/a<1::b>2?c#d%": "https://doi.org/10.1002/a%3C1::b%3E2%3Fc%23d%25",
	} {
		p := content.Publication{DOI: doi}
		if got := p.DOIAddress(); got != want {
			t.Errorf("DOIAddress() of %q = %q; want %q", doi, got, want)
		}
	}
}
