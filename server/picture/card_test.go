package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// talkCard is a card with everything on it.
var talkCard = Card{
	Site:    "Kairo de Araujo",
	Address: "kairo.dev",
	Section: "Talks",
	Title:   "Identity-based Trust – Till Death Do We Part?",
	Lead:    "KubeCon + CloudNativeCon Europe 2025",
	Note:    "3 April 2025 · London, United Kingdom",
	Digest:  strings.Repeat("0123456789abcdef", 4),
}

// extremeCards are cards nobody should write, by what is extreme about them.
func extremeCards() map[string]Card {
	all := make(map[string]Card)
	for name, text := range map[string]string{
		"nothing":       "",
		"one word":      strings.Repeat("W", 300),
		"narrow word":   strings.Repeat("i", 3000),
		"many words":    strings.Repeat("lorem ipsum ", 500),
		"tall letters":  strings.Repeat("ÅŷǺ ", 75),
		"a tall word":   "ǺŮ",
		"deep letters":  strings.Repeat("jgç(", 75),
		"Hebrew":        "שלום עולם",
		"emoji":         "👩‍💻🏳️‍🌈",
		"mixed":         "\"><script>שלום</script> 👩‍💻 日本 Ảệ \u202e\u00ad\u200b tail",
		"controls":      "\x00\x01\n\t\r\x7f",
		"invalid UTF-8": "\xff\xfe\xc3(",
		"a book":        strings.Repeat("W", 1<<20),
		"marks":         "e" + strings.Repeat("\u0301", 500),
		"no spaces":     strings.Repeat("/very/long/path", 40),
	} {
		all[name+" everywhere"] = Card{text, text, text, text, text, text, text, nil, nil}
		card := talkCard
		card.Title = text
		all[name+" as the title"] = card
	}
	return all
}

func TestCard(t *testing.T) {
	body := talkCard.Draw()
	if !bytes.Equal(body, talkCard.Draw()) {
		t.Error("PNG gives other bytes the second time")
	}
	if got := decode(t, body).Bounds().Size(); got != image.Pt(CardWidth, CardHeight) {
		t.Errorf("the card has the size %v; want %d×%d", got, CardWidth, CardHeight)
	}
	for name, other := range map[string]func(*Card){
		"site":    func(c *Card) { c.Site = "Ada" },
		"address": func(c *Card) { c.Address = "example.org" },
		"section": func(c *Card) { c.Section = "Posts" },
		"title":   func(c *Card) { c.Title = "Trust" },
		"lead":    func(c *Card) { c.Lead = "Conf" },
		"note":    func(c *Card) { c.Note = "2024" },
		"digest":  func(c *Card) { c.Digest = strings.Repeat("fedcba9876543210", 4) },
		"picture": func(c *Card) { c.Portrait = portrait(t) },
	} {
		card := talkCard
		if other(&card); bytes.Equal(body, card.Draw()) {
			t.Errorf("a card with another %s looks the same", name)
		}
	}
}

// portrait is a photograph that stands upright.
func portrait(t *testing.T) Picture {
	f, _ := loom(t)
	return Photo{f, f.Forms[0]}
}

// TestPortrait: the middle of a photograph is on the card, upright, beside the
// words and the seal.
func TestPortrait(t *testing.T) {
	card := talkCard
	card.Lead, card.Note, card.Portrait = strings.Repeat("words ", 40), strings.Repeat("note ", 40), portrait(t)
	body := card.Draw()
	if len(body) > 60_000 {
		t.Errorf("the card has %d bytes; want at most 60 kB", len(body))
	}
	drawn := decode(t, body)
	grey := func(x, y int) uint8 { return color.GrayModel.Convert(drawn.At(x, y)).(color.Gray).Y }
	const from, quarter = portraitRight - sealSize, sealSize / 4
	// The quarters of what was taken are red, green, blue and yellow, by TestPhoto.
	if red, yellow := grey(from+3*quarter, bottom-3*quarter), grey(from+quarter, bottom-quarter); red == yellow {
		t.Errorf("the quarters of the portrait are as light as each other: %d", red)
	}
	for y := bottom - sealSize; y < bottom; y++ {
		for _, x := range []int{from - 1, portraitRight} {
			if drawn.At(x, y) != color.Color(paper) {
				t.Fatalf("there is something at %d, %d; want nothing beside the portrait", x, y)
			}
		}
	}
	card.Portrait = Icon{}
	without := talkCard
	if bytes.Equal(card.Draw(), without.Draw()) {
		t.Error("a card with another picture looks the same")
	}
}

