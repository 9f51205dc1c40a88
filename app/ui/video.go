package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// video is a poster of our own for a talk's recording. When it is pressed,
// page.js plays the video in its place; nothing of another site is loaded
// before that. It is nothing where there is no video to play in a page.
func video(s *content.Site, t *content.Talk) app.UI {
	id := videoID(t)
	if id == "" {
		return nil
	}
	label := s.Words.Talks.Play
	if t.Recording.Seconds > 0 {
		label = s.Words.Talks.PlayLength.With("length", s.Words.Duration(t.Recording.Seconds))
	}
	return app.Div().Class("video").Body(
		app.Button().Type("button").Class("poster", "needs-script", "when-online").Hidden(true).
			DataSet("video", id).
			Body(
				sealMark(s),
				app.Span().Class("poster-title").Text(t.Title),
				app.Span().Class("poster-event").Text(t.Event.FullName()),
				app.Span().Class("poster-play").Body(icon(iconPlay), inWords(s, app.Span().DataSet("title", s.Words.Talks.Video.With("title", t.Title))).Text(label)),
			),
		inWords(s, app.P().Class("notice", "when-offline")).Hidden(true).Text(s.Words.Talks.VideoOffline),
	)
}

// VideoPlayer is the address of what plays the talk's recording in a page, as in
// page.js, or "" if nothing does.
func VideoPlayer(t *content.Talk) string {
	id := videoID(t)
	if id == "" {
		return ""
	}
	return "https://www.youtube-nocookie.com/embed/" + id
}

// videoID is YouTube's name for the talk's recording, or "" if it is not
// there.
func videoID(t *content.Talk) string {
	if t.Recording == nil {
		return ""
	}
	// Not with net/url, which would bring fmt to the browser.
	address, _, _ := strings.Cut(t.Recording.Address, "#")
	address, query, _ := strings.Cut(address, "?")
	switch host, path, _ := strings.Cut(strings.TrimPrefix(address, "https://"), "/"); host {
	case "www.youtube.com", "youtube.com":
		for parameter := range strings.SplitSeq(query, "&") {
			if id, ok := strings.CutPrefix(parameter, "v="); ok {
				return id
			}
		}
	case "youtu.be":
		return path
	}
	return ""
}
