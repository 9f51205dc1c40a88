package search

import (
	"slices"
	"strconv"
)

// SegmentSize is how many documents a segment has at most.
const SegmentSize = 64

// Made is an index of some of the documents that was made before, by a [Writer].
type Made struct {
	Segments   []Segment
	Vocabulary string
}

// Segment is the part of that for some documents.
type Segment struct {
	// Documents are their numbers, in the order in which they were written.
	Documents []int
	Index     string
}

// Writer makes an index as texts that are searched as they are. Its zero value is
// ready.
type Writer struct {
	numbers map[string]int32 // of the words, in the order of their first appearance
	words   []string
	spelled map[string]string // words by how they are spelled

	// Of the segment that is being made:
	entries []entry
	present []string // its words
	having  []int32  // by number, how many entries are of the word
	counts  []int32  // by number, how often the field has it that is being read
}

// entry says how often a field of a document has a word.
type entry struct {
	word, count     int32
	document, field uint8
}

// Segment makes the part for at most [SegmentSize] documents. Its first line has how many
// words each field of each document has. Then come their words, in order, one to a line,
// each with the documents that have it:
//
//	kernel	AC2	F
//
// Here A and C have it in their text, C twice, and F in its details; behind another tab
// would be titles. A document is called by a character, the first one "?".
//
// A word that becomes another changes two lines, and a document more at the end those of
// its words. Whoever has the others takes them over: a form feed before a word begins a
// piece, as the word alone decides.
func (w *Writer) Segment(documents []Document) string {
	return w.segment(documents, func() {})
}

// firstName is what the first document of a segment is called.
const firstName = '?'

// segment is the same for where others wait for the processor; see NewSlowly.
func (w *Writer) segment(documents []Document, pause func()) string {
	if w.numbers == nil {
		w.numbers, w.spelled = make(map[string]int32), make(map[string]string)
	}
	w.entries, w.present = w.entries[:0], w.present[:0]
	var b []byte
	for i := range documents {
		pause()
		for field := range fields {
			if len(b) > 0 {
				b = append(b, ' ')
			}
			b = strconv.AppendInt(b, int64(w.add(i, field, fields[field].of(&documents[i]))), 10)
		}
	}
	pause()
	slices.Sort(w.present)
	for rest := w.sorted(); len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].word == rest[0].word {
			n++
		}
		b = append(b, '\n')
		b = appendEntries(appendWord(b, w.words[rest[0].word]), rest[:n])
		rest = rest[n:]
	}
	return string(append(b, '\n'))
}

// add reads a field of a document, and returns how many words it has.
func (w *Writer) add(document, field int, text string) (length int) {
	from := len(w.entries)
	for read := (words{text: text}); read.next(); length++ {
		n, ok := w.numbers[string(read.folded)]
		if !ok {
			n = int32(len(w.words))
			word := string(read.folded)
			w.numbers[word] = n
			w.words, w.having, w.counts = append(w.words, word), append(w.having, 0), append(w.counts, 0)
		}
		if len(read.spelled) > 0 {
			if _, ok := w.spelled[string(read.spelled)]; !ok {
				w.spelled[string(read.spelled)] = w.words[n]
			}
		}
		if w.counts[n]++; w.counts[n] == 1 {
			w.entries = append(w.entries, entry{n, 0, uint8(document), uint8(field)})
			if w.having[n]++; w.having[n] == 1 {
				w.present = append(w.present, w.words[n])
			}
		}
	}
	for i := range w.entries[from:] {
		e := &w.entries[from+i]
		e.count, w.counts[e.word] = w.counts[e.word], 0
	}
	return length
}

// sorted are the entries in the order of the words that are present.
func (w *Writer) sorted() []entry {
	at := int32(0) // where the next one of a word belongs
	for _, word := range w.present {
		n := w.numbers[word]
		w.having[n], at = at, at+w.having[n]
	}
	sorted := make([]entry, len(w.entries))
	for _, e := range w.entries {
		sorted[w.having[e.word]] = e
		w.having[e.word]++
	}
	clear(w.having)
	return sorted
}

// appendEntries adds what the line of a word says.
func appendEntries(b []byte, entries []entry) []byte {
	tabs := 1 // before the next field that has the word
	for field := numFields - 1; field >= 0; field-- {
		for _, e := range entries {
			if int(e.field) != field {
				continue
			}
			b = append(append(b, "\t\t\t"[:tabs]...), firstName+e.document)
			if tabs = 0; e.count > 1 {
				b = strconv.AppendInt(b, int64(e.count), 10)
			}
		}
		tabs++
	}
	return b
}

// Vocabulary is all words of the segments that were made, in order, one to a line, in
// pieces too. After an empty line come those that have letters with marks, as they are
// where there is no key for those, each with the word above that it is.
func (w *Writer) Vocabulary() string {
	words := slices.Clone(w.words)
	spellings := make([]string, 0, len(w.spelled))
	for spelling := range w.spelled {
		spellings = append(spellings, spelling)
	}
	slices.Sort(words)
	slices.Sort(spellings)
	var b []byte
	for _, word := range words {
		b = append(appendWord(b, word), '\n')
	}
	b = append(b, '\n')
	for _, spelling := range spellings {
		b = append(appendWord(b, spelling), '\t')
		b = append(append(b, w.spelled[spelling]...), '\n')
	}
	return string(b)
}

// wordsInPiece is how many words there are in a piece on average: so many that neither
// the pieces nor a list of them are long.
const wordsInPiece = 64

// appendWord begins the line of a word, and a piece if it is one of those words that do.
func appendWord(b []byte, word string) []byte {
	if hash(word)%wordsInPiece == 0 {
		b = append(b, '\f')
	}
	return append(b, word...)
}
