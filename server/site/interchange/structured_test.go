package interchange

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// picture stands for the picture of a page.
const picture = "https://example.org/card/x.png"

// demanded are the members that Google's documentation of structured data
// requires of a type. Of those that it has nothing on, they are what a reader
// needs.
var demanded = map[string][]string{
	"ProfilePage":      {"mainEntity"},
	"Person":           {"name"},
	"Organization":     {"name"},
	"Event":            {"name", "startDate", "location"},
	"Place":            {"name", "address"},
	"VideoObject":      {"name", "thumbnailUrl", "uploadDate", "description", "embedUrl"},
	"MediaObject":      {"name", "url"},
	"BreadcrumbList":   {"itemListElement"},
	"ListItem":         {"position", "name", "item"},
	"Article":          {"headline", "datePublished"},
	"ScholarlyArticle": {"headline", "datePublished"},
	"PublicationIssue": {"issueNumber", "isPartOf"},

	"PublicationVolume": {"volumeNumber", "isPartOf"},
	"Periodical":        {"name"},
	"Book":              {"name"},
	"BlogPosting":       {"headline", "datePublished", "author", "inLanguage", "mainEntityOfPage", "wordCount", "image"},
	"PodcastEpisode":    {"name", "url"},
	"CreativeWork":      {"name", "url"},
	"CollectionPage":    {"name", "hasPart"},
	"PostalAddress":     nil,
}

// things are all objects in the structured data of a page, by their types.
func things(t *testing.T, s *content.Site, page *ui.Page, image string) map[string][]map[string]any {
	t.Helper()
	body, err := StructuredData(s, page, image)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(string(body), "<>&\n") {
		t.Errorf("the structured data of %s could end a script element: %s", page.Path, body)
	}
	var root struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&root); err != nil || root.Context != "https://schema.org" {
		t.Fatalf("the structured data of %s: %v: %s", page.Path, err, body)
	}
	all := make(map[string][]map[string]any)
	var walk func(value any)
	walk = func(value any) {
		switch value := value.(type) {
		case []any:
			for _, v := range value {
				walk(v)
			}
		case map[string]any:
			name, _ := value["@type"].(string)
			all[name] = append(all[name], value)
			for _, v := range value {
				walk(v)
			}
		}
	}
	for _, thing := range root.Graph {
		walk(thing)
	}
	return all
}

// TestStructuredData: every page's data has the members it has to have.
func TestStructuredData(t *testing.T) { everySite(t, testStructuredData) }

func testStructuredData(t *testing.T, s *content.Site) {
	for _, page := range ui.Pages(s) {
		if page.Hidden {
			if body, err := StructuredData(s, page, ""); body != nil || err != nil {
				t.Errorf("%s has structured data %s, %v; want none", page.Path, body, err)
			}
			continue
		}
		all := things(t, s, page, picture)
		for name, list := range all {
			members, ok := demanded[name]
			if !ok {
				t.Errorf("%s has a %q, which is not in the table", page.Path, name)
			}
			for _, thing := range list {
				if len(thing) < 2 {
					t.Errorf("%s: a %s says nothing", page.Path, name)
				}
				for _, member := range members {
					if v := thing[member]; v == nil || v == "" {
						t.Errorf("%s: a %s has no %s: %v", page.Path, name, member, thing)
					}
				}
			}
		}
		if page.Path == "/" {
			who := all["ProfilePage"][0]["mainEntity"].(map[string]any)
			if profiles, _ := who["sameAs"].([]any); who["name"] != s.Person.Name || len(profiles) != len(s.Person.Accounts)+min(1, len(s.Person.ORCID)) {
				t.Errorf("the profile is of %v; want %q with all accounts", who, s.Person.Name)
			}
			continue
		}
		trail := all["BreadcrumbList"][0]["itemListElement"].([]any)
		last := trail[len(trail)-1].(map[string]any)
		if len(trail) < 2 || last["item"] != page.Address(s) || last["name"] != page.Title || last["position"] != float64(len(trail)) {
			t.Errorf("the trail of %s is %v; want it to end at the page", page.Path, trail)
		}
	}
}

// TestTalksAsEvents compares the events with the content.
func TestTalksAsEvents(t *testing.T) { everySite(t, testTalksAsEvents) }

