package ui

import (
	"strconv"
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// title is the one h1 of a page. The focus goes to it after a navigation,
// which is how people who do not see the screen learn that the page changed.
func title(text string) app.HTMLH1 {
	return app.H1().TabIndex(-1).Text(text)
}

// link leads to an address of this site or of another.
func link(address, text string) app.HTMLA {
	a := app.A().Href(address).Text(text)
	if !strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "#") {
		a.Rel("noopener")
	}
	return a
}

// date shows a date as precisely as it is known.
func date(d content.Date) app.UI {
	return app.Time().DateTime(string(d)).Text(d.String())
}

// shortDate shows a date under the heading of its year: "12 Jul", or nothing
// when only the year is known.
func shortDate(d content.Date) app.UI {
	short := d.First().Format("2 Jan")
	switch d.Precision() {
	case content.ToYear, content.Unknown:
		return nil
	case content.ToMonth:
		short = d.First().Format("January")
	}
	return app.Time().DateTime(string(d)).Text(short)
}

// period shows the days from first to last.
func period(first, last content.Date, show func(content.Date) app.UI) app.UI {
	if last == "" || last == first {
		return show(first)
	}
	days := joined(" to ", show(first), show(last))
	if days == nil {
		return nil
	}
	return app.Span().Body(days...)
}

// titleLink leads to an entry by its title, which may be in another language
// than the page.
func titleLink(s *content.Site, address, text, language string) app.UI {
	a := link(address, text)
	if language != s.Language {
		a.Lang(language).Dir("auto")
	}
	return a
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

// fact is a row of a list of facts: its name and its value. It is nothing
// when there is no value.
func fact(name string, value ...app.UI) []app.UI {
	if len(value) == 0 {
		return nil
	}
	return []app.UI{app.Dt().Text(name), app.Dd().Body(value...)}
}

// duration shows a length in whole minutes.
func duration(seconds int) string {
	minutes := (seconds + 30) / 60
	if minutes < 60 {
		return strconv.Itoa(minutes) + " min"
	}
	return strconv.Itoa(minutes/60) + " h " + strconv.Itoa(minutes%60) + " min"
}
