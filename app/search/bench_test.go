package search

import (
	"strconv"
	"strings"
	"testing"
)

// documentsLike makes n documents out of n*4 different words, which are as
// rare as words are: the k-th is said about 1/k as often as the first.
func documentsLike(n int) []Document {
	seed := uint32(1)
	random := func(below int) int {
		seed = seed*1664525 + 1013904223
		return int(uint64(seed) * uint64(below) >> 32)
	}
	syllables := strings.Fields("se cu ri ty pro ject py thon ser ver ker nel tion ment are soft chain sup ply sig na ture kai ro")
	vocabulary := make([]string, n*4)
	for i := range vocabulary {
		for range 2 + random(3) {
			vocabulary[i] += syllables[random(len(syllables))]
		}
	}
	say := func(words int) string {
		var b strings.Builder
		for range words {
			k := len(vocabulary)
			for range 3 {
				k = 1 + random(k)
			}
			b.WriteString(vocabulary[k-1] + " ")
		}
		return b.String()
	}
	all := make([]Document, n)
	for i := range all {
		all[i] = Document{
			Kind: Kinds[i%len(Kinds)], Address: strconv.Itoa(i), Language: "en",
			Title: say(7), Details: say(12), Text: say(20 + random(60)),
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
