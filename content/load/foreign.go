package load

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"kairo.dev/content"
)

// foreign is what the files say in another language than that of the site, by
// language: in the one that an entry says its words are in, or else in the first
// language, unless a translation says it. Prose is marked by its blocks. What is
// said in the language of the site too is not foreign.
func (f *files) foreign(said translated, first string) []content.Foreign {
	m := marker{site: f.site.Language, said: said, texts: make(map[string][]string)}
	for _, target := range f.byName() {
		m.mark(reflect.ValueOf(target).Elem(), first, first)
	}
	var all []content.Foreign
	own := m.texts[m.site]
	delete(m.texts, m.site)
	for _, language := range slices.Sorted(maps.Keys(m.texts)) {
		texts := slices.DeleteFunc(m.texts[language], func(text string) bool { return slices.Contains(own, text) })
		slices.Sort(texts)
		if texts = slices.Compact(texts); len(texts) > 0 {
			all = append(all, content.Foreign{Language: language, Texts: texts})
		}
	}
	return all
}

// marker finds out in which language each text is.
type marker struct {
	site  string              // its language
	said  translated          // is in the language of the site, whatever the entry says
	texts map[string][]string // by language
}

// mark looks at a struct of which the words, and the text, are in languages.
func (m *marker) mark(v reflect.Value, words, text string) {
	fields := fieldsOf(v.Type())
	for _, f := range fields {
		switch language := v.Field(f.index); f.language {
		case "words":
			words = cmp.Or(language.String(), words)
			text = words
		case "text":
			text = cmp.Or(language.String(), text)
		}
	}
	for _, f := range fields {
		member := v.Field(f.index)
		in := func(language string) string {
			if m.said[member.Addr().Pointer()] {
				return m.site
			}
			return language
		}
		switch {
		case f.kind.Kind() == reflect.Struct:
			m.mark(member, words, text)
		case f.kind.Kind() == reflect.Slice && translatable(f.kind.Elem()):
			for n := range member.Len() {
				m.mark(member.Index(n), words, text)
			}
		case !f.translate || member.IsZero():
		case f.kind == proseType:
			language := in(text)
			if language == m.site {
				language = ""
			}
			member.Set(reflect.ValueOf(inLanguage(member.Interface().(content.Prose), language)))
		default:
			language := in(words)
			m.texts[language] = append(m.texts[language], member.String())
		}
	}
}

// inLanguage is prose whose blocks are marked as in a language.
func inLanguage(p content.Prose, language string) content.Prose {
	p = slices.Clone(p)
	for i := range p {
		p[i].Language = language
	}
	return p
}
