// Package importer brings home what its owner wrote elsewhere: it reads the
// posts of a feed (Atom, RSS, JSON Feed), of an export of WordPress, or of a
// folder of Markdown for Jekyll, Hugo or Pelican, and adds them to the content.
//
// Old posts are seldom what the standards say, and their owner has no time to
// mend each by hand. So what is broken is repaired where it is plain what was
// meant: text in another encoding than it says, lists in lists, tables for
// layout, code with markup in it. Where that is not plain, the words are kept and
// the [Report] says where to look. It goes in these steps:
//
//   - source.go finds out what the source is and fetches it; feed.go and
//     markdown.go make posts of it.
//   - html.go makes Markdown of HTML: a tree that is cleaned (tidy.go, code.go,
//     table.go, link.go, fragment.go, picture.go) and then written by a library.
//     Markdown that holds more than the site's does goes the same way, through
//     HTML.
//   - merge.go finds the entries that are there already, by address and id
//     (find.go), adds what they lack, and adds the entries that are new.
//
// All of that takes as long as the source is, whatever is in it. What would take
// longer, such as a text of 100,000 elements, is left out, and the report says so
// (excess.go, and Parse of content/text).
//
// Nothing is overwritten. Ids are made of those of the source (UUID version 5,
// RFC 9562), so that a second import finds the entries of the first and changes
// nothing.
package importer

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"kairo.dev/content"
	"kairo.dev/content/edit"
)

// Options say how to import.
type Options struct {
	// Posts adds new entries to posts.json, as those of this site; otherwise they
	// go into archive.json, as those of an earlier one.
	Posts bool
	// Address is where the site was that a folder of Markdown was made into,
	// unless its configuration says so; then its entries have addresses.
	Address string
	// Check looks through the folder as it will be and returns its problems by
	// the file that they are in.
	Check func(*edit.Folder) (map[string][]string, error)
	// Client fetches what is not on the disk, or nil for one that takes no
	// risks.
	Client *http.Client
}

// post is a post of the source.
type post struct {
	// id is what the source calls it. It never changes.
	id        string
	slug      string // as far as the source has one
	title     string
	address   string
	date      content.Date
	updated   content.Date
	languages []string // as far as the source says
	tags      []string
	summary   string
	draft     bool
	// html is its text, or markdown where that can stay as it is.
	html, markdown string
	// partial says that the source has only the beginning of the text.
	partial bool
	// base is what addresses in the text are relative to, and dir the folder for
	// those of files, in a source that is a folder.
	base, dir string
	// file is the name of its file in such a folder, without its ending, and code
	// the language that this names, or else is in by default, as Hugo calls it.
	file, code string
	looks      []string
}

// look notes that a person should have a look at something.
func (p *post) look(format string, args ...any) {
	p.looks = append(p.looks, fmt.Sprintf(format, args...))
}

// longest is how long an import may fetch.
const longest = 10 * time.Minute

// Import reads the source, a path or an https address, and changes the folder,
// which is not written yet. Only a source that cannot be read at all, or content
// that cannot, is an error.
func Import(ctx context.Context, folder *edit.Folder, source string, o Options) (*Report, error) {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	fetch := newFetcher(o.Client, source)
	from, err := open(ctx, fetch, source, o)
	if err != nil {
		return nil, fmt.Errorf("import %s: %w", source, err)
	}
	m := &merger{ctx: ctx, folder: folder, from: from, fetch: fetch, options: o, report: &Report{Looks: from.looks}}
	if err := m.merge(); err != nil {
		return nil, fmt.Errorf("import %s: %w", source, err)
	}
	return m.report, nil
}
