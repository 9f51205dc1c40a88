package search

import "slices"

// term is what one clause, or a word of one, asks the documents for: one of
// the words or one of the phrases.
type term struct {
	// words are those that will do, in order.
	words   []variant
	phrases []phrase
}

// variant is a word that will do, by its number, and how well, in 1/1024.
type variant struct {
	word    int32
	quality int
}

// phrase is words side by side: those of before, and one of last, in order.
type phrase struct {
	before []int32
	last   []variant
}

// What a word counts that was not written as it was asked for, in 1/1024. One
// that is divided or joined comes after those that are not: it is less than a
// word in a long text counts beside one in a title.
const (
	spelledOtherwise = 768
	mistyped         = 768 // less with each error
	divided          = 1 << 4
)

// terms says what to look for.
func (x *Index) terms(clauses []clause) []*term {
	var all []*term
	var before *term // the word before, if there is one that was not quoted
	for i, c := range clauses {
		found := x.clause(c)
		all = append(all, found...)
		if c.quoted || len(c.words) > 1 {
			before = nil
			continue
		}
		if before != nil {
			x.join(clauses[i-1].words[0].folded+c.words[0].folded, before, found[0])
		}
		before = found[0]
	}
	return all
}

// clause says what to look for. If a word is not to be had, its term has
// neither words nor phrases: nothing will be found.
func (x *Index) clause(c clause) []*term {
	if len(c.words) == 1 {
		return []*term{x.word(c.words[0], c.beginning, c.quoted)}
	}
	together := x.sequence(c.words, c.beginning)
	if c.quoted {
		return []*term{together}
	}
	joined := ""
	for _, w := range c.words {
		joined += w.folded
	}
	x.join(joined, together)
	if x.has(together) {
		return []*term{together}
	}
	var all []*term
	for rest := c.words; len(rest) > 0; {
		run := 0
		for run < len(rest) && rest[run].unspaced() {
			run++
		}
		if run == 0 {
			all = append(all, x.word(rest[0], c.beginning && len(rest) == 1, false))
			rest = rest[1:]
			continue
		}
		all = append(all, x.parts(rest[:run], c.beginning && run == len(rest))...)
		rest = rest[run:]
	}
	return all
}

// word says what to look for where somebody writes a word: that word, words
// written apart that make it, or else those that it may be a mistake for.
func (x *Index) word(w word, beginning, quoted bool) *term {
	t := &term{words: x.exactly(w, beginning)}
	if quoted {
		return t
	}
	t.phrases = x.apart(w.folded, beginning && t.words == nil)
	if t.words == nil && t.phrases == nil {
		x.words.near(w.folded, beginning, func(number, edits int) {
			t.words = append(t.words, variant{int32(number), mistyped >> edits})
		})
	}
	return t
}

// join lets a word that was written together do for terms that ask for parts
// of it.
func (x *Index) join(joined string, terms ...*term) {
	n, ok := x.words.find(joined)
	if !ok {
		return
	}
	for _, t := range terms {
		t.words = with(t.words, variant{int32(n), divided})
	}
}

// with adds a variant to those that are in order, in its place. Of two of the
// same word, the better counts.
func with(all []variant, v variant) []variant {
	i, ok := slices.BinarySearchFunc(all, v.word, func(v variant, word int32) int { return int(v.word - word) })
	if ok {
		all[i].quality = max(all[i].quality, v.quality)
		return all
	}
	all = append(all, v) // slices.Insert weighs more than this
	copy(all[i+1:], all[i:])
	all[i] = v
	return all
}

// exactly returns the word, or the words that begin with it: the less there is
// still to type, the better.
func (x *Index) exactly(w word, beginning bool) []variant {
	var all []variant
	add := func(d dictionary, numbers []int32, word string, quality int) {
		first, end := d.within(word)
		if !beginning {
			end = min(end, first+1)
		}
		for n := first; n < end; n++ {
			v := variant{int32(n), quality}
			if numbers != nil {
				v.word = numbers[n]
			}
			switch missing := len(d[n]) - len(word); {
			case missing > 0 && !beginning:
				return
			case missing > 0:
				v.quality = (256 + len(word)<<9/len(d[n])) * quality >> 10
			}
			if n := len(all); n == 0 || all[n-1].word < v.word {
				all = append(all, v)
			} else {
				all = with(all, v)
			}
		}
	}
	add(x.words, nil, w.folded, 1<<10)
	add(x.spellings, x.spelled, w.folded, spelledOtherwise)
	if w.spelled != "" {
		add(x.words, nil, w.spelled, spelledOtherwise)
	}
	return all
}

// sequence asks for words side by side.
func (x *Index) sequence(words []word, beginning bool) *term {
	last := len(words) - 1
	ends := x.exactly(words[last], beginning)
	if last == 0 || ends == nil {
		return &term{words: ends}
	}
	p := phrase{last: ends}
	for _, w := range words[:last] {
		exact := x.exactly(w, false)
		if exact == nil {
			return &term{}
		}
		best := exact[0]
		for _, v := range exact {
			if v.quality > best.quality {
				best = v
			}
		}
		p.before = append(p.before, best.word)
	}
	return &term{phrases: []phrase{p}}
}

