package picture

import (
	"bytes"
	"image"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// testFonts are a few letters of Noto Sans JP and Noto Sans Arabic.
func testFonts(t *testing.T) *Fonts {
	t.Helper()
	fonts, err := ReadFonts(os.DirFS("testdata"))
	if err != nil || fonts == nil {
		t.Fatalf("ReadFonts(testdata) = %v, %v", fonts, err)
	}
	return fonts
}

// inked is how many pixels of an area are not paper.
func inked(t *testing.T, body []byte, area image.Rectangle) int {
	t.Helper()
	drawn := decode(t, body).(*image.Paletted)
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if drawn.ColorIndexAt(x, y) != 0 {
				n++
			}
		}
	}
	return n
}

const (
	japanese = "供給網を守る方法"
	arabic   = "أمن سلسلة الإمداد"
)

// TestCardInScripts: with a font that has its letters, a title is drawn where
// it is read from; without one, the card says the address and no more.
func TestCardInScripts(t *testing.T) {
	fonts := testFonts(t)
	titles := image.Rect(left, ruleTop+6, right, bottom-sealSize-2)
	leftHalf, rightHalf := titles, titles
	leftHalf.Max.X, rightHalf.Min.X = CardWidth/2, CardWidth/2
	alone := Card{Title: "kairo.dev", Digest: talkCard.Digest}.Draw()
	for _, title := range []string{japanese, arabic} {
		card := talkCard
		card.Title = title
		if m := card.Missing(); len(m) == 0 {
			t.Errorf("Missing() of %q without fonts = none", title)
		}
		if !bytes.Equal(card.Draw(), alone) {
			t.Errorf("the card of %q says more than the address", title)
		}
		card.Fonts = fonts
		if m := card.Missing(); len(m) > 0 {
			t.Errorf("Missing() of %q = %q", title, m)
		}
		body := card.Draw()
		if !bytes.Equal(body, card.Draw()) {
			t.Errorf("PNG of %q gives other bytes the second time", title)
		}
		card.Title = title + "🦊"
		if !bytes.Equal(body, card.Draw()) {
			t.Errorf("an emoji behind %q changes the card", title)
		}
		l, r := inked(t, body, leftHalf), inked(t, body, rightHalf)
		if rtl := title == arabic; rtl != (r > l) {
			t.Errorf("the card of %q has %d pixels of ink at the left and %d at the right", title, l, r)
		}
	}
}

// TestJoin: Arabic letters join, which they do not one by one.
func TestJoin(t *testing.T) {
	_, bold, _ := testFonts(t).faces()
	const word = "سلسلة"
	joined := bold.runs(word)
	if len(joined) != 1 || !joined[0].rtl {
		t.Fatalf("runs(%q) = %+v; want one from the right", word, joined)
	}
	var alone []placed
	for _, r := range word {
		alone = append(bold.shape(run{font: joined[0].font, text: []rune{r}, rtl: true}).glyphs, alone...)
	}
	shapes := bold.shape(joined[0]).glyphs
	same := func(a, b placed) bool { return a.id == b.id }
	if len(shapes) == 0 || slices.EqualFunc(shapes, alone, same) {
		t.Errorf("shape(%q) has the letters as they are alone: %v", word, shapes)
	}
}

// TestRuns: parts of a line are in the order in which they are seen.
func TestRuns(t *testing.T) {
	_, bold, _ := testFonts(t).faces()
	for text, want := range map[string]string{
		"TUF 2024":         "TUF 2024",
		"TUF を守る":          "TUF |を守る",
		"أمن TUF (2024)":   "TUF (2024)| |أمن",
		"TUF أمن سلسلة up": "TUF |سلسلة| |أمن| up",
		"أمن 10:00":        "10:00| |أمن",
	} {
		var got []string
		for _, r := range bold.runs(text) {
			got = append(got, string(r.text))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("runs(%q) = %q; want %q", text, strings.Join(got, "|"), want)
		}
	}
}

