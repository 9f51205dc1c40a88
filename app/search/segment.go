package search

import (
	"errors"
	"iter"
	"strconv"
	"strings"
)

// vocabulary is one that can be searched.
type vocabulary struct{ words, spellings dictionary }

func readVocabulary(made string) vocabulary {
	words, spellings, _ := strings.Cut(made, "\n\n")
	return vocabulary{dictionary(words), dictionary(spellings)}
}

// segment is one that can be searched.
type segment struct {
	documents []int
	words     dictionary
}

// mostWords is how many words a field can have, which none has in earnest.
const mostWords = 1 << 28

// errSegment says that something is no segment of the documents that it is said to be of.
var errSegment = errors.New("search: not the index of these documents")

// readSegment puts the lengths of the fields where they belong.
func readSegment(made Segment, lengths [][numFields]int) (segment, error) {
	header, words, _ := strings.Cut(made.Index, "\n")
	numbers := strings.Fields(header)
	if len(made.Documents) > SegmentSize || len(numbers) != len(made.Documents)*numFields {
		return segment{}, errSegment
	}
	for i, number := range numbers {
		length, err := strconv.Atoi(number)
		if err != nil || length < 0 || length > mostWords {
			return segment{}, errSegment
		}
		lengths[made.Documents[i/numFields]][i%numFields] = length
	}
	return segment{made.Documents, dictionary(words)}, nil
}

// place is that of the document with a name. Of what is no name, it is none.
func (s *segment) place(name byte) (place int, ok bool) {
	place = int(name) - firstName
	return place, 0 <= place && place < len(s.documents)
}

// named are the documents that a line names, by their places.
func (s *segment) named(line string) (places uint64) {
	for i := range len(line) {
		if place, ok := s.place(line[i]); ok {
			places |= 1 << place
		}
	}
	return places
}

// each yields the lines of the words that will do, and how well they do.
func (s *segment) each(v variants) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		at := 0
		for _, v := range v.words {
			at = s.words.skip(at, func(line string) bool { return line < v.word })
			if word, line, _ := s.words.line(at); word == v.word && !yield(line, v.quality) {
				return
			}
		}
		for _, v := range v.beginnings {
			for word, line := range s.words.beginning(v.word) {
				if !yield(line, v.of(word)) {
					return
				}
			}
		}
	}
}

// having are the documents that have one of the words, by their places.
func (s *segment) having(v variants) (places uint64) {
	for line := range s.each(v) {
		places |= s.named(line)
	}
	return places
}

// beside are the documents that have all words of a phrase, by their places, if not
// side by side.
func (s *segment) beside(p *phrase) uint64 {
	places := ^uint64(0)
	for _, word := range p.before {
		line, _ := s.words.find(word)
		if places &= s.named(line); places == 0 {
			return 0
		}
	}
	return places & s.having(p.last)
}
