package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// keep is the section of the colophon on the copy that a browser keeps: what
// is saved, how fresh it is, and how to install the site.
//
// What it shows is the browser's, not the content's: web/static/offline.js
// fills in the elements marked with data-show, and shows the buttons, by their
// data-do, that can do something. Until then, and without scripts, the words
// are true of any browser.
func keep() app.UI {
	return app.Section().Class("keep").Aria("labelledby", "offline").Body(
		app.H2().ID("offline").Text("Offline and installed"),
		app.P().Text("Browsers keep a copy of the whole site, where they can, so that it can be read without a network. "+
			"Each file of it is checked against its hash. A new edition replaces the copy whole, and when you say so."),
		app.Dl().Class("facts").Body(append(append(
			fact("Saved", shown("saved", "nothing is known of a copy")),
			fact("Size", shown("size", "not known"))...),
			fact("Last check", shown("checked", "not yet"))...)...),
		app.P().Class("buttons").Body(
			action("check", "Check now"),
			app.Text(" "),
			action("save", "Keep an offline copy"),
			app.Text(" "),
			action("remove", "Remove the offline copy"),
			app.Text(" "),
			action("install", "Install as an app"),
		),
		app.Details().Body(
			app.Summary().Text("Install it by hand"),
			app.Ul().Body(
				app.Li().Text("iPhone and iPad: Share, then Add to Home Screen."),
				app.Li().Text("Safari on a Mac: File, then Add to Dock."),
				app.Li().Text("Firefox on Android: the menu, then Add app to Home screen. On a desktop, Firefox keeps the offline copy, but does not install."),
				app.Li().Text("Chrome and Edge: the menu, then Install, where the button above is not shown."),
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
