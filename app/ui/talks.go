package ui

import (
	"strconv"

	"kairo.dev/app/takeover"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// talksSize is how many talks the page of the talks lists; see withPages. A
// talk is twice as heavy as a post.
const talksSize = 40

// talkYears are the talks by year, each year with its page.
func talkYears(s *content.Site) []ofYear[content.Talk] {
	return withPages(byYear(s.Talks, content.Talk.Year), TalksPath, talksSize)
}

// talks lists the talks by year, newest first.
func talks(s *content.Site) []app.UI { return talksKept(nil, s) }

// talksKept is talks for a page that is taken over.
func talksKept(t *takeover.Takeover, s *content.Site) []app.UI {
	return talksBy(s, &talkFilter{Site: s, Takeover: t})
}

func talksBy(s *content.Site, filter *talkFilter) []app.UI {
	words := s.Sections.Talks
	all := opening(s, words)
	all = append(all, follow(s))
	if index := yearIndex(s, talkYears(s)); index != nil {
		all = append(all, index)
	}
	if len(s.Talks) > 0 {
		all = append(all, filter)
	}
	return all
}

// talksOfYear are the talks on the page of a year.
func talksOfYear(s *content.Site, list []content.Talk) app.HTMLOl { return talkLog(s, list, 2, true) }

// talkLog is a list of talks, as entries of a log: when, then what and where.
// The titles are headings of the given level. Under the heading of a year the
// dates go without it. It is of a special class if there is one.
func talkLog(s *content.Site, list []content.Talk, level int, underYear bool, class ...string) app.HTMLOl {
	var items []app.UI
	for i := range list {
		t := &list[i]
		items = append(items, talkItem(t).Body(talkBrief(s, t, level, underYear)...))
	}
	return log(items, class...)
}

// talkItem is the element of a talk in a list, without what is in it.
func talkItem(t *content.Talk) app.HTMLLi {
	item := app.Li()
	if last := lastDay(t); last != "" {
		item.DataSet("until", string(last))
	}
	return item
}

// talkBrief is what a list says of a talk.
func talkBrief(s *content.Site, t *content.Talk, level int, underYear bool) []app.UI {
	heading := app.Elem("h" + strconv.Itoa(level)).Body(
		titleLink(s, TalkPath(t), t.Title, t.Language))
	return logged(talkMargin(s, t, underYear), append([]app.UI{heading}, talkMeta(s, t)...)...)
}

// log is a list of entries in the order of time, of a special class if there
// is one, or nothing.
func log(entries []app.UI, class ...string) app.HTMLOl {
	if entries == nil {
		return nil
	}
	return app.Ol().Class("log").Class(class...).Body(entries...)
}

// logEntry is one entry of a log.
func logEntry(margin []app.UI, what ...app.UI) app.HTMLLi {
	return app.Li().Body(logged(margin, what...)...)
}

// logged is what an entry of a log holds: what stands in the margin, and what
// it is.
func logged(margin []app.UI, what ...app.UI) []app.UI {
	body := app.Div().Body(what...)
	if margin == nil {
		return []app.UI{body}
	}
	return []app.UI{app.P().Class("when").Body(margin...), body}
}

// talkMargin is when the talk is, as far as it is known, and its kind where
// that is not the usual one.
func talkMargin(s *content.Site, t *content.Talk, underYear bool) []app.UI {
	show := dateForm(date)
	if underYear {
		show = shortDate
	}
	var kind app.UI
	if t.Kind != content.KindTalk {
		kind = inWords(s, app.Span().Class("tag")).Text(KindName(s, t.Kind))
	}
	return joined(" ", talkWhen(s, t, show), kind)
}

// talkWhen is when the talk is, as far as it is known.
func talkWhen(s *content.Site, t *content.Talk, show dateForm) app.UI {
	switch {
	case t.Date != "":
		return show(s, t.Date)
	case t.Event.Start != "":
		return period(s, t.Event.Start, t.Event.End, show)
	}
	return nil
}

// lastDay is the day, month or year after which the talk is past: by the
// reader's calendar, when the page is read.
func lastDay(t *content.Talk) content.Date {
	switch {
	case t.Date != "":
		return t.Date
	case t.Event.End != "":
		return t.Event.End
	}
	return t.Event.Start
}

// talkMeta is where the talk is; then with whom, and whether it can be watched.
func talkMeta(s *content.Site, t *content.Talk) []app.UI {
	event := app.Span().Text(t.Event.FullName())
	var where, with, recording app.UI
	if p := place(s, t); p != nil {
		where = app.Span().Body(p)
	}
	if len(t.People) > 0 {
		with = inWords(s, app.Span()).Body(said(s.Words.Talks.Together, map[string][]app.UI{"people": names(s, t.People)})...)
	}
	if t.Recording != nil {
		recording = inWords(s, app.Span().Class("tag", "recorded")).Body(icon(iconPlay), app.Text(s.Words.Talks.Recorded))
	}
	lines := []app.UI{app.P().Class("meta").Body(joined(" · ", event, where)...)}
	if more := joined(" · ", with, recording); more != nil {
		lines = append(lines, app.P().Class("meta").Body(more...))
	}
	return lines
}

// names are the names of people, each with its own direction of writing.
func names(s *content.Site, list []content.Speaker) []app.UI {
	var all []app.UI
	for _, p := range list {
		name := app.Bdi().Text(p.Name)
		if s.Words.Language != s.Language { // in a sentence of the interface
			name.Lang(s.Language)
		}
		all = append(all, name)
	}
	return joined(s.Words.Lists.Comma, all...)
}
