package ui

import "kairo.dev/content"

// publicationPages are the rows of the page table for the publications that there
// are words about, such as an abstract. Of any other, a page of its own would say
// no more than the list does, and whoever looks for it wants to be where it is.
func publicationPages(s *content.Site) []*Page {
	var pages []*Page
	for i := range s.Publications {
		if p := &s.Publications[i]; p.Text != nil {
			pages = append(pages, &Page{
				Path:        PublicationPath(p),
				Title:       p.Title,
				Name:        p.Title,
				Description: PublicationDescription(s, p),
				Section:     PublicationsPath,
				Type:        "article",
				Publication: p,
				body:        publicationBody(p),
			})
		}
	}
	return pages
}

// PublicationDescription says in a sentence where and when it came out.
func PublicationDescription(s *content.Site, p *content.Publication) string {
	return s.Words.Data.Published.With("publisher", p.Publisher, "date", s.Words.Date(p.Date))
}