// parts divides a run in a script without spaces, which is found nowhere as it
// is, into the longest parts that are: somebody wrote words one after the other,
// as is usual. A part of only one letter says too little.
func (x *Index) parts(run []word, beginning bool) []*term {
	if len(run) == 1 {
		return []*term{x.sequence(run, beginning)}
	}
	var all []*term
	for len(run) > 0 {
		var longest *term
		length := 0
		for length < len(run) {
			t := x.sequence(run[:length+1], beginning && length+1 == len(run))
			if !x.has(t) {
				break
			}
			longest, length = t, length+1
		}
		if length < 2 {
			return []*term{{}}
		}
		all = append(all, longest)
		run = run[length:]
	}
	return all
}

// mostParts is into how many words one is divided at most.
const mostParts = 3

// apart finds the words that make one, as somewhere they stand side by side.
func (x *Index) apart(word string, beginning bool) []phrase {
	var all []phrase
	var divide func(rest string, before []int32)
	divide = func(rest string, before []int32) {
		for i := range rest {
			if !divides(rest, i) {
				continue
			}
			n, ok := x.words.find(rest[:i])
			if !ok {
				continue
			}
			p := phrase{before: append(slices.Clone(before), int32(n))}
			for _, v := range x.exactly(wordOf(rest[i:]), beginning && (isDigit(rest[i]) || len(rest)-i > 2)) {
				p.last = append(p.last, variant{v.word, max(1, v.quality*divided>>10)})
			}
			if p.last != nil && x.has(&term{phrases: []phrase{p}}) {
				all = append(all, p)
			}
			if len(p.before) < mostParts-1 {
				divide(rest[i:], p.before)
			}
		}
	}
	divide(word, nil)
	return all
}

func wordOf(folded string) word { return word{folded: folded} }

// divides reports whether a word may be two: where a number begins or ends, or
// where each has two letters at least.
func divides(word string, i int) bool {
	return i > 0 && (isDigit(word[i-1]) != isDigit(word[i]) ||
		i > 1 && len(word)-i > 1 && !isDigit(word[i]))
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// has reports whether any document has what t asks for.
func (x *Index) has(t *term) bool {
	for _, v := range t.words {
		if len(x.postings[v.word]) > 0 {
			return true
		}
	}
	for _, p := range t.phrases {
		for _, at := range x.rarest(p) {
			for _, said := range x.said[at.document] {
				for i := range said {
					if p.at(said, i) > 0 {
						return true
					}
				}
			}
		}
	}
	return false
}

// rarest are the documents that have the rarest word of a phrase.
func (x *Index) rarest(p phrase) []posting {
	least := x.postings[p.before[0]]
	for _, n := range p.before[1:] {
		if list := x.postings[n]; len(list) < len(least) {
			least = list
		}
	}
	if len(p.last) == 1 && len(x.postings[p.last[0].word]) < len(least) {
		least = x.postings[p.last[0].word]
	}
	return least
}

// collect adds up how much of a say t has in each document. Of several words
// or phrases that will do, the best counts.
func (x *Index) collect(t *term, strengths []int) {
	for _, v := range t.words {
		for _, p := range x.postings[v.word] {
			strengths[p.document] = max(strengths[p.document], int(p.strength)*v.quality>>10, 1)
		}
	}
	for _, p := range t.phrases {
		for _, at := range x.rarest(p) {
			sum, found := 0, false
			for field, said := range x.said[at.document] {
				for i := range said {
					if q := p.at(said, i); q > 0 {
						sum, found = sum+int(x.strength(int(at.document), field))*q>>10, true
					}
				}
			}
			if found {
				strengths[at.document] = max(strengths[at.document], sum, 1)
			}
		}
	}
}

// at tells how many of the words said from i on are what t asks for, 0 if none.
func (t *term) at(said []int32, i int) int {
	length := 0
	if quality(t.words, said[i]) > 0 {
		length = 1
	}
	for _, p := range t.phrases {
		if p.at(said, i) > 0 {
			length = max(length, len(p.before)+1)
		}
	}
	return length
}

// at tells how well p fits the words said from i on, 0 if it does not.
func (p *phrase) at(said []int32, i int) int {
	n := len(p.before)
	if said[i] != p.before[0] || len(said) <= i+n || !slices.Equal(said[i:i+n], p.before) {
		return 0
	}
	return quality(p.last, said[i+n])
}

// quality tells how well a word will do, 0 if it will not.
func quality(variants []variant, word int32) int {
	i, ok := slices.BinarySearchFunc(variants, word, func(v variant, word int32) int { return int(v.word - word) })
	if !ok {
		return 0
	}
	return variants[i].quality
}
