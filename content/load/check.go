package load

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kairo.dev/content"

	"golang.org/x/net/idna"
)

// check looks at what one value alone does not show. The paths are the site's
// addresses.
func check(f *files, docs map[string]*document, paths []string) {
	checkAddress(f, docs[siteName])
	checkIDs(f, docs)
	checkSlugs(f, docs)
	checkPaths(f.talks.Talks, docs[talksName], paths)
	checkParents(f.projects.Projects, docs[projectsName])
	for i, t := range f.talks.Talks {
		path := fmt.Sprintf("talks[%d]", i)
		checkTalk(t, path, docs[talksName])
		checkTalkProjects(f, t, path, docs[talksName])
	}
	for _, doc := range docs {
		for _, link := range doc.links {
			if err := checkLink(link.address, paths); err != nil {
				doc.report(link.at, link.path, "%v", err)
			}
		}
	}
}

// checkAddress wants the site's address to be one that paths can follow, and
// the host in it to be written as it is on its way: an international domain name
// has one form everywhere (RFC 5891), or programs would take one site for two.
func checkAddress(f *files, doc *document) {
	u, err := url.Parse(f.site.Address)
	if err != nil {
		return // a problem already
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		doc.reportAt("address", "%q has no host name: %v", f.site.Address, err)
		return
	}
	if port := u.Port(); port != "" && port != "443" {
		host += ":" + port
	}
	switch want := "https://" + host; {
	case u.Host != host:
		doc.reportAt("address", "%q has its host in another form than everywhere (want %q)", f.site.Address, want)
	case f.site.Address != want:
		doc.reportAt("address", "%q has more than a host (want %q)", f.site.Address, want)
	}
}

// entry is what has an id or a slug, and where it stands.
type entry struct {
	doc  *document
	path string
	id   string
	slug string
}

// entries are all that have an id, in the order of the files.
func entries(f *files, docs map[string]*document) []entry {
	var all []entry
	add := func(file, list string, i int, id, slug string) {
		all = append(all, entry{docs[file], fmt.Sprintf("%s[%d]", list, i), id, slug})
	}
	for i, p := range f.archive.Posts {
		add(archiveName, "posts", i, p.ID, p.Slug)
	}
	for i, p := range f.projects.Projects {
		add(projectsName, "projects", i, p.ID, p.Slug)
	}
	for i, p := range f.publications.Publications {
		add(publicationsName, "publications", i, p.ID, p.Slug)
	}
	for i, t := range f.talks.Talks {
		add(talksName, "talks", i, t.ID, t.Slug)
	}
	for i, w := range f.wishlist.Items {
		add(wishlistName, "items", i, w.ID, w.Slug)
	}
	return all
}

// checkIDs wants every id to be of one entry alone, anywhere.
func checkIDs(f *files, docs map[string]*document) {
	owners := map[string]string{f.person.ID: "the person in " + personName}
	for _, e := range entries(f, docs) {
		if e.id == "" {
			continue
		}
		if owner, ok := owners[e.id]; ok {
			e.doc.reportAt(e.path+".id", "%q is the id of %s already", e.id, owner)
			continue
		}
		owners[e.id] = e.path + " in " + e.doc.file
	}
}

// taken are the ids that pages give to parts of themselves. A slug is an id on
// the page that lists its entry, and an id is of one part alone. The tests of
// package server/site find those that are not here.
var taken = regexp.MustCompile(`^(announcer|app|main|notices|offline-mark|search-dialog|undated|update|y[0-9]+)$`)

// checkSlugs wants every slug to be of one entry alone, in its file, and of no
// part of a page. Talks have pages of their own: see checkPaths.
func checkSlugs(f *files, docs map[string]*document) {
	owners := make(map[[2]string]string)
	for _, e := range entries(f, docs) {
		if e.slug == "" {
			continue
		}
		if e.doc != docs[talksName] && taken.MatchString(e.slug) {
			e.doc.reportAt(e.path+".slug", "%q is what pages call a part of themselves (want another slug)", e.slug)
		}
		key := [2]string{e.doc.file, e.slug}
		if owner, ok := owners[key]; ok {
			e.doc.reportAt(e.path+".slug", "%q is the slug of %s already", e.slug, owner)
			continue
		}
		owners[key] = e.path
	}
}

// checkPaths wants no talk to be called as a page of older talks is. There are
// such pages only where talks are many: then two pages have the same address.
func checkPaths(talks []content.Talk, doc *document, paths []string) {
	pages := make(map[string]int) // how many are at a path
	for _, path := range paths {
		pages[path]++
	}
	for _, t := range talks {
		pages["/talks/"+t.Slug]-- // its own
	}
	for i, t := range talks {
		if pages["/talks/"+t.Slug] > 0 {
			doc.reportAt(fmt.Sprintf("talks[%d].slug", i), "%q is where older talks are listed (want another slug)", t.Slug)
		}
	}
}

