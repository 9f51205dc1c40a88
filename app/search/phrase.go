package search

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// phrase is words side by side: those of before, and one of last, in order.
type phrase struct {
	before []string
	last   variants
	// The same to compare with what said has: the last with how well they do.
	hashes []uint32
	ends   map[uint32]int
}

func (x *Index) phrase(before []string, last variants) phrase {
	p := phrase{before: before, last: last, ends: make(map[uint32]int)}
	for _, word := range before {
		p.hashes = append(p.hashes, hash(word))
	}
	for _, v := range last.words {
		p.ends[hash(v.word)] = v.quality
	}
	for _, v := range last.beginnings {
		for i := range x.vocabularies {
			for word := range x.vocabularies[i].words.beginning(v.word) {
				h := hash(word)
				p.ends[h] = max(p.ends[h], v.of(word))
			}
		}
	}
	return p
}

// saying yields the documents that say a phrase, and how much of a say it has there.
func (x *Index) saying(p *phrase) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for i := range x.segments {
			s := &x.segments[i]
			for places := s.beside(p); places != 0; places &= places - 1 {
				d := s.documents[bits.TrailingZeros64(places)]
				sum, found := 0, false
				for field := range fields {
					for quality := range p.in(x.said(d, field)) {
						sum, found = sum+int(x.strengths[d][field])*quality>>10, true
					}
				}
				if found && !yield(d, max(1, sum)) {
					return
				}
			}
		}
	}
}

// in yields how well p fits at each place of what is said where it does.
func (p *phrase) in(said []uint32) iter.Seq[int] {
	return func(yield func(int) bool) {
		n := len(p.hashes)
		for i := range len(said) - n {
			if said[i] == p.hashes[0] && slices.Equal(said[i:i+n], p.hashes) {
				if quality := p.ends[said[i+n]]; quality > 0 && !yield(quality) {
					return
				}
			}
		}
	}
}

// at tells how well p fits at the beginning of what is said, 0 if it does not.
func (p *phrase) at(said string) int {
	for _, word := range p.before {
		if !strings.HasPrefix(said, word) || !strings.HasPrefix(said[len(word):], " ") {
			return 0
		}
		said = said[len(word)+1:]
	}
	word, _, _ := strings.Cut(said, " ")
	return p.last.quality(word)
}
