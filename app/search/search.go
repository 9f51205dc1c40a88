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
// An index is text, and is searched as it is (see [Writer]). The build makes that of
// texts, and the browser gets it when the search is opened, 1,000 texts of 1,000 words
// with an index of a quarter of their size, and is done with it at once (BenchmarkMade):
// what a query asks for is looked up by halving, and the rest is not read. It is in
// segments of a few documents, so that a document that is written or changed leaves
// most of it as it is. It knows how often a document says a word, not where: for words
// side by side, the few documents that have all of them are read. What the browser
// knows without texts it indexes itself, with the same code.
//
// Libraries for this exist, and are made for servers. This is made of sorted lines, and
// every reader downloads it: it imports neither fmt nor regexp.
package search

import (
	"cmp"
	"slices"
	"sync/atomic"

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
	segments  []segment
	// vocabularies are that of what was made before and that of the rest.
	vocabularies [2]vocabulary
	// strengths are, for each document and field, how much of a say one word in it has.
	strengths [][numFields]int32
	// hashes are, for each document and field, what said has made of it.
	hashes [][numFields]atomic.Pointer[[]uint32]
}

// New makes an index of documents. They keep their order where they are equally
// good.
func New(documents []Document) *Index {
	x, _ := NewSlowly(documents, Made{}, func() {}) // what is written here can be read
	return x
}

// NewSlowly is New for where others wait for the processor: pause is called between
// steps. What was made before is taken as it is. It is an error if it is not of those
// documents.
func NewSlowly(documents []Document, made Made, pause func()) (*Index, error) {
	lengths := make([][numFields]int, len(documents))
	x := &Index{
		documents: documents,
		strengths: make([][numFields]int32, len(documents)),
		hashes:    make([][numFields]atomic.Pointer[[]uint32], len(documents)),
	}
	rest := x.rest(made.Segments, pause)
	x.vocabularies = [...]vocabulary{readVocabulary(made.Vocabulary), readVocabulary(rest.Vocabulary)}
	for _, segments := range [][]Segment{made.Segments, rest.Segments} {
		for _, m := range segments {
			pause()
			s, err := readSegment(m, lengths)
			if err != nil {
				return nil, err
			}
			x.segments = append(x.segments, s)
		}
	}
	for field, f := range fields {
		total := 0
		for d := range lengths {
			total += lengths[d][field]
		}
		average := max(1, total/max(1, len(documents)))
		for d := range lengths {
			length := lengths[d][field] << 10 / average
			x.strengths[d][field] = int32(f.weight << 10 / (1<<10 - f.length + f.length*length>>10))
		}
	}
	return x, nil
}

// rest makes an index of the documents that are in none of the segments.
func (x *Index) rest(made []Segment, pause func()) (rest Made) {
	in := make([]bool, len(x.documents))
	for _, m := range made {
		for _, d := range m.Documents {
			in[d] = true
		}
	}
	var w Writer
	var some []Document
	var numbers []int
	for d := range x.documents {
		if !in[d] {
			some, numbers = append(some, x.documents[d]), append(numbers, d)
		}
		if len(some) == SegmentSize || len(some) > 0 && d == len(x.documents)-1 {
			rest.Segments = append(rest.Segments, Segment{numbers, w.segment(some, pause)})
			some, numbers = nil, nil
		}
	}
	rest.Vocabulary = w.Vocabulary()
	return rest
}

// said is what a field says, each word as its hash. Phrases alone need it, and it is not
// made before they do.
func (x *Index) said(document, field int) []uint32 {
	kept := &x.hashes[document][field]
	if said := kept.Load(); said != nil {
		return *said
	}
	var said []uint32
	for w := (words{text: fields[field].of(&x.documents[document])}); w.next(); {
		said = append(said, hash(w.folded))
	}
	kept.Store(&said)
	return said
}

// hash stands for a word where words are compared by the million: FNV-1a, of 32 bits.
func hash[T string | []byte](word T) uint32 {
	h := uint32(2166136261)
	for i := range len(word) {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return h
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
