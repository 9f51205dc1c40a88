package ui

import "kairo.dev/content"

// PostPath is the address of the page of a post that has a text, in the section
// at a path: PostsPath or ArchivePath.
func PostPath(section string, p *content.Post) string { return section + "/" + p.Slug }

// PostAddress is where a post is read: here or elsewhere.
func PostAddress(section string, p *content.Post) string {
	if p.Text == "" {
		return p.Address
	}
	return PostPath(section, p)
}

// postPages are the rows of the page table for the posts of a section that have
// a text, the newest first.
func postPages(s *content.Site, section string, posts []content.Post) []*Page {
	var pages []*Page
	var here []*content.Post
	for i := range posts {
		if p := &posts[i]; p.Text != "" {
			here = append(here, p)
		}
	}
	for i, p := range here {
		var newer, older *content.Post
		if i > 0 {
			newer = here[i-1]
		}
		if i+1 < len(here) {
			older = here[i+1]
		}
		pages = append(pages, &Page{
			Path:        PostPath(section, p),
			Title:       p.Title,
			Name:        p.Title,
			Description: PostLead(p),
			Section:     section,
			Type:        "article",
			Post:        p,
			body:        postBody(section, p, newer, older),
		})
	}
	return pages
}

// TagPath is the address of the page of a tag.
func TagPath(t *content.Tag) string { return "/tags/" + t.Slug }

// PostLead is what a post says, in short. The browser's program knows it only
// where its writer has said it; the text has the rest.
func PostLead(p *content.Post) string {
	if p.Summary == "" && p.Article != nil {
		return p.Article.Lead
	}
	return p.Summary
}
