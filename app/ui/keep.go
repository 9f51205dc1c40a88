package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// keep is the section of the colophon on the copy that a browser keeps: what
// is saved, how fresh it is, and how to install the site.
//
// What it shows is the browser's, not the content's: web/static/offline.js
// fills in the elements marked with data-show, and shows the buttons, by their
// data-do, that can do something. Until then, and without scripts, the words
// are true of any browser.
func keep(s *content.Site) app.UI {
	words := s.Words.Keep
	return inWords(s, app.Section().Class("keep")).Aria("labelledby", "offline").Body(
		app.H2().ID("offline").Text(words.Title),
		app.P().Text(words.About),
		app.Dl().Class("facts").Body(append(append(
			fact(s, words.Saved, shown("saved", words.Unknown)),
			fact(s, words.Size, shown("size", words.NoSize))...),
			fact(s, words.Checked, shown("checked", words.Never))...)...),
		app.P().Class("buttons").Body(
			action("check", words.Check),
			app.Text(" "),
			action("save", words.Save),
			app.Text(" "),
			action("remove", words.Remove),
			app.Text(" "),
			action("install", words.Install),
		),
		app.Details().Body(
			app.Summary().Text(words.ByHand),
			app.Ul().Body(
				app.Li().Text(words.IPhone),
				app.Li().Text(words.Safari),
				app.Li().Text(words.Firefox),
				app.Li().Text(words.Chrome),
			),
		),
	)
}

// shown is a place for what the browser knows.
func shown(what, until string) app.UI {
	return app.Span().DataSet("show", what).Text(until)
}

// action is a button that is shown when there is something for it to do.
func action(what, name string) app.UI {
	return app.Button().Type("button").Class("button").DataSet("do", what).Hidden(true).Text(name)
}
