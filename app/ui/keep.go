package ui

import (
	"strings"

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
	w := &s.Words
	return inWords(s, app.Section().Class("keep")).Aria("labelledby", "offline").Body(
		app.H2().ID("offline").Text(w.Keep.Title),
		app.P().Text(w.Keep.About),
		app.Dl().Class("facts").Body(append(append(append(
			fact(s, w.Keep.Saved, shown("saved", w.Keep.Unknown)),
			fact(s, w.Keep.Size, shown("size", w.Keep.NoSize))...),
			fact(s, w.Keep.Checked, shown("checked", w.Keep.Never))...),
			fact(s, w.Keep.Online, onlineFiles(s)...)...)...),
		app.P().Class("buttons").Body(
			action("check", w.Keep.Check),
			app.Text(" "),
			action("save", w.Keep.Save),
			app.Text(" "),
			action("remove", w.Keep.Remove),
			app.Text(" "),
			action("install", w.Keep.Install),
		),
		app.Details().Body(
			app.Summary().Text(w.Keep.ByHand),
			app.Ul().Body(
				app.Li().Text(w.Keep.IPhone),
				app.Li().Text(w.Keep.Safari),
				app.Li().Text(w.Keep.Firefox),
				app.Li().Text(w.Keep.Chrome),
			),
		),
	)
}

// onlineFiles are those that are too large for the copy, each with a button that
// keeps it nevertheless, and a word for one that is kept.
func onlineFiles(s *content.Site) []app.UI {
	var all []app.UI
	for _, f := range s.Online {
		name := f.Address[strings.LastIndexByte(f.Address, '/')+1:]
		all = append(all, app.Span().Body(
			link(f.Address, name),
			app.Text(" ("+s.Words.Size(f.KB)+") "),
			action("keep", s.Words.Keep.Save).Value(f.Address).Aria("label", s.Words.Keep.Save+": "+name),
			app.Span().Hidden(true).Text(s.Words.Keep.Saved),
		))
	}
	return joined(s.Words.Lists.Comma, all...)
}

// shown is a place for what the browser knows.
func shown(what, until string) app.UI {
	return app.Span().DataSet("show", what).Text(until)
}

// action is a button that is shown when there is something for it to do.
func action(what, name string) app.HTMLButton {
	return app.Button().Type("button").Class("button").DataSet("do", what).Hidden(true).Text(name)
}
