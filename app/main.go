//go:build js

// Command app is the browser's program: the site's pages as a single-page app.
//
// It arrives after the page it runs in. The page was prerendered from the same
// content by the same components, so there is nothing to show while it loads
// and nothing to replace when it starts: web/static/takeover.js hands it the
// content and then gives it, for its first mount, the nodes that are already
// there. From then on it answers navigations from the page table.
//
// It makes no requests of its own: that keeps net/http, and much else, out of
// what the reader downloads. What may not come in is a test, closure_test.go.
package main

import (
	"strings"
	"syscall/js"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// stepTime is how long a step of the start takes, if no single part of it
// takes longer. The start is done in steps so that it never keeps the browser
// from answering the reader: a frame is 16 ms, and a task of 50 ms is felt.
const stepTime = 5 * time.Millisecond

func main() {
	// Set by takeover.js before the program runs.
	page := js.Global().Get("kairo")

	// A step ends when every goroutine waits: JavaScript's call of step, or at
	// first of the program, then returns.
	steps := make(chan time.Time)
	page.Set("step", js.FuncOf(func(js.Value, []js.Value) any {
		steps <- time.Now()
		return nil
	}))
	pause := func() (resumed time.Time) {
		page.Set("paused", true)
		resumed = <-steps
		page.Set("paused", false)
		return resumed
	}

	pause()
	bundle := make([]byte, page.Get("content").Length())
	js.CopyBytesToGo(bundle, page.Get("content"))
	site, err := content.Decode(bundle)
	if err != nil {
		panic(err) // the page goes on without its program
	}

	pause()
	// The page that was prerendered need not be the one the address names: it
	// may stand in for an address that is not in the table.
	shown, query, _ := strings.Cut(page.Get("page").String(), "?")
	here := js.Global().Get("location").Get("pathname").String()
	pages := make(map[string]*ui.Page)
	for _, p := range ui.Pages(site) {
		if !p.Hidden || p.Path == ui.SearchPath {
			pages[p.Path] = p
		}
		if p.Path == shown {
			pages[here] = p
		}
	}
	first := true
	for path, p := range pages {
		app.Route(path, func() app.Composer {
			view := &ui.View{Site: site, Page: p}
			if first && query != "" {
				view.Page = p.WithQuery(query) // as the server has made it
			}
			first = false
			return view
		})
	}
	page.Set("pages", js.FuncOf(func(_ js.Value, args []js.Value) any {
		p, ok := pages[args[0].String()]
		if !ok {
			return js.Undefined()
		}
		return map[string]any{
			"title":       p.DocumentTitle(site),
			"description": p.Description,
			"address":     p.Address(site),
		}
	}))

	began := pause()
	ui.Pause = func() {
		if time.Since(began) > stepTime {
			began = pause()
		}
	}
	app.RunWhenOnBrowser()
}
