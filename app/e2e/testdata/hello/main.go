// Command hello is what go-app's own documentation begins with, and tells when it
// is there: what the figures of the site are compared with.
package main

import "github.com/maxence-charriere/go-app/v10/pkg/app"

type hello struct{ app.Compo }

func (h *hello) Render() app.UI { return app.H1().Text("Hello!") }

func (h *hello) OnMount(app.Context) {
	app.Window().Get("performance").Call("mark", "app-interactive")
}

func main() {
	app.Route("/", func() app.Composer { return &hello{} })
	app.RunWhenOnBrowser()
}
