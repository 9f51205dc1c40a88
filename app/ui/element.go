package ui

import (
	"cmp"
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// title is the one h1 of a page. The focus goes to it after a navigation,
// which is how people who do not see the screen learn that the page changed.
func title(text string) app.HTMLH1 {
	return app.H1().TabIndex(-1).Text(text)
}

// spoken is what the content says, marked where it is not in the language of the
// site.
func spoken(s *content.Site, text string) app.UI {
	if language := s.LanguageOf(text); language != s.Language {
		return app.Span().Lang(language).Dir("auto").Text(text)
	}
	return app.Text(text)
}

// inLanguage marks an element of which the words are in a language, where that is
// not the language of the site.
func inLanguage[T interface {
	Lang(format string, v ...any) T
	Dir(format string, v ...any) T
}](s *content.Site, language string, e T) T {
	if language == s.Language {
		return e
	}
	return e.Lang(language).Dir("auto")
}

// opening is what a page of a section begins with: its heading and words.
func opening(s *content.Site, words content.Section) []app.UI {
	return append([]app.UI{app.H1().TabIndex(-1).Body(spoken(s, words.Title))}, prose(words.Text, 2)...)
}

// link leads to an address of this site or of another.
func link(address, text string) app.HTMLA {
	a := app.A().Href(address).Text(text)
	if !strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "#") {
		a.Rel("noopener")
	}
	return a
}

// inWords marks an element of which the words are those of the interface, where
// that speaks another language than the site.
func inWords[T interface {
	Lang(format string, v ...any) T
	Dir(format string, v ...any) T
}](s *content.Site, e T) T {
	if s.Words.Language == s.Language {
		return e
	}
	return e.Lang(s.Words.Language).Dir(cmp.Or(s.Words.Direction, "ltr"))
}

// inContent marks an element in one of which the words are those of the interface:
// it says what the content says.
func inContent[T interface {
	Lang(format string, v ...any) T
	Dir(format string, v ...any) T
}](s *content.Site, e T) T {
	if s.Words.Language == s.Language {
		return e
	}
	return e.Lang(s.Language).Dir(cmp.Or(s.Direction, "ltr"))
}

// said is a pattern of the interface with elements in its places, by their
// names: those that are not given stay out.
func said(p content.Pattern, places map[string][]app.UI) []app.UI {
	var all []app.UI
	rest := string(p)
	for rest != "" {
		before, after, _ := strings.Cut(rest, "{")
		if before != "" {
			all = append(all, app.Text(before))
		}
		name, end, _ := strings.Cut(after, "}")
		all = append(all, places[name]...)
		rest = end
	}
	return all
}

// dateForm is a way to show a date, or nothing of it.
type dateForm func(*content.Site, content.Date) app.UI

// date shows a date as precisely as it is known.
func date(s *content.Site, d content.Date) app.UI {
	return inWords(s, app.Time().DateTime(string(d))).Text(s.Words.Date(d))
}

// shortDate shows a date under the heading of its year: "12 Jul", or nothing
// when only the year is known.
func shortDate(s *content.Site, d content.Date) app.UI {
	short := s.Words.ShortDate(d)
	if short == "" {
		return nil
	}
	return inWords(s, app.Time().DateTime(string(d))).Text(short)
}

// period shows the days from first to last.
func period(s *content.Site, first, last content.Date, show dateForm) app.UI {
	from, to := show(s, first), show(s, last)
	if last == first || to == nil {
		return from
	}
	return inWords(s, app.Span()).Body(said(s.Words.Dates.Range, map[string][]app.UI{"first": {from}, "last": {to}})...)
}

// titleLink leads to an entry by its title, which may be in another language
// than the page.
func titleLink(s *content.Site, address, text, language string) app.UI {
	return inLanguage(s, language, link(address, text))
}

// joined puts sep between the elements, as text, so that they read well even
// without a style sheet. Elements that are nil are left out.
func joined(sep string, elements ...app.UI) []app.UI {
	var all []app.UI
	for _, e := range elements {
		if e == nil {
			continue
		}
		if len(all) > 0 {
			all = append(all, app.Text(sep))
		}
		all = append(all, e)
	}
	return all
}

// fact is a row of a list of facts: its name, of the words of the interface, and
// its value. It is nothing when there is no value.
func fact(s *content.Site, name string, value ...app.UI) []app.UI {
	if len(value) == 0 {
		return nil
	}
	return []app.UI{inWords(s, app.Dt()).Text(name), app.Dd().Body(value...)}
}

// namedFact is a row of which the name is the same in every language.
func namedFact(name string, value app.UI) []app.UI {
	return []app.UI{app.Dt().Text(name), app.Dd().Body(value)}
}
