package site

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/words"
	"kairo.dev/server/cache"
)

// metas are the metadata of a page, by their name or property.
func metas(t *testing.T, path string, file *File) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for n := range parseDocument(t, path, file.Body).Descendants() {
		if n.Data == "meta" {
			name, _ := attribute(n, "name")
			property, _ := attribute(n, "property")
			all[name+property], _ = attribute(n, "content")
		}
	}
	return all
}

// TestCards: every page has a card, which is what the page says of it.
func TestCards(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	cards := make(map[string]string)
	for _, p := range ui.Pages(s) {
		meta := metas(t, p.Path, files[p.Path])
		path, ok := strings.CutPrefix(meta["og:image"], s.Address)
		card := files[path]
		if !ok || card == nil {
			t.Errorf("%s has the card %q, which is not there", p.Path, meta["og:image"])
			continue
		}
		if other := cards[path]; other != "" {
			t.Errorf("%s has the same card as %s", p.Path, other)
		}
		cards[path] = p.Path
		config, err := png.DecodeConfig(bytes.NewReader(card.Body))
		if err != nil || config.Width != 1200 || config.Height != 630 {
			t.Errorf("%s is %d×%d pixels (%v); want 1200×630", path, config.Width, config.Height, err)
		}
		if len(card.Body) > 60_000 {
			t.Errorf("%s has %d bytes; want at most 60 kB", path, len(card.Body))
		}
		if card.Immutable || !card.Public || card.Offline || card.Type != "image/png" {
			t.Errorf("%s is immutable: %t, public: %t, offline: %t, of type %s", path, card.Immutable, card.Public, card.Offline, card.Type)
		}
		for name, want := range map[string]string{
			"og:image:width":  "1200",
			"og:image:height": "630",
			"og:image:type":   "image/png",
			"twitter:card":    "summary_large_image",
		} {
			if meta[name] != want {
				t.Errorf("%s has %s %q; want %q", p.Path, name, meta[name], want)
			}
		}
		if alt := meta["og:image:alt"]; !strings.Contains(alt, p.Title) || alt != meta["twitter:image:alt"] {
			t.Errorf("%s describes its card as %q and %q; want the title", p.Path, alt, meta["twitter:image:alt"])
		}
	}
}

// TestCardsStay: another seal makes other pictures, at the same addresses, and
// the pages say the same, so that an installed copy keeps them.
func TestCardsStay(t *testing.T) {
	s := readSite(t)
	before := build(t, s)
	s.Edition.Digest = strings.Repeat("0123456789abcdef", 4)
	after := build(t, s)
	for _, p := range ui.Pages(s) {
		path := CardPath(p.Path)
		if before[path] == nil || after[path] == nil || before[path].Digest == after[path].Digest {
			t.Errorf("%s is not there in both editions, or is the same in both", path)
		}
	}
	old := make(map[string]string)
	for _, file := range offlineList(t, before).Files {
		old[file.URL] = file.SHA256
	}
	for _, file := range offlineList(t, after).Files {
		if after[file.URL].IsPage() && file.SHA256 != old[file.URL] {
			t.Errorf("%s says something else with another seal", file.URL)
		}
	}
}

// TestCardsLater: a site whose cards are drawn later comes to be the same.
func TestCardsLater(t *testing.T) {
	s := readSite(t)
	whole := build(t, s)
	options := Options{Pictures: pictures, LaterCards: true}
	first, err := Build(s, assets(t), options)
	if err != nil {
		t.Fatal(err)
	}
	for path, file := range whole {
		if isCard(path) != (first[path] == nil) || first[path] != nil && first[path].Digest != file.Digest {
			t.Errorf("without cards, Build gives another %s", path)
		}
	}
	later, err := first.AddCards(s, options)
	if err != nil {
		t.Fatal(err)
	}
	if len(later) != len(whole) || !later.SameEdition(first) || !first.SameEdition(whole) {
		t.Error("with its cards the site is another edition")
	}
	for path, file := range whole {
		if later[path] == nil || later[path].Digest != file.Digest {
			t.Errorf("AddCards gives another %s", path)
		}
	}
	next, err := Build(s, assets(t), options)
	if err != nil {
		t.Fatal(err)
	}
	next.KeepCards(whole)
	for path := range whole {
		if next[path] == nil {
			t.Errorf("KeepCards leaves out %s", path)
		}
	}
	if delete(first, "/talks"); first.SameEdition(whole) || whole.SameEdition(first) {
		t.Error("an edition without a page is the same")
	}
}

