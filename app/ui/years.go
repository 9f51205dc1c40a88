package ui

import (
	"strconv"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// ofYear are the entries of one year.
type ofYear[T any] struct {
	year    int
	entries []T
	page    string // that lists them, if it is not the page of the section
}

// address is where the year is listed. The page of the section is at a path, or
// "" for links on that page.
func (y ofYear[T]) address(path string) string {
	if y.page != "" {
		return y.page
	}
	return path + "#" + yearID(y.year)
}

// byYear groups entries that are sorted already.
func byYear[T any](entries []T, year func(T) int) []ofYear[T] {
	var years []ofYear[T]
	for i, e := range entries {
		y := year(e)
		if n := len(years); n == 0 || years[n-1].year != y {
			years = append(years, ofYear[T]{year: y, entries: entries[i:i]})
		}
		last := &years[len(years)-1]
		last.entries = last.entries[:len(last.entries)+1]
	}
	return years
}

// withPages gives years pages of their own, so that no page gets heavier as the
// entries of a section get more: the page of the section, at path, lists whole
// years up to so many entries, the newest first, and that one in any case.
func withPages[T any](years []ofYear[T], path string, most int) []ofYear[T] {
	listed := 0
	for i := range years {
		listed += len(years[i].entries)
		if i > 0 && listed > most {
			years[i].page = yearPath(path, years[i].year)
		}
	}
	return years
}

// yearPages are the rows of the page table for the years of a section that have
// a page of their own. Things is what to say of the entries.
func yearPages[T any](s *content.Site, path string, words content.Section, things yearWords, years []ofYear[T], list func(*content.Site, []T) app.HTMLOl) []*Page {
	var pages []*Page
	for i, y := range years {
		if y.page == "" {
			continue
		}
		beside := []destination{{years[i-1].address(path), s.Words.Years.Newer.With("year", yearName(s, years[i-1].year))}}
		if i+1 < len(years) {
			beside = append(beside, destination{years[i+1].address(path), s.Words.Years.Older.With("year", yearName(s, years[i+1].year))})
		}
		pages = append(pages, yearPage(s, path, words, things, y.year, beside,
			func(s *content.Site) app.UI { return list(s, y.entries) }))
	}
	return pages
}

// yearPath is the address of the page of a year of the section at a path.
func yearPath(path string, year int) string { return path + "/" + yearValue(year) }

// yearPage is the row for one of the years, which leads to those beside it. It
// is not in yearPages, of which the compiler makes one for each type.
func yearPage(s *content.Site, path string, words content.Section, things yearWords, year int, beside []destination, list func(*content.Site) app.UI) *Page {
	name := s.Words.Years.In.With("section", words.Name(), "year", yearName(s, year))
	description := things.of.With("section", words.Title, "year", yearName(s, year))
	if year == 0 {
		description = things.undated.With("section", words.Title)
	}
	return &Page{
		Path:        yearPath(path, year),
		Title:       name,
		Name:        name,
		Description: description,
		Section:     path,
		Type:        "website",
		body: func(s *content.Site) []app.UI {
			var items []app.UI
			for _, to := range beside {
				items = append(items, app.Li().Body(inWords(s, link(to.path, to.name))))
			}
			return []app.UI{
				app.P().Class("trail").Body(app.A().Href(path).Body(spoken(s, words.Name()))),
				title(name),
				app.Div().Class("year").Body(list(s)),
				inWords(s, app.Nav()).Aria("label", s.Words.Years.Label).Body(app.Ul().Class("links").Body(items...)),
			}
		},
	}
}

// olderYears leads on from the page of a section to the first year that has a
// page of its own.
func olderYears(s *content.Site, path string, older content.Pattern, year int) app.UI {
	return app.P().Class("more").Body(inWords(s, link(yearPath(path, year), older.With("year", yearName(s, year)))))
}

// yearSection is what happened in one year.
func yearSection(s *content.Site, year int, entries app.UI) app.HTMLSection {
	id := yearID(year)
	return app.Section().Class("year").Aria("labelledby", id).Body(
		inWords(s, app.H2().ID(id)).Text(yearName(s, year)), entries)
}

// yearWords are what to say of the entries of a year.
type yearWords struct{ of, undated content.Pattern }

// yearName is what a year is called; 0 is that of what has no date.
func yearName(s *content.Site, year int) string {
	if year == 0 {
		return s.Words.Years.Undated
	}
	return s.Words.Year(year)
}

// yearValue is what a year is called in addresses.
func yearValue(year int) string {
	if year == 0 {
		return "undated"
	}
	return strconv.Itoa(year)
}

// yearID is the id of the heading of a year, which links lead to.
func yearID(year int) string {
	if year == 0 {
		return "undated"
	}
	return "y" + strconv.Itoa(year)
}

// manyEntries is from how many on a list gets an index of its years.
const manyEntries = 24

// yearIndex leads to the years of a long list; a short one has none.
func yearIndex[T any](s *content.Site, years []ofYear[T]) app.UI {
	entries := 0
	var items []app.UI
	for _, y := range years {
		entries += len(y.entries)
		items = append(items, app.Li().Body(
			inWords(s, app.A().Href(y.address(""))).Text(yearName(s, y.year)),
			app.Text(" "),
			app.Span().Class("count").Text(s.Words.Number(len(y.entries)))))
	}
	if entries < manyEntries {
		return nil
	}
	return inWords(s, app.Nav().Class("year-index")).Aria("label", s.Words.Years.Label).Body(
		app.Ul().Class("links").Body(items...))
}
