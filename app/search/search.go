// Package search is the site's search: an index of everything it says, and the
// queries on it.
//
// The same engine runs in the browser, where it answers while somebody types
// and with the network gone, and on the server, which answers those who have no
// program. Both must come to the same results in the same order. That is why
// scores are whole numbers: floating-point arithmetic may differ in the last
// bit between machines (fused multiplication, logarithms in assembly), and a
// last bit is enough to exchange two results. Where scores are equal, the order
// of the documents decides.
//
// Words are compared without case and diacritics, and in whatever form their
// letters were written. In scripts without spaces each letter is a word, and
// those written in one run are looked for side by side. All words of a query
// have to be found, in any order and any field, but:
//
//   - words that are written together find those that are written apart, and the
//     other way round, below those that are as they were asked for;
//   - the last word may be the beginning of a word: it is still being typed;
//   - a word that is found nowhere stands for those that differ from it by a
//     typing error, or by two if it is long;
//   - words in double quotes have to be found as they are, side by side. So
//     have words joined by punctuation, "in-toto" or "5.3", unless no document
//     has them so.
//
// What is found is ranked by BM25F: a rare word tells more than a common one, a
// word says more in a title than in a text and more in a short text than in a
// long one, and saying it again adds less each time.
//
// The index is made where it is asked, in the browser too, and not by the build: of
// 1,000 texts of 1,000 words that takes it 0.8 s, in steps that nobody notices
// (BenchmarkSearchOfTexts). An index that is sent would be as large as the texts, which
// are needed for phrases and excerpts anyway, and would change with every word of them
// for whoever keeps a copy.
//
// Libraries for this exist, and are made for servers. This is made of sorted
// slices, and every reader downloads it: it imports neither fmt nor regexp.
package search

import (
	"cmp"
	"slices"

	"kairo.dev/content"
)

// Kind says what a document is. Queries can ask for one kind only.
type Kind string

// The kinds of documents.
const (
	Page        Kind = "page"
	Project     Kind = "project"
	Talk        Kind = "talk"
	Publication Kind = "publication"
	Written     Kind = "posts"
	Post        Kind = "post" // archived
	Wish        Kind = "wish"
)

// Kinds lists the kinds there are, in the order to show them in.
var Kinds = []Kind{Page, Project, Talk, Publication, Written, Post, Wish}

// standing is what a match counts in a kind, in 1/1024: an archived post has to
// fit better than what is current.
func (k Kind) standing() int {
	if k == Post {
		return 768
	}
	return 1 << 10
}

// Document is something that can be found.
type Document struct {
	Kind Kind
	// Address is where it is: a path of this site or an address elsewhere.
	Address string
	// Language is that of the title, as a BCP 47 tag.
	Language string
	Title    string
	// Details are the facts about it in one line: when, where, with whom.
	Details string
	// Text is what it says, in TextLanguage where that is not the Language.
	Text, TextLanguage string
	// Date breaks ties: of two that are as good, the later comes first.
	Date content.Date
}

// fields of a document, with the weight of a word in them and how much a long
// field counts for less (BM25's b), in 1/1024.
var fields = [...]struct {
	of             func(*Document) string
	weight, length int
}{
	{func(d *Document) string { return d.Title }, 6 << 10, 400},
	{func(d *Document) string { return d.Details }, 2 << 10, 600},
	{func(d *Document) string { return d.Text }, 1 << 10, 768},
}

// The fields by number.
const (
	title = iota
	details
	text
	numFields
)

// saturation is BM25's k1 in 1/1024: how soon saying it again adds nothing.
const saturation = 1229

// Index holds documents ready to be searched. It does not change: many
// goroutines may search at the same time.
type Index struct {
	documents []Document
	words     dictionary
	// spellings are the words that have letters with marks, with the letters
	// spelled out as they are where there is no key for them, in order. spelled
	// is, for each, the number of the word.
	spellings dictionary
	spelled   []int32
	// postings are, for each word, the documents that have it, in order.
	postings [][]posting
	// said are, for each document and field, its words in order, by number.
	said [][numFields][]int32
	// average is the number of words that a field has on average, at least 1.
	average [numFields]int
}

// posting says that a document has a word, and how much of a say it has there.
type posting struct{ document, strength int32 }

// New makes an index of documents. They keep their order where they are equally
// good.
func New(documents []Document) *Index { return NewSlowly(documents, func() {}) }

