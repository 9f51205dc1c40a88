package interchange

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/emersion/go-ical"
)

// Calendar is a calendar of talks (RFC 5545, with the names of RFC 7986). Talks
// whose day is not known are left out; without any, a calendar cannot be
// written, and is nil.
//
// A talk whose times are known is given in UTC, which every program shows in
// the time of its reader and which needs no rules for time zones beside it; of
// the others the day is marked, and nobody made busy.
func Calendar(s *content.Site, talks []content.Talk) ([]byte, error) {
	calendar := ical.NewCalendar()
	calendar.Props.SetText(ical.PropVersion, "2.0")
	calendar.Props.SetText(ical.PropProductID, "-//"+singleLine(s.Title)+"//"+singleLine(s.Sections.Talks.Name())+"//"+strings.ToUpper(s.Language))
	name := singleLine(s.Sections.Talks.Title + " · " + s.Title)
	calendar.Props.SetText(ical.PropName, name)
	calendar.Props.SetText("X-WR-CALNAME", name) // the same before RFC 7986
	for i := range talks {
		if !talks[i].Dated() {
			continue
		}
		event, err := talkEvent(s, &talks[i])
		if err != nil {
			return nil, fmt.Errorf("calendar: talk %s: %w", talks[i].Slug, err)
		}
		calendar.Children = append(calendar.Children, event.Component)
	}
	if len(calendar.Children) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	if err := ical.NewEncoder(&b).Encode(calendar); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	return fold(b.Bytes()), nil
}

func talkEvent(s *content.Site, t *content.Talk) (*ical.Event, error) {
	event := ical.NewEvent()
	event.Props.SetText(ical.PropUID, t.ID)
	event.Props.SetDateTime(ical.PropDateTimeStamp, s.Edition.Date.First())
	title := ical.NewProp(ical.PropSummary)
	title.SetText(singleLine(t.Title))
	title.Params.Set(ical.ParamLanguage, t.Language)
	event.Props.Set(title)
	page, err := url.Parse(s.Address + ui.TalkPath(t))
	if err != nil {
		return nil, err
	}
	event.Props.SetURI(ical.PropURL, page)
	about := []string{singleLine(sentences(ui.TalkDescription(s, t), t.Text.Plain())), page.String()}
	event.Props.SetText(ical.PropDescription, strings.Join(about, "\n"))
	if place := eventPlace(s, t); place != "" {
		event.Props.SetText(ical.PropLocation, place)
	}
	event.Props.SetText(ical.PropCategories, ui.KindName(s, t.Kind))
	event.Props.SetText(ical.PropStatus, string(ical.EventConfirmed))
	if t.Start == "" {
		event.Props.SetDate(ical.PropDateTimeStart, t.Date.First())
		event.Props.SetText(ical.PropTransparency, "TRANSPARENT")
		return event, nil
	}
	start, end, err := talkTimes(t)
	if err != nil {
		return nil, err
	}
	event.Props.SetDateTime(ical.PropDateTimeStart, start.UTC())
	if t.End != "" {
		event.Props.SetDateTime(ical.PropDateTimeEnd, end.UTC())
	}
	return event, nil
}

// eventPlace is the room and the place as far as they are known, or "".
func eventPlace(s *content.Site, t *content.Talk) string {
	place := ui.Place(s, t)
	if t.Room != "" && place != "" {
		return singleLine(t.Room + s.Words.Lists.Comma + place)
	}
	return singleLine(t.Room + place)
}

// talkTimes is when a talk with a start begins and ends, in the time zone of
// its event. The end is zero when it is not known.
func talkTimes(t *content.Talk) (start, end time.Time, err error) {
	zone, err := time.LoadLocation(t.Event.TimeZone)
	if err != nil {
		return start, end, err
	}
	at := func(clock string) (time.Time, error) {
		return time.ParseInLocation("2006-01-02 15:04", string(t.Date)+" "+clock, zone)
	}
	if start, err = at(t.Start); err == nil && t.End != "" {
		end, err = at(t.End)
	}
	return start, end, err
}
