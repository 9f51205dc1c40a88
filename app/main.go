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
	"syscall/js"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func main() {
	// Set by takeover.js before the program runs.
	page := js.Global().Get("kairo")

	bundle := make([]byte, page.Get("content").Length())
	js.CopyBytesToGo(bundle, page.Get("content"))
	site, err := content.Decode(bundle)
	if err != nil {
		panic(err) // the page goes on without its program
	}

	// The page that was prerendered need not be the one the address names: it
	// may stand in for an address that is not in the table.
	shown := page.Get("page").String()
	here := js.Global().Get("location").Get("pathname").String()
	pages := make(map[string]*ui.Page)
	for _, p := range ui.Pages(site) {
		if !p.Hidden {
			pages[p.Path] = p
		}
		if p.Path == shown {
			pages[here] = p
		}
	}
	for path, p := range pages {
		app.Route(path, func() app.Composer { return &ui.View{Site: site, Page: p} })
	}

	start := make(chan struct{})
	mount := js.FuncOf(func(js.Value, []js.Value) any {
		close(start)
		return nil
	})
	describe := js.FuncOf(func(_ js.Value, args []js.Value) any {
		p, ok := pages[args[0].String()]
		if !ok {
			return js.Undefined()
		}
		return map[string]any{
			"title":       p.DocumentTitle(site),
			"description": p.Description,
			"address":     p.Address(site),
		}
	})
	page.Call("ready", mount, describe)
	// A call of mount returns to the page when every goroutine waits again,
	// that is, when the whole tree has been mounted.
	<-start
	app.RunWhenOnBrowser()
}
