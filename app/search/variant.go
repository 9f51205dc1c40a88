package search

import (
	"slices"
	"strings"
)

// variants are the words that will do.
type variants struct {
	words      []variant // each once, in order
	beginnings []variant // of words
}

// variant is a word that will do, and how well, in 1/1024.
type variant struct {
	word    string
	quality int
}

// none reports whether no word will do.
func (v *variants) none() bool { return v.words == nil && v.beginnings == nil }

// of tells how well a word that begins with v will do: the less there is still to
// type, the better.
func (v *variant) of(word string) int {
	if len(word) == len(v.word) {
		return v.quality
	}
	return max(1, (256+len(v.word)<<9/len(word))*v.quality>>10)
}

// quality tells how well a word will do, 0 if it will not.
func (v *variants) quality(word string) (quality int) {
	if i, ok := find(v.words, word); ok {
		quality = v.words[i].quality
	}
	for _, b := range v.beginnings {
		if strings.HasPrefix(word, b.word) {
			quality = max(quality, b.of(word))
		}
	}
	return quality
}

// with adds a word in its place. What is the same twice counts as the better of the two.
func (v *variants) with(word string, quality int) {
	i, ok := find(v.words, word)
	if ok {
		v.words[i].quality = max(v.words[i].quality, quality)
		return
	}
	v.words = append(v.words, variant{}) // slices.Insert weighs more than this
	copy(v.words[i+1:], v.words[i:])
	v.words[i] = variant{word, quality}
}

func find(words []variant, word string) (int, bool) {
	return slices.BinarySearchFunc(words, word, func(v variant, word string) int { return strings.Compare(v.word, word) })
}
