package search

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dictionary is every word of the documents, folded, in order. A word's number
// is its place.
type dictionary []string

// find returns the number of a word.
func (d dictionary) find(word string) (int, bool) { return slices.BinarySearch(d, word) }

// within returns the numbers from first to before end of the words that begin
// with prefix.
func (d dictionary) within(prefix string) (first, end int) {
	first = sort.SearchStrings(d, prefix)
	return first, first + d[first:].common(prefix)
}

// common is how many words at the beginning of d begin with prefix.
func (d dictionary) common(prefix string) int {
	return sort.Search(len(d), func(i int) bool { return !strings.HasPrefix(d[i], prefix) })
}

// maxEdits is how many typing errors a word may have: more letters, more
// errors. A word with a digit in it has none: 2021 is not 2023 mistyped.
func maxEdits(word []rune) int {
	switch {
	case slices.ContainsFunc(word, unicode.IsDigit), len(word) < 4:
		return 0
	case len(word) < 8:
		return 1
	}
	return 2
}

// near yields the words that differ from word by few typing errors, and by how
// many: a letter left out, added or changed, or two exchanged (the optimal
// string alignment distance). If word is only the beginning of what somebody is
// typing, it is compared with the beginnings of the words.
//
// The words are in order, so the rows of the table that measures the distance
// are the same for a beginning that words have in common, and when the
// beginning alone is too far away, none of them is looked at.
func (d dictionary) near(word string, beginning bool, yield func(number, edits int)) {
	letters := []rune(word)
	limit := maxEdits(letters)
	if limit == 0 {
		return
	}
	t := table{word: letters, rows: [][]int{make([]int, len(letters)+1)}}
	for i := range t.rows[0] {
		t.rows[0][i] = i
	}
	for n := 0; n < len(d); {
		rest, far := t.shared(d[n]), false
		for rest != "" && !far {
			r, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:]
			far = t.push(r) > limit
		}
		edits := t.distance()
		if beginning {
			edits = t.closest()
		}
		switch {
		case edits <= limit && (beginning || rest == ""):
			yield(n, edits)
			n++
		case far:
			n += d[n:].common(d[n][:len(d[n])-len(rest)])
		default:
			n++
		}
	}
}

// table measures the distance of a word to others that come in order. Row i
// belongs to the first i letters of the other.
type table struct {
	word  []rune
	other []rune
	rows  [][]int
}

// shared cuts the table back to what the other word has in common with the one
// before, and returns the rest of the word.
func (t *table) shared(other string) (rest string) {
	for i, r := range t.other {
		next, size := utf8.DecodeRuneInString(other)
		if size == 0 || next != r {
			t.other = t.other[:i]
			break
		}
		other = other[size:]
	}
	return other
}

// push adds a letter to the other word, and returns the least distance that it
// can still come to.
func (t *table) push(r rune) int {
	i := len(t.other) + 1
	if i == len(t.rows) {
		t.rows = append(t.rows, make([]int, len(t.word)+1))
	}
	row, above := t.rows[i], t.rows[i-1]
	row[0] = i
	least := i
	for j := 1; j < len(row); j++ {
		changed := 1
		if t.word[j-1] == r {
			changed = 0
		}
		row[j] = min(above[j-1]+changed, above[j]+1, row[j-1]+1)
		if i > 1 && j > 1 && t.word[j-2] == r && t.word[j-1] == t.other[i-2] {
			row[j] = min(row[j], t.rows[i-2][j-2]+1)
		}
		least = min(least, row[j])
	}
	t.other = append(t.other, r)
	return least
}

// distance is that of the word to the other.
func (t *table) distance() int { return t.rows[len(t.other)][len(t.word)] }

// closest is the distance to the beginning of the other that is closest.
func (t *table) closest() int {
	least := len(t.word)
	for _, row := range t.rows[:len(t.other)+1] {
		least = min(least, row[len(t.word)])
	}
	return least
}