func TestMovedCard(t *testing.T) {
	for _, test := range []struct{ path, to string }{
		{"/card/home.0123456789ab.png", "/cards/home.png"},
		{"/card/talks/a-talk.2.0123456789ab.png", "/cards/talks/a-talk.2.png"},
		{"/card/home.png", ""},
		{"/card/.0123456789ab.png", ""},
		{"/card//elsewhere.example/x.0123456789ab.png", ""},
		{"/cards/home.png", ""},
	} {
		if to, ok := MovedCard(test.path); to != test.to || ok != (test.to != "") {
			t.Errorf("MovedCard(%q) = %q, %t; want %q", test.path, to, ok, test.to)
		}
	}
}

func TestLocale(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en_US", "en-GB": "en_GB", "pt": "pt_BR", "pt-PT": "pt_PT", "de": "de_DE", "zh-Hant-TW": "zh_TW",
	} {
		if got := locale(tag); got != want {
			t.Errorf("locale(%q) = %q; want %q", tag, got, want)
		}
	}
}

// TestCardOfTalk: the day is told as precisely as it is known.
func TestCardOfTalk(t *testing.T) {
	event := content.Event{Name: "Conf", Edition: "2024", Start: "2024-04-01", End: "2024-04-04", City: "Paris"}
	for _, test := range []struct {
		talk content.Talk
		note string
	}{
		{content.Talk{Event: event, Date: "2024-04-03"}, "3 April 2024 · Paris"},
		{content.Talk{Event: event, Date: "2024-04"}, "April 2024 · Paris"},
		{content.Talk{Event: event}, "1 April 2024 to 4 April 2024 · Paris"},
		{content.Talk{Event: content.Event{Name: "Conf", Start: "2024"}}, "2024"},
		{content.Talk{Event: content.Event{Name: "Conf", City: "Paris"}}, "Paris"},
		{content.Talk{Event: content.Event{Name: "Conf"}}, ""},
	} {
		got := card(&content.Site{Words: words.For("en")}, &ui.Page{Talk: &test.talk}, nil)
		if got.Note != test.note || got.Lead != test.talk.Event.FullName() {
			t.Errorf("the card of %+v says %q and %q; want %q", test.talk, got.Lead, got.Note, test.note)
		}
	}
}

// TestCachedPictures: a cache changes nothing but the time it takes.
func TestCachedPictures(t *testing.T) {
	dir := t.TempDir()
	kept, err := cache.Open(dir, 128<<20)
	if err != nil {
		t.Fatal(err)
	}
	s := readSite(t)
	drawn, err := Build(s, assets(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"empty", "full"} {
		files, err := Build(s, assets(t), Options{Pictures: kept})
		if err != nil {
			t.Fatal(err)
		}
		for path, file := range drawn.All() {
			if files[path] == nil || !bytes.Equal(files[path].Body, file.Body) {
				t.Errorf("with an %s cache, Build gives another %s", state, path)
			}
		}
		entries, err := os.ReadDir(dir)
		if want := len(ui.Pages(s)) + 6; err != nil || len(entries) != want {
			t.Errorf("the cache has %d entries (%v); want %d", len(entries), err, want)
		}
	}
}

// TestPortraitOnCard: the home page's card has the picture of the person.
func TestPortraitOnCard(t *testing.T) {
	s := withPosts(t, "https://posts.example")
	for _, p := range ui.Pages(s) {
		if got, want := card(s, p, nil).Portrait != nil, p.Path == ui.HomePath; got != want {
			t.Errorf("the card of %s has a portrait: %t; want %t", p.Path, got, want)
		}
	}
}
