// Package load turns the files that people edit into a [content.Site], or into
// a list of everything that is wrong with them.
//
// People make mistakes in files, and find them sooner the better they are told.
// So reading is strict (a misspelt member is a mistake, not a member nobody
// looks at), complete (all problems come at once, in the order of the files)
// and exact: each says where, by file, line, column and path, and what would be
// right. Only a site without any problem leaves this package; whoever serves
// one keeps the last good one until then.
//
// It goes in five steps, a file of source each:
//
//   - scan.go reads JSON into values that know their place in the file.
//     encoding/json forgets it, keeps the last of two members of the same name,
//     and stops at the first mistake; it still reads the strings and numbers.
//   - decode.go fits the values to the Go types of package content, whose
//     struct tags say what is required and what form a string has (format.go).
//   - markdown.go turns the Markdown in them into trees (see [content.Prose]),
//     so that the browser needs no parser and no page holds raw HTML.
//   - check.go looks at what no single value shows: ids that are there twice,
//     talks that end before they begin, and (links.go) links that lead nowhere.
//   - translate.go reads the site in its other languages, and foreign.go finds
//     what is said in others than the one that a page is in.
//
// There are three readers of JSON. This one; [content.Decode], which the browser
// reads the bundle with, and says why; and goccy/go-json, which writes the bundle
// and all else that is encoded each time the content changes.
package load

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/words"

	"github.com/goccy/go-json"
)

// Read reads the content in a folder. If anything is wrong with what the files
// say, the error is of type [Problems]; any other error means that the folder
// could not be read.
//
// The addresses that a site has are the business of package app/ui, which
// decides on pages; paths tells them, so that a link to a page which does not
// exist is a problem. It may be called with a site that has other problems.
//
// What is a draft is not in the site.
func Read(fsys fs.FS, paths func(*content.Site) []string) (*content.Site, error) {
	return read(fsys, paths, false)
}

// ReadWithDrafts reads the content with the drafts, for those who write it.
func ReadWithDrafts(fsys fs.FS, paths func(*content.Site) []string) (*content.Site, error) {
	return read(fsys, paths, true)
}

func read(fsys fs.FS, paths func(*content.Site) []string, drafts bool) (*content.Site, error) {
	if _, err := fs.Stat(fsys, "."); err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	var f files
	targets := f.byName()
	docs := make(map[string]*document)
	var problems Problems
	for _, name := range names(targets) {
		doc := &document{file: name}
		docs[name] = doc
		if doc.read(fsys) {
			doc.decode(reflect.ValueOf(targets[name]).Elem())
		}
	}
	problems = append(problems, strangers(fsys, targets)...)
	attached := &attachments{fsys: fsys}
	problems = append(problems, f.readTexts(fsys, docs, drafts, attached)...)
	f.readFiles(docs, attached)

	foreign := f.foreign(nil, f.site.Language)
	s := f.assemble(drafts)
	s.Foreign = foreign
	s.Files = attached.all()
	s.Online = online(s.Files)
	sortEntries(s) // or the paths of years would not be those of the finished site
	broken := func(name string) bool { return docs[name].root == nil || docs[name].root.kind != kindObject }
	if !slices.ContainsFunc(names(targets), broken) {
		// A file that is missing would make every reference to it a problem.
		check(&f, s, docs, paths(s))
		var found Problems
		s.Translations, found = f.readTranslations(fsys, s, paths, drafts)
		problems = append(problems, found...)
	}
	for _, doc := range docs {
		problems = append(problems, doc.problems...)
	}
	if len(problems) > 0 {
		problems.sort()
		return nil, problems
	}

	for _, t := range s.All() {
		t.Texts = len(t.Readable())
	}
	if err := seal(s); err != nil {
		return nil, err
	}
	return s, nil
}

// Signed is a site as one that is signed: it has the words for that.
func Signed(s *content.Site) (*content.Site, error) {
	with := func(s *content.Site) *content.Site {
		signed := *s
		signed.Words.Signatures = words.For(s.Language).Signatures
		return &signed
	}
	signed := with(s)
	signed.Translations = nil
	for _, t := range s.Translations {
		signed.Translations = append(signed.Translations, with(t))
	}
	if err := seal(signed); err != nil {
		return nil, err
	}
	return signed, nil
}

