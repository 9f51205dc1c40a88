package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// talkPage is the row of the page table for one talk.
func talkPage(s *content.Site, t *content.Talk) *Page {
	return &Page{
		Path:        TalkPath(t),
		Title:       t.Title,
		Name:        t.Title,
		Description: TalkDescription(s, t),
		Section:     TalksPath,
		Type:        "article",
		Talk:        t,
		body:        func(s *content.Site) []app.UI { return talk(s, t) },
	}
}

// TalkDescription says in a sentence what the talk is.
func TalkDescription(s *content.Site, t *content.Talk) string {
	people := []string{s.Person.Name}
	for _, p := range t.People {
		people = append(people, p.Name)
	}
	pattern := s.Words.Talks.By
	if t.Kind == content.KindPanel || t.Kind == content.KindPodcast {
		pattern = s.Words.Talks.With
	}
	sentence := pattern.With("kind", KindName(s, t.Kind), "people", s.Words.List(people), "event", t.Event.FullName())
	if place := Place(s, t); place != "" {
		sentence = s.Words.Talks.In.With("sentence", sentence, "place", place)
	}
	if when := t.When(); when != "" {
		sentence = s.Words.Talks.On.With("sentence", sentence, "date", s.Words.Date(when))
	}
	return s.Words.Talks.Stop.With("sentence", sentence)
}

// KindName is what kind of talk it is.
func KindName(s *content.Site, k content.TalkKind) string {
	switch k {
	case content.KindPanel:
		return s.Words.Talks.Kinds.Panel
	case content.KindDemo:
		return s.Words.Talks.Kinds.Demo
	case content.KindPodcast:
		return s.Words.Talks.Kinds.Podcast
	case content.KindKeynote:
		return s.Words.Talks.Kinds.Keynote
	case content.KindLecture:
		return s.Words.Talks.Kinds.Lecture
	case content.KindWorkshop:
		return s.Words.Talks.Kinds.Workshop
	case content.KindPoster:
		return s.Words.Talks.Kinds.Poster
	case content.KindLightning:
		return s.Words.Talks.Kinds.Lightning
	}
	return s.Words.Talks.Kinds.Talk
}

// Place is the city and country of the talk as far as they are known, or "".
func Place(s *content.Site, t *content.Talk) string {
	if t.Event.City == "" || t.Event.Country == "" {
		return t.Event.City + t.Event.Country
	}
	return t.Event.City + s.Words.Lists.Comma + t.Event.Country
}

// place shows it, or is nil.
func place(s *content.Site, t *content.Talk) app.UI {
	text, language := Place(s, t), s.LanguageOf(t.Event.City)
	switch {
	case text == "":
		return nil
	case language == s.Language:
		return spoken(s, text)
	}
	return app.Span().Lang(language).Dir("auto").Text(text)
}

// talk shows everything that is known about a talk.
func talk(s *content.Site, t *content.Talk) []app.UI {
	h1 := inLanguage(s, t.Language, title(t.Title))
	all := []app.UI{
		app.P().Class("trail").Body(app.A().Href(TalksPath).Body(spoken(s, s.Sections.Talks.Name()))),
		h1,
	}
	if player := video(s, t); player != nil {
		all = append(all, player)
	}
	all = append(all, app.Dl().Class("facts").Body(talkFacts(s, t)...))
	return append(all, prose(t.Text, 2)...)
}