// TestLinesApart: what hangs below a line does not touch the next.
func TestLinesApart(t *testing.T) {
	card := Card{Title: strings.Repeat("البرمجية ", 8), Fonts: testFonts(t)}
	body := card.Draw()
	_, bold, _ := card.Fonts.faces()
	lines, size := bold.set(card.Title, right-left, otherTitleSettings...)
	if len(lines) < 2 {
		t.Fatalf("set gives %q; want several lines", lines)
	}
	// The middle of the gap: the letters have no ascenders higher than a "U".
	gap := titleTop + size*3/4 + size*otherLeading/100 - size*78/100
	if n := inked(t, body, image.Rect(left, gap, right, gap+1)); n > 0 {
		t.Errorf("%d pixels between the first line and the second are not paper", n)
	}
	if n := inked(t, body, image.Rect(left, bottom-sealSize-2, right, bottom-sealSize)); n > 0 {
		t.Errorf("the title reaches down to the seal")
	}
}

// TestSetJapanese: lines break between the letters, and none begins with a stop.
func TestSetJapanese(t *testing.T) {
	_, bold, _ := testFonts(t).faces()
	text := strings.Repeat("日本語の検証。", 6)
	lines, size := bold.set(text, 400, setting{50, 4}, setting{30, 4})
	if len(lines) < 2 || strings.Join(lines, "") != text {
		t.Errorf("set(%q) = %q; want all of it in lines", text, lines)
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "。") || bold.width(line, size) > 400 {
			t.Errorf("set(%q) has the line %q of %d pixels", text, line, bold.width(line, size))
		}
	}
}

// TestLongDomain: an address is divided where it has parts, and is whole.
func TestLongDomain(t *testing.T) {
	const domain = "donaudampfschifffahrt.gesellschaft-und-co.example"
	lines, _ := bold.set(domain, right-left, titleSettings...)
	if strings.Join(lines, "") != domain || len(lines) < 2 || !strings.ContainsAny(lines[0][len(lines[0])-1:], ".-") {
		t.Errorf("set(%q) = %q; want all of it, divided behind a dot or a hyphen", domain, lines)
	}
	card, other := talkCard, talkCard
	card.Address, other.Address = domain, domain+".org"
	if bytes.Equal(card.Draw(), other.Draw()) {
		t.Errorf("the end of %s is not on its card", domain)
	}
}

// TestIconInScripts: an initial in another script is on the icon.
func TestIconInScripts(t *testing.T) {
	fonts := testFonts(t)
	for _, name := range []string{"日本", "أمن"} {
		without, with := NewMark(name, "https://kairo.dev", nil), NewMark(name, "https://kairo.dev", fonts)
		if bytes.Equal(without.SVG(), with.SVG()) || bytes.Equal(Icon{without, 192, true}.Draw(), Icon{with, 192, true}.Draw()) {
			t.Errorf("the mark of %q has no letter", name)
		}
	}
}

func TestReadFonts(t *testing.T) {
	if fonts, err := ReadFonts(fstest.MapFS{"fonts/README.md": {Data: []byte("none")}}); fonts != nil || err != nil {
		t.Errorf("ReadFonts of a folder without fonts = %v, %v", fonts, err)
	}
	_, err := ReadFonts(fstest.MapFS{"fonts/page.otf": {Data: []byte("<html>")}})
	if err == nil || !strings.Contains(err.Error(), "fonts/page.otf") {
		t.Errorf("ReadFonts of something else = %v; want an error that names the file", err)
	}
	a, b := testFonts(t), testFonts(t)
	if key(Card{Fonts: a}) != key(Card{Fonts: b}) || key(Card{Fonts: a}) == key(Card{}) ||
		key(Icon{Mark: Mark{Fonts: a}}) != key(Icon{Mark: Mark{Fonts: b}}) || key(Icon{Mark: Mark{Fonts: a}}) == key(Icon{}) {
		t.Error("the key of a picture does not tell its fonts")
	}
}
