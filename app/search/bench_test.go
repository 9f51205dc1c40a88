package search

import (
	"strconv"
	"strings"
	"testing"

	"kairo.dev/app/search/searchtest"
)

// documentsLike makes n documents out of n*4 different words.
func documentsLike(n int) []Document {
	say := searchtest.Words(n * 4)
	all := make([]Document, n)
	for i := range all {
		all[i] = Document{
			Kind: Kinds[i%len(Kinds)], Address: strconv.Itoa(i), Language: "en",
			Title: say(7), Details: say(12), Text: say(20 + i*37%60),
		}
	}
	return all
}

var sizes = []int{100, 1000, 10000}

func BenchmarkNew(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			documents := documentsLike(n)
			b.ReportAllocs()
			for b.Loop() {
				New(documents)
			}
		})
	}
}

// BenchmarkMade is of 1,000 texts of 1,000 words: to write the index, which the build
// does, to take it as it is, and to search it.
func BenchmarkMade(b *testing.B) {
	say := searchtest.Words(20000)
	documents := make([]Document, 1000)
	for i := range documents {
		documents[i] = Document{Kind: Post, Address: strconv.Itoa(i), Language: "en", Title: say(7), Text: say(1000)}
	}
	var made Made
	write := func() {
		var w Writer
		made.Segments = nil
		for first := 0; first < len(documents); first += SegmentSize {
			var m Segment
			for d := first; d < min(first+SegmentSize, len(documents)); d++ {
				m.Documents = append(m.Documents, d)
			}
			m.Index = w.Segment(documents[first:min(first+SegmentSize, len(documents))])
			made.Segments = append(made.Segments, m)
		}
		made.Vocabulary = w.Vocabulary()
	}
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			write()
		}
	})
	write()
	b.Run("take", func(b *testing.B) {
		for b.Loop() {
			NewSlowly(documents, made, func() {})
		}
	})
	x, _ := NewSlowly(documents, made, func() {})
	some := strings.Fields(documents[500].Text)
	for _, query := range []struct{ name, query string }{
		{"letter", "s"},
		{"words", some[0] + " " + some[1] + " " + some[2]},
		{"phrase", `"` + some[0] + " " + some[1][:1]},
		{"typo", "proejc"},
		{"none", "xyzzy"},
	} {
		b.Run(query.name, func(b *testing.B) {
			for b.Loop() {
				x.Search(query.query, "", 30)
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range sizes {
		x := New(documentsLike(n))
		some := strings.Fields(x.documents[n/2].Title)
		word := some[0]
		for _, query := range []struct{ name, query string }{
			{"letter", word[:1]},
			{"word", word},
			{"words", some[0] + " " + some[1] + " " + some[2]},
			{"phrase", `"` + some[0] + " " + some[1] + `"`},
			{"typo", "q" + word},
			{"long typo", "proejctsignatrue"},
			{"none", "xyzzy"},
			{"hostile", strings.Repeat("aeiou ", MaxQuery/6)},
		} {
			b.Run(strconv.Itoa(n)+"/"+query.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					x.Search(query.query, "", 30)
				}
			})
		}
	}
}