func talkFacts(s *content.Site, t *content.Talk) []app.UI {
	event := app.UI(app.Text(t.Event.FullName()))
	if t.Event.Address != "" {
		event = link(t.Event.Address, t.Event.FullName())
	}
	w := &s.Words
	all := fact(s, w.Talks.Event, event)
	if when := talkWhen(s, t, date); when != nil {
		all = append(all, fact(s, w.Talks.Date, when)...)
	}
	if t.Start != "" {
		all = append(all, fact(s, w.Talks.Time, app.Text(talkTime(s, t)))...)
	}
	if place := place(s, t); place != nil {
		all = append(all, fact(s, w.Talks.Place, place)...)
	}
	if t.Room != "" {
		all = append(all, fact(s, w.Talks.Room, spoken(s, t.Room))...)
	}
	if t.Dated() {
		all = append(all, inWords(s, app.Dt()).Text(w.Talks.InCalendar), app.Dd().DataSet("until", string(lastDay(t))).Body(
			inWords(s, link(TalkCalendarPath(t), "")).Body(joined(" ",
				app.Span().Class("when-past").Text(w.Talks.File),
				app.Span().Class("when-upcoming").Hidden(true).Text(w.Talks.Add))...)))
	}
	if len(t.People) > 0 {
		all = append(all, fact(s, w.Talks.People, people(t.People))...)
	}
	if t.Kind != content.KindTalk {
		all = append(all, fact(s, w.Talks.Kind, inWords(s, app.Span()).Text(KindName(s, t.Kind)))...)
	}
	if about := talkProjects(s, t); len(about) > 0 {
		all = append(all, fact(s, w.Talks.About, about...)...)
	}
	if t.Session != "" {
		all = append(all, fact(s, w.Talks.Programme, inWords(s, link(t.Session, w.Talks.Session.With("event", t.Event.Name))))...)
	}
	if t.Slides != "" {
		all = append(all, fact(s, w.Talks.Slides, inWords(s, link(t.Slides, w.Talks.ViewSlides)), slideSize(s, t))...)
	}
	if t.Recording != nil {
		all = append(all, fact(s, w.Talks.Recording, inWords(s, link(t.Recording.Address, recordingName(s, t))))...)
	}
	return all
}

// slideSize is how large the slides are, if they are a file of the site.
func slideSize(s *content.Site, t *content.Talk) app.UI {
	if t.SlideKB == 0 {
		return nil
	}
	kind := t.Slides[strings.LastIndexByte(t.Slides, '.')+1:]
	return inWords(s, app.Span().Class("meta")).Text(" (" + kind + ", " + s.Words.Size(t.SlideKB) + ")")
}

// talkTime is the time of day, in the event's time zone.
func talkTime(s *content.Site, t *content.Talk) string {
	time := t.Start
	if t.End != "" {
		time = s.Words.Dates.Range.With("first", t.Start, "last", t.End)
	}
	if t.Event.TimeZone != "" {
		time = s.Words.Dates.Zone.With("time", time, "zone", t.Event.TimeZone)
	}
	return time
}

// people are those who share the stage, each with what is known of them.
func people(list []content.Speaker) app.UI {
	var items []app.UI
	for _, p := range list {
		about := []app.UI{app.Bdi().Text(p.Name)}
		for _, more := range []string{p.Affiliation, p.Role} {
			if more != "" {
				about = append(about, app.Bdi().Text(more))
			}
		}
		items = append(items, app.Li().Body(joined(" · ", about...)...))
	}
	return app.Ul().Body(items...)
}

// talkProjects links to the projects the talk is about.
func talkProjects(s *content.Site, t *content.Talk) []app.UI {
	var links []app.UI
	for _, slug := range t.Projects {
		for i := range s.Projects {
			if p := &s.Projects[i]; p.Slug == slug {
				links = append(links, app.A().Href(OpenSourcePath+"#"+slug).Body(spoken(s, projectName(p))))
			}
		}
	}
	return joined(s.Words.Lists.Comma, links...)
}

// recordingName says what one gets, and where and how long.
func recordingName(s *content.Site, t *content.Talk) string {
	name := s.Words.Talks.Watch
	switch {
	case videoID(t) != "":
		name = s.Words.Talks.WatchYouTube
	case t.Kind == content.KindPodcast:
		name = s.Words.Talks.Listen
	}
	if t.Recording.Seconds > 0 {
		name = s.Words.Talks.Length.With("link", name, "length", s.Words.Duration(t.Recording.Seconds))
	}
	return name
}
