package interchange

import (
	"fmt"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// event is schema.org's Event. Google demands the name, the start and a place
// with an address; a talk of which one of them is not known is a creativeWork.
type event struct {
	Type        string   `json:"@type"` // Event
	ID          string   `json:"@id,omitempty"`
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Address     string   `json:"url,omitempty"`
	SameAs      string   `json:"sameAs,omitempty"`
	Image       string   `json:"image,omitempty"`
	Language    string   `json:"inLanguage,omitempty"`
	Start       string   `json:"startDate"`
	End         string   `json:"endDate,omitempty"`
	Status      string   `json:"eventStatus,omitempty"`
	Location    place    `json:"location"`
	Performers  []person `json:"performer,omitempty"`
	Recording   *media   `json:"recordedIn,omitempty"`
	Super       *event   `json:"superEvent,omitempty"`
}

type place struct {
	Type    string  `json:"@type"` // Place
	Name    string  `json:"name"`
	Address address `json:"address"`
}

type address struct {
	Type    string `json:"@type"` // PostalAddress
	City    string `json:"addressLocality,omitempty"`
	Country string `json:"addressCountry,omitempty"`
}

// creativeWork is schema.org's CreativeWork or one of its kinds.
type creativeWork struct {
	Type         string       `json:"@type"` // CreativeWork, PodcastEpisode
	ID           string       `json:"@id"`
	Name         string       `json:"name"`
	Description  string       `json:"description"`
	Address      string       `json:"url"`
	SameAs       string       `json:"sameAs,omitempty"`
	Image        string       `json:"image,omitempty"`
	Language     string       `json:"inLanguage"`
	Published    content.Date `json:"datePublished,omitempty"`
	Contributors []person     `json:"contributor"`
	Recording    *media       `json:"associatedMedia,omitempty"`
}

// media is schema.org's VideoObject. Google demands the name, a thumbnail and
// the day of upload, and lists what can be watched in the page; a recording of
// which that is not known is a MediaObject, of which it demands nothing.
type media struct {
	Type        string       `json:"@type"` // VideoObject, MediaObject
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Address     string       `json:"url"`
	Player      string       `json:"embedUrl,omitempty"`
	Thumbnail   string       `json:"thumbnailUrl,omitempty"`
	Uploaded    content.Date `json:"uploadDate,omitempty"`
	Duration    string       `json:"duration,omitempty"`
	Language    string       `json:"inLanguage"`
}

// talkOf is the talk of a page as an Event, or as a work if it is a podcast, or if when or
// where it is held is not known.
func talkOf(s *content.Site, page *ui.Page, image string) (any, error) {
	t := page.Talk
	start, end, err := eventDates(t)
	if err != nil {
		return nil, err
	}
	if t.Kind == content.KindPodcast || start == "" || ui.Place(s, t) == "" {
		work := creativeWork{
			Type:         "CreativeWork",
			ID:           urn(t.ID),
			Name:         t.Title,
			Description:  page.Description,
			Address:      page.Address(s),
			SameAs:       t.Session,
			Image:        image,
			Language:     t.Language,
			Contributors: speakers(s, t),
			Recording:    recording(page, image),
		}
		if t.Kind == content.KindPodcast {
			work.Type, work.Published = "PodcastEpisode", t.Date
		}
		return work, nil
	}
	e := event{
		Type:        "Event",
		ID:          urn(t.ID),
		Name:        t.Title,
		Description: page.Description,
		Address:     page.Address(s),
		SameAs:      t.Session,
		Image:       image,
		Language:    t.Language,
		Start:       start,
		End:         end,
		Status:      "https://schema.org/EventScheduled",
		Location:    location(s, t, t.Room),
		Performers:  speakers(s, t),
		Recording:   recording(page, image),
	}
	if first := t.Event.Start; first.Precision() == content.ToDay {
		e.Super = &event{
			Type:     "Event",
			Name:     t.Event.FullName(),
			Address:  t.Event.Address,
			Start:    string(first),
			End:      string(t.Event.End),
			Location: location(s, t, ""),
		}
	}
	return e, nil
}

// eventDates is when a talk begins and ends, as precisely as it is known: in
// the time zone of its event, on its day, or somewhen in the days of the event.
// The start is "" if no day is known.
func eventDates(t *content.Talk) (start, end string, err error) {
	switch {
	case t.Start != "":
		from, to, err := talkTimes(t)
		if err != nil {
			return "", "", err
		}
		if t.End != "" {
			end = to.Format(time.RFC3339)
		}
		return from.Format(time.RFC3339), end, nil
	case t.Dated():
		return string(t.Date), "", nil
	case t.Date == "" && t.Event.Start.Precision() == content.ToDay:
		return string(t.Event.Start), string(t.Event.End), nil
	}
	return "", "", nil
}

// location is where the event is; the name is the room's if that is given.
func location(s *content.Site, t *content.Talk, room string) place {
	p := place{"Place", room, address{"PostalAddress", t.Event.City, t.Event.Country}}
	if room == "" {
		p.Name = ui.Place(s, t)
	}
	return p
}

// speakers are all who are on stage, the person first.
func speakers(s *content.Site, t *content.Talk) []person {
	all := []person{author(s)}
	for _, p := range t.People {
		other := person{Type: "Person", Name: p.Name}
		if p.Affiliation != "" {
			other.Affiliation = &organization{"Organization", p.Affiliation}
		}
		all = append(all, other)
	}
	return all
}

// recording is the talk's recording, or nil if there is none.
func recording(page *ui.Page, image string) *media {
	t := page.Talk
	if t.Recording == nil {
		return nil
	}
	m := &media{
		Type:        "MediaObject",
		Name:        t.Title,
		Description: page.Description,
		Address:     t.Recording.Address,
		Player:      ui.VideoPlayer(t),
		Thumbnail:   image,
		Uploaded:    t.Recording.Uploaded,
		Language:    t.Language,
	}
	if m.Player != "" && m.Thumbnail != "" && m.Uploaded != "" {
		m.Type = "VideoObject"
	}
	if t.Recording.Seconds > 0 {
		m.Duration = fmt.Sprintf("PT%dS", t.Recording.Seconds)
	}
	return m
}