// NewSlowly is New for where others wait for the processor: pause is called
// between documents.
func NewSlowly(documents []Document, pause func()) *Index {
	x := &Index{
		documents: documents,
		said:      make([][numFields][]int32, len(documents)),
	}
	x.read(pause)
	for field := range x.average {
		total := 0
		for d := range x.said {
			total += len(x.said[d][field])
		}
		x.average[field] = max(1, total/max(1, len(documents)))
	}
	x.makeRoom(pause)
	for d := range x.said {
		pause()
		for field, numbers := range x.said[d] {
			strength := x.strength(d, field)
			for _, n := range numbers {
				list := x.postings[n]
				if len(list) == 0 || list[len(list)-1].document != int32(d) {
					list = append(list, posting{document: int32(d)})
				}
				list[len(list)-1].strength += strength
				x.postings[n] = list
			}
		}
	}
	return x
}

// makeRoom makes the lists of postings, as long as they will get: in one piece,
// which a garbage collector has less work with than with lists that grow.
func (x *Index) makeRoom(pause func()) {
	last := make([]int32, len(x.words)) // the last document with the word, from 1
	having := make([]int, len(x.words))
	total := 0
	for d := range x.said {
		pause()
		for _, numbers := range x.said[d] {
			for _, n := range numbers {
				if last[n] != int32(d+1) {
					last[n] = int32(d + 1)
					having[n]++
					total++
				}
			}
		}
	}
	room := make([]posting, total)
	x.postings = make([][]posting, len(x.words))
	for n, having := range having {
		x.postings[n], room = room[:0:having], room[having:]
	}
}

// read fills in the words and what the documents say.
func (x *Index) read(pause func()) {
	seen := make(map[string]int32)
	spelled := make(map[string]int32)
	w := words{}
	var numbers []int32
	for d := range x.documents {
		pause()
		for field := range fields {
			w.text, w.start, w.end = fields[field].of(&x.documents[d]), 0, 0
			numbers = numbers[:0]
			for w.next() {
				n, ok := seen[string(w.folded)]
				if !ok {
					n = int32(len(x.words))
					word := string(w.folded)
					seen[word] = n
					x.words = append(x.words, word)
				}
				if len(w.spelled) > 0 {
					if _, ok := spelled[string(w.spelled)]; !ok {
						spelled[string(w.spelled)] = n
					}
				}
				numbers = append(numbers, n)
			}
			x.said[d][field] = slices.Clone(numbers)
		}
	}
	// Until now the numbers are in the order of first appearance.
	slices.Sort(x.words)
	number := make([]int32, len(x.words))
	for n, word := range x.words {
		number[seen[word]] = int32(n)
	}
	for spelling := range spelled {
		x.spellings = append(x.spellings, spelling)
	}
	slices.Sort(x.spellings)
	for _, spelling := range x.spellings {
		x.spelled = append(x.spelled, number[spelled[spelling]])
	}
	for d := range x.said {
		pause()
		for _, numbers := range x.said[d] {
			for i, n := range numbers {
				numbers[i] = number[n]
			}
		}
	}
}

// strength is how much of a say one word has in a field of a document.
func (x *Index) strength(document, field int) int32 {
	f := fields[field]
	length := len(x.said[document][field]) << 10 / x.average[field]
	return int32(f.weight << 10 / (1<<10 - f.length + f.length*length>>10))
}

// Results are what a query finds.
type Results struct {
	// Hits are the best documents, the best first.
	Hits []Hit
	// Total is how many documents there are in all, of the kind asked for.
	Total int
	// Of is how many there are of each kind, asked for or not.
	Of map[Kind]int
}

// Search finds documents, only those of a kind unless it is "", and at most
// limit of them.
func (x *Index) Search(query string, only Kind, limit int) Results {
	clauses := parse(query)
	found := x.rank(clauses)
	r := Results{Of: make(map[Kind]int)}
	for _, f := range found.matches {
		r.Of[x.documents[f.document].Kind]++
	}
	matches := found.matches
	if only != "" {
		matches = slices.DeleteFunc(matches, func(m match) bool { return x.documents[m.document].Kind != only })
	}
	slices.SortFunc(matches, func(a, b match) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			cmp.Compare(x.documents[b.document].Date, x.documents[a.document].Date),
			cmp.Compare(a.document, b.document))
	})
	r.Total = len(matches)
	for _, m := range matches[:min(limit, len(matches))] {
		r.Hits = append(r.Hits, x.hit(m.document, found.terms))
	}
	return r
}
