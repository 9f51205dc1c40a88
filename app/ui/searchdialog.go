package ui

import (
	"strings"

	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// searchDialog is the link to the search in the header. With the program it
// opens the search in a dialog, and so does Ctrl-K or Command-K. No key does by
// itself: those who speak to their browser would press it with a word (WCAG
// 2.1.4).
//
// The dialog is the browser's own: it keeps the focus inside, closes on Escape,
// and gives the focus back. There is nothing in it until it is opened.
type searchDialog struct {
	app.Compo
	Site *content.Site
	Page *Page

	open bool
}

// Render implements app.Composer.
func (d *searchDialog) Render() app.UI {
	a := app.A().Class("icon-button").Href(SearchPath).Aria("keyshortcuts", "Control+K Meta+K").OnClick(d.onClick).
		Body(icon(iconSearch), inWords(d.Site, app.Span().Class("visually-hidden")).Text(d.Site.Words.Search.Title))
	if d.Page.Path == SearchPath {
		a.Aria("current", "page")
	}
	dialog := inWords(d.Site, app.Dialog().ID("search-dialog").Class("search-dialog")).Aria("label", d.Site.Words.Search.Title).
		Attr("closedby", "any").On("close", d.onClose)
	if d.open {
		dialog.Body(
			&searchBox{Site: d.Site, Page: d.Page, InDialog: true},
			inWords(d.Site, app.Button().Type("button").Class("button", "search-close")).Text(d.Site.Words.Search.Close).OnClick(d.onCloseClick),
		)
	}
	return app.Div().Class("site-search").Body(a, dialog.OnClick(d.onFollow))
}

// OnMount implements app.Mounter. It is mounted once, for as long as the
// program runs.
func (d *searchDialog) OnMount(ctx app.Context) {
	ctx.PreventUpdate()
	listen(app.Window().Get("document"), "keydown", func(e app.Event) {
		if opensSearch(e) {
			e.PreventDefault()
			ctx.Dispatch(d.show)
		}
	})
	// A page that is left with a dialog open would come back with it.
	listen(app.Window(), "pagehide", func(app.Event) {
		if d.open {
			d.dialog().Call("close")
		}
	})
}

// opensSearch reports whether a key opens the search: K with Ctrl or Command.
func opensSearch(e app.Event) bool {
	for _, not := range []string{"defaultPrevented", "altKey", "shiftKey", "isComposing"} {
		if e.Get(not).Bool() {
			return false
		}
	}
	return (e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool()) && strings.EqualFold(e.Get("key").String(), "k")
}

// show opens the dialog; on the page of the search, it goes to the field.
func (d *searchDialog) show(ctx app.Context) {
	if field := app.Window().Get("document").Call("querySelector", "main .search input"); field.Truthy() {
		field.Call("focus")
		field.Call("select")
		return
	}
	if d.open {
		return
	}
	d.open = true
	ctx.Defer(func(app.Context) { d.dialog().Call("showModal") })
}

func (d *searchDialog) dialog() app.Value { return d.JSValue().Call("querySelector", "dialog") }

// OnNav implements app.Navigator: another page is shown.
func (d *searchDialog) OnNav(ctx app.Context) {
	ctx.PreventUpdate()
	if d.open {
		d.dialog().Call("close")
	}
}

func (d *searchDialog) onClick(ctx app.Context, e app.Event) {
	if !modified(e) {
		e.PreventDefault()
		d.show(ctx)
	}
}

func (d *searchDialog) onClose(app.Context, app.Event) { d.open = false }

func (d *searchDialog) onCloseClick(app.Context, app.Event) { d.dialog().Call("close") }

// onFollow closes the dialog when a result is followed, also to a place on the
// page that is shown; and on a click beside it, where the browser does not know
// closedby.
func (d *searchDialog) onFollow(ctx app.Context, e app.Event) {
	ctx.PreventUpdate()
	if e.Get("target").Call("closest", ".hits a").Truthy() && !modified(e) || d.beside(e) {
		d.dialog().Call("close")
	}
}

// beside reports whether a click is on what is behind the dialog.
func (d *searchDialog) beside(e app.Event) bool {
	dialog := d.dialog()
	if !e.Get("target").Equal(dialog) {
		return false
	}
	box := dialog.Call("getBoundingClientRect")
	x, y := e.Get("clientX").Float(), e.Get("clientY").Float()
	return x < box.Get("left").Float() || x > box.Get("right").Float() ||
		y < box.Get("top").Float() || y > box.Get("bottom").Float()
}
