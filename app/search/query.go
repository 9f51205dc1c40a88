package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxQuery is how many bytes of a query are read; the rest is ignored.
const MaxQuery = 200

// clause is a word, or words that belong together.
type clause struct {
	words []string
	// quoted words have to be found as they are.
	quoted bool
	// beginning says that more of the last word may be to come.
	beginning bool
}

// parse reads a query. Anything at all is a query, if only one that asks for
// nothing.
func parse(query string) []clause {
	if len(query) > MaxQuery {
		query = query[:MaxQuery]
		for !utf8.ValidString(query) && len(query) > MaxQuery-utf8.UTFMax {
			query = query[:len(query)-1]
		}
	}
	var clauses []clause
	add := func(text string, quoted bool) {
		c := clause{quoted: quoted}
		for w := (words{text: text}); w.next(); {
			c.words = append(c.words, string(w.folded))
		}
		if c.words != nil {
			clauses = append(clauses, c)
		}
	}
	closed := false
	for quoted := false; ; quoted = !quoted {
		text, rest, more := cutQuote(query)
		if quoted {
			add(text, true)
		} else {
			for _, chunk := range strings.FieldsFunc(text, unicode.IsSpace) {
				add(chunk, false)
			}
		}
		query = rest
		if !more {
			// The query ends outside of quotes, and behind them.
			closed = !quoted && strings.TrimSpace(text) == ""
			break
		}
	}
	if n := len(clauses); n > 0 {
		last := &clauses[n-1]
		last.beginning = !last.quoted || !closed
	}
	return clauses
}

// cutQuote cuts a query at its first double quote.
func cutQuote(query string) (before, after string, found bool) {
	i := strings.IndexAny(query, "\"“”„«»")
	if i < 0 {
		return query, "", false
	}
	_, size := utf8.DecodeRuneInString(query[i:])
	return query[:i], query[i+size:], true
}

// term is what one clause, or a word of one, asks the documents for.
type term struct {
	// words are the numbers of the words that will do, in order, and how well.
	words []variant
	// phrase, if there is one, is all but the last word of a sequence, of which
	// words are the last.
	phrase []int32
}

// variant is a word that will do, and how well, in 1/1024.
type variant struct {
	word    int32
	quality int
}

// terms says what to look for. If a word is not to be had, the term has no
// variants: nothing will be found.
func (x *Index) terms(c clause) []*term {
	if len(c.words) > 1 {
		if t := x.phrase(c); c.quoted || x.has(t) {
			return []*term{t}
		}
	}
	var all []*term
	for i, word := range c.words {
		beginning := c.beginning && i == len(c.words)-1
		t := &term{words: x.exactly(word, beginning)}
		if t.words == nil && !c.quoted {
			x.words.near(word, beginning, func(number, edits int) {
				t.words = append(t.words, variant{int32(number), 768 >> edits})
			})
		}
		all = append(all, t)
	}
	return all
}

// exactly returns the word, or the words that begin with it: the less there is
// still to type, the better.
func (x *Index) exactly(word string, beginning bool) []variant {
	if !beginning {
		if n, ok := x.words.find(word); ok {
			return []variant{{int32(n), 1 << 10}}
		}
		return nil
	}
	var all []variant
	first, end := x.words.within(word)
	for n := first; n < end; n++ {
		quality := 1 << 10
		if missing := len(x.words[n]) - len(word); missing > 0 {
			quality = 256 + len(word)<<9/len(x.words[n])
		}
		all = append(all, variant{int32(n), quality})
	}
	return all
}

func (x *Index) phrase(c clause) *term {
	last := len(c.words) - 1
	t := &term{words: x.exactly(c.words[last], c.beginning)}
	for _, word := range c.words[:last] {
		n, ok := x.words.find(word)
		if !ok {
			return &term{}
		}
		t.phrase = append(t.phrase, int32(n))
	}
	return t
}

// has reports whether any document has what t asks for.
func (x *Index) has(t *term) bool {
	strengths := make([]int, len(x.documents))
	x.collect(t, strengths)
	return slices.ContainsFunc(strengths, func(s int) bool { return s > 0 })
}

// collect adds up how much of a say t has in each document. Of several words
// that will do, the best counts.
func (x *Index) collect(t *term, strengths []int) {
	if len(t.phrase) == 0 {
		for _, v := range t.words {
			for _, p := range x.postings[v.word] {
				strengths[p.document] = max(strengths[p.document], int(p.strength)*v.quality>>10)
			}
		}
		return
	}
	rarest := slices.MinFunc(t.phrase, func(a, b int32) int { return len(x.postings[a]) - len(x.postings[b]) })
	for _, p := range x.postings[rarest] {
		d := int(p.document)
		for field, said := range x.said[d] {
			for i := range said {
				if q := t.at(said, i); q > 0 {
					strengths[d] += int(x.strength(d, field)) * q >> 10
				}
			}
		}
	}
}

// length is the number of words that t asks for.
func (t *term) length() int { return len(t.phrase) + 1 }

// at tells how well t fits the words said from i on: 0 if it does not.
func (t *term) at(said []int32, i int) (quality int) {
	if n := len(t.phrase); len(said) <= i+n || !slices.Equal(said[i:i+n], t.phrase) {
		return 0
	}
	last := said[i+len(t.phrase)]
	n, ok := slices.BinarySearchFunc(t.words, last, func(v variant, word int32) int { return int(v.word - word) })
	if !ok {
		return 0
	}
	return t.words[n].quality
}
