package search

import "strings"

// Range is a part of a text, in bytes: from Start to before End.
type Range struct{ Start, End int }

// Hit is a document that was found, and where it has what was asked for.
type Hit struct {
	*Document
	// InTitle and InDetails are the matches there, in order.
	InTitle, InDetails []Range
	// Excerpt is the part of Text around its first match, empty if it has none.
	// InText are the matches in that part, as ranges of Text.
	Excerpt Range
	InText  []Range
}

// hit says where document d has the terms.
func (x *Index) hit(d int, terms []*term) Hit {
	h := Hit{Document: &x.documents[d]}
	h.InTitle, _ = x.matches(d, title, terms)
	h.InDetails, _ = x.matches(d, details, terms)
	h.InText, h.Excerpt = x.matches(d, text, terms)
	return h
}

// An excerpt shows this many bytes before the first match, and in all, give or
// take a word.
const (
	excerptBefore = 60
	excerptLength = 220
)

// matches returns where a field has the terms, within an excerpt if the field
// is the text: a long one is read no further than that.
func (x *Index) matches(d, field int, terms []*term) (matches []Range, excerpt Range) {
	ahead := 1 // as many words as the longest phrase has
	for _, t := range terms {
		for _, p := range t.phrases {
			ahead = max(ahead, len(p.before)+1)
		}
	}
	r := reader{words: words{text: fields[field].of(&x.documents[d])}}
	var until []int // for each word, where the match it begins ends
	first := -1
	for i := 0; r.read(i+ahead) > i; i++ {
		until = append(until, 0)
		for _, t := range terms {
			if n := t.at(r.folded.String()[r.starts[i]:]); n > 0 {
				until[i] = max(until[i], i+n)
			}
		}
		if first < 0 && until[i] > 0 {
			first = i
		}
		if field == text && first >= 0 && i >= until[first] && r.at[i].Start > r.at[until[first]-1].End+excerptLength {
			until = until[:i] // a match that goes on behind the excerpt ends here
			break
		}
	}
	if first < 0 {
		return nil, Range{}
	}
	for i := first; i < len(until); i++ {
		if until[i] == 0 {
			continue
		}
		begin, last := i, until[i]
		for ; i+1 < min(last, len(until)); i++ { // matches that overlap are one
			last = max(last, until[i+1])
		}
		matches = append(matches, Range{r.at[begin].Start, r.at[min(last, len(until))-1].End})
	}
	if field != text {
		return matches, Range{}
	}
	return cut(fields[text].of(&x.documents[d]), matches, r.at)
}

// at tells how many of the words at the beginning of what is said are what t asks for,
// 0 if none.
func (t *term) at(said string) int {
	length := 0
	if word, _, _ := strings.Cut(said, " "); t.quality(word) > 0 {
		length = 1
	}
	for i := range t.phrases {
		if p := &t.phrases[i]; p.at(said) > 0 {
			length = max(length, len(p.before)+1)
		}
	}
	return length
}

// reader reads a text as far as it is asked for.
type reader struct {
	words  words
	folded strings.Builder // the words, each with a space behind it
	starts []int           // of the words in that
	at     []Range         // of the words in the text
}

// read reads on until there are n words, and returns how many there are.
func (r *reader) read(n int) int {
	for len(r.at) < n && r.words.next() {
		r.at = append(r.at, Range{r.words.start, r.words.end})
		r.starts = append(r.starts, r.folded.Len())
		r.folded.Write(r.words.folded)
		r.folded.WriteByte(' ')
	}
	return len(r.at)
}

// cut returns the excerpt around the first match, and the matches in it.
func cut(text string, matches, words []Range) ([]Range, Range) {
	excerpt := Range{0, len(text)}
	from := matches[0].Start - excerptBefore
	for _, w := range words {
		if from > 0 && w.Start >= from {
			excerpt.Start = w.Start
			break
		}
	}
	end := excerpt.Start
	for _, w := range words {
		if w.End > excerpt.Start+excerptLength && w.Start >= matches[0].End {
			excerpt.End = end
			break
		}
		end = w.End
	}
	n := 0
	for n < len(matches) && matches[n].End <= excerpt.End {
		n++
	}
	return matches[:n], excerpt
}
