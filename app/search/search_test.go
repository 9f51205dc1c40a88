package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kairo.dev/app/search"
	"kairo.dev/app/search/searchtest"
	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// realIndex is the index of the site's own content.
func realIndex(t testing.TB) *search.Index {
	t.Helper()
	s, err := load.Read(contenttest.Site, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return search.New(ui.Documents(s))
}

// TestQueries asks what is in searchtest/queries.txt.
func TestQueries(t *testing.T) {
	x := realIndex(t)
	for _, q := range searchtest.Questions(t) {
		r := x.Search(q.Query, "", len(q.Addresses))
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.Address)
		}
		if r.Total != q.Total || !slices.Equal(got, q.Addresses) {
			t.Errorf("Search(%q) finds %d:\n\t%s\nwant %d:\n\t%s", q.Query,
				r.Total, strings.Join(got, "\n\t"), q.Total, strings.Join(q.Addresses, "\n\t"))
		}
	}
}

// TestContent: whatever the content says, in each of its languages, what has a
// title is found by it.
func TestContent(t *testing.T) {
	for name, files := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			s, err := load.Read(files, ui.Paths)
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range s.All() {
				documents := ui.Documents(in)
				x := search.New(documents)
				for i, d := range documents {
					if i > mostAsked && i%mostAsked > 0 {
						continue
					}
					hits := x.Search(d.Title, d.Kind, len(documents)).Hits
					if !slices.ContainsFunc(hits, func(h search.Hit) bool { return h.Address == d.Address }) {
						t.Errorf("in %s, Search(%q, %s) finds %d others; want %s", in.Language, d.Title, d.Kind, len(hits), d.Address)
					}
				}
			}
		})
	}
}

// mostAsked is of how many documents TestContent looks for each; of more, it looks
// for one in so many.
const mostAsked = 200

func TestKinds(t *testing.T) {
	x := realIndex(t)
	all := x.Search("tuf", "", 100)
	sum := 0
	for _, kind := range search.Kinds {
		some := x.Search("tuf", kind, 100)
		var want []string
		for _, h := range all.Hits {
			if h.Kind == kind {
				want = append(want, h.Address)
			}
		}
		var got []string
		for _, h := range some.Hits {
			got = append(got, h.Address)
		}
		if !slices.Equal(got, want) || some.Total != len(want) || all.Of[kind] != len(want) || some.Of[kind] != len(want) {
			t.Errorf("Search(tuf, %s) finds %d (%d said): %q; want %q", kind, some.Total, all.Of[kind], got, want)
		}
		sum += len(want)
	}
	if sum != all.Total || sum == 0 {
		t.Errorf("the kinds have %d results, all together %d", sum, all.Total)
	}
	if r := x.Search("tuf", "nothing", 10); len(r.Hits) != 0 || r.Total != 0 || len(r.Of) == 0 {
		t.Errorf("Search(tuf) of a kind that does not exist = %+v; want nothing of it, and what the others have", r)
	}
}

// marked puts brackets around matches.
func marked(text string, part search.Range, matches []search.Range) string {
	var b strings.Builder
	at := part.Start
	for _, m := range matches {
		b.WriteString(text[at:m.Start] + "[" + text[m.Start:m.End] + "]")
		at = m.End
	}
	return b.String() + text[at:part.End]
}

func TestMatches(t *testing.T) {
	const long = "The first sentence says nothing that anyone would look for, nor does the second one. " +
		"Then comes the word Mudança, which is in the middle of the text, and the text goes on and on. " +
		"It does not end here. It goes on, as texts do, with more words and more sentences, until it ends."
	x := search.New([]search.Document{
		{Title: "Mudança de Endereço", Details: "it’s the Straße of MUDANÇAS", Text: long},
	})
	for _, test := range []struct{ query, title, details, text string }{
		{"mudanca", "[Mudança] de Endereço", "it’s the Straße of [MUDANÇAS]",
			"look for, nor does the second one. Then comes the word [Mudança], which is in the middle of the text, and the text goes on and on. It does not end here. It goes on, as texts do, with more words and more sentences, until"},
		{"MUDANÇA end", "[Mudança] de [Endereço]", "it’s the Straße of MUDANÇAS", "…"},
		{"strasse its", "Mudança de Endereço", "[it’s] the [Straße] of MUDANÇAS", ""},
		{`"mudanca de endereço"`, "[Mudança de Endereço]", "it’s the Straße of MUDANÇAS", ""},
		{`"mudanca de" "de endereco"`, "[Mudança de Endereço]", "it’s the Straße of MUDANÇAS", ""},
		{"mudnaca endreço", "[Mudança] de [Endereço]", "it’s the Straße of MUDANÇAS", "…"},
	} {
		r := x.Search(test.query, "", 1)
		if len(r.Hits) == 0 {
			t.Errorf("Search(%q) finds nothing", test.query)
			continue
		}
		h := r.Hits[0]
		got := []string{
			marked(h.Title, search.Range{End: len(h.Title)}, h.InTitle),
			marked(h.Details, search.Range{End: len(h.Details)}, h.InDetails),
			marked(h.Text, h.Excerpt, h.InText),
		}
		want := []string{test.title, test.details, test.text}
		if want[2] == "…" {
			got, want = got[:2], want[:2]
		}
		if !slices.Equal(got, want) {
			t.Errorf("Search(%q) marks %q; want %q", test.query, got, want)
		}
	}
	x = search.New([]search.Document{{Title: "mudanc\u0327a", Text: "Mudança."}})
	h := x.Search("mudança", "", 1).Hits[0]
	got := marked(h.Title, search.Range{End: len(h.Title)}, h.InTitle) + marked(h.Text, h.Excerpt, h.InText)
	if want := "[mudanc\u0327a][Mudança]."; got != want {
		t.Errorf("Search(mudança) marks %q; want %q", got, want)
	}
}

