package ui

import (
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
	sentence := kindName(t.Kind) + " with "
	if t.Kind == content.KindTalk || t.Kind == content.KindDemo {
		sentence = kindName(t.Kind) + " by "
	}
	sentence += s.Person.Name
	for i, p := range t.People {
		if i == len(t.People)-1 {
			sentence += " and " + p.Name
		} else {
			sentence += ", " + p.Name
		}
	}
	sentence += " at " + t.Event.FullName()
	if place := t.Event.Place(); place != "" {
		sentence += " in " + place
	}
	if when := t.When(); when != "" {
		sentence += ", " + when.String()
	}
	return sentence + "."
}

// kindName is what kind of talk it is, as it begins a sentence.
func kindName(k content.TalkKind) string {
	switch k {
	case content.KindPanel:
		return "Panel"
	case content.KindDemo:
		return "Demo"
	case content.KindPodcast:
		return "Podcast"
	}
	return "Talk"
}

// talk shows everything that is known about a talk.
func talk(s *content.Site, t *content.Talk) []app.UI {
	h1 := title(t.Title)
	if t.Language != s.Language {
		h1.Lang(t.Language).Dir("auto")
	}
	all := []app.UI{
		app.P().Class("trail").Body(app.A().Href(TalksPath).Text(s.Sections.Talks.Name())),
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
	all := fact("Event", event)
	if when := talkWhen(t, date); when != nil {
		all = append(all, fact("Date", when)...)
	}
	if t.Start != "" {
		all = append(all, fact("Time", app.Text(talkTime(t)))...)
	}
	if place := t.Event.Place(); place != "" {
		all = append(all, fact("Place", app.Text(place))...)
	}
	if t.Room != "" {
		all = append(all, fact("Room", app.Text(t.Room))...)
	}
	if t.Dated() {
		all = append(all, fact("Calendar", link(TalkCalendarPath(t), "Add to a calendar"))...)
	}
	if len(t.People) > 0 {
		all = append(all, fact("With", people(t.People))...)
	}
	if t.Kind != content.KindTalk {
		all = append(all, fact("Kind", app.Text(string(t.Kind)))...)
	}
	if about := talkProjects(s, t); len(about) > 0 {
		all = append(all, fact("About", about...)...)
	}
	if t.Session != "" {
		all = append(all, fact("Programme", link(t.Session, "Session page at "+t.Event.Name))...)
	}
	if t.Slides != "" {
		all = append(all, fact("Slides", link(t.Slides, "Slides of this "+string(t.Kind)))...)
	}
	if t.Recording != nil {
		all = append(all, fact("Recording", link(t.Recording.Address, recordingName(t)))...)
	}
	return all
}

// talkTime is the time of day, in the event's time zone.
func talkTime(t *content.Talk) string {
	time := t.Start
	if t.End != "" {
		time += " to " + t.End
	}
	if t.Event.TimeZone != "" {
		time += " (" + t.Event.TimeZone + ")"
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
				links = append(links, app.A().Href(OpenSourcePath+"#"+slug).Text(projectName(p)))
			}
		}
	}
	return joined(", ", links...)
}

// recordingName says what one gets, and where and how long.
func recordingName(t *content.Talk) string {
	name := "Watch this " + string(t.Kind)
	if t.Kind == content.KindPodcast {
		name = "Listen to this podcast"
	}
	if videoID(t) != "" {
		name += " on YouTube"
	}
	if t.Recording.Seconds > 0 {
		name += " (" + duration(t.Recording.Seconds) + ")"
	}
	return name
}
