package interchange

import (
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	ics "github.com/arran4/golang-ical"
)

// TestCalendar reads the calendar with another library than the one that wrote
// it, and compares it with the content, event by event.
func TestCalendar(t *testing.T) { everySite(t, testCalendar) }

func testCalendar(t *testing.T, s *content.Site) {
	body, err := Calendar(s, s.Talks)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(s.Talks, content.Talk.Dated) {
		if body != nil {
			t.Errorf("a calendar without events is %q; want none", body)
		}
		return
	}
	checkLines(t, string(body))
	calendar, err := ics.ParseCalendar(strings.NewReader(string(body)))
	if err != nil {
		t.Fatalf("the calendar cannot be parsed: %v", err)
	}
	events := make(map[string]*ics.VEvent)
	for _, e := range calendar.Events() {
		events[e.Id()] = e
	}
	dated := 0
	for i, talk := range s.Talks {
		alone, err := Calendar(s, s.Talks[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		e := events[talk.ID]
		if !talk.Dated() {
			if e != nil || alone != nil {
				t.Errorf("%s is in a calendar, but its day is not known", talk.Slug)
			}
			continue
		}
		dated++
		if e == nil {
			t.Errorf("%s is not in the calendar", talk.Slug)
			continue
		}
		if n := strings.Count(string(alone), "\r\nBEGIN:VEVENT\r\n"); n != 1 || !strings.Contains(string(alone), talk.ID) {
			t.Errorf("the calendar of %s alone has %d events; want it", talk.Slug, n)
		}
		checkEvent(t, s, talk, e)
	}
	if len(events) != dated {
		t.Errorf("the calendar has %d events; want %d", len(events), dated)
	}
}

// checkEvent compares an event of the calendar with its talk.
func checkEvent(t *testing.T, s *content.Site, talk content.Talk, e *ics.VEvent) {
	t.Helper()
	value := func(p ics.ComponentProperty) string {
		if property := e.GetProperty(p); property != nil {
			return property.Value
		}
		return ""
	}
	if got := value(ics.ComponentPropertySummary); got != oneLine(talk.Title) {
		t.Errorf("summary of %s = %q; want %q", talk.Slug, got, oneLine(talk.Title))
	}
	if got := e.GetProperty(ics.ComponentPropertySummary).ICalParameters["LANGUAGE"]; !slices.Equal(got, []string{talk.Language}) {
		t.Errorf("the summary of %s is in %q; want %q", talk.Slug, got, talk.Language)
	}
	if got, want := value(ics.ComponentPropertyUrl), s.Address+"/talks/"+talk.Slug; got != want {
		t.Errorf("URL of %s = %q; want %q", talk.Slug, got, want)
	}
	if got := value(ics.ComponentPropertyLocation); !strings.Contains(got, oneLine(talk.Room)) || !strings.Contains(got, ui.Place(s, &talk)) {
		t.Errorf("location of %s = %q; want %q and %q", talk.Slug, got, talk.Room, ui.Place(s, &talk))
	}
	if got := value(ics.ComponentPropertyDescription); !strings.Contains(got, oneLine(talk.Event.Name)) {
		t.Errorf("description of %s = %q; want it to name %q", talk.Slug, got, talk.Event.Name)
	}
	checkTimes(t, talk, e, value)
}

func checkTimes(t *testing.T, talk content.Talk, e *ics.VEvent, value func(ics.ComponentProperty) string) {
	t.Helper()
	if talk.Start == "" {
		if got, want := value(ics.ComponentPropertyDtStart), strings.ReplaceAll(string(talk.Date), "-", ""); got != want {
			t.Errorf("%s is on %s; want %s, all day", talk.Slug, got, want)
		}
		if value(ics.ComponentPropertyDtEnd) != "" {
			t.Errorf("%s has an end; want the one day", talk.Slug)
		}
		return
	}
	start, err := e.GetStartAt()
	if err != nil {
		t.Errorf("start of %s: %v", talk.Slug, err)
	}
	zone := mustLoad(t, talk.Event.TimeZone)
	if got, want := start.In(zone).Format("2006-01-02 15:04"), string(talk.Date)+" "+talk.Start; got != want {
		t.Errorf("%s begins at %s in %s; want %s", talk.Slug, got, zone, want)
	}
	if talk.End != "" {
		end, err := e.GetEndAt()
		if err != nil {
			t.Errorf("end of %s: %v", talk.Slug, err)
		}
		if got := end.In(zone).Format("15:04"); got != talk.End {
			t.Errorf("%s ends at %s in %s; want %s", talk.Slug, got, zone, talk.End)
		}
	}
}

// TestTimesAcrossDaylightSaving: the same time of day is another in UTC.
func TestTimesAcrossDaylightSaving(t *testing.T) {
	for date, want := range map[content.Date]string{
		"2024-01-12": "DTSTART:20240112T105500Z", // UTC+1
		"2024-07-12": "DTSTART:20240712T095500Z", // UTC+2
	} {
		talk := content.Talk{
			ID: "1", Slug: "x", Date: date, Start: "11:55",
			Event: content.Event{TimeZone: "Europe/Prague"},
		}
		s := &content.Site{Address: "https://example.org", Edition: content.Edition{Date: "2024"}}
		body, err := Calendar(s, []content.Talk{talk})
		if err != nil || !strings.Contains(string(body), want+"\r\n") {
			t.Errorf("calendar of a talk on %s: %v, %q; want %s", date, err, body, want)
		}
	}
}

func TestCalendarZoneUnknown(t *testing.T) {
	talk := content.Talk{Slug: "x", Date: "2024-01-12", Start: "11:55", Event: content.Event{TimeZone: "Mars/Olympus"}}
	if body, err := Calendar(&content.Site{}, []content.Talk{talk}); err == nil {
		t.Errorf("calendar of a talk on Mars = %q; want an error", body)
	}
}
