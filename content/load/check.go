package load

import (
	"cmp"
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"kairo.dev/content"

	"golang.org/x/net/idna"
)

// check looks at what one value alone does not show. The paths are the site's
// addresses.
func check(f *files, s *content.Site, docs map[string]*document, paths []string) {
	checkAddress(f, docs[siteName])
	all := entries(f, docs)
	checkSections(f, s, docs[siteName])
	checkIDs(f, all)
	checkSlugs(all, docs)
	checkUpdated(f, all)
	checkAuthors(f, docs["publications.json"])
	checkPaths(all, docs, paths)
	checkPosts(f, docs)
	checkParents(f.projects.Projects, docs[projectsName])
	for i, t := range f.talks.Talks {
		path := fmt.Sprintf("talks[%d]", i)
		checkTalk(t, path, docs[talksName])
		checkTalkProjects(f, t, path, docs[talksName])
	}
	for _, doc := range docs {
		doc.checkLinks(f.site.Address, paths)
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
	path := folders.FindString(u.EscapedPath())
	switch want := "https://" + host + path; {
	case u.Host != host:
		doc.reportAt("address", "%q has its host in another form than everywhere (want %q)", f.site.Address, want)
	case f.site.Address != want:
		doc.reportAt("address", "%q has more than a host and folders (want %q)", f.site.Address, want)
	}
}

// checkSections wants words for each section that has entries.
func checkSections(f *files, s *content.Site, doc *document) {
	for _, section := range optionalSections(s) {
		if path := "sections." + section.name; section.entries > 0 && !section.words(s).Exists() && !doc.reported(path) && !doc.reported(path+".title") {
			doc.reportAt(path, "is missing, and there are entries of it (want {\"title\": …, \"description\": …})")
		}
	}
}

// folders is the path that a site can be below: names that are the same in
// addresses, in configurations of hosts, and on disks.
var folders = regexp.MustCompile(`^(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*`)

// entry is what has an id or a slug, and where it stands.
type entry struct {
	doc      *document
	path     string
	id       string
	slug     string
	formerly []string
	updated  content.Date
	ownPage  bool
}

// entries are all that have an id and a slug, in the order of the files: the
// elements of the lists in them. So a kind of entry that is added is checked as
// all others are.
func entries(f *files, docs map[string]*document) []entry {
	var all []entry
	targets := f.byName()
	for _, name := range names(targets) {
		file := reflect.ValueOf(targets[name]).Elem()
		for _, field := range fieldsOf(file.Type()) {
			list := file.Field(field.index)
			if list.Kind() != reflect.Slice || list.Type().Elem().Kind() != reflect.Struct {
				continue
			}
			for n := range list.Len() {
				e := list.Index(n)
				if id := e.FieldByName("ID"); id.IsValid() {
					formerly, _ := e.FieldByName("Formerly").Interface().([]string)
					updated, _ := e.FieldByName("Updated").Interface().(content.Date)
					post, ok := e.Interface().(content.Post)
					all = append(all, entry{docs[name], fmt.Sprintf("%s[%d]", field.name, n),
						id.String(), e.FieldByName("Slug").String(), formerly, updated, !ok || post.Text != ""})
				}
			}
		}
	}
	return all
}

// checkUpdated wants an entry to have changed on a day, and in this edition at
// the latest.
func checkUpdated(f *files, all []entry) {
	for _, e := range all {
		switch {
		case e.updated == "":
		case e.updated.Precision() != content.ToDay:
			e.doc.reportAt(e.path+".updated", "%q is not a day (want YYYY-MM-DD)", string(e.updated))
		case e.updated.First().After(f.site.Updated.First()) && f.site.Updated != "":
			e.doc.reportAt(e.path+".updated", "%q is after the edition (\"updated\" in site.json is %q)", string(e.updated), string(f.site.Updated))
		}
	}
}

// checkIDs wants every id to be of one entry alone, anywhere.
func checkIDs(f *files, all []entry) {
	owners := map[string]string{f.person.ID: "the person in " + personName}
	for _, e := range all {
		if e.id == "" {
			continue
		}
		if owner, ok := owners[e.id]; ok {
			e.doc.reportAt(e.path+".id", "%q is the id of %s already (a new one: %q)", e.id, owner, proposeID(e.doc.file+"#"+e.path+e.slug))
			continue
		}
		owners[e.id] = e.path + " in " + e.doc.file
	}
}

// taken are the ids that pages give to parts of themselves. A slug is an id on
// the page that lists its entry, and an id is of one part alone. The tests of
// package server/site find those that are not here.
var taken = regexp.MustCompile(`^(announcer|app|main|notices|offline-mark|search-dialog|undated|update|y[0-9]+)$`)

// checkSlugs wants every slug, those of the past too, to be of one entry alone, in
// its file, and of no part of a page. Talks have pages of their own: see checkPaths.
func checkSlugs(all []entry, docs map[string]*document) {
	owners := make(map[[2]string]string)
	claim := func(e entry, path, slug string) {
		switch owner, ok := owners[[2]string{e.doc.file, slug}]; {
		case slug == "":
		case e.doc != docs[talksName] && taken.MatchString(slug):
			e.doc.reportAt(path, "%q is what pages call a part of themselves (want another slug)", slug)
		case ok:
			e.doc.reportAt(path, "%q is the slug of %s already", slug, owner)
		default:
			owners[[2]string{e.doc.file, slug}] = e.path
		}
	}
	for _, e := range all {
		claim(e, e.path+".slug", e.slug)
	}
	for _, e := range all { // a slug that is in use comes first
		for i, slug := range e.formerly {
			claim(e, fmt.Sprintf("%s.formerly[%d]", e.path, i), slug)
		}
	}
}

// checkAuthors wants the person to be among the authors of what is listed.
func checkAuthors(f *files, doc *document) {
	for i, p := range f.publications.Publications {
		if name := cmp.Or(p.As, f.person.Name); p.Authors != nil && !slices.Contains(p.Authors, name) {
			doc.reportAt(fmt.Sprintf("publications[%d].authors", i), "%q is not among them (write the name as it is, or say in \"as\" which one is the person's)", name)
		}
	}
}

// checkPaths wants no entry with a page of its own to be called as a page of
// older entries is. There are such pages only where entries are many: then two
// pages have the same address.
func checkPaths(all []entry, docs map[string]*document, paths []string) {
	pages := make(map[string]int) // how many are at a path
	for _, path := range paths {
		pages[path]++
	}
	folders := map[*document]string{docs[talksName]: "/talks/", docs[postsName]: "/posts/", docs[archiveName]: "/archive/"}
	each := func(do func(e entry, member, path string)) {
		for _, e := range all {
			folder := folders[e.doc]
			if folder == "" || !e.ownPage {
				continue
			}
			do(e, ".slug", folder+e.slug)
			for n, slug := range e.formerly {
				do(e, fmt.Sprintf(".formerly[%d]", n), folder+slug)
			}
		}
	}
	each(func(_ entry, _, path string) { pages[path]-- }) // its own
	each(func(e entry, member, path string) {
		if pages[path] > 0 {
			e.doc.reportAt(e.path+member, "%q is where older entries are listed (want another slug)", strings.TrimPrefix(path, folders[e.doc]))
		}
	})
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
	checkClock(t, path, doc)
}

// checkClock wants times that clocks show: those that are left out when they are
// put forward are none.
func checkClock(t content.Talk, path string, doc *document) {
	zone, err := time.LoadLocation(t.Event.TimeZone)
	if err != nil || t.Event.TimeZone == "" {
		return // a problem already, if there are times
	}
	for _, moment := range []struct{ member, clock string }{{"start", t.Start}, {"end", t.End}} {
		const form = time.DateOnly + " 15:04"
		written := string(t.Date) + " " + moment.clock
		if at, err := time.ParseInLocation(form, written, zone); err == nil && at.Format(form) != written {
			doc.reportAt(path+"."+moment.member, "there is no %s on %s in %s, where clocks are put forward then", moment.clock, string(t.Date), t.Event.TimeZone)
		}
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
