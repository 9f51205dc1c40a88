package search

import (
	"slices"
	"strings"
)

// term is what one clause, or a word of one, asks the documents for: one of
// the words or one of the phrases.
type term struct {
	variants
	phrases []phrase
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
	t := &term{variants: x.exactly(w, beginning)}
	if quoted {
		return t
	}
	t.phrases = x.apart(w.folded, beginning && t.none())
	if t.none() && t.phrases == nil {
		for i := range x.vocabularies {
			x.vocabularies[i].words.near(w.folded, beginning, func(word string, edits int) {
				t.with(word, mistyped>>edits)
			})
		}
	}
	return t
}

// join lets a word that was written together do for terms that ask for parts
// of it.
func (x *Index) join(joined string, terms ...*term) {
	if x.find(joined) {
		for _, t := range terms {
			t.with(joined, divided)
		}
	}
}

// find reports whether a document has the word.
func (x *Index) find(word string) bool {
	return slices.ContainsFunc(x.vocabularies[:], func(v vocabulary) bool {
		_, ok := v.words.find(word)
		return ok
	})
}

// exactly returns the word, or the words that begin with it.
func (x *Index) exactly(w word, beginning bool) (v variants) {
	add := func(word string, quality int) {
		switch {
		case beginning:
			if slices.ContainsFunc(x.vocabularies[:], func(v vocabulary) bool { return v.words.begins(word) }) {
				v.beginnings = append(v.beginnings, variant{word, quality})
			}
		case x.find(word):
			v.with(word, quality)
		}
	}
	add(w.folded, 1<<10)
	if w.spelled != "" {
		add(w.spelled, spelledOtherwise)
	}
	asked := variant{w.folded, spelledOtherwise}
	for i := range x.vocabularies {
		for spelling, word := range x.vocabularies[i].spellings.beginning(w.folded) {
			if !beginning && spelling != w.folded {
				break
			}
			if !beginning || !strings.HasPrefix(word, w.folded) { // which does better
				v.with(word, asked.of(spelling))
			}
		}
	}
	return v
}

// sequence asks for words side by side.
func (x *Index) sequence(words []word, beginning bool) *term {
	last := len(words) - 1
	ends := x.exactly(words[last], beginning)
	if last == 0 || ends.none() {
		return &term{variants: ends}
	}
	var before []string
	for _, w := range words[:last] {
		exact := x.exactly(w, false).words
		if exact == nil {
			return &term{}
		}
		best := exact[0]
		for _, v := range exact {
			if v.quality > best.quality {
				best = v
			}
		}
		before = append(before, best.word)
	}
	return &term{phrases: []phrase{x.phrase(before, ends)}}
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
	var divide func(rest string, before []string)
	divide = func(rest string, before []string) {
		for i := range rest {
			if !divides(rest, i) || !x.find(rest[:i]) {
				continue
			}
			last := x.exactly(wordOf(rest[i:]), beginning && (isDigit(rest[i]) || len(rest)-i > 2))
			for _, list := range [][]variant{last.words, last.beginnings} {
				for i := range list {
					list[i].quality = max(1, list[i].quality*divided>>10)
				}
			}
			p := x.phrase(append(slices.Clone(before), rest[:i]), last)
			if x.has(&term{phrases: []phrase{p}}) {
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
	if !t.none() {
		return true
	}
	return slices.ContainsFunc(t.phrases, func(p phrase) bool {
		for range x.saying(&p) {
			return true
		}
		return false
	})
}
