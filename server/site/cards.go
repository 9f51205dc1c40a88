package site

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/server/cache"
	"kairo.dev/server/picture"
)

// cards are what pages say of their social cards, by the path of the page.
type cards map[string]cardLink

// cardLink is what a page says of its card.
type cardLink struct {
	Path string
	Alt  string // what the card says
}

// Width is that of every card, in pixels.
func (cardLink) Width() int { return picture.CardWidth }

// Height is that of every card, in pixels.
func (cardLink) Height() int { return picture.CardHeight }

// CardPath is where the social card of the page at a path is. Other sites keep
// the address of a card, and show it to their readers for years: so it has no
// hash in it, though cards change with each edition, and other origins may show
// what is there.
func CardPath(page string) string {
	if page == "/" {
		page = "/home"
	}
	return "/cards" + page + ".png"
}

// FormerCard matches where cards were when their addresses had a hash. What the
// parentheses match, between "/cards" and ".png", is where the card is now.
const FormerCard = `^/card(/[a-z0-9][a-z0-9/._-]*)\.[0-9a-f]{12}\.png$`

var formerCard = regexp.MustCompile(FormerCard)

// MovedCard is where a card is that was at a path which had a hash in it.
func MovedCard(path string) (to string, ok bool) {
	m := formerCard.FindStringSubmatch(path)
	if m == nil {
		return "", false
	}
	return "/cards" + m[1] + ".png", true
}

// addCards adds the social card of each page to files. An installed copy of
// the site does without: nobody shares a link while the network is gone.
func addCards(files Files, s *content.Site, pages []*ui.Page, fonts *picture.Fonts, kept *cache.Folder) {
	pictures := make([]picture.Picture, len(pages))
	for i, p := range pages {
		pictures[i] = card(s, p, fonts)
	}
	for i, body := range picture.Draw(kept, pictures...) {
		path := CardPath(pages[i].Path)
		files[path] = public(NewFile(body, mediaType(path)))
	}
}

// cardLinks are what pages say of their cards.
func cardLinks(s *content.Site, pages []*ui.Page, fonts *picture.Fonts) cards {
	all := make(cards)
	for _, p := range pages {
		all[p.Path] = cardLink{CardPath(p.Path), cardAlt(card(s, p, fonts))}
	}
	return all
}

// AddCards returns the files, which Build has made of s with LaterCards and the
// same options, with their cards. The files do not change: a server may be using
// them.
func (f Files) AddCards(s *content.Site, o Options) (Files, error) {
	fonts, err := picture.ReadFonts(o.Content)
	if err != nil {
		return nil, fmt.Errorf("add cards: %w", err)
	}
	all := maps.Clone(f)
	for _, t := range s.All() {
		cards := make(Files)
		addCards(cards, t, ui.Pages(t), fonts, o.Pictures)
		all.addBelow(t.Path(), cards)
	}
	return all, nil
}

// KeepCards adds, for the time until AddCards, the cards that the edition before
// has at the addresses of f: with another seal, but in time for whoever asks.
func (f Files) KeepCards(before Files) {
	for path, file := range before {
		page := strings.TrimSuffix(strings.Replace(path, "/cards/", "/", 1), ".png")
		if isCard(path) && f[path] == nil && (f[page] != nil || f[strings.TrimSuffix(page, "home")] != nil) {
			f[path] = file
		}
	}
}

// SameEdition reports whether g has the same files as f, beside cards, which are
// drawn later.
func (f Files) SameEdition(g Files) bool {
	within := func(a, b Files) bool {
		for path, file := range a {
			if !isCard(path) && (b[path] == nil || b[path].Digest != file.Digest) {
				return false
			}
		}
		return true
	}
	return within(f, g) && within(g, f)
}

// isCard reports whether a path is that of a card, or leads to one.
func isCard(path string) bool { return strings.Contains(path, "/cards/") }

// WithoutWords lists the pages of which the cards say nothing but the address,
// and the letters of their titles that no typeface has, in order. The typefaces
// are those of the content in a folder, which may be nil.
func WithoutWords(s *content.Site, from fs.FS) (pages []string, letters string, err error) {
	fonts, err := picture.ReadFonts(from)
	if err != nil {
		return nil, "", err
	}
	var missing []rune
	for _, t := range s.All() {
		for _, p := range ui.Pages(t) {
			if m := card(t, p, fonts).Missing(); len(m) > 0 {
				pages = append(pages, t.Path()+p.Path)
				missing = append(missing, m...)
			}
		}
	}
	slices.Sort(missing)
	return pages, string(slices.Compact(missing)), nil
}

// card is the social card of a page.
func card(s *content.Site, p *ui.Page, fonts *picture.Fonts) picture.Card {
	c := picture.Card{
		Site:    s.Title,
		Address: strings.TrimPrefix(s.Address, "https://"),
		Title:   p.Title,
		Lead:    p.Description,
		Digest:  s.Edition.Digest,
		Fonts:   fonts,
	}
	if p.Path == ui.HomePath {
		c.Portrait = portrait(s)
	}
	if t := p.Talk; t != nil {
		c.Section = s.Sections.Talks.Name()
		c.Lead = t.Event.FullName()
		c.Note = joinWords(" · ", talkDays(s, t), ui.Place(s, t))
	}
	if p.Publication != nil {
		c.Section = s.Sections.Publications.Name()
	}
	return c
}

// portrait is the picture of the person, or nil.
func portrait(s *content.Site) picture.Picture {
	for _, f := range s.Files {
		for _, form := range f.Forms {
			if form.Address == s.Person.Portrait {
				return picture.Photo{File: f, Form: form}
			}
		}
	}
	return nil
}

// talkDays is when the talk is, as far as it is known.
func talkDays(s *content.Site, t *content.Talk) string {
	if first, last := t.Event.Start, t.Event.End; t.Date == "" && last != "" && last != first {
		return s.Words.Dates.Range.With("first", s.Words.Date(first), "last", s.Words.Date(last))
	}
	return s.Words.Date(t.When())
}

// cardAlt is the text of a card, for those who do not see it.
func cardAlt(c picture.Card) string {
	return joinWords(". ", c.Title, strings.TrimSuffix(c.Lead, "."), c.Note)
}

// joinWords joins those of the words that are not empty.
func joinWords(sep string, words ...string) string {
	var known []string
	for _, w := range words {
		if w != "" {
			known = append(known, w)
		}
	}
	return strings.Join(known, sep)
}
