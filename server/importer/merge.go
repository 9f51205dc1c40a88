package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/edit"
	"kairo.dev/content/load"
)

// The files that have posts, and the paths of their pages.
const (
	archiveFile = "archive.json"
	postsFile   = "posts.json"
)

var pathOf = map[string]string{archiveFile: "/archive/", postsFile: "/posts/"}

// merger puts the posts of a source and the entries of a folder together.
type merger struct {
	ctx      context.Context
	folder   *edit.Folder
	from     *origin
	fetch    *fetcher
	options  Options
	report   *Report
	language string // of the site
	entries  []*entry
	// slugs are those in use, as pathOf[file]+slug, and texts the names of texts.
	slugs, texts map[string]bool
	// numbered is the last number that was put behind a slug or the name of a text.
	numbered map[string]int
	// places are the entries by their ids, the keys of their addresses, and their
	// slugs and titles, and files the paths of posts by the stems of their files in
	// the source and their languages.
	places map[string]int
	files  map[string]string
	// own are the paths of the posts whose texts are on this site, by the keys of
	// the addresses that they were at.
	own map[string]string
	// refused are the posts whose texts the site cannot have, and why.
	refused map[*post][]string
	// anew says that a text turned out to be none, and that all begins anew.
	anew bool
	had  map[string]file // pictures by their addresses
	// looks are what is noted about each entry.
	looks map[*entry][]string
}

// entry is an entry of the folder: one that is there already, or one to be
// added.
type entry struct {
	content.Post
	file  string
	index int // in the file, or -1
	of    *post
	// hadText says that it had a text before.
	hadText bool
}

// merge changes the folder. Texts that the site would not take are left out, and
// with them the links that lead to them, so it begins anew then.
func (m *merger) merge() error {
	if problems, err := m.options.Check(m.folder); err != nil || len(problems) > 0 {
		return errors.Join(err, asError("before anything is imported, the content has mistakes", problems))
	}
	found := m.report.Looks
	m.refused = make(map[*post][]string)
	m.had = make(map[string]file)
	for range len(m.from.posts) + 1 {
		for _, name := range m.folder.Changed() {
			m.folder.Keep(name)
		}
		m.anew = false
		*m.report = Report{Found: len(m.from.posts), Looks: slices.Clone(found)}
		if err := m.once(); err != nil {
			return err
		}
		if m.anew {
			continue
		}
		if len(m.folder.Changed()) == 0 {
			return nil
		}
		problems, err := m.options.Check(m.folder)
		if err != nil || len(problems) == 0 {
			return err
		}
		if !m.refuse(problems) {
			return asError("nothing was written, since the content would have mistakes", problems)
		}
	}
	return errors.New("nothing was written: the texts do not go together")
}

func asError(what string, problems map[string][]string) error {
	if len(problems) == 0 {
		return nil
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(problems)) {
		all = append(all, problems[name]...)
	}
	return fmt.Errorf("%s:\n%s", what, strings.Join(all, "\n"))
}

// refuse notes whose texts have problems, and reports whether any have.
func (m *merger) refuse(problems map[string][]string) bool {
	any := false
	for _, e := range m.entries {
		if e.of != nil && e.Text != "" && !e.hadText && len(problems[e.Text]) > 0 {
			m.refused[e.of] = problems[e.Text]
			any = true
		}
	}
	return any
}

