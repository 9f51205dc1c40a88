package ui_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/content/words"
	"kairo.dev/server/site"
	"kairo.dev/web"

	"golang.org/x/net/html"
)

// pages renders every page of a site and parses it, as a browser would.
func pages(t *testing.T, s *content.Site) map[string]*html.Node {
	t.Helper()
	files, err := site.Build(s, web.Files, site.Options{LaterCards: true})
	if err != nil {
		t.Fatalf("Build: %v", err)
	}
	documents := make(map[string]*html.Node)
	for _, p := range ui.Pages(s) {
		document, err := html.Parse(bytes.NewReader(files[p.Path].Body))
		if err != nil {
			t.Fatalf("%s: %v", p.Path, err)
		}
		documents[p.Path] = document
	}
	return documents
}

func ownSite(t *testing.T) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Site, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// all are the elements of a name in a node, in document order.
func all(in *html.Node, name string) []*html.Node {
	var found []*html.Node
	for n := range in.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func main(document *html.Node) *html.Node { return all(document, "main")[0] }

// links are the addresses that a node leads to.
func links(in *html.Node) []string {
	var addresses []string
	for _, a := range all(in, "a") {
		addresses = append(addresses, attribute(a, "href"))
	}
	return addresses
}

// dates are the dates that a page shows, as computers write them.
func dates(in *html.Node) map[string]bool {
	found := make(map[string]bool)
	for _, e := range all(in, "time") {
		found[attribute(e, "datetime")] = true
	}
	return found
}

func TestHeadings(t *testing.T) {
	s := ownSite(t)
	documents := pages(t, s)
	want := map[string]string{
		"/":             s.Sections.Home.Title,
		"/open-source":  s.Sections.OpenSource.Title,
		"/talks":        s.Sections.Talks.Title,
		"/publications": s.Sections.Publications.Title,
		"/connect":      s.Sections.Connect.Title,
		"/wishlist":     s.Sections.Wishlist.Title,
		"/archive":      s.Sections.Archive.Title,
		"/colophon":     s.Sections.Colophon.Title,
	}
	for _, talk := range s.Talks {
		want["/talks/"+talk.Slug] = talk.Title
	}
	for path, heading := range want {
		if got := text(all(documents[path], "h1")[0]); got != heading {
			t.Errorf("h1 of %s = %q; want %q", path, got, heading)
		}
	}
}

// TestEverythingIsShown looks for each entry on the page of its section.
func TestEverythingIsShown(t *testing.T) {
	s := ownSite(t)
	documents := pages(t, s)
	shows := func(path, what string) {
		t.Helper()
		if !strings.Contains(text(main(documents[path])), what) {
			t.Errorf("%s does not show %q", path, what)
		}
	}
	leads := func(path, to string) {
		t.Helper()
		if !slices.Contains(links(main(documents[path])), to) {
			t.Errorf("%s does not lead to %q", path, to)
		}
	}
	for _, p := range s.Projects {
		shows("/open-source", p.Name)
		shows("/open-source", p.Role)
		leads("/open-source", p.Repository)
	}
	for _, talk := range s.Talks {
		own := "/talks/" + talk.Slug
		leads("/talks", own)
		shows(own, talk.Event.FullName())
		shows(own, s.Words.Date(talk.Date))
		for _, person := range talk.People {
			shows(own, person.Name)
		}
		if talk.Recording != nil {
			leads(own, talk.Recording.Address)
		}
	}
	for _, p := range s.Publications {
		leads("/publications", p.Address)
		shows("/publications", p.Publisher)
		if !dates(documents["/publications"])[string(p.Date)] {
			t.Errorf("/publications does not show the date %s", p.Date)
		}
	}
	for _, p := range s.Archive {
		leads("/archive", p.Address)
		shows("/archive", p.Title)
	}
	for _, a := range s.Person.Accounts {
		leads("/connect", a.Address)
		leads("/", a.Address)
		// An address may go on in the next line after a slash.
		for _, link := range all(main(documents["/connect"]), "a") {
			if shown := text(link); attribute(link, "href") == a.Address && len(all(link, "wbr")) != strings.Count(strings.TrimSuffix(shown, "/"), "/") {
				t.Errorf("/connect shows %q in one piece", shown)
			}
		}
	}
	leads("/connect", s.Person.Scheduling)
	leads("/wishlist", s.Wishlist.Address)
	shows("/colophon", s.Edition.Digest)
	for _, section := range []string{"/open-source", "/talks", "/publications", "/connect", "/wishlist", "/archive"} {
		leads("/", section)
		leads(ui.NotFoundPath, section)
	}
}

// TestForeignTitles: whatever is in another language than the page says so.
func TestForeignTitles(t *testing.T) {
	s := ownSite(t)
	foreign := 0
	for _, a := range all(main(pages(t, s)["/archive"]), "a") {
		i := slices.IndexFunc(s.Archive, func(p content.Post) bool { return p.Address == attribute(a, "href") })
		if i < 0 {
			continue
		}
		want := s.Archive[i].Language()
		if want == s.Language {
			want = ""
		} else {
			foreign++
		}
		if got := attribute(a, "lang"); got != want {
			t.Errorf("lang of %q = %q; want %q", text(a), got, want)
		}
	}
	if foreign == 0 {
		t.Error("the archive has no post in another language; the content has")
	}
}

// TestCurrentPage: the navigation marks the page one is on, or its section.
func TestCurrentPage(t *testing.T) {
	s := ownSite(t)
	documents := pages(t, s)
	for path, want := range map[string]string{
		"/":                         "",
		"/talks":                    "/talks page",
		"/talks/" + s.Talks[0].Slug: "/talks true",
		"/archive":                  "/archive page",
		ui.NotFoundPath:             "",
	} {
		got := ""
		for _, a := range all(documents[path], "a") {
			if current := attribute(a, "aria-current"); current != "" {
				got += attribute(a, "href") + " " + current
			}
		}
		if got != want {
			t.Errorf("%s marks %q as current; want %q", path, got, want)
		}
	}
}

// TestBareSite: a fact that is not known leaves nothing behind.
func TestBareSite(t *testing.T) {
	section := content.Section{Title: "Title", Description: "Description."}
	s := &content.Site{
		Words:   words.For("en"),
		Edition: content.Edition{Digest: strings.Repeat("0", 64), Date: "2024"},
		Address: "https://example.org", Language: "en", Title: "Ada", Description: "Ada.",
		Sections: content.Sections{Home: section, OpenSource: section, Talks: section, Publications: section,
			Connect: section, Wishlist: section, Archive: section, Colophon: section},
		Person: content.Person{Name: "Ada"},
		Talks:  []content.Talk{{Slug: "bare", Title: "Bare", Kind: content.KindTalk, Language: "en", Event: content.Event{Name: "Conf"}}},
	}
	for path, document := range pages(t, s) {
		for _, name := range []string{"ul", "ol", "dl", "p", "h2", "h3", "a", "time", "dd", "li"} {
			for _, n := range all(document, name) {
				if n.FirstChild == nil {
					t.Errorf("%s has an empty <%s>", path, name)
				}
			}
		}
		for _, address := range links(document) {
			if address == "" {
				t.Errorf("%s has a link without an address", path)
			}
		}
	}
}

// TestHostileContent: whatever people write is text, nowhere mark-up.
func TestHostileContent(t *testing.T) {
	const evil = "\"><script>alert(1)</script>'&copy=1 \\ \u00a0\u200b 👩‍💻 שלום true"
	s := ownSite(t)
	talk := &s.Talks[0]
	talk.Title, talk.Room, talk.Event.Name, talk.Event.City = evil, evil, evil, evil
	talk.People = []content.Speaker{{Name: evil, Affiliation: evil, Role: evil}}
	s.Title, s.Sections.Talks.Description = "The site of "+evil, evil
	for path, document := range pages(t, s) {
		for _, script := range all(document, "script") {
			if script.FirstChild != nil && attribute(script, "type") != "application/ld+json" {
				t.Errorf("%s has a script with the text %q", path, text(script))
			}
		}
	}
	document := pages(t, s)["/talks/"+talk.Slug]
	if got := text(all(document, "h1")[0]); got != evil {
		t.Errorf("h1 = %q; want %q", got, evil)
	}
	if got, want := text(all(document, "title")[0]), evil+" · "+s.Title; got != want {
		t.Errorf("title = %q; want %q", got, want)
	}
}

func TestSealsDiffer(t *testing.T) {
	digest := strings.Repeat("a1b2", 16)
	one, same := ui.NewSeal(digest), ui.NewSeal(digest)
	other := ui.NewSeal("b" + digest[1:])
	if !reflect.DeepEqual(one, same) {
		t.Error("two seals of the same digest differ")
	}
	if reflect.DeepEqual(one, other) {
		t.Error("the seals of two digests are the same")
	}
	if got := len(one.Rim); got != 64 {
		t.Errorf("the rim has %d marks; want 64", got)
	}
	if broken := ui.NewSeal("not a digest"); len(broken.Rim) != 0 {
		t.Errorf("the seal of what is no digest has %d marks; want none", len(broken.Rim))
	}
}
