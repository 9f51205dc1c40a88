package content

// Post is something the person wrote for this site, or for an earlier blog. It
// is read here, where it has a text, or where it lives on elsewhere.
type Post struct {
	ID        string   `json:"id" format:"uuid" doc:"A UUID (RFC 9562) that never changes, not even when the entry is renamed."`
	Slug      string   `json:"slug" format:"slug" doc:"The entry's name in addresses: lower-case letters, digits and single hyphens."`
	Formerly  []string `json:"formerly,omitempty" format:"slug" doc:"The slugs it had before; their addresses lead on to it."`
	Updated   Date     `json:"updated,omitempty" doc:"The day on which the entry last changed (YYYY-MM-DD), where that is later than its date."`
	Title     string   `json:"title" doc:"The title as published."`
	Date      Date     `json:"date" doc:"The day of publication (YYYY-MM-DD), or only its month or year."`
	Text      string   `json:"text,omitempty" format:"text" doc:"The file with its text in Markdown, such as posts/my-post.md. Without one, it is read at its address."`
	Address   string   `json:"address,omitempty" format:"https" doc:"The https address where it can be read, or was published first if it has a text here."`
	Canonical bool     `json:"canonical,omitempty" doc:"Whether search engines shall show that address, and not the page here."`
	Languages []string `json:"languages" format:"language" doc:"The languages it is written in, as BCP 47 tags; the title is in the first."`
	Guessed   bool     `json:"guessed,omitempty" doc:"Whether the languages are what an import has guessed. Look, and take this out."`
	Tags      []string `json:"tags,omitempty" doc:"The tags it was published with."`
	Summary   string   `json:"summary,omitempty" doc:"What it says, in a sentence or two. Without one, its first words stand for it."`
	Draft     bool     `json:"draft,omitempty" doc:"Whether it is not to be published yet: only kairo serve -dev shows it."`

	// What the reading of the content adds to a post with a text.
	Digest  string   `json:"digest,omitempty" made:"" doc:"A digest of the text."`
	Minutes int      `json:"minutes,omitempty" made:"" doc:"How long it takes to read, in minutes."`
	Article *Article `json:"-"`
}

// Language is the language of the post's title.
func (p Post) Language() string {
	if len(p.Languages) == 0 {
		return ""
	}
	return p.Languages[0]
}

// Tag is a tag that several posts have.
type Tag struct {
	Slug  string   `json:"slug" doc:"Its name in addresses."`
	Names []string `json:"names" doc:"How posts write it, the most frequent first."`
}

// Readable are the posts that have a text here: those of the archive first, and
// the oldest first, so that one that is added comes last.
func (s *Site) Readable() []*Post {
	var all []*Post
	for _, posts := range [][]Post{s.Archive, s.Posts} {
		for i := len(posts) - 1; i >= 0; i-- {
			if posts[i].Text != "" {
				all = append(all, &posts[i])
			}
		}
	}
	return all
}
