package picture

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"slices"

	"golang.org/x/image/draw"
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
	// Portrait is shown beside the seal, in shades of the ink; nil for none.
	Portrait Picture
	// Fonts have the letters that the Go fonts do not have.
	Fonts *Fonts
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
	portraitRight = right - sealSize - 28
	// leadRight, where there is a portrait
	leadRightOfTwo = portraitRight - sealSize - 56
)

// The settings of the texts, the largest that fits first. Their heights are
// what there is room for.
var (
	titleSettings = []setting{{104, 1}, {84, 2}, {72, 3}, {56, 4}, {50, 4}}
	// in letters that reach higher and lower
	otherTitleSettings = []setting{{92, 1}, {76, 2}, {60, 3}, {48, 4}}
	leadSettings       = []setting{{34, 1}, {30, 2}}
	soleSettings       = []setting{{34, 2}, {30, 3}} // for a lead without a note
)

const (
	titleLeading  = 116 // from line to line, in percent of the size
	otherLeading  = 132
	headSize      = 28
	smallHeadSize = 20 // for an address on two lines
	noteSize      = 26
)

// Missing are letters of the title that no typeface has. A card that misses
// some does without words but the address.
func (card Card) Missing() []rune {
	_, bold, _ := card.Fonts.faces()
	_, missing := bold.read(card.Title)
	return missing
}

// Draw draws the card. Whatever the texts are, they stay in their places: a text
// with letters that no typeface has is left out, as are other characters, and
// what is too long ends with an ellipsis.
func (card Card) Draw() []byte {
	if len(card.Missing()) > 0 {
		card = Card{Title: card.Address, Digest: card.Digest, Fonts: card.Fonts}
	}
	regular, bold, mono := card.Fonts.faces()
	c := newCanvas(CardWidth, CardHeight, paper)
	c.head(card, regular, mono)
	c.title(bold, cmp.Or(bold.legible(card.Title), bold.legible(card.Site), bold.legible(card.Address)))
	c.lead(card, regular, mono)
	c.seal(card.Digest, image.Rect(right-sealSize, bottom-sealSize, right, bottom), accent)
	c.portrait(card.Portrait, image.Rect(portraitRight-sealSize, bottom-sealSize, portraitRight, bottom))
	return c.png()
}

// head says where the page is, and whose it is unless that is the title.
func (c *canvas) head(card Card, regular, mono face) {
	const baseline, gap = 98, 20
	width := (right - left) / 3
	x := left + gap
	address := mono.legible(card.Address)
	if lines := mono.breakLines(address, width, setting{smallHeadSize, 2}); mono.width(address, headSize) > width && len(lines) == 2 {
		for i, line := range lines {
			x = max(x, left+gap+c.text(mono, smallHeadSize, left, baseline-(1-i)*smallHeadSize*12/10, accent, line))
		}
	} else {
		x += c.text(mono, headSize, left, baseline, accent, mono.trim(address, width, headSize))
	}
	c.text(regular, headSize, x, baseline, muted, regular.trim(regular.legible(card.Section), width-gap, headSize))
	if card.Site != card.Title {
		site := regular.trim(regular.legible(card.Site), width-gap, headSize)
		c.text(regular, headSize, right-regular.width(site, headSize), baseline, muted, site)
	}
	c.rectangle(image.Rect(left, ruleTop, right, ruleTop+2), rule)
}

func (c *canvas) title(bold face, title string) {
	settings, leading := titleSettings, titleLeading
	if bold.needs(title) {
		settings, leading = otherTitleSettings, otherLeading
	}
	lines, size := bold.set(title, right-left, settings...)
	y := titleTop + size*3/4
	for _, line := range lines {
		c.line(bold, size, left, right, y, ink, line)
		y += size * leading / 100
	}
}

// lead puts the lead and the note at the bottom.
func (c *canvas) lead(card Card, regular, mono face) {
	const baseline = bottom - 4
	end := leadRight
	if card.Portrait != nil {
		end = leadRightOfTwo
	}
	y, settings := baseline, soleSettings
	if note := mono.legible(card.Note); note != "" {
		c.line(mono, noteSize, left, end, y, muted, mono.trim(note, end-left, noteSize))
		y, settings = y-noteSize*16/10, leadSettings
	}
	lines, size := regular.set(regular.legible(card.Lead), end-left, settings...)
	for _, line := range slices.Backward(lines) {
		c.line(regular, size, left, end, y, ink, line)
		y -= size * 13 / 10
	}
}

// portrait puts the middle of a picture into an area, in the shades that there are
// between ink and paper: a palette has no room for those of a photograph. One that
// cannot be read is left out.
func (c *canvas) portrait(p Picture, area image.Rectangle) {
	if p == nil {
		return
	}
	source, _, err := image.Decode(bytes.NewReader(p.Draw()))
	if err != nil {
		return
	}
	middle := source.Bounds()
	if more := (middle.Dx() - middle.Dy()) / 2; more > 0 {
		middle.Min.X, middle.Max.X = middle.Min.X+more, middle.Max.X-more
	} else {
		middle.Min.Y, middle.Max.Y = middle.Min.Y-more, middle.Max.Y+more
	}
	grey := image.NewGray(area)
	draw.Draw(grey, area, image.White, image.Point{}, draw.Src) // behind what is transparent
	draw.CatmullRom.Scale(grey, area, source, middle, draw.Over, nil)
	const shades = 63
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			light := int(grey.GrayAt(x, y).Y) * shades / 255
			mix := func(dark, bright uint8) uint8 { return uint8((int(dark)*(shades-light) + int(bright)*light) / shades) }
			c.SetColorIndex(x, y, c.index(color.RGBA{mix(ink.R, paper.R), mix(ink.G, paper.G), mix(ink.B, paper.B), 0xff}))
		}
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
