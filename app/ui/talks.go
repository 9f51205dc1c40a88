package ui

import (
	"strconv"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// talks lists the talks by year, newest first.
func talks(s *content.Site) []app.UI {
	words := s.Sections.Talks
	all := append([]app.UI{title(words.Title)}, prose(words.Text, 2)...)
	for _, year := range byYear(s.Talks, content.Talk.Year) {
		all = append(all, yearSection(year.year, talkLog(s, year.entries, 3)))
	}
	return all
}

// yearSection is what happened in one year.
func yearSection(year int, entries app.UI) app.UI {
	heading, id := "Undated", "undated"
	if year != 0 {
		heading = strconv.Itoa(year)
		id = "y" + heading
	}
	return app.Section().Class("year").Aria("labelledby", id).Body(
		app.H2().ID(id).Text(heading), entries)
}

// talkLog is a list of talks, as entries of a log: when, then what and where.
// The titles are headings of the given level.
func talkLog(s *content.Site, list []content.Talk, level int) app.UI {
	var items []app.UI
	for i := range list {
		t := &list[i]
		heading := app.Elem("h" + strconv.Itoa(level)).Body(
			titleLink(s, talkPath(t), t.Title, t.Language))
		items = append(items, logEntry(talkWhen(t), heading, talkMeta(t)))
	}
	return log(items)
}

// log is a list of entries in the order of time, or nothing.
func log(entries []app.UI) app.UI {
	if entries == nil {
		return nil
	}
	return app.Ol().Class("log").Body(entries...)
}

// logEntry is one line of a log.
func logEntry(when app.UI, what ...app.UI) app.UI {
	if when == nil {
		return app.Li().Body(app.Div().Body(what...))
	}
	return app.Li().Body(app.P().Class("when").Body(when), app.Div().Body(what...))
}

// talkWhen is when the talk is, as far as it is known.
func talkWhen(t *content.Talk) app.UI {
	switch {
	case t.Date != "":
		return date(t.Date)
	case t.Event.Start != "":
		return period(t.Event.Start, t.Event.End)
	}
	return nil
}

// talkMeta is where and with whom the talk is, in one line.
func talkMeta(t *content.Talk) app.UI {
	event := app.Span().Text(t.Event.FullName())
	var place, with, kind, recording app.UI
	if p := t.Event.Place(); p != "" {
		place = app.Span().Text(p)
	}
	if len(t.People) > 0 {
		names := t.People[0].Name
		for _, p := range t.People[1:] {
			names += ", " + p.Name
		}
		with = app.Span().Text("with " + names)
	}
	if t.Kind != content.KindTalk {
		kind = app.Span().Class("tag").Text(string(t.Kind))
	}
	if t.Recording != nil {
		recording = app.Span().Class("tag").Text("recorded")
	}
	return app.P().Class("meta").Body(joined(" · ", event, place, with, kind, recording)...)
}

// ofYear are the entries of one year.
type ofYear[T any] struct {
	year    int
	entries []T
}

// byYear groups entries that are sorted already.
func byYear[T any](entries []T, year func(T) int) []ofYear[T] {
	var years []ofYear[T]
	for i, e := range entries {
		y := year(e)
		if n := len(years); n == 0 || years[n-1].year != y {
			years = append(years, ofYear[T]{y, entries[i:i]})
		}
		last := &years[len(years)-1]
		last.entries = last.entries[:len(last.entries)+1]
	}
	return years
}
