package search

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
	said := x.said[d][field]
	until := make([]int, len(said)) // for each word, where the match it begins ends
	first := -1
	end := len(said) // of the words that count
	for i := 0; i < end; i++ {
		for _, t := range terms {
			if n := t.at(said, i); n > 0 {
				until[i] = max(until[i], i+n)
			}
		}
		if first < 0 && until[i] > 0 {
			if first = i; field == text {
				end = min(end, until[i]+excerptLength)
			}
		}
	}
	if first < 0 {
		return nil, Range{}
	}
	at := make([]Range, 0, end)
	for w := (words{text: fields[field].of(&x.documents[d])}); len(at) < end && w.next(); {
		at = append(at, Range{w.start, w.end})
		if field == text && len(at) > until[first] && w.start > at[until[first]-1].End+excerptLength {
			end = len(at)
		}
	}
	if len(at) < end {
		return nil, Range{} // the text is not here
	}
	for i := first; i < end; i++ {
		if until[i] == 0 {
			continue
		}
		begin, last := i, until[i]
		for ; i+1 < min(last, end); i++ { // matches that overlap are one
			last = max(last, until[i+1])
		}
		if last <= end {
			matches = append(matches, Range{at[begin].Start, at[last-1].End})
		}
	}
	if field != text {
		return matches, Range{}
	}
	return cut(fields[text].of(&x.documents[d]), matches, at)
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
