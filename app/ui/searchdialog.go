package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// searchDialog is the link to the search in the header. With the program it
// opens the search in a dialog, and so do "/" and Ctrl-K or Command-K.
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
	a := app.A().Class("icon-button").Href(SearchPath).OnClick(d.onClick).
		Body(icon(iconSearch), inWords(d.Site, app.Span().Class("visually-hidden")).Text(d.Site.Words.Search.Title))
	if d.Page.Path == SearchPath {
		a.Aria("current", "page")
	}
	dialog := app.Dialog().ID("search-dialog").Class("search-dialog").Aria("label", d.Site.Words.Search.Title).
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
	app.Window().Get("document").Call("addEventListener", "keydown", app.FuncOf(func(_ app.Value, args []app.Value) any {
		if e := (app.Event{Value: args[0]}); opensSearch(e) {
			e.PreventDefault()
			ctx.Dispatch(d.show)
		}
		return nil
	}))
}

// opensSearch reports whether a key opens the search: "/" unless it is text,
// or K with Ctrl or Command anywhere.
func opensSearch(e app.Event) bool {
	if e.Get("defaultPrevented").Bool() || e.Get("altKey").Bool() || e.Get("isComposing").Bool() {
		return false
	}
	control := e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool()
	switch e.Get("key").String() {
	case "k", "K":
		return control && !e.Get("shiftKey").Bool()
	case "/":
		target := e.Get("target")
		return !control && !(target.Get("closest").Truthy() &&
			target.Call("closest", "input, textarea, select, [contenteditable]").Truthy())
	}
	return false
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
// page that is shown.
func (d *searchDialog) onFollow(ctx app.Context, e app.Event) {
	ctx.PreventUpdate()
	if e.Get("target").Call("closest", ".hits a").Truthy() && !modified(e) {
		d.dialog().Call("close")
	}
}
