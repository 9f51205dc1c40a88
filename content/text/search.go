package text

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"kairo.dev/content"
)

// Searched are the files that the search gets the texts of the posts from, each
// with some of them, and a line break before each text.
func Searched(s *content.Site) [][]byte {
	var all [][]byte
	for posts := range slices.Chunk(s.Readable(), content.TextsInFile) {
		var file []byte
		for _, p := range posts {
			file = append(append(file, '\n'), p.Article.Plain...) // which has no line breaks
		}
		all = append(all, file)
	}
	return all
}

// Digest is what stands for a file in its name.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])[:12]
}
