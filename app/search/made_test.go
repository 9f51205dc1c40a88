package search_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search"
	"kairo.dev/app/search/searchtest"
	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// made makes the index of all documents but every third, in segments of so many.
func made(documents []search.Document, size int) search.Made {
	var w search.Writer
	var m search.Made
	var numbers []int
	for d := range documents {
		if d%3 > 0 {
			numbers = append(numbers, d)
		}
	}
	for numbers := range slices.Chunk(numbers, size) {
		var some []search.Document
		for _, d := range numbers {
			some = append(some, documents[d])
		}
		m.Segments = append(m.Segments, search.Segment{Documents: numbers, Index: w.Segment(some)})
	}
	m.Vocabulary = w.Vocabulary()
	return m
}

// TestMade: an index that was made before finds what one that is made now does.
func TestMade(t *testing.T) {
	for name, files := range contenttest.Sites(t) {
		s, err := load.Read(files, ui.Paths)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range s.All() {
			documents := ui.Documents(in)
			want := search.New(documents)
			var queries []string
			for _, q := range searchtest.Questions(t) {
				queries = append(queries, q.Query)
			}
			for i := 0; i < len(documents); i += 1 + len(documents)/20 {
				title := documents[i].Title
				queries = append(queries, title, title[:len(title)/2], `"`+title+`"`, strings.ReplaceAll(title, " ", ""), strings.ReplaceAll(title, "e", "o"))
			}
			for _, size := range []int{1, 7, search.SegmentSize} {
				got, err := search.NewSlowly(documents, made(documents, size), func() {})
				if err != nil {
					t.Fatalf("NewSlowly of %s in segments of %d: %v", name, size, err)
				}
				for _, query := range queries {
					if got, want := got.Search(query, "", 30), want.Search(query, "", 30); !reflect.DeepEqual(got, want) {
						t.Errorf("%s in segments of %d: Search(%q) = %+v; want %+v", name, size, query, got, want)
					}
				}
			}
		}
	}
}

// TestOneWord: the first word is found with a typing error, one that begins a piece too.
func TestOneWord(t *testing.T) {
	say := searchtest.Words(1000)
	for range 300 {
		word := strings.TrimSpace(say(1))
		x := search.New([]search.Document{{Title: word}})
		for _, query := range []string{word + "x", word + "x,", word + "x " + word} {
			if got := x.Search(query, "", 1).Total; got != 1 {
				t.Errorf("Search(%q) in %q finds %d documents; want 1", query, word, got)
			}
		}
	}
}

// TestMadeOfOthers: what is not the index of some documents is refused.
func TestMadeOfOthers(t *testing.T) {
	documents := []search.Document{{Title: "a b"}, {Text: "c"}}
	var w search.Writer
	of := w.Segment
	for _, index := range []string{"", "\n", of(documents[:1]), of(append(documents, documents...)), "1 2 3 4 5\n", "1 2 3 4 5 x\n", "1 2 3 4 5 -6\n", "1 2 3 4 5 99999999999\n"} {
		m := search.Made{Segments: []search.Segment{{Documents: []int{0, 1}, Index: index}}}
		if x, err := search.NewSlowly(documents, m, func() {}); err == nil {
			t.Errorf("NewSlowly with the segment %q = %+v; want an error", index, x)
		}
	}
}

// FuzzMade: whatever a file says, a search of it ends.
func FuzzMade(f *testing.F) {
	documents := []search.Document{{Title: "the kernel"}, {Text: "the Müller"}, {Details: "other"}}
	var w search.Writer
	f.Add(w.Segment(documents[:2]), w.Vocabulary(), "kernel muel")
	f.Add("1 2 3 4 5 6\n\f\n\f\f\na\tzA99999999999999999999\t\t\t\t\tA", "\f\n\fa\n\n\f\f", `"a a" kernle`)
	f.Fuzz(func(t *testing.T, index, vocabulary, query string) {
		m := search.Made{Segments: []search.Segment{{Documents: []int{0, 1}, Index: index}}, Vocabulary: vocabulary}
		if x, err := search.NewSlowly(documents, m, func() {}); err == nil {
			x.Search(query, "", 10)
		}
	})
}

// TestPieces: of an index, a word that is another changes few pieces, and so does a
// document more.
func TestPieces(t *testing.T) {
	say := searchtest.Words(5000)
	var documents []search.Document
	for i := range search.SegmentSize - 1 {
		documents = append(documents, search.Document{Title: fmt.Sprint("number ", i), Text: say(500)})
	}
	pieces := func(documents []search.Document) (all []string) {
		var w search.Writer
		for _, text := range []string{w.Segment(documents), w.Vocabulary()} {
			all = append(all, strings.Split(text, "\f")...)
		}
		return all
	}
	before := pieces(documents)
	changed := func(documents []search.Document) (changed int) {
		for _, p := range pieces(documents) {
			if !slices.Contains(before, p) {
				changed++
			}
		}
		return changed
	}
	other := slices.Clone(documents)
	other[20].Text = "unheard " + other[20].Text
	if got := changed(other); len(before) < 50 || got < 1 || got > 3 {
		t.Errorf("a word more changes %d of %d pieces; want 1 to 3 of at least 50", got, len(before))
	}
	if got := changed(append(documents, search.Document{Title: "number 63"})); got < 1 || got > 3 {
		t.Errorf("a document more changes %d of %d pieces; want 1 to 3", got, len(before))
	}
}