// checkParents wants projects to be part of other projects, and no project to
// be part of itself, however far around.
func checkParents(projects []content.Project, doc *document) {
	parents := make(map[string]string)
	for _, p := range projects {
		parents[p.Slug] = p.Parent
	}
	for i, p := range projects {
		if p.Parent == "" {
			continue
		}
		path := fmt.Sprintf("projects[%d].parent", i)
		if _, ok := parents[p.Parent]; !ok {
			doc.reportAt(path, "there is no project %q%s", p.Parent, didYouMean(p.Parent, slugs(projects)))
			continue
		}
		chain := []string{p.Slug}
		for parent := p.Parent; parent != ""; parent = parents[parent] {
			around := slices.Contains(chain, parent)
			chain = append(chain, parent)
			if around {
				// Those that only lead into the circle are not part of it.
				if parent == p.Slug {
					doc.reportAt(path, "a project cannot be part of itself (%s)", strings.Join(chain, " → "))
				}
				break
			}
		}
	}
}

func slugs(projects []content.Project) []string {
	all := make([]string, 0, len(projects))
	for _, p := range projects {
		all = append(all, p.Slug)
	}
	return all
}

// checkTalk wants the dates and times of a talk to make sense together.
func checkTalk(t content.Talk, path string, doc *document) {
	e := t.Event
	if e.End != "" && e.Start == "" {
		doc.reportAt(path+".event.end", "there is an end without a start")
	} else if before(e.End, e.Start) {
		doc.reportAt(path+".event.end", "%q is before the event starts (%q)", string(e.End), string(e.Start))
	}
	if e.Start != "" && (before(t.Date, e.Start) || e.End != "" && before(e.End, t.Date)) {
		doc.reportAt(path+".date", "%q is not a day of the event (%s)", string(t.Date), days(e))
	}
	if t.End != "" && t.Start == "" {
		doc.reportAt(path+".end", "there is an end without a start")
	} else if t.End != "" && t.End <= t.Start {
		doc.reportAt(path+".end", "%q is not after the start (%q)", t.End, t.Start)
	}
	if r := t.Recording; r != nil && r.Uploaded != "" && r.Uploaded.Precision() != content.ToDay {
		doc.reportAt(path+".recording.uploaded", "%q is not a day (want YYYY-MM-DD)", string(r.Uploaded))
	}
	if t.Start != "" && t.Date.Precision() != content.ToDay && !doc.reported(path+".date") {
		doc.reportAt(path+".start", "a time of day needs a date to the day")
	}
	if t.Start != "" && e.TimeZone == "" && !doc.reported(path+".event.timeZone") {
		doc.reportAt(path+".start", "a time of day needs the event's timeZone")
	}
}

func days(e content.Event) string {
	if e.End == "" {
		return "from " + string(e.Start)
	}
	return string(e.Start) + " to " + string(e.End)
}

// before reports whether a is surely before b: where they are known to the
// same precision they compare as text.
func before(a, b content.Date) bool {
	n := min(len(a), len(b))
	return a[:n] < b[:n]
}

func checkTalkProjects(f *files, t content.Talk, path string, doc *document) {
	all := slugs(f.projects.Projects)
	for i, p := range t.Projects {
		switch at := fmt.Sprintf("%s.projects[%d]", path, i); {
		case p == "": // a problem already
		case !slices.Contains(all, p):
			doc.reportAt(at, "there is no project %q%s", p, didYouMean(p, all))
		case slices.Index(t.Projects, p) < i:
			doc.reportAt(at, "%q is named twice", p)
		}
	}
}

// checkLink wants a link in prose to lead somewhere: to a page of the site, to
// an https address, or to a mailbox.
func checkLink(address string, paths []string) error {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		page, _, _ := strings.Cut(address, "#")
		if page, _, _ = strings.Cut(page, "?"); slices.Contains(paths, page) {
			return nil
		}
		return fmt.Errorf("the link to %q leads to no page of the site%s", address, nearest(page, paths))
	}
	if mailbox, ok := strings.CutPrefix(address, "mailto:"); ok {
		if user, host, _ := strings.Cut(mailbox, "@"); user == "" || !strings.Contains(host, ".") {
			return fmt.Errorf("the link to %q has no mailbox (want mailto:name@host)", address)
		}
		return nil
	}
	if err := checkHTTPS(address); err != nil {
		return fmt.Errorf("the link: %w", err)
	}
	return nil
}

// nearest proposes a page, unless none is like the one that is not there: the
// list of all would be long.
func nearest(page string, paths []string) string {
	if hint := didYouMean(page, paths); strings.HasPrefix(hint, " (did") {
		return hint
	}
	return ""
}
