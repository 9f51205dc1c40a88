package importer

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
	"golang.org/x/text/language"
)

// guessable are the languages that are told apart. The library knows more; but
// the fewer there are, the fewer are taken for each other.
var guessable = map[whatlanggo.Lang]bool{
	whatlanggo.Arb: true, whatlanggo.Bul: true, whatlanggo.Ces: true, whatlanggo.Cmn: true, whatlanggo.Dan: true,
	whatlanggo.Deu: true, whatlanggo.Ell: true, whatlanggo.Eng: true, whatlanggo.Fin: true, whatlanggo.Fra: true,
	whatlanggo.Heb: true, whatlanggo.Hin: true, whatlanggo.Hun: true, whatlanggo.Ita: true, whatlanggo.Jpn: true,
	whatlanggo.Kor: true, whatlanggo.Nld: true, whatlanggo.Nob: true, whatlanggo.Pol: true, whatlanggo.Por: true,
	whatlanggo.Ron: true, whatlanggo.Rus: true, whatlanggo.Spa: true, whatlanggo.Swe: true, whatlanggo.Tur: true,
	whatlanggo.Ukr: true, whatlanggo.Vie: true,
}

// How much of a text is looked at, in bytes. In fewer than leastGuessed no language
// of Latin letters can be told, and a feed may have thousands of such texts.
const (
	mostGuessed  = 20_000
	leastGuessed = 16
)

// guess is the language that words are most likely in, as a BCP 47 tag, or the
// usual one if they are too few to tell.
func guess(words, usual string) string {
	if len(words) < leastGuessed && strings.IndexFunc(words, func(r rune) bool { return r > unicode.MaxLatin1 }) < 0 {
		return usual
	}
	if len(words) > mostGuessed {
		words = strings.ToValidUTF8(words[:mostGuessed], "")
	}
	info := whatlanggo.DetectWithOptions(words, whatlanggo.Options{Whitelist: guessable})
	code := info.Lang.Iso6391()
	if code == "" || !info.IsReliable() {
		return usual
	}
	// The usual one may be exacter: pt-BR is as good a guess as pt.
	if base, _ := language.Make(usual).Base(); base.String() == code {
		return usual
	}
	return code
}

// tag is a language as the source calls it, as a BCP 47 tag, or "".
func tag(s string) string {
	t, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
	if err != nil || t == language.Und {
		return ""
	}
	return t.String()
}
