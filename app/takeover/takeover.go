// Package takeover lets a go-app program take over a page that was prerendered:
// hydration, as others call it. The page is shown and works as plain HTML; when the
// program comes, it adopts the nodes that are there and replaces none, so that
// focus, typed text, open <details>, selection and scroll position stay as they are.
//
// It has three parts, each for one side:
//
//   - Package exact writes the HTML on the server, such that it parses back into
//     exactly the nodes that the program builds.
//   - The scripts of package script receive and start the program in small steps
//     when the browser is idle, answer its first mount with the nodes of the page,
//     and put it in charge of navigations.
//   - This package is what the program says and asks in between. It is the same on
//     the server, where there is no Takeover and pages are made whole and at once.
//
// The README in this folder says how to use it, and the program in example does.
package takeover

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Takeover is what the browser's program and the pages it mounts tell each
// other. On the server it is nil.
//
// Most of a page never changes while it is shown: the program has no use for
// the thousands of nodes of a long list, and a reader none for the time it
// takes to go through them. So what does not change of the prerendered page, the
// first to be mounted, is kept: the program takes over the element alone, and
// what is in it stays as it was prerendered, until the element goes.
type Takeover struct {
	// Pause is called between the parts of the first mount. The browser's
	// program waits in it, so that mounting is several short tasks of the
	// browser and not one long one.
	Pause func()
	// Beginning is asked whether a page that comes later may show its beginning
	// first. So a reader who follows a link sees a long page as soon as a short
	// one.
	Beginning func() bool

	mounted bool   // the first page is
	rest    func() // shows the rest of the page of which only the beginning is there
}

// Keeping reports whether what is mounted is the prerendered page.
func (t *Takeover) Keeping() bool { return t != nil && !t.mounted }

// Step ends a step of the first mount. Components call it as they begin to render.
func (t *Takeover) Step() {
	if t.Keeping() && t.Pause != nil {
		t.Pause()
	}
}

// Mounted says that the prerendered page is mounted.
func (t *Takeover) Mounted() { t.mounted = true }

// Begins reports whether the page that is rendered may show its beginning first.
// Then it says by Continues how the rest comes.
func (t *Takeover) Begins() bool { return t != nil && t.Beginning != nil && t.Beginning() }

// Continues has rest called when the browser has painted the beginning of the page.
func (t *Takeover) Continues(rest func()) { t.rest = rest }

// Rest shows the rest of the page of which only the beginning is there.
func (t *Takeover) Rest() {
	if t.rest != nil {
		t.rest()
	}
}

// Keepable is an element that can be kept.
type Keepable[T any] interface {
	app.HTML
	DataSet(name string, value any) T
	Body(...app.UI) T
}

// Kept is an element that is taken over with all that is in it, which is made only
// where it is not there already. On the server, already is false.
func Kept[T Keepable[T]](e T, already bool, content func() []app.UI) T {
	e = e.DataSet("kept", true)
	if already {
		return e
	}
	return e.Body(content()...)
}

// After calls f when the program has taken over the page. Until then the tree has
// to stay what it was prerendered as, and go-app would change it as soon as it is
// mounted. Call it in OnNav or OnMount.
func After(ctx app.Context, f func(app.Context)) {
	if app.Window().Get("performance").Call("getEntriesByName", "app-interactive").Length() > 0 {
		f(ctx)
		return
	}
	ctx.PreventUpdate() // nothing has changed yet
	var call app.Func
	call = app.FuncOf(func(app.Value, []app.Value) any {
		call.Release()
		ctx.Dispatch(f)
		return nil
	})
	app.Window().Call("setTimeout", call, 0)
}