// once goes through all posts once.
func (m *merger) once() error {
	m.entries, m.own, m.looks = nil, make(map[string]string), make(map[*entry][]string)
	m.slugs, m.texts = make(map[string]bool), make(map[string]bool)
	m.numbered, m.places, m.files = make(map[string]int), make(map[string]int), make(map[string]string)
	for _, file := range []string{postsFile, archiveFile} {
		if err := m.read(file); err != nil {
			return err
		}
	}
	text, err := m.folder.Read("site.json")
	if err != nil {
		return err
	}
	site, err := load.Scan("site.json", text)
	if err != nil {
		return err
	}
	m.language = site.Member("language").String()
	for _, p := range m.from.posts {
		m.find(p)
	}
	for _, e := range m.entries {
		if e.Text != "" && !e.Draft && e.Address != "" {
			m.own[key(e.Address)] = pathOf[e.file] + e.Slug
		}
		if e.of == nil || e.Text == "" || e.Draft {
			continue
		}
		if name := e.of.file + "." + e.of.code; m.files[name] == "" {
			m.files[name] = pathOf[e.file] + e.Slug
		}
	}
	for _, e := range m.entries {
		if e.of != nil {
			if err := m.bring(e); err != nil {
				return err
			}
		}
	}
	return m.write()
}

// read reads the entries that are there.
func (m *merger) read(file string) error {
	text, err := m.folder.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var list struct {
		Posts []content.Post `json:"posts"`
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for i, p := range list.Posts {
		m.add(&entry{Post: p, file: file, index: i, hadText: p.Text != ""})
		for _, slug := range append(p.Formerly, p.Slug) {
			m.slugs[pathOf[file]+slug] = true
		}
		m.texts[p.Text] = true
	}
	return nil
}

// look notes something about an entry.
func (m *merger) look(e *entry, format string, args ...any) {
	look := strings.TrimSuffix(e.file, ".json") + ": " + e.Slug + ": " + fmt.Sprintf(format, args...)
	m.looks[e] = append(m.looks[e], look)
}

// write puts the entries into their files, and reports on them in the order of those.
func (m *merger) write() error {
	for _, file := range []string{postsFile, archiveFile} {
		var completed []edit.Placed
		var added []edit.Entry
		for _, e := range m.entries {
			if e.file != file || e.of == nil {
				continue
			}
			m.report.Looks = append(m.report.Looks, m.looks[e]...)
			switch {
			case e.index < 0:
				added = append(added, edit.Entry{Object: object(e.Post), Date: e.Date})
				m.report.Added = append(m.report.Added, file+": "+e.Slug)
				if e.Guessed {
					m.report.Guessed++
				}
			case !e.hadText && e.Text != "":
				// What is there stays; the new stands after what it belongs to.
				set := edit.Object{{Name: "date", Value: string(e.Date)}, {Name: "text", Value: e.Text}}
				completed = append(completed, edit.Placed{At: e.index, Object: set})
				m.report.Completed = append(m.report.Completed, file+": "+e.Slug)
			default:
				m.report.Kept++
			}
		}
		if err := m.put(file, completed, added); err != nil {
			return err
		}
	}
	return nil
}

// put changes a file.
func (m *merger) put(file string, completed []edit.Placed, added []edit.Entry) error {
	if len(completed) > 0 {
		text, err := m.folder.Read(file)
		if err != nil {
			return err
		}
		if text, err = edit.SetEach(file, text, "posts", completed...); err != nil {
			return err
		}
		m.folder.Change(file, text)
	}
	if len(added) > 0 {
		return m.folder.Add(file, "posts", added...)
	}
	return nil
}

// object is a post as it is written into its file.
func object(p content.Post) edit.Object {
	o := edit.Object{{Name: "id", Value: p.ID}, {Name: "slug", Value: p.Slug}}
	add := func(name, value string) {
		if value != "" {
			o = append(o, edit.Member{Name: name, Value: value})
		}
	}
	yes := func(name string, value bool) {
		if value {
			o = append(o, edit.Member{Name: name, Value: true})
		}
	}
	add("updated", string(p.Updated))
	add("title", p.Title)
	add("date", string(p.Date))
	add("text", p.Text)
	add("address", p.Address)
	o = append(o, edit.Member{Name: "languages", Value: p.Languages})
	yes("guessed", p.Guessed)
	if len(p.Tags) > 0 {
		o = append(o, edit.Member{Name: "tags", Value: p.Tags})
	}
	add("summary", p.Summary)
	yes("draft", p.Draft)
	return o
}
