package importer

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
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

// spoken is a language of a site of Hugo.
type spoken struct {
	tag     string // as a BCP 47 tag, or ""
	address string // where it is, if that is not below the address of the site, or ""
}

// speaks reads the languages of a configuration of Hugo. The standard one is that
// of files that name none.
func (g *generator) speaks(set matter) {
	g.standard = strings.ToLower(cmp.Or(set.text("defaultcontentlanguage"), "en"))
	g.prefixed = set.is("defaultcontentlanguageinsubdir", true)
	all, _ := set["languages"].(map[string]any)
	for code, raw := range all {
		of := make(matter)
		members, _ := raw.(map[string]any)
		for name, value := range members {
			of[strings.ToLower(name)] = value
		}
		if g.languages == nil {
			g.languages = make(map[string]spoken)
		}
		g.languages[strings.ToLower(code)] = spoken{tag(cmp.Or(of.text("locale", "languagecode"), code)), site(of.text("baseurl"))}
	}
}

// withoutLanguage is the path of a file of Hugo without the language in its name, and
// that language: of post.pt.md they are post.md and pt. The configuration says which
// languages there are; without one, it is one if another file is called the same
// without it, or all are called index.
func (g *generator) withoutLanguage(name, relative string) (plain, code string) {
	ending := path.Ext(relative)
	base := strings.TrimSuffix(relative, ending)
	written := path.Ext(base)
	plain, code = strings.TrimSuffix(base, written)+ending, strings.ToLower(strings.TrimPrefix(written, "."))
	_, known := g.languages[code]
	switch {
	case g.kind == jekyll || g.kind == pelican || code == "" || path.Base(plain) == ending:
	case known || g.kind == hugo && code == g.standard:
		return plain, code
	case g.languages == nil && tag(code) != "" && (path.Base(plain) == "index"+ending || isFile(filepath.Join(filepath.Dir(name), path.Base(plain)))):
		return plain, code
	}
	return relative, ""
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// home is the address of the site in a language.
func (g *generator) home(code string) string {
	switch own := g.languages[code].address; {
	case own != "":
		return own
	case code == "", code == g.standard && !g.prefixed:
		return g.address
	}
	return joinAddress(g.address, code)
}
