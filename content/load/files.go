package load

import (
	"fmt"

	"kairo.dev/content"
)

// siteFile is what site.json holds.
type siteFile struct {
	Address     string           `json:"address" format:"https" doc:"The https address of the site, without a slash at the end."`
	Language    string           `json:"language" format:"language" doc:"The language of the site, as a BCP 47 tag such as en."`
	Title       string           `json:"title" translate:"yes" doc:"The name of the site."`
	Description string           `json:"description" translate:"yes" doc:"One plain sentence that says what the site is."`
	Categories  []string         `json:"categories,omitempty" doc:"What the site is about, for those who list web apps, such as personal, education or security."`
	Updated     content.Date     `json:"updated" doc:"The date of this edition: when the content last changed (YYYY-MM-DD)."`
	Sections    content.Sections `json:"sections" doc:"The words that open each page."`
}

type projectsFile struct {
	Projects []content.Project `json:"projects" doc:"The projects, in the order in which they are shown."`
}

type talksFile struct {
	Talks []content.Talk `json:"talks" doc:"The talks, in any order."`
}

type publicationsFile struct {
	Publications []content.Publication `json:"publications" doc:"The publications, in any order."`
}

// postsFile is what posts.json and archive.json hold.
type postsFile struct {
	Posts []content.Post `json:"posts" doc:"The posts, in any order."`
}

// files are the files of content, by what they hold.
type files struct {
	site         siteFile
	person       content.Person
	projects     projectsFile
	talks        talksFile
	publications publicationsFile
	wishlist     content.Wishlist
	posts        postsFile
	archive      postsFile
}

// The names of the files that others than Read look into.
const (
	siteName     = "site.json"
	personName   = "person.json"
	projectsName = "projects.json"
	talksName    = "talks.json"
	postsName    = "posts.json"
	archiveName  = "archive.json"
)

// required are the files that every site has. Any other may be missing, and is
// empty then: a new kind of file leaves all folders of content as good as they
// were.
var required = []string{siteName, personName}

// shortest are the files that have to be there, with as little as they can say.
var shortest = map[string]string{
	siteName: `{"address": "https://example.org", "language": "en", "title": "Ada", "description": "The site of Ada.", "updated": "2026-01-31", ` +
		`"sections": {"home": {"title": "Ada", "description": "Who Ada is."}, "colophon": {"title": "Colophon", "description": "How this is made."}}}`,
	personName: fmt.Sprintf(`{"id": %q, "handle": "ada", "name": "Ada"}`, proposeID(personName)),
}

// byName gives where each file is decoded into, by its name.
func (f *files) byName() map[string]any {
	return map[string]any{
		siteName:            &f.site,
		personName:          &f.person,
		projectsName:        &f.projects,
		talksName:           &f.talks,
		"publications.json": &f.publications,
		"wishlist.json":     &f.wishlist,
		postsName:           &f.posts,
		archiveName:         &f.archive,
	}
}

// optionalSection is a section that a site need not have: it is left out where
// there is nothing in it.
type optionalSection struct {
	name    string // in site.json
	entries int
	words   func(*content.Site) *content.Section
}

func optionalSections(s *content.Site) []optionalSection {
	wishes := len(s.Wishlist.Items)
	if s.Wishlist.Address != "" {
		wishes++
	}
	ways := len(s.Person.Accounts)
	for _, way := range []string{s.Person.Scheduling, s.Person.Email} {
		if way != "" {
			ways++
		}
	}
	return []optionalSection{
		{"openSource", len(s.Projects), func(s *content.Site) *content.Section { return &s.Sections.OpenSource }},
		{"talks", len(s.Talks), func(s *content.Site) *content.Section { return &s.Sections.Talks }},
		{"publications", len(s.Publications), func(s *content.Site) *content.Section { return &s.Sections.Publications }},
		{"posts", len(s.Posts), func(s *content.Site) *content.Section { return &s.Sections.Posts }},
		{"connect", ways, func(s *content.Site) *content.Section { return &s.Sections.Connect }},
		{"wishlist", wishes, func(s *content.Site) *content.Section { return &s.Sections.Wishlist }},
		{"archive", len(s.Archive), func(s *content.Site) *content.Section { return &s.Sections.Archive }},
	}
}