// TestLongMatch: matches that overlap for longer than an excerpt is are marked in it.
func TestLongMatch(t *testing.T) {
	for _, text := range []string{strings.Repeat("0x00, ", 99), "The bytes are " + strings.Repeat("0x00, ", 99), strings.Repeat("あ", 99)} {
		query := `"` + text[len(text)-12:] + `"`
		hits := search.New([]search.Document{{Text: text}}).Search(query, "", 1).Hits
		if len(hits) != 1 || len(hits[0].InText) != 1 {
			t.Fatalf("Search(%q) in %q = %+v; want one match", query, text, hits)
		}
		h := hits[0]
		if length := h.Excerpt.End - h.Excerpt.Start; h.InText[0].End > h.Excerpt.End || length < 200 || length > 300 {
			t.Errorf("Search(%q) in %q shows %v with the match %v; want 200 to 300 bytes of it", query, text, h.Excerpt, h.InText)
		}
	}
}

// TestRanking: what BM25F promises, on documents made for it.
func TestRanking(t *testing.T) {
	filler := strings.Repeat("other words ", 20)
	x := search.New([]search.Document{
		{Address: "long", Text: "kernel " + filler + filler},
		{Address: "short", Text: "kernel " + filler},
		{Address: "twice", Text: "kernel kernel " + filler},
		{Address: "details", Details: "kernel"},
		{Address: "title", Title: "kernel"},
		{Address: "archived", Title: "kernel", Kind: search.Post},
		{Address: "later", Title: "kernel", Kind: search.Post, Date: "2020"},
		{Address: "beginning", Title: "kernels"},
	})
	var got []string
	for _, h := range x.Search("kernel", "", 10).Hits {
		got = append(got, h.Address)
	}
	want := []string{"title", "beginning", "later", "archived", "details", "twice", "short", "long"}
	if !slices.Equal(got, want) {
		t.Errorf("Search(kernel) = %q; want %q", got, want)
	}
}

func TestNoDocuments(t *testing.T) {
	x := search.New(nil)
	for _, query := range []string{"", "a", `"a b"`, "a-b", "abcdefgh"} {
		if r := x.Search(query, "", 10); r.Total != 0 || len(r.Hits) != 0 {
			t.Errorf("Search(%q) in nothing = %+v", query, r)
		}
	}
}

// FuzzSearch: any text can be indexed and any query asked, the matches are
// parts of the text, and what a document says is found.
func FuzzSearch(f *testing.F) {
	for _, q := range searchtest.Questions(f) {
		f.Add("The title", "Mudança, it’s in “quotes” 5.3", q.Query)
	}
	f.Add("ẞ̧'’a\u0327", "a\xffb \u0327 'a", "\u0327\xff\"")
	f.Fuzz(func(t *testing.T, heading, text, query string) {
		x := search.New([]search.Document{
			{Address: "0", Title: heading, Text: text},
			{Address: "1", Title: "other", Details: text, Kind: search.Talk},
		})
		check := func(h search.Hit, text string, part search.Range, matches []search.Range) {
			at := part.Start
			if part.Start < 0 || part.End < part.Start || part.End > len(text) {
				t.Fatalf("Search(%q) in %q, %q: excerpt %v", query, h.Title, text, part)
			}
			for _, m := range append(slices.Clone(matches), part) {
				if m != part && (m.Start < at || m.End <= m.Start || m.End > part.End) {
					t.Fatalf("Search(%q): matches %v in %v of %q", query, matches, part, text)
				}
				at = max(at, m.End)
				if utf8.ValidString(text) && !utf8.ValidString(text[m.Start:m.End]) {
					t.Fatalf("Search(%q): match %v cuts a character of %q", query, m, text)
				}
			}
		}
		for _, h := range x.Search(query, "", 10).Hits {
			check(h, h.Title, search.Range{End: len(h.Title)}, h.InTitle)
			check(h, h.Details, search.Range{End: len(h.Details)}, h.InDetails)
			check(h, h.Text, h.Excerpt, h.InText)
			if len(h.InTitle)+len(h.InDetails)+len(h.InText) == 0 {
				t.Errorf("Search(%q) finds %q, %q, %q and marks nothing", query, h.Title, h.Details, h.Text)
			}
		}
		for _, word := range strings.Fields(heading) {
			if r := x.Search(word, "", 10); r.Total == 0 && len(word) < search.MaxQuery && hasWord(word) {
				t.Errorf("Search(%q) does not find the title %q", word, heading)
			}
		}
	})
}

func hasWord(s string) bool { return strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz0123456789") }
