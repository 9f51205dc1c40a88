// Package hosts tells other servers how to serve an export.
//
// The files of an export are all that a reader gets, but half of what makes
// the site safe and fast is in the header of the answers: policies, caching,
// media types, and which address is which file. That is data in this program
// (server/httpd), and here it is written down in the forms that hosts read:
//
//	_headers, _redirects  for Netlify, Cloudflare Pages and their like
//	_nginx.conf           to include in a server of nginx
//	_Caddyfile            to import in a site of Caddy
//	.nojekyll             for GitHub Pages, which else leaves out some files
//
// They lie beside the pages, since that is where hosts look for the first two, and
// since an export is then one thing that fits together wherever it is copied.
// None is a page: no address of the site begins with an underscore, hosts that
// know the convention do not serve such files, nginx and Caddy are told not to,
// and if one does all the same, there is nothing secret in them.
//
// A site below a path is in a folder of that name: what is served at /site is
// the folder site of the host's root. _headers and _redirects are read in the
// root alone, with the path in each rule, and so have to be moved there.
//
// What is the owner's to decide stays out, but for an example in a comment: name,
// certificate, and where the files are.
package hosts

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"kairo.dev/server/site"
)

// Add adds the files for hosts to those of a site that is to be exported. It is at
// an address, which may have a path.
func Add(files site.Files, address string) error {
	at, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("add files for hosts: %w", err)
	}
	t := newTable(files, at.Path)
	t.domain = at.Hostname()
	for _, form := range []struct {
		path string
		make func() (string, error)
	}{
		{"/_headers", t.headers},
		{"/_redirects", t.redirectsFile},
		{"/_nginx.conf", t.nginx},
		{"/_Caddyfile", t.caddy},
		{"/.nojekyll", func() (string, error) { return "", nil }},
	} {
		text, err := form.make()
		if err != nil {
			return fmt.Errorf("write %s for hosts: %w", form.path, err)
		}
		files[form.path] = site.NewFile([]byte(text), "text/plain; charset=utf-8")
	}
	return nil
}

// table is what hosts have to know of a site. Paths are sorted.
type table struct {
	domain string // where the site is to be, for examples
	base   string // before all paths
	// homes are what is before the paths in each language, base first.
	homes                    []string
	immutable, public, pages []string
	// notPublic has the siblings of files that are not public.
	notPublic map[string]bool
	// folders have nothing but immutable files in them.
	folders []string
	// types are the media types that most files with an extension have, and
	// exceptions those of the files that have another, by their paths.
	types, exceptions map[string]string
	// redirects are where paths lead that have no page of their own.
	redirects map[string]string
}

func newTable(named site.Files, base string) *table {
	files := make(site.Files, len(named))
	for path, file := range named {
		files[base+path] = file
	}
	t := &table{
		base:       base,
		notPublic:  make(map[string]bool),
		types:      make(map[string]string),
		exceptions: make(map[string]string),
		redirects:  make(map[string]string),
	}
	mixed := make(map[string]bool)
	for path, file := range files.All() {
		if file.Immutable {
			t.immutable = append(t.immutable, path)
		}
		if file.IsPage() {
			t.pages = append(t.pages, path)
		}
		if home, ok := strings.CutSuffix(path, "/"); ok {
			t.homes = append(t.homes, home)
		}
		if file.Redirect != "" {
			t.redirects[path] = file.Redirect
		}
		if file.Public {
			t.public = append(t.public, path)
		}
		for dir := parent(path); ; dir = parent(strings.TrimSuffix(dir, "/")) {
			mixed[dir] = mixed[dir] || !file.Immutable
			if !file.Public {
				t.notPublic[siblings(dir, path)] = true
			}
			if dir == "/" {
				break
			}
		}
	}
	for dir := range mixed {
		if !mixed[dir] && mixed[parent(strings.TrimSuffix(dir, "/"))] {
			t.folders = append(t.folders, dir)
		}
	}
	slices.Sort(t.folders)
	t.setTypes(files)
	return t
}

