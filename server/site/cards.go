package site

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/server/picture"
)

// cards are the social cards of an edition.
type cards struct {
	// Hash is in the address of each card: a digest of all of them. They show
	// the seal, so they change together, and pages of two editions that say
	// the same differ in one name only; see assetPaths.names.
	Hash string
	// Links is what pages say of their cards, by the path of the page.
	Links map[string]cardLink
}

// cardLink is what a page says of its card.
type cardLink struct {
	Path string
	Alt  string // what the card says
}

// Width is that of every card, in pixels.
func (cardLink) Width() int { return picture.CardWidth }

// Height is that of every card, in pixels.
func (cardLink) Height() int { return picture.CardHeight }

// addCards adds the social card of each page to files. An installed copy of
// the site does without: nobody shares a link while the network is gone.
func addCards(files Files, s *content.Site, pages []*ui.Page, cache *picture.Cache) cards {
	pictures := make([]picture.Picture, len(pages))
	for i, p := range pages {
		pictures[i] = card(s, p)
	}
	drawn := cache.Draw(pictures...)
	sum := sha256.New()
	for _, body := range drawn {
		sum.Write(body)
	}
	all := cards{Hash: hex.EncodeToString(sum.Sum(nil))[:12], Links: make(map[string]cardLink)}
	for i, p := range pages {
		name := p.Path
		if name == "/" {
			name = "/home"
		}
		path := "/card" + name + "." + all.Hash + ".png"
		files[path] = immutable(NewFile(drawn[i], mediaType(path)))
		all.Links[p.Path] = cardLink{path, cardAlt(pictures[i].(picture.Card))}
	}
	return all
}

// card is the social card of a page.
func card(s *content.Site, p *ui.Page) picture.Card {
	c := picture.Card{
		Site:    s.Title,
		Address: strings.TrimPrefix(s.Address, "https://"),
		Title:   p.Title,
		Lead:    p.Description,
		Digest:  s.Edition.Digest,
	}
	if t := p.Talk; t != nil {
		c.Section = s.Sections.Talks.Name()
		c.Lead = t.Event.FullName()
		c.Note = joinWords(" · ", talkDays(s, t), ui.Place(s, t))
	}
	return c
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
