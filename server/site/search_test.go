package site

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search"
	"kairo.dev/app/search/searchtest"
	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// TestAnswers: what the engine finds is what the page shows, in that order,
// and nothing in a query is more than text.
func TestAnswers(t *testing.T) {
	s := readSite(t)
	answer := build(t, s)[ui.SearchPath].Answer
	x := search.New(ui.Documents(s))
	for _, question := range searchtest.Questions(t) {
		query := question.Query
		for _, kind := range []search.Kind{"", search.Talk} {
			body, err := answer(url.Values{"q": {query}, "kind": {string(kind)}}.Encode())
			if err != nil {
				t.Errorf("answer to %q: %v", query, err)
				continue
			}
			page := parseDocument(t, query, body)
			want := []string{}
			for _, h := range x.Search(query, kind, 30).Hits {
				want = append(want, h.Address)
			}
			if got := searchtest.Shown(page); !slices.Equal(got, want) {
				t.Errorf("the page for %q of kind %q shows\n%q\nwant\n%q", query, kind, got, want)
			}
			for n := range page.Descendants() {
				if class, _ := attribute(n, "class"); n.Data == "p" && class == "meta" {
					if facts := strings.Split(textOf(n), " · "); len(facts) > 1 && facts[0] == facts[1] {
						t.Errorf("the page for %q says %q twice: %q", query, facts[0], facts)
					}
				}
				src, _ := attribute(n, "src")
				if n.Data == "img" || n.Data == "script" && !strings.HasPrefix(src, "/static/") {
					t.Errorf("the page for %q has a <%s> of its own", query, n.Data)
				}
			}
			if !strings.Contains(string(body), `<meta name="robots" content="noindex">`) {
				t.Errorf("the page for %q may be indexed", query)
			}
		}
	}
}

// TestAnswerToAnything: whatever stands in an address.
func TestAnswerToAnything(t *testing.T) {
	s := readSite(t)
	answer := build(t, s)[ui.SearchPath].Answer
	for query, want := range map[string]int{
		"":                           0,
		"q":                          0,
		"q=tuf&q=xyzzy":              16,
		"q=tuf&kind=nothing":         16,
		"q=tuf&kind=project":         4,
		"kind=project":               0,
		"q=%zz&q=tuf":                0,
		"q=xyzzy;q=tuf":              0,
		"q=%00%0d%0a%ff&kind=%00%ff": 0,
	} {
		body, err := answer(query)
		if err != nil {
			t.Errorf("answer to %q: %v", query, err)
		} else if got := len(searchtest.Shown(parseDocument(t, query, body))); got != want {
			t.Errorf("the page for %q shows %d results; want %d", query, got, want)
		}
	}
}

// TestHostileDocuments: matches are marked in whatever people write.
func TestHostileDocuments(t *testing.T) {
	const evil = "\"><script>alert(1)</script>'&copy=1 \\ ]]> \u00a0\u200b 👩‍💻 שלום true"
	s := *readSite(t)
	s.Talks = []content.Talk{{
		Slug: "evil", Title: evil, Kind: content.KindTalk, Language: "he",
		Event: content.Event{Name: evil},
		Text:  content.Prose{{Kind: content.NodeParagraph, Language: "he", Children: []content.Node{{Kind: content.NodeText, Text: evil}}}},
	}}
	body, err := build(t, &s)[ui.SearchPath].Answer(url.Values{"q": {"script שלום"}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	page := parseDocument(t, "/search", body)
	var marks []string
	foreign := 0
	for n := range page.Descendants() {
		if n.Data == "mark" {
			marks = append(marks, textOf(n))
		}
		// The words of a talk in another language have a direction of their own.
		if lang, _ := attribute(n, "lang"); lang == "he" {
			if dir, _ := attribute(n, "dir"); dir != "auto" {
				t.Errorf("<%s lang=he> of a result has dir=%q; want auto", n.Data, dir)
			}
			foreign++
		}
		if href, _ := attribute(n, "href"); href == "/talks/evil" && textOf(n) != evil {
			t.Errorf("the title is shown as %q; want %q", textOf(n), evil)
		}
	}
	if foreign != 2 {
		t.Errorf("%d parts of the result say that they are in Hebrew; want the title and the text", foreign)
	}
	// Twice, and the word in Hebrew, in each of title, details and text.
	if want := slices.Repeat([]string{"script", "script", "שלום"}, 3); !slices.Equal(marks, want) {
		t.Errorf("marked %q; want %q", marks, want)
	}
}

func BenchmarkAnswer(b *testing.B) {
	answer := build(b, readSite(b))[ui.SearchPath].Answer
	for _, query := range []string{"q=c", "q=tuf", "q=xyzzy"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := answer(query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
