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
