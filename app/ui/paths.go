package ui

import "kairo.dev/content"

// above goes before the path of what is outside of the language of the site, such
// as the page in another; see content.Located.
func above(s *content.Site) string {
	if s.Path() == "" {
		return ""
	}
	return "/.."
}

// Paths are the addresses of s that a link can lead to: the pages, the forms of
// the content for other programs, and the parts of pages that have a name.
func Paths(s *content.Site) []string {
	paths := []string{AtomPath, JSONFeedPath, ContactPath(s), "/content/site.json", "/content/site.schema.json"}
	for _, p := range Pages(s) {
		paths = append(paths, p.Path, p.Path+"#main")
		if p.Feed != "" {
			paths = append(paths, p.Feed)
		}
		if p.Talk != nil && p.Talk.Dated() {
			paths = append(paths, TalkCalendarPath(p.Talk))
		}
	}
	for i := range s.Talks {
		if s.Talks[i].Dated() {
			paths = append(paths, CalendarPath)
			break
		}
	}
	for i := range s.Publications {
		path := PublicationPath(&s.Publications[i])
		paths = append(paths, BibTeXPath, CSLPath, path+".bib", path+".json", PublicationsPath+"#"+s.Publications[i].Slug)
	}
	paths = append(paths, "/id/"+s.Person.ID)
	for _, e := range Entries(s) {
		paths = append(paths, "/id/"+e.ID)
		if !e.OwnPage() { // or it is among the pages
			paths = append(paths, e.Path)
		}
		for _, slug := range e.Formerly {
			paths = append(paths, e.FormerPath(slug))
		}
	}
	for _, y := range talkYears(s) {
		if y.page == "" {
			paths = append(paths, y.address(TalksPath))
		}
	}
	for _, y := range postYears(s) {
		if y.page == "" {
			paths = append(paths, y.address(PostsPath))
		}
	}
	for _, y := range archiveYears(s) {
		if y.page == "" {
			paths = append(paths, y.address(ArchivePath))
		}
	}
	for _, y := range byYear(s.Publications, func(p content.Publication) int { return p.Date.Year() }) {
		paths = append(paths, y.address(PublicationsPath))
	}
	return append(paths, ColophonPath+"#edition", ColophonPath+"#offline")
}
