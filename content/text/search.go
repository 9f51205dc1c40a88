package text

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"kairo.dev/content"
)

// Searched are the files that the search gets the texts of the posts from, each
// with some of them, one to a line.
func Searched(s *content.Site) [][]byte {
	var all [][]byte
	for posts := range slices.Chunk(s.Readable(), content.TextsInFile) {
		var lines []string
		for _, p := range posts {
			lines = append(lines, p.Article.Plain) // which has no line breaks
		}
		all = append(all, []byte(strings.Join(lines, "\n")))
	}
	return all
}

// Digest is what stands for a file in its name.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])[:12]
}
