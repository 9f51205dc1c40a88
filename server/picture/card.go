package picture

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// The size of a social card in pixels, that of Open Graph's large pictures.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// Card is what a social card says: the picture of a page where a link to it is
// shared.
type Card struct {
	Site    string // the site's name
	Address string // the site's address, without its scheme
	Section string // the section's name, "" for none
	Title   string // the page's title
	// Lead is said of the page in a few words, above Note.
	Lead string
	// Note is what else is said of it, set smaller.
	Note string
	// Digest is the edition's, whose seal the card has.
	Digest string
}

// The colours are those of the light theme; see the tokens of the style sheet.
var (
	paper  = color.RGBA{0xfb, 0xfa, 0xf7, 0xff}
	ink    = color.RGBA{0x1d, 0x21, 0x26, 0xff}
	muted  = color.RGBA{0x48, 0x4e, 0x55, 0xff}
	rule   = color.RGBA{0xde, 0xdb, 0xd2, 0xff}
	accent = color.RGBA{0x07, 0x53, 0x6a, 0xff}
)

// Where things are: the margins around everything, the seal in the lower
// right corner, the title above it and the lead and the note to its left.
const (
	left, top     = 72, 72
	right, bottom = CardWidth - left, CardHeight - top
	ruleTop       = 124
	titleTop      = 166
	sealSize      = 140
	leadRight     = right - sealSize - 56
)

// The settings of the texts, the largest that fits first. Their heights are
// what there is room for.
var (
	titleSettings = []setting{{104, 1}, {84, 2}, {72, 3}, {56, 4}, {50, 4}}
	leadSettings  = []setting{{34, 1}, {30, 2}}
	soleSettings  = []setting{{34, 2}, {30, 3}} // for a lead without a note
)

const (
	headSize = 28
	noteSize = 26
)

// PNG draws the card. Whatever the texts are, they stay in their places:
// characters without a glyph are left out, and what is too long ends with an
// ellipsis.
func (card Card) PNG() []byte {
	c := newCanvas(CardWidth, CardHeight, paper)
	c.head(card)
	c.title(cmp.Or(bold.legible(card.Title), bold.legible(card.Site), bold.legible(card.Address)))
	c.lead(card)
	c.seal(card.Digest, image.Rect(right-sealSize, bottom-sealSize, right, bottom), accent)
	return c.png()
}

// head says where the page is, and whose it is unless that is the title.
func (c *canvas) head(card Card) {
	const baseline, gap = 98, 20
	width := (right - left) / 3
	x := left + gap + c.text(mono, headSize, left, baseline, accent,
		mono.trim(mono.legible(card.Address), width, headSize))
	c.text(regular, headSize, x, baseline, muted, regular.trim(regular.legible(card.Section), width-gap, headSize))
	if card.Site != card.Title {
		site := regular.trim(regular.legible(card.Site), width-gap, headSize)
		c.text(regular, headSize, right-regular.width(site, headSize), baseline, muted, site)
	}
	c.rectangle(image.Rect(left, ruleTop, right, ruleTop+2), rule)
}

func (c *canvas) title(title string) {
	lines, size := bold.set(title, right-left, titleSettings...)
	y := titleTop + size*3/4
	for _, line := range lines {
		c.text(bold, size, left, y, ink, line)
		y += size * 116 / 100
	}
}

// lead puts the lead and the note at the bottom.
func (c *canvas) lead(card Card) {
	const baseline = bottom - 4
	y, settings := baseline, soleSettings
	if note := mono.legible(card.Note); note != "" {
		c.text(mono, noteSize, left, y, muted, mono.trim(note, leadRight-left, noteSize))
		y, settings = y-noteSize*16/10, leadSettings
	}
	lines, size := regular.set(regular.legible(card.Lead), leadRight-left, settings...)
	for _, line := range slices.Backward(lines) {
		c.text(regular, size, left, y, ink, line)
		y -= size * 13 / 10
	}
}

func (c *canvas) rectangle(area image.Rectangle, ink color.RGBA) {
	i := c.index(ink)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c.SetColorIndex(x, y, i)
		}
	}
}
