//go:build js

package takeover

import (
	"strings"
	"syscall/js"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Page is what the page gives the program that takes it over.
type Page struct {
	// Content is the data that the page was made with.
	Content []byte
	// Path is the path that the page was made for, and Query its query. It need
	// not be the one in the address: a page may stand in for others.
	Path, Query string
	// Here is the path in the address.
	Here string
}

// Info is what the document says about a page besides showing it.
type Info struct {
	Title       string // of the document
	Description string // in a sentence
	Address     string // the canonical one
	// Made says that the program has nothing of what the page says, and renders an
	// empty element main: what is in that of the prerendered page is put there.
	Made bool
}

// Program is what takes over a page, and shows others from then on.
type Program interface {
	// First is the view of the page that was prerendered. It is called once.
	First() app.Composer
	// View is the view of the page at the path of an address, which is Here or
	// one of those that the program has routed (see [app.Route]).
	View(path string) app.Composer
	// About tells of the page at the path of an address, or false if the program
	// has none: then the browser loads it.
	About(path string) (Info, bool)
}

// Run has the program that start returns take over the page. It does not return.
//
// The start is done in steps, so that it never keeps the browser from answering the
// reader: a frame is 16 ms, and a task of 50 ms is felt. A step ends when every
// goroutine waits: JavaScript's call of step, or at first of the program, then
// returns.
func Run(start func(*Takeover, Page) Program) {
	given := js.Global().Get("takeover") // set by takeover.js
	steps := make(chan struct{})
	given.Set("step", js.FuncOf(func(js.Value, []js.Value) any {
		steps <- struct{}{}
		return nil
	}))
	pause := func() {
		given.Set("paused", true)
		<-steps
		given.Set("paused", false)
	}

	pause()
	page := Page{
		Content: make([]byte, given.Get("content").Length()),
		Path:    given.Get("page").String(),
		Here:    js.Global().Get("location").Get("pathname").String(),
	}
	js.CopyBytesToGo(page.Content, given.Get("content"))
	page.Path, page.Query, _ = strings.Cut(page.Path, "?")
	t := &Takeover{Pause: pause, Beginning: func() bool { return given.Get("beginning").Truthy() }}
	program := start(t, page)
	given.Set("rest", js.FuncOf(func(js.Value, []js.Value) any { t.Rest(); return nil }))
	given.Set("pages", js.FuncOf(func(_ js.Value, args []js.Value) any {
		info, ok := program.About(args[0].String())
		if !ok {
			return js.Undefined()
		}
		return map[string]any{"title": info.Title, "description": info.Description, "address": info.Address, "made": info.Made}
	}))

	keepForms()

	pause()
	first := program.First()

	pause()
	app.Route(page.Here, func() app.Composer {
		if view := first; view != nil {
			first = nil
			return view
		}
		return program.View(page.Here)
	})
	app.RunWhenOnBrowser()
}

// keepForms has forms say what they said, on a page that the browser shows as it was
// left. WebKit empties what is not to be filled in, at some moment after it has told
// of the page, and tells nobody: the program would not know.
func keepForms() {
	unfilled := js.Global().Get("Array").New()
	set := func(value string) {
		for i := range unfilled.Length() {
			unfilled.Index(i).Set("autocomplete", value)
		}
	}
	on := func(event string, f func()) {
		js.Global().Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
			if args[0].Get("persisted").Bool() {
				f()
			}
			return nil
		}))
	}
	on("pagehide", func() {
		unfilled = js.Global().Get("document").Call("querySelectorAll", "[autocomplete=off]")
		set("on")
	})
	on("pageshow", func() { set("off") })
}
