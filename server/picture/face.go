package picture

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	ximage "golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// face is one of the Go fonts, and what stands in where it has no glyph. Sizes
// are pixels per em. A face is for one picture: see Fonts.faces.
type face struct {
	*sfnt.Font
	more  []*font.Font
	known map[shapedKey]shaped // what was shaped already
	ready map[*font.Font]*font.Face
}

// The typefaces are the Go fonts: they come as a module, cover Latin, Greek
// and Cyrillic, and may be used by everyone.
var (
	regular = mustParse(goregular.TTF)
	bold    = mustParse(gobold.TTF)
	mono    = mustParse(gomono.TTF)
)

func mustParse(ttf []byte) face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Sprintf("picture: parse an embedded font: %v", err))
	}
	return face{Font: f}
}

// has reports whether the face has a glyph for a character.
func (f face) has(r rune) bool {
	i, err := f.GlyphIndex(nil, r)
	return err == nil && i != 0
}

// glyph is the outline of a character, its origin on the baseline, or nil if
// the face has none.
func (f face) glyph(b *sfnt.Buffer, r rune, size int) sfnt.Segments {
	i, err := f.GlyphIndex(b, r)
	if err != nil || i == 0 {
		return nil
	}
	outline, err := f.LoadGlyph(b, i, fixed.I(size), nil)
	if err != nil {
		return nil
	}
	return outline
}

// em is the size in which advances are whole numbers: that of the face's own
// units.
func (f face) em() int { return int(f.UnitsPerEm()) }

// advance is the width of a text in units of the face. The Go fonts have no
// kerning.
func (f face) advance(b *sfnt.Buffer, text string) int {
	sum := 0
	for _, run := range f.runs(text) {
		if run.font != nil {
			sum += divide(f.shape(run).advance*f.em(), int(run.font.Upem()))
			continue
		}
		for _, r := range run.text {
			sum += f.letter(b, r)
		}
	}
	return sum
}

// letter is the width of a character of the Go font, in units of the face.
func (f face) letter(b *sfnt.Buffer, r rune) int {
	i, err := f.GlyphIndex(b, r)
	if err != nil {
		return 0
	}
	width, err := f.GlyphAdvance(b, i, fixed.I(f.em()), ximage.HintingNone)
	if err != nil {
		return 0
	}
	return width.Round()
}

// legible is what of a text can be shown: white space is single spaces, and a
// character that no typeface has loses its marks, or is left out if it is no
// letter. If it is one, nothing is legible: half of the words say something
// else. Of a text that is far longer than there is ever room for, it is the
// beginning.
func (f face) legible(text string) string {
	shown, missing := f.read(text)
	if len(missing) > 0 {
		return ""
	}
	return shown
}

// read is what of a text can be shown, and the letters that cannot.
func (f face) read(text string) (shown string, missing []rune) {
	const enough = 2000 // bytes
	var b strings.Builder
	var last *font.Font // that of the character before
	for _, r := range norm.NFC.String(text[:min(len(text), enough)]) {
		other := f.other(r)
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case (r == '\u200c' || r == '\u200d' || unicode.IsMark(r)) && last != nil:
			if other == last {
				b.WriteRune(r) // it joins letters, or not
			}
			continue
		case !unicode.IsGraphic(r), r == utf8.RuneError:
			// Controls, marks of direction, joining or hyphenation, and what
			// is no character.
		case f.has(r):
			b.WriteRune(r)
			other = nil
		case other != nil && !unicode.IsMark(r):
			b.WriteRune(r)
		default:
			written := false
			for _, part := range norm.NFKD.String(string(r)) {
				if part != r && f.has(part) && !unicode.IsMark(part) {
					b.WriteRune(part)
					written = true
				}
			}
			if !written && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
				missing = append(missing, r)
			}
		}
		last = other
	}
	return strings.Join(strings.Fields(b.String()), " "), missing
}
