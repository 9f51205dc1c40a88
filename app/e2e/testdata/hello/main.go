// Command hello is what go-app's own documentation begins with, with a second
// page: what the figures of the site are compared with. Built for browsers it is
// the program, and otherwise what serves it: the folder web in the one that is its
// argument.
package main

import (
	"log"
	"net"
	"net/http"
	"os"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// hello is the first page. It tells when it is there, as the site does.
type hello struct{ app.Compo }

func (h *hello) Render() app.UI { return app.H1().Text("Hello!") }

func (h *hello) OnMount(app.Context) {
	app.Window().Get("performance").Call("mark", "app-interactive", map[string]any{"detail": map[string]any{}})
	shown()
}

// again is the second page.
type again struct{ app.Compo }

func (a *again) Render() app.UI { return app.H1().Text("Hello again!") }

func (a *again) OnMount(app.Context) { shown() }

// shown tells that another page is shown.
func shown() {
	app.Window().Get("document").Call("dispatchEvent", app.Window().Get("Event").New("pagechange"))
}

func main() {
	app.Route("/", func() app.Composer { return &hello{} })
	app.Route("/again", func() app.Composer { return &again{} })
	app.RunWhenOnBrowser()

	if err := os.Chdir(os.Args[1]); err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("serving http://%s", listener.Addr())
	// go-app's own icons are on another host.
	log.Fatal(http.Serve(listener, &app.Handler{Name: "Hello", Icon: app.Icon{Default: "data:,", SVG: "data:,"}}))
}
