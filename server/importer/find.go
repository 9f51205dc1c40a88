package importer

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/load"

	"github.com/google/uuid"
)

// id is the id of a post: of the same source always the same.
func id(of string) string { return uuid.NewSHA1(uuid.NameSpaceURL, []byte(of)).String() }

// find finds the entry of a post, or makes one.
func (m *merger) find(p *post) {
	p = m.cleaned(p)
	hasText := !p.partial && m.refused[p] == nil
	if i := m.place(p); i >= 0 {
		e := m.entries[i]
		if e.of != nil {
			m.look(e, "the source has it twice; only the first was taken")
			return
		}
		e.of = p
		switch {
		case e.Text != "" || !hasText:
		case p.draft && !e.Draft:
			m.look(e, "is no post for everybody in the source, so that its text was left out")
		default:
			e.Text = m.textName(e.Slug)
		}
		return
	}
	e := &entry{of: p, file: archiveFile, index: -1, Post: content.Post{
		ID: id(p.id), Title: p.title, Date: p.date, Address: p.address, Tags: p.tags, Languages: p.languages, Draft: p.draft,
	}}
	if m.options.Posts && hasText {
		e.file = postsFile
	}
	switch {
	case p.date == "":
		m.report.Looks = append(m.report.Looks, fmt.Sprintf("%q has no date, and was left out", p.title))
		return
	case !hasText && (p.address == "" || p.draft):
		why := strings.Join(append([]string{"has neither a text nor an address, and was left out"}, m.refused[p]...), "; ")
		m.report.Looks = append(m.report.Looks, fmt.Sprintf("%q %s", p.title, why))
		return
	}
	if p.updated > p.date {
		e.Updated = p.updated
	}
	e.Slug = m.slug(e.file, p)
	if hasText {
		e.Text = m.textName(e.Slug)
	}
	m.add(e)
}

// add adds an entry, so that it is found again.
func (m *merger) add(e *entry) {
	for _, name := range []string{"id " + e.ID, "at " + key(e.Address), "as " + e.Slug + " " + e.Title} {
		if _, known := m.places[name]; !known && (e.Address != "" || name == "id "+e.ID) {
			m.places[name] = len(m.entries)
		}
	}
	m.entries = append(m.entries, e)
}

// place is where the entry of a post is that is there already, or -1.
func (m *merger) place(p *post) int {
	names := []string{"id " + id(p.id)}
	switch {
	case p.address != "":
		names = append(names, "at "+key(p.address))
	case p.slug != "":
		names = append(names, "as "+load.Slug(p.slug)+" "+p.title)
	}
	first := -1
	for _, name := range names {
		if i, ok := m.places[name]; ok && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// textName is a name for a text that no other has.
func (m *merger) textName(slug string) string {
	name := m.free("posts/"+slug, func(s string) bool { return m.texts[s+".md"] || m.folder.Has(s+".md") }) + ".md"
	m.texts[name] = true
	return name
}

// free is a name, with the first number behind it with which it is not taken.
func (m *merger) free(name string, taken func(string) bool) string {
	numbered := name
	for n := m.numbered[name]; taken(numbered); n++ {
		numbered = fmt.Sprintf("%s-%d", name, n+2)
		m.numbered[name] = n + 1
	}
	return numbered
}

// slug is a slug for a post that no other entry of the file has or had.
func (m *merger) slug(file string, p *post) string {
	slug := load.Slug(p.slug)
	if slug == "" {
		if u, err := url.Parse(p.address); err == nil {
			last := u.Path[strings.LastIndexByte(strings.TrimRight(u.Path, "/"), '/')+1:]
			last, _, _ = strings.Cut(strings.Trim(last, "/"), ".")
			slug = load.Slug(last)
		}
	}
	if slug == "" || strings.Trim(slug, "0123456789") == "" {
		slug = cmp.Or(load.Slug(p.title), string(p.date)) // as new ones get one
	}
	slug = load.ShortSlug(slug)
	if slug == "" || load.Reserved(slug) {
		slug = strings.Trim("post-"+slug, "-")
	}
	at := m.free(pathOf[file]+slug, func(s string) bool { return m.slugs[s] })
	m.slugs[at] = true
	return strings.TrimPrefix(at, pathOf[file])
}