// TestExtremeCards: whatever a card says, its parts stay in their places, and
// there is something to read.
func TestExtremeCards(t *testing.T) {
	places := []image.Rectangle{
		image.Rect(left-4, ruleTop+6, right+4, bottom-sealSize-2),                  // the title
		image.Rect(left-4, bottom-sealSize+2, leadRight+4, bottom+8),               // the lead and the note
		image.Rect(right-sealSize, bottom-sealSize, right, bottom),                 // the seal
		image.Rect(left, ruleTop, right, ruleTop+2),                                // the rule
		image.Rect(left-4, ruleTop-60, right+4, ruleTop-12),                        // the head
		image.Rect(portraitRight-sealSize, bottom-sealSize, portraitRight, bottom), // the portrait
	}
	for name, card := range extremeCards() {
		body := card.Draw()
		if len(body) > 60_000 {
			t.Errorf("%s: the card has %d bytes; want at most 60 kB", name, len(body))
		}
		drawn := decode(t, body).(*image.Paletted)
		if drawn.Palette[0] != color.Color(paper) {
			t.Fatalf("%s: the first colour is %v; want that of the paper", name, drawn.Palette[0])
		}
		inked := make([]int, len(places))
		for i, colour := range drawn.Pix {
			if colour == 0 {
				continue
			}
			at := image.Pt(i%drawn.Stride, i/drawn.Stride)
			place := slices.IndexFunc(places, at.In)
			if place < 0 {
				t.Fatalf("%s: there is something at %v, where nothing belongs", name, at)
			}
			inked[place]++
		}
		if strings.HasSuffix(name, "as the title") && inked[0] == 0 {
			t.Errorf("%s: the card has no title", name)
		}
	}
}

// TestVersion fails when the same card or icon looks other than it did. Then
// raise version, so that no cache answers with the old looks, and put the new
// digest here.
func TestVersion(t *testing.T) {
	const want = "dbd170cbaeaa69e1efa626b70aeef1ee97c6e1b4baa53c99a36d21044704562b"
	sum := sha256.New()
	for _, p := range []Picture{talkCard, Icon{NewMark("Kairo", "https://kairo.dev", nil), 192, true}} {
		drawn := decode(t, p.Draw())
		for y := range drawn.Bounds().Dy() {
			for x := range drawn.Bounds().Dx() {
				c := color.NRGBAModel.Convert(drawn.At(x, y)).(color.NRGBA)
				sum.Write([]byte{c.R, c.G, c.B, c.A})
			}
		}
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("version %d draws %s; want %s", version, got, want)
	}
}

// BenchmarkPNG is a card as a file, by how thoroughly it is compressed.
func BenchmarkPNG(b *testing.B) {
	card, err := png.Decode(bytes.NewReader(talkCard.Draw()))
	if err != nil {
		b.Fatal(err)
	}
	for _, level := range []struct {
		name string
		png.CompressionLevel
	}{{"quick", png.BestSpeed}, {"usual", png.DefaultCompression}, {"thorough", png.BestCompression}} {
		b.Run(level.name, func(b *testing.B) {
			encoder := png.Encoder{CompressionLevel: level.CompressionLevel, BufferPool: &encoders}
			var file bytes.Buffer
			for b.Loop() {
				file.Reset()
				if err := encoder.Encode(&file, card); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(file.Len()), "bytes")
		})
	}
}

func BenchmarkCard(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		talkCard.Draw()
	}
}