func names(targets map[string]any) []string {
	all := make([]string, 0, len(targets))
	for name := range targets {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// strangers reports JSON files that are not files of content: their names are
// likely misspelt. Those that begin with a dot are notes of editors and systems,
// such as ".#talks.json" and "._talks.json".
func strangers(fsys fs.FS, targets map[string]any) Problems {
	found, _ := fs.Glob(fsys, "*.json") // the pattern is good
	var problems Problems
	for _, name := range found {
		if _, ok := targets[name]; !ok && !strings.HasPrefix(name, ".") {
			problems = append(problems, Problem{
				File:    name,
				Message: "is not a file of content" + didYouMean(name, names(targets)),
			})
		}
	}
	return problems
}

// assemble puts the site together, with the drafts or without.
func (f *files) assemble(drafts bool) *content.Site {
	s := &content.Site{
		Edition:      content.Edition{Date: f.site.Updated},
		Address:      f.site.Address,
		Language:     f.site.Language,
		Direction:    words.Direction(f.site.Language),
		Title:        f.site.Title,
		Description:  f.site.Description,
		Categories:   f.site.Categories,
		Sections:     f.site.Sections,
		Person:       f.person,
		Projects:     list(f.projects.Projects),
		Talks:        list(f.talks.Talks),
		Publications: list(f.publications.Publications),
		Wishlist:     f.wishlist,
		Posts:        published(f.posts.Posts, drafts),
		Archive:      published(f.archive.Posts, drafts),
		Words:        words.For(f.site.Language, f.languages()...),
	}
	s.Words.Signatures = nil // until somebody signs it
	s.Tags = tags(s)
	for _, section := range optionalSections(s) {
		if section.entries == 0 && len(section.words(s).Text) == 0 {
			*section.words(s) = content.Section{}
		}
	}
	return s
}

// languages are those in which the site has something, sorted.
func (f *files) languages() []string {
	all := []string{f.site.Language}
	for _, t := range f.talks.Talks {
		all = append(all, t.Language)
	}
	for _, p := range f.publications.Publications {
		all = append(all, p.Language)
	}
	for _, p := range append(list(f.posts.Posts), f.archive.Posts...) {
		all = append(all, p.Languages...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// list is a copy of entries, which are none where there is no file of them: in
// the bundle that is an empty list.
func list[T any](entries []T) []T { return append([]T{}, entries...) }

// sortEntries puts the newest first. Of a year, talks without a date come last;
// what is of the same day stays in the order of the file.
func sortEntries(s *content.Site) {
	slices.SortStableFunc(s.Talks, func(a, b content.Talk) int {
		if a.Year() != b.Year() {
			return cmp.Compare(b.Year(), a.Year())
		}
		return newestFirst(a.When(), b.When())
	})
	slices.SortStableFunc(s.Publications, func(a, b content.Publication) int { return newestFirst(a.Date, b.Date) })
	for _, posts := range [][]content.Post{s.Posts, s.Archive} {
		slices.SortStableFunc(posts, func(a, b content.Post) int { return newestFirst(a.Date, b.Date) })
	}
}

func newestFirst(a, b content.Date) int { return b.First().Compare(a.First()) }

// seal gives the edition its digest: the SHA-256 of the bundle in which the
// digest is still empty. Whoever has the bundle can check it. That of the first
// language has the digests of the others, so that it is a digest of all.
func seal(s *content.Site) error {
	for i, t := range s.Translations {
		sum, err := digest(t)
		if err != nil {
			return err
		}
		if i == 0 {
			s.Languages = slices.Clone(t.Languages)
		}
		s.Languages[i+1].Digest = sum
	}
	sum, err := digest(s)
	for _, t := range s.All() {
		t.Edition.Digest = sum
	}
	return err
}

// digest is the SHA-256 of a bundle in which the digest is empty.
func digest(s *content.Site) (string, error) {
	s.Edition.Digest = ""
	bundle, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("digest content: %w", err)
	}
	sum := sha256.Sum256(bundle)
	return hex.EncodeToString(sum[:]), nil
}
