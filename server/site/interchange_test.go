package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"willnorris.com/go/microformats"
)

// TestInterchange: the forms are at the addresses that others expect them at.
func TestInterchange(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	want := map[string]string{
		"/feed.xml":                 "application/atom+xml; charset=utf-8",
		"/feed.json":                "application/feed+json",
		"/talks.ics":                "text/calendar; charset=utf-8",
		"/kairo.vcf":                "text/vcard; charset=utf-8",
		"/sitemap.xml":              "application/xml; charset=utf-8",
		"/robots.txt":               "text/plain; charset=utf-8",
		"/llms.txt":                 "text/plain; charset=utf-8",
		"/opensearch.xml":           "application/opensearchdescription+xml; charset=utf-8",
		"/.well-known/security.txt": "text/plain; charset=utf-8",
		"/.well-known/webfinger":    "application/jrd+json",
		"/content/site.json":        "application/json",
		"/content/site.schema.json": "application/schema+json",
	}
	for _, talk := range s.Talks {
		path := "/talks/" + talk.Slug + ".ics"
		if talk.Dated() {
			want[path] = "text/calendar; charset=utf-8"
		} else if files[path] != nil {
			t.Errorf("%s is there, but the day of the talk is not known", path)
		}
	}
	for path, mediaType := range want {
		file := files[path]
		if file == nil || file.Type != mediaType || !file.Public || file.Immutable {
			t.Errorf("%s is %+v; want a public file of type %s", path, file, mediaType)
		}
	}
}

// ownAddress is an address that stands in a format of another program.
var ownAddress = regexp.MustCompile(`https://[^"&<>()\[\]\s,;\\{}]*`)

// TestInterchangeAddresses: every address of the site that stands in a format of
// another program is that of a file, in each of its languages.
func TestInterchangeAddresses(t *testing.T) {
	s := readLanguages(t)
	files := build(t, s)
	looked := 0
	for path, file := range files {
		kind, _, _ := strings.Cut(file.Type, ";")
		text := strings.NewReplacer("\r\n ", "", "\\/", "/").Replace(string(file.Body)) // of calendars and cards, long lines are folded
		if file.Redirect != "" || !slices.Contains([]string{"application/atom+xml", "application/feed+json", "text/calendar", "text/vcard", "application/xml",
			"application/opensearchdescription+xml", "text/plain", "application/jrd+json", "application/manifest+json"}, kind) {
			continue
		}
		for _, address := range ownAddress.FindAllString(text, -1) {
			at, own := strings.CutPrefix(address, s.Address)
			if !own {
				continue
			}
			looked++
			at, _, _ = strings.Cut(at, "#")
			at, _, _ = strings.Cut(at, "?")
			if at = cmp.Or(strings.TrimRight(at, "."), "/"); files[at] == nil && files[at+"/"] == nil {
				t.Errorf("%s names %s; there is no such file", path, address)
			}
		}
	}
	if looked == 0 {
		t.Error("no format names an address of the site")
	}
}

// TestFollowed: every page leads to the feeds and to the search, and has data
// about itself unless nobody looks for it.
func TestFollowed(t *testing.T) {
	s := readSite(t)
	s.Talks[0].Title = `</script><!--<script> & "x"`
	files := build(t, s)
	for _, page := range ui.Pages(s) {
		head := find(parseDocument(t, page.Path, files[page.Path].Body), "head")
		found := make(map[string]string)
		data, image := "", ""
		for n := range head.Descendants() {
			rel, _ := attribute(n, "rel")
			kind, _ := attribute(n, "type")
			property, _ := attribute(n, "property")
			switch {
			case n.Data == "link" && (rel == "alternate" || rel == "search"):
				found[rel+" "+kind], _ = attribute(n, "href")
			case n.Data == "meta" && property == "og:image":
				image, _ = attribute(n, "content")
			case n.Data == "script" && kind == "application/ld+json":
				data = textOf(n)
			}
		}
		want := map[string]string{
			"alternate application/atom+xml":               "/feed.xml",
			"alternate application/feed+json":              "/feed.json",
			"search application/opensearchdescription+xml": "/opensearch.xml",
		}
		if !maps.Equal(found, want) {
			t.Errorf("%s leads to %v; want %v", page.Path, found, want)
		}
		if page.Hidden {
			continue
		}
		if !json.Valid([]byte(data)) {
			t.Errorf("%s has the structured data %q; want JSON", page.Path, data)
		}
		if title, _ := json.Marshal(page.Title); !strings.Contains(data, string(title)) {
			t.Errorf("the structured data of %s does not name it: %s", page.Path, data)
		}
		if page.Talk != nil && (image == "" || !strings.Contains(data, `"image":"`+image+`"`)) {
			t.Errorf("the structured data of %s does not show the picture %q: %s", page.Path, image, data)
		}
	}
}

