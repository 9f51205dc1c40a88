package search

import "math/bits"

// match is a document that has all that is asked for.
type match struct{ document, score int }

// ranking is the outcome of a query.
type ranking struct {
	matches []match
	terms   []*term
}

// rank finds the documents that have all clauses.
func (x *Index) rank(clauses []clause) ranking {
	terms := x.terms(clauses)
	if len(terms) == 0 {
		return ranking{}
	}
	scores := make([]int, len(x.documents))
	strengths := make([]int, len(x.documents))
	for i, t := range terms {
		clear(strengths)
		x.collect(t, strengths)
		having := 0
		for _, s := range strengths {
			if s > 0 {
				having++
			}
		}
		weight := rarity(having, len(x.documents))
		for d, s := range strengths {
			switch {
			case s == 0:
				scores[d] = -1
			case i == 0 || scores[d] >= 0:
				scores[d] += weight * (s << 10 / (s + saturation))
			}
		}
	}
	r := ranking{terms: terms}
	for d, score := range scores {
		if score >= 0 {
			r.matches = append(r.matches, match{d, score * x.documents[d].Kind.standing()})
		}
	}
	return r
}

// collect adds up how much of a say t has in each document. Of several words
// or phrases that will do, the best counts.
func (x *Index) collect(t *term, strengths []int) {
	for i := range x.segments {
		s := &x.segments[i]
		for line, quality := range s.each(t.variants) {
			x.add(s, line, quality, strengths)
		}
	}
	for i := range t.phrases {
		for d, strength := range x.saying(&t.phrases[i]) {
			strengths[d] = max(strengths[d], strength)
		}
	}
}

// add lets a word count, with what its line in a segment says.
func (x *Index) add(s *segment, line string, quality int, strengths []int) {
	var sums [SegmentSize]int
	field := text
	for i := 0; i < len(line); {
		place, ok := s.place(line[i])
		if line[i] == '\t' && field > 0 {
			field--
		}
		i++
		count := 0
		for ; i < len(line) && isDigit(line[i]); i++ {
			count = count*10 + int(line[i]-'0')
		}
		if ok {
			d := s.documents[place]
			sums[place] += max(1, count) * int(x.strengths[d][field])
			strengths[d] = max(strengths[d], sums[place]*quality>>10, 1)
		}
	}
}

// rarity is the inverse document frequency of what having of all documents
// have, as a logarithm of base 2 in 1/1024.
func rarity(having, all int) int {
	return log2(uint64(2*all+2)) - log2(uint64(2*having+1))
}

// log2 is the logarithm of n > 0 in 1/1024.
func log2(n uint64) int {
	exponent := bits.Len64(n) - 1
	// The mantissa, from 1 to before 2, in 1/2^31. Squaring doubles its
	// logarithm, so the next bit of that is whether the square reaches 2.
	mantissa := n << 31 >> exponent
	log := exponent
	for range 10 {
		mantissa = mantissa * mantissa >> 31
		log <<= 1
		if mantissa >= 1<<32 {
			mantissa >>= 1
			log |= 1
		}
	}
	return log
}