func testTalksAsEvents(t *testing.T, s *content.Site) {
	pages := make(map[string]*ui.Page)
	for _, page := range ui.Pages(s) {
		pages[page.Path] = page
	}
	for _, talk := range s.Talks {
		all := things(t, s, pages["/talks/"+talk.Slug], picture)
		recordings := slices.Concat(all["VideoObject"], all["MediaObject"])
		if recorded := talk.Recording != nil; recorded != (len(recordings) == 1) || recorded && recordings[0]["url"] != talk.Recording.Address {
			t.Errorf("%s has the recordings %v; want %+v", talk.Slug, recordings, talk.Recording)
		}
		held := ui.Place(s, &talk) != "" && talk.When().Precision() == content.ToDay && talk.Kind != content.KindPodcast
		if !held {
			if len(all["Event"]) > 0 || len(all["CreativeWork"])+len(all["PodcastEpisode"]) != 1 {
				t.Errorf("%s is an event without a place or a day, or no work either: %v", talk.Slug, all)
			}
			continue
		}
		found := false
		for _, e := range all["Event"] {
			if e["@id"] != "urn:uuid:"+talk.ID {
				continue // the conference
			}
			found = true
			start, _ := e["startDate"].(string)
			if !strings.HasPrefix(start, string(talk.When())) || e["name"] != talk.Title || e["url"] != s.Address+"/talks/"+talk.Slug {
				t.Errorf("%s is the event %v", talk.Slug, e)
			}
			if talk.Start != "" {
				at, err := time.Parse(time.RFC3339, start)
				if err != nil || at.In(mustLoad(t, talk.Event.TimeZone)).Format("15:04") != talk.Start {
					t.Errorf("%s begins %s; want %s in %s", talk.Slug, start, talk.Start, talk.Event.TimeZone)
				}
			}
			if n := len(e["performer"].([]any)); n != 1+len(talk.People) {
				t.Errorf("%s has %d performers; want %d", talk.Slug, n, 1+len(talk.People))
			}
		}
		if !found {
			t.Errorf("%s is not an event", talk.Slug)
		}
	}
}

// TestPublicationsAsArticles compares the articles with the content.
func TestPublicationsAsArticles(t *testing.T) { everySite(t, testPublicationsAsArticles) }

func testPublicationsAsArticles(t *testing.T, s *content.Site) {
	for _, page := range ui.Pages(s) {
		if p := page.Publication; p != nil {
			all := things(t, s, page, "")
			about := slices.Concat(all["ScholarlyArticle"], all["Article"])
			if len(about) != 1 || about[0]["headline"] != p.Title || about[0]["mainEntityOfPage"] != page.Address(s) || about[0]["abstract"] == nil {
				t.Errorf("%s says that it is of %v; want %q with its abstract", page.Path, about, p.Title)
			}
			if trail := all["ListItem"]; len(trail) != 3 || trail[1]["item"] != s.Address+"/publications" {
				t.Errorf("the trail of %s is %v; want it to lead by the publications", page.Path, trail)
			}
		}
		if page.Path != "/publications" {
			continue
		}
		all := things(t, s, page, "")["CollectionPage"][0]["hasPart"].([]any)
		var articles []map[string]any
		for _, a := range all {
			articles = append(articles, a.(map[string]any))
		}
		if len(articles) != len(s.Publications) {
			t.Fatalf("there are %d articles; want %d", len(articles), len(s.Publications))
		}
		for i, p := range s.Publications {
			got := articles[i]
			if got["headline"] != p.Title || got["datePublished"] != string(p.Date) || (p.Address != "" && got["url"] != p.Address) {
				t.Errorf("publication %d is the article %v; want %+v", i, got, p)
			}
		}
	}
}

// TestVideo: a recording is a video where all is known that Google demands of
// one, and can be watched in the page.
func TestVideo(t *testing.T) {
	const youtube = "https://www.youtube.com/watch?v=1"
	for _, test := range []struct {
		name, address, image string
		uploaded             content.Date
		want                 string
	}{
		{"all is known", youtube, picture, "2024-05-06", "VideoObject"},
		{"no day of upload", youtube, picture, "", "MediaObject"},
		{"no picture", youtube, "", "2024-05-06", "MediaObject"},
		{"no player", "https://video.example/1", picture, "2024-05-06", "MediaObject"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &content.Site{Address: "https://example.org", Person: content.Person{Name: "Ada"}}
			s.Talks = []content.Talk{{
				Slug: "x", Title: "X", Kind: content.KindTalk, Event: content.Event{Name: "Conf"},
				Recording: &content.Recording{Address: test.address, Seconds: 61, Uploaded: test.uploaded},
			}}
			all := ui.Pages(s)
			page := all[slices.IndexFunc(all, func(p *ui.Page) bool { return p.Path == "/talks/x" })]
			got := things(t, s, page, test.image)[test.want]
			if len(got) != 1 {
				t.Fatalf("there are %d of type %s; want one", len(got), test.want)
			}
			known := map[string]string{"name": "X", "url": test.address, "duration": "PT61S"}
			if test.want == "VideoObject" {
				known["thumbnailUrl"], known["uploadDate"], known["embedUrl"] = picture, "2024-05-06", "https://www.youtube-nocookie.com/embed/1"
			}
			for member, want := range known {
				if got[0][member] != want {
					t.Errorf("%s = %v; want %s", member, got[0][member], want)
				}
			}
		})
	}
}
