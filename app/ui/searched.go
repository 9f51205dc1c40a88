package ui

import (
	"errors"
	"strings"

	"kairo.dev/app/search"
	"kairo.dev/content"
)

// Searched are the files that the search in the browser gets the texts of posts from,
// and their index. Each but the last has some of the texts, which have no line breaks,
// each with one behind it, and then the part of the index for them; the last has the
// vocabulary. The pages use that index, too.
//
// The posts are those of [content.Site.Readable], the oldest in the first file. A form
// feed begins each text and the index, and parts of that; what is between two is what an
// update gets.
func Searched(s *content.Site, pages []*Page) (files [][]byte) {
	all, numbers := documents(s, pages, nil)
	made := segments(s.Readable(), numbers)
	if made == nil {
		return nil
	}
	var w search.Writer
	for i := range made {
		var file strings.Builder
		var some []search.Document
		for _, d := range made[i].Documents {
			some = append(some, all[d])
			file.WriteString(pieceMark + all[d].Text + "\n")
		}
		made[i].Index = w.Segment(some)
		file.WriteString(pieceMark + made[i].Index)
		files = append(files, []byte(file.String()))
	}
	pages[0].finder().made = search.Made{Segments: made, Vocabulary: w.Vocabulary()}
	return append(files, []byte(pages[0].finder().made.Vocabulary))
}

// pieceMark begins a piece.
const pieceMark = "\f"

// readSearched makes the whole index in the browser, of the files.
func readSearched(s *content.Site, pages []*Page, files []string, pause func()) (*search.Index, error) {
	posts := s.Readable()
	texts := make(map[string]string, len(posts))
	var indexes []string
	for _, some := range grouped(posts) {
		if len(indexes) == len(files) {
			return nil, errSearched
		}
		rest := files[len(indexes)]
		for _, p := range some {
			var text string
			text, rest, _ = strings.Cut(rest, "\n")
			texts[p.ID] = strings.TrimPrefix(text, pieceMark)
		}
		indexes = append(indexes, strings.TrimPrefix(rest, pieceMark))
		pause()
	}
	if len(files) != len(indexes)+1 {
		return nil, errSearched
	}
	all, numbers := documents(s, pages, texts)
	pause()
	made := search.Made{Segments: segments(posts, numbers), Vocabulary: files[len(indexes)]}
	for i := range made.Segments {
		made.Segments[i].Index = indexes[i]
	}
	return search.NewSlowly(all, made, pause)
}

// errSearched says that files are not those of a site.
var errSearched = errors.New("ui: the texts for the search are of other posts")

// segments are those of the posts with texts, by the numbers of the documents, still
// without their index.
func segments(posts []*content.Post, numbers map[string]int) (made []search.Segment) {
	for _, some := range grouped(posts) {
		var m search.Segment
		for _, p := range some {
			m.Documents = append(m.Documents, numbers[p.ID])
		}
		made = append(made, m)
	}
	return made
}

// grouped are the posts of each segment. A post that is written now is in a small one,
// and of four of those the next makes one that is larger: most of what there was before
// stays as it is, and there are few segments.
func grouped(posts []*content.Post) (groups [][]*content.Post) {
	for size := search.SegmentSize; len(posts) > 0; size /= 4 {
		for len(posts) >= size {
			groups, posts = append(groups, posts[:size]), posts[size:]
		}
	}
	return groups
}
