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
	"sync"
	"syscall/js"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func main() {
	// Set by takeover.js before the program runs.
	page := js.Global().Get("kairo")

	// The start is done in steps, so that it never keeps the browser from
	// answering the reader: a frame is 16 ms, and a task of 50 ms is felt. A step
	// ends when every goroutine waits: JavaScript's call of step, or at first of
	// the program, then returns.
	steps := make(chan struct{})
	page.Set("step", js.FuncOf(func(js.Value, []js.Value) any {
		steps <- struct{}{}
		return nil
	}))
	pause := func() {
		page.Set("paused", true)
		<-steps
		page.Set("paused", false)
	}

	pause()
	bundle := make([]byte, page.Get("content").Length())
	js.CopyBytesToGo(bundle, page.Get("content"))
	// The page that was prerendered need not be the one the address names: it
	// may stand in for an address that is not in the table.
	shown, query, _ := strings.Cut(page.Get("page").String(), "?")
	outline, err := content.DecodeWithout(bundle, ui.Unneeded(shown)...)
	if err != nil {
		panic(err) // the page goes on without its program
	}
	here := js.Global().Get("location").Get("pathname").String()

	takeover := &ui.Takeover{Pause: pause, Beginning: func() bool { return page.Get("beginning").Truthy() }}
	page.Set("rest", js.FuncOf(func(js.Value, []js.Value) any { takeover.Rest(); return nil }))
	// The rest of the content is for what has not been prerendered.
	whole := sync.OnceValue(func() *table {
		t, err := newTable(bundle, takeover)
		if err != nil {
			panic(err)
		}
		t.standIn(here, shown)
		return t
	})
	page.Set("pages", js.FuncOf(func(_ js.Value, args []js.Value) any { return whole().about(args[0].String()) }))

	pause()
	first := firstView(takeover, outline, shown, here, whole)
	if query != "" {
		first.Page = first.Page.WithQuery(query) // as the server has made it
	}

	pause()
	app.Route(here, func() app.Composer {
		if view := first; view != nil {
			first = nil
			return view
		}
		return whole().view(here)
	})
	app.RunWhenOnBrowser()
}

// firstView is the view of the prerendered page, which is shown at the address
// here. If it is kept, as far as it can be, the outline of the content will do.
func firstView(takeover *ui.Takeover, outline *content.Site, shown, here string, whole func() *table) *ui.View {
	if first := ui.FirstPage(takeover, outline, shown, func() []*ui.Page { return whole().rows }); first != nil {
		return &ui.View{Site: outline, Page: first, Takeover: takeover}
	}
	return whole().view(here)
}