// setTypes finds the media types of the files by their extensions.
func (t *table) setTypes(files site.Files) {
	byExtension := make(map[string]map[string]int)
	for path, file := range files {
		ext := extension(file.Name(path))
		if byExtension[ext] == nil {
			byExtension[ext] = make(map[string]int)
		}
		byExtension[ext][file.Type]++
	}
	for ext, counts := range byExtension {
		if ext != "" {
			t.types[ext] = slices.MaxFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int {
				return cmp.Compare(counts[a], counts[b])
			})
		}
	}
	for path, file := range files {
		if file.Type != t.types[extension(file.Name(path))] {
			t.exceptions[path] = file.Type
		}
	}
}

// publicRules are the paths of public files, with "*" for anything. The
// calendars of the talks are one rule, and so are the cards: as one each they
// could be more than hosts take. The names in the first folder are few, and never change.
func (t *table) publicRules() []string {
	var rules []string
	for _, p := range t.public {
		rule := p
		// The widest: a file that two rules are for would have its fields twice.
		for dir := parent(p); dir != t.base+"/"; dir = parent(strings.TrimSuffix(dir, "/")) {
			if all := siblings(dir, p); extension(p) != "" && !t.notPublic[all] {
				rule = all
			}
		}
		rules = append(rules, rule)
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// pageRules are the paths of pages, with "*" for anything. Those below a folder
// are one rule, with what else is in it: all of that is asked for each time.
func (t *table) pageRules() []string {
	var rules []string
	for _, p := range t.pages {
		if dir := parent(p); dir != t.base+"/" {
			p = dir + "*"
		}
		rules = append(rules, p)
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// siblings are the files below dir that have the same extension as p.
func siblings(dir, p string) string { return dir + "*." + extension(p) }

// parent is the folder that a path is in, with a slash at its end.
func parent(p string) string { return p[:strings.LastIndexByte(p, '/')+1] }

// extension is that of a name, without the dot.
func extension(name string) string { return strings.TrimPrefix(path.Ext(name), ".") }

// single are the immutable files that are in none of the folders.
func (t *table) single() []string {
	var single []string
	for _, p := range t.immutable {
		if !slices.ContainsFunc(t.folders, func(dir string) bool { return strings.HasPrefix(p, dir) }) {
			single = append(single, p)
		}
	}
	return single
}

// hash is the part of a name that is another in each edition.
var hash = regexp.MustCompile(`\\\.[0-9a-f]{12}\\\.`)

// immutablePattern is a regular expression for the paths of immutable files,
// also of those in editions to come: a server that goes on with the
// configuration of the last one is not wrong.
func (t *table) immutablePattern() string {
	alternatives := quoted(t.folders)
	for _, p := range quoted(t.single()) {
		alternatives = append(alternatives, hash.ReplaceAllLiteralString(p, `\.[0-9a-f]+\.`)+"$")
	}
	return "^(?:" + strings.Join(alternatives, "|") + ")"
}

// publicPattern is a regular expression for the paths of public files, and for
// those that lead to one.
func (t *table) publicPattern() string {
	alternatives := strings.ReplaceAll(strings.Join(quoted(t.publicRules()), "|"), `\*`, ".*")
	return "^(?:" + alternatives + ")$|" + strings.ReplaceAll(t.formerCard(), "(", "(?:")
}

// The addresses of the site, as far as they can have another form that leads to
// them: nothing that could be taken for a host or climb out of a folder.
func (t *table) addresses() string {
	return regexp.QuoteMeta(t.base) + `(?:/[a-z0-9][a-z0-9._-]*)+`
}

// notServed is a regular expression for what is in an export and is not at an
// address of its own: the files for hosts, and the variants.
func (t *table) notServed() string {
	return strings.ReplaceAll(`^BASE/_|^BASE/\.nojekyll$|\.(?:br|zst|gz)$`, "BASE", regexp.QuoteMeta(t.base))
}

// formerCard is a regular expression for where cards were.
func (t *table) formerCard() string {
	return "^" + regexp.QuoteMeta(t.base) + strings.TrimPrefix(site.FormerCard, "^")
}

func quoted(paths []string) []string {
	var quoted []string
	for _, p := range paths {
		quoted = append(quoted, regexp.QuoteMeta(p))
	}
	return quoted
}
