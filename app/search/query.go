package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxQuery is how many bytes of a query are read; the rest is ignored.
const MaxQuery = 200

// clause is a word, or words that belong together.
type clause struct {
	words []word
	// quoted words have to be found as they are.
	quoted bool
	// beginning says that more of the last word may be to come.
	beginning bool
}

// word is one that somebody looks for.
type word struct {
	folded string
	// spelled is the same with letters spelled out, "" if there are none.
	spelled string
}

// unspaced reports whether the word is a letter of a script without spaces.
func (w word) unspaced() bool {
	r, _ := utf8.DecodeRuneInString(w.folded)
	return unspaced(r)
}

// parse reads a query. Anything at all is a query, if only one that asks for
// nothing.
func parse(query string) []clause {
	if len(query) > MaxQuery {
		query = query[:MaxQuery]
		for !utf8.ValidString(query) && len(query) > MaxQuery-utf8.UTFMax {
			query = query[:len(query)-1]
		}
	}
	var clauses []clause
	add := func(text string, quoted bool) {
		c := clause{quoted: quoted}
		for w := (words{text: text}); w.next(); {
			c.words = append(c.words, word{string(w.folded), string(w.spelled)})
		}
		if c.words != nil {
			clauses = append(clauses, c)
		}
	}
	closed := false
	for quoted := false; ; quoted = !quoted {
		text, rest, more := cutQuote(query)
		if quoted {
			add(text, true)
		} else {
			for _, chunk := range strings.FieldsFunc(text, unicode.IsSpace) {
				add(chunk, false)
			}
		}
		query = rest
		if !more {
			// The query ends outside of quotes, and behind them.
			closed = !quoted && strings.TrimSpace(text) == ""
			break
		}
	}
	if n := len(clauses); n > 0 {
		last := &clauses[n-1]
		last.beginning = !last.quoted || !closed
	}
	return clauses
}

// cutQuote cuts a query at its first double quote.
func cutQuote(query string) (before, after string, found bool) {
	i := strings.IndexAny(query, "\"“”„«»「」『』＂")
	if i < 0 {
		return query, "", false
	}
	_, size := utf8.DecodeRuneInString(query[i:])
	return query[:i], query[i+size:], true
}
