package searchtest

import "strings"

// Words gives a function that says so many words, each followed by a space, out
// of a vocabulary that is as large as is asked for. They are as rare as words
// are: the k-th is said about 1/k as often as the first. What is said is the
// same each time.
func Words(vocabulary int) func(n int) string {
	seed := uint32(1)
	random := func(below int) int {
		seed = seed*1664525 + 1013904223
		return int(uint64(seed) * uint64(below) >> 32)
	}
	syllables := strings.Fields("se cu ri ty pro ject py thon ser ver ker nel tion ment are soft chain sup ply sig na ture kai ro")
	words := make([]string, vocabulary)
	for i := range words {
		for range 2 + random(3) {
			words[i] += syllables[random(len(syllables))]
		}
	}
	return func(n int) string {
		var b strings.Builder
		for range n {
			k := len(words)
			for range 3 {
				k = 1 + random(k)
			}
			b.WriteString(words[k-1] + " ")
		}
		return b.String()
	}
}
