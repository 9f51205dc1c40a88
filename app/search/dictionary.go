package search

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dictionary has lines in the order of their words, which a tab ends, and which may have
// a form feed before them. Nothing is read of it but what is looked for.
type dictionary string

// find returns what the line of a word has behind the tab.
func (d dictionary) find(word string) (line string, ok bool) {
	found, line, _ := d.line(d.seek(word))
	return line, found == word && found != ""
}

// beginning yields the words that begin with prefix, and their lines.
func (d dictionary) beginning(prefix string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for at := d.seek(prefix); at < len(d); {
			word, line, next := d.line(at)
			if !strings.HasPrefix(word, prefix) || !yield(word, line) {
				return
			}
			at = next
		}
	}
}

// begins reports whether there is a word that begins with prefix.
func (d dictionary) begins(prefix string) bool {
	return strings.HasPrefix(string(d[d.seek(prefix):]), prefix)
}

// line returns what the line at a place says, and the place of the next.
func (d dictionary) line(at int) (word, line string, next int) {
	line, _, _ = strings.Cut(string(d[at:]), "\n")
	next = d.start(min(len(d), at+len(line)+1))
	word, line, _ = strings.Cut(line, "\t")
	return word, line, next
}

// start is the place of the line that begins at i.
func (d dictionary) start(i int) int {
	if i < len(d) && d[i] == '\f' {
		i++
	}
	return i
}

// seek returns the place of the first line whose word is not before word. A tab is
// before every letter.
func (d dictionary) seek(word string) int {
	return d.search(0, len(d), func(line string) bool { return line < word })
}

// skip is search from a place on, for one that is not far away.
func (d dictionary) skip(at int, before func(line string) bool) int {
	for step := 1 << 6; ; step *= 2 {
		end := min(len(d), at+step)
		if found := d.search(at, end, before); found < end || end == len(d) {
			return found
		}
	}
}

// search returns the place of the first line of those that begin from low to before
// high that is not before what is looked for, high or a line behind it if all are.
func (d dictionary) search(low, high int, before func(line string) bool) int {
	for low = d.start(low); low < high; {
		middle := low + (high-low)/2
		start := d.start(low + strings.LastIndexByte(string(d[low:middle]), '\n') + 1)
		if before(string(d[start:])) {
			_, _, low = d.line(start)
		} else {
			high = min(start, middle)
		}
	}
	return low
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
func (d dictionary) near(word string, beginning bool, yield func(word string, edits int)) {
	letters := []rune(word)
	limit := maxEdits(letters)
	if limit == 0 {
		return
	}
	t := table{word: letters, rows: [][]int{make([]int, len(letters)+1)}}
	for i := range t.rows[0] {
		t.rows[0][i] = i
	}
	for at := d.start(0); at < len(d); {
		word, _, next := d.line(at)
		rest, far := t.shared(word), false
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
			yield(word, edits)
			at = next
		case far:
			beginning := word[:len(word)-len(rest)]
			at = d.skip(next, func(line string) bool { return strings.HasPrefix(line, beginning) })
		default:
			at = next
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
