package content

import (
	"slices"
	"strings"
)

// SiteLanguage is a language that the site can be read in.
type SiteLanguage struct {
	Language string `json:"language" doc:"The language, as a BCP 47 tag."`
	Name     string `json:"name" doc:"What the language calls itself."`
	Path     string `json:"path,omitempty" doc:"The path before that of each page, such as /pt; none in the first language."`
	Digest   string `json:"digest,omitempty" doc:"Of a translation, in the document in the first language: the SHA-256 of that of the translation with its digest left empty, in hexadecimal."`
}

// All are the site in each of its languages, the first one first.
func (s *Site) All() []*Site { return append([]*Site{s}, s.Translations...) }

// Path is the path before that of each page in the language of the site: "/pt",
// or "" in the first language.
func (s *Site) Path() string {
	for _, l := range s.Languages {
		if l.Language == s.Language {
			return l.Path
		}
	}
	return ""
}

// Root is the address of the site in its first language.
func (s *Site) Root() string { return strings.TrimSuffix(s.Address, s.Path()) }

// Foreign is what a site says in a language that is not its own.
type Foreign struct {
	Language string   `json:"language" doc:"The language, as a BCP 47 tag."`
	Texts    []string `json:"texts" doc:"What is said in it, sorted."`
}

// LanguageOf is the language in which something is said that the content says:
// that of the site; that of the entry, where it says one; or the first one, where
// it has not been translated. Prose knows it by itself ([Prose.Language]).
func (s *Site) LanguageOf(text string) string {
	for _, f := range s.Foreign {
		if _, found := slices.BinarySearch(f.Texts, text); found {
			return f.Language
		}
	}
	return s.Language
}
