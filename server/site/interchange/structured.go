package interchange

import (
	"cmp"
	"fmt"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// graph is what a page says about what it shows, in JSON-LD 1.1 with the
// vocabulary of schema.org.
type graph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

// The types below are those of schema.org, with the members that are known
// here. What Google demands of a type is always there: what is not known to
// that extent is of another type.

type profilePage struct {
	Type     string       `json:"@type"` // ProfilePage
	Name     string       `json:"name"`
	Address  string       `json:"url"`
	Modified content.Date `json:"dateModified"`
	Language string       `json:"inLanguage"`
	Person   person       `json:"mainEntity"`
}

type person struct {
	Type        string        `json:"@type"` // Person
	ID          string        `json:"@id,omitempty"`
	Name        string        `json:"name"`
	Address     string        `json:"url,omitempty"`
	Description string        `json:"description,omitempty"`
	SameAs      []string      `json:"sameAs,omitempty"`
	Image       string        `json:"image,omitempty"`
	Affiliation *organization `json:"affiliation,omitempty"`

	GivenName  string `json:"givenName,omitempty"`
	FamilyName string `json:"familyName,omitempty"`
	Reading    string `json:"alternateName,omitempty"`
	JobTitle   string `json:"jobTitle,omitempty"`
	Email      string `json:"email,omitempty"`
}

type organization struct {
	Type string `json:"@type"` // Organization
	Name string `json:"name"`
}

type collectionPage struct {
	Type     string    `json:"@type"` // CollectionPage
	Name     string    `json:"name"`
	Address  string    `json:"url"`
	Language string    `json:"inLanguage"`
	Parts    []article `json:"hasPart"`
}

type article struct {
	Type      string       `json:"@type"` // Article, ScholarlyArticle
	ID        string       `json:"@id"`
	Headline  string       `json:"headline"`
	Address   string       `json:"url"`
	Published content.Date `json:"datePublished"`
	Language  string       `json:"inLanguage"`
	// Contributor is the person, where nothing is known of the authors: who says
	// author says that there are no others.
	Authors     []person     `json:"author,omitempty"`
	Contributor *person      `json:"contributor,omitempty"`
	Publisher   organization `json:"publisher"`
	Within      *within      `json:"isPartOf,omitempty"`
	Pages       string       `json:"pagination,omitempty"`
	SameAs      string       `json:"sameAs,omitempty"` // the DOI
	Award       string       `json:"award,omitempty"`
	Abstract    string       `json:"abstract,omitempty"`
	Page        string       `json:"mainEntityOfPage,omitempty"` // on a page of its own
}

// within is what an article is a part of: an issue, of a volume, of a journal; of
// these what is known.
type within struct {
	Type   string  `json:"@type"` // PublicationIssue, PublicationVolume, Periodical, Book, CreativeWork
	Issue  string  `json:"issueNumber,omitempty"`
	Volume string  `json:"volumeNumber,omitempty"`
	Name   string  `json:"name,omitempty"`
	Within *within `json:"isPartOf,omitempty"`
}

type breadcrumbList struct {
	Type  string     `json:"@type"` // BreadcrumbList
	Items []listItem `json:"itemListElement"`
}

type listItem struct {
	Type     string `json:"@type"` // ListItem
	Position int    `json:"position"`
	Name     string `json:"name"`
	Address  string `json:"item"`
}

// StructuredData is the JSON-LD for a page, or nil for one that nobody looks
// for. It can stand in a script element. The image is the address of a picture
// of the page, or "".
func StructuredData(s *content.Site, page *ui.Page, image string) ([]byte, error) {
	if page.Hidden {
		return nil, nil
	}
	g := graph{Context: "https://schema.org"}
	switch {
	case page.Path == ui.HomePath:
		g.Graph = append(g.Graph, profileOf(s, page))
	case page.Path == ui.PublicationsPath:
		g.Graph = append(g.Graph, publicationsOf(s, page))
	case page.Talk != nil:
		about, err := talkOf(s, page, image)
		if err != nil {
			return nil, fmt.Errorf("structured data of %s: %w", page.Path, err)
		}
		g.Graph = append(g.Graph, about)
	}
	if page.Publication != nil {
		about := articleOf(s, page.Publication)
		about.Page = page.Address(s)
		g.Graph = append(g.Graph, about)
	}
	if page.Post != nil {
		g.Graph = append(g.Graph, postingOf(s, page, image))
	}
	if page.Path != ui.HomePath {
		g.Graph = append(g.Graph, breadcrumbs(s, page))
	}
	return marshalJSON(g)
}

func profileOf(s *content.Site, page *ui.Page) profilePage {
	who := author(s)
	who.Description = s.Description
	p := s.Person
	who.GivenName, who.FamilyName, who.Reading, who.JobTitle, who.Email = p.GivenName, p.FamilyName, p.Reading, p.JobTitle, p.Email
	if p.Portrait != "" {
		who.Image = s.Address + p.Portrait
	}
	if p.Affiliation != "" {
		who.Affiliation = &organization{"Organization", p.Affiliation}
	}
	if orcid := ui.ORCIDAddress(s); orcid != "" {
		who.SameAs = append(who.SameAs, orcid)
	}
	for _, a := range p.Accounts {
		who.SameAs = append(who.SameAs, a.Address)
	}
	return profilePage{
		Type:     "ProfilePage",
		Name:     page.Title,
		Address:  page.Address(s),
		Modified: s.Edition.Date,
		Language: s.Language,
		Person:   who,
	}
}

// author is the person, as in what is by them. The id says that it is the same
// everywhere.
func author(s *content.Site) person {
	return person{Type: "Person", ID: urn(s.Person.ID), Name: s.Person.Name, Address: s.Address + ui.HomePath}
}

func publicationsOf(s *content.Site, page *ui.Page) collectionPage {
	all := collectionPage{
		Type:     "CollectionPage",
		Name:     page.Title,
		Address:  page.Address(s),
		Language: s.Language,
		Parts:    []article{},
	}
	for i := range s.Publications {
		all.Parts = append(all.Parts, articleOf(s, &s.Publications[i]))
	}
	return all
}

func articleOf(s *content.Site, p *content.Publication) article {
	a := article{
		Type:      "Article",
		ID:        urn(p.ID),
		Headline:  p.Title,
		Address:   cmp.Or(p.ReadAt(), s.Address+ui.PublicationShown(p)),
		Published: p.Date,
		Language:  p.Language,
		Publisher: organization{"Organization", p.Publisher},
		Pages:     p.Pages,
		SameAs:    p.DOIAddress(),
		Award:     p.Award,
		Abstract:  p.Text.Plain(),
	}
	if scholarly(p) {
		a.Type = "ScholarlyArticle"
	}
	a.Within = withinOf(p)
	for _, name := range p.Authors {
		if name == cmp.Or(p.As, s.Person.Name) {
			who := author(s)
			who.Name = name
			a.Authors = append(a.Authors, who)
		} else {
			a.Authors = append(a.Authors, person{Type: "Person", Name: name})
		}
	}
	if a.Authors == nil {
		who := author(s)
		a.Contributor = &who
	}
	return a
}

// withinOf is what a publication is in: a journal, proceedings or a book.
func withinOf(p *content.Publication) *within {
	if p.Venue == "" {
		return nil
	}
	in := &within{Type: "CreativeWork", Name: p.Venue}
	switch p.Type {
	case "article-journal", "article-magazine", "article-newspaper", "review":
		in.Type = "Periodical"
	case "chapter", "paper-conference":
		in.Type = "Book"
	}
	if p.Volume != "" {
		in = &within{Type: "PublicationVolume", Volume: p.Volume, Within: in}
	}
	if p.Issue != "" {
		in = &within{Type: "PublicationIssue", Issue: p.Issue, Within: in}
	}
	return in
}

// breadcrumbs lead from the home page to the page.
func breadcrumbs(s *content.Site, page *ui.Page) breadcrumbList {
	trail := breadcrumbList{Type: "BreadcrumbList"}
	add := func(name, path string) {
		trail.Items = append(trail.Items, listItem{"ListItem", len(trail.Items) + 1, name, s.Address + path})
	}
	add(s.Sections.Home.Name(), ui.HomePath)
	switch {
	case page.Path == page.Section:
	case page.Section == ui.TalksPath:
		add(s.Sections.Talks.Name(), ui.TalksPath)
	case page.Section == ui.PublicationsPath:
		add(s.Sections.Publications.Name(), ui.PublicationsPath)
	case page.Section == ui.PostsPath:
		add(s.Sections.Posts.Name(), ui.PostsPath)
	case page.Section == ui.ArchivePath:
		add(s.Sections.Archive.Name(), ui.ArchivePath)
	}
	add(page.Title, page.Path)
	return trail
}