// TestPermalinks follows the permanent address of every entry.
func TestPermalinks(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	want := map[string]string{s.Person.ID: "/"}
	for _, talk := range s.Talks {
		want[talk.ID] = "/talks/" + talk.Slug
	}
	for _, p := range s.Projects {
		want[p.ID] = "/open-source#" + p.Slug
	}
	for _, p := range s.Publications {
		want[p.ID] = "/publications#" + p.Slug
	}
	for _, p := range s.Archive {
		want[p.ID] = "/archive#" + p.Slug
	}
	for id, to := range want {
		file := files["/id/"+id]
		if file == nil || file.Redirect != to {
			t.Errorf("/id/%s is %+v; want a redirect to %s", id, file, to)
			continue
		}
		// That it leads to a fragment that is there, TestLinks finds out.
		document := parseDocument(t, id, file.Body)
		refresh := ""
		for n := range document.Descendants() {
			if equiv, _ := attribute(n, "http-equiv"); equiv == "refresh" {
				refresh, _ = attribute(n, "content")
			}
		}
		if href, _ := attribute(find(document, "a"), "href"); href != to || refresh != "0; url="+to {
			t.Errorf("the page /id/%s leads to %q by itself and to %q by its link; want %s", id, refresh, href, to)
		}
	}
	for path := range files {
		if id, ok := strings.CutPrefix(path, "/id/"); ok && want[id] == "" {
			t.Errorf("%s is of no entry", path)
		}
	}
}

// TestBundleSchema has somebody else's validator compare the bundle with the
// schema that is served beside it.
func TestBundleSchema(t *testing.T) {
	empty := *readSite(t)
	empty.Projects, empty.Talks, empty.Publications, empty.Archive = []content.Project{}, []content.Talk{}, []content.Publication{}, []content.Post{}
	empty.Person.Accounts, empty.Wishlist = nil, content.Wishlist{}
	nothing, err := load.Read(contenttest.Sites(t)["empty"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*content.Site{"real": readSite(t), "empty": &empty, "nothing": nothing} {
		files := build(t, s)
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(files[SchemaPath].Body))
		if err != nil {
			t.Fatal(err)
		}
		if got := schema.(map[string]any)["$id"]; got != s.Address+SchemaPath {
			t.Errorf("the schema of the %s site calls itself %v; want %s, where it is", name, got, s.Address+SchemaPath)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(s.Address+SchemaPath, schema); err != nil {
			t.Fatal(err)
		}
		compiled, err := compiler.Compile(s.Address + SchemaPath)
		if err != nil {
			t.Fatal(err)
		}
		bundle, err := jsonschema.UnmarshalJSON(bytes.NewReader(files[BundlePath].Body))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(bundle); err != nil {
			t.Errorf("the bundle of the %s site: %v", name, err)
		}
		delete(bundle.(map[string]any), "person")
		if err := compiled.Validate(bundle); err == nil {
			t.Error("the schema accepts a bundle without a person")
		}
	}
}

// TestHCard has a parser of microformats look for the person.
func TestHCard(t *testing.T) {
	s := readSite(t)
	address, err := url.Parse(s.Address + "/")
	if err != nil {
		t.Fatal(err)
	}
	home := microformats.Parse(bytes.NewReader(build(t, s)["/"].Body), address)
	var cards []*microformats.Microformat
	for _, item := range home.Items {
		if slices.Contains(item.Type, "h-card") {
			cards = append(cards, item)
		}
	}
	if len(cards) != 1 {
		t.Fatalf("the home page has %d h-cards; want 1", len(cards))
	}
	profiles := []any{s.Address + "/"}
	var me []string
	for _, a := range s.Person.Accounts {
		profiles = append(profiles, a.Address)
		me = append(me, a.Address)
	}
	for property, want := range map[string][]any{
		"name": {s.Person.Name},
		"uid":  {s.Address + "/"},
		"url":  profiles,
	} {
		if got := cards[0].Properties[property]; !slices.Equal(got, want) {
			t.Errorf("%s of the h-card is %v; want %v", property, got, want)
		}
	}
	if got := home.Rels["me"]; !slices.Equal(got, me) || len(me) == 0 {
		t.Errorf("rel=me leads to %q; want %q", got, me)
	}
}

// TestRedirectsAreNotCompressed: nobody reads them.
func TestRedirectsAreNotCompressed(t *testing.T) {
	page := NewFile(bytes.Repeat([]byte("moved "), 200), "text/html")
	moved := NewFile(bytes.Repeat([]byte("moved "), 300), "text/html")
	moved.Redirect = "/"
	files := Files{"/": page, "/id/1": moved}.Encode()
	if len(files["/"].Variants) == 0 || len(files["/id/1"].Variants) != 0 {
		t.Errorf("Encode gives a page %d variants and a redirect %d; want some and none",
			len(files["/"].Variants), len(files["/id/1"].Variants))
	}
}
