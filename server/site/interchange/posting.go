package interchange

import (
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

type blogPosting struct {
	Type        string       `json:"@type"` // BlogPosting
	ID          string       `json:"@id"`
	Headline    string       `json:"headline"`
	Address     string       `json:"url"`
	Main        string       `json:"mainEntityOfPage"`
	Description string       `json:"description,omitempty"`
	Published   content.Date `json:"datePublished"`
	Modified    content.Date `json:"dateModified,omitempty"`
	Language    string       `json:"inLanguage"`
	Words       int          `json:"wordCount"`
	Keywords    string       `json:"keywords,omitempty"`
	Author      person       `json:"author"`
	Image       string       `json:"image,omitempty"`
	SameAs      string       `json:"sameAs,omitempty"`
}

// postingOf is a post that is read on its page.
func postingOf(s *content.Site, page *ui.Page, image string) blogPosting {
	p := page.Post
	posting := blogPosting{
		Type:        "BlogPosting",
		ID:          urn(p.ID),
		Headline:    p.Title,
		Address:     page.Address(s),
		Main:        page.Canonical(s),
		Description: page.Description,
		Published:   p.Date,
		Modified:    p.Updated,
		Language:    p.Language(),
		Keywords:    strings.Join(p.Tags, ", "),
		Author:      author(s),
		Image:       image,
		SameAs:      p.Address,
	}
	if p.Article != nil {
		posting.Words = len(strings.Fields(p.Article.Plain))
	}
	return posting
}
