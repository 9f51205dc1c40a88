package main

import (
	"strconv"

	"kairo.dev/app/takeover"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// paths are the pages there are.
var paths = []string{"/", "/about"}

// title is the title of a page.
func title(path string) string {
	if path == "/about" {
		return "About"
	}
	return "A counter and a form"
}

// page is everything that is visible at a path. Server and browser make it of the
// same path, and come to the same.
type page struct {
	app.Compo
	Path     string
	Takeover *takeover.Takeover
}

func (p *page) Render() app.UI {
	p.Takeover.Step()
	return app.Div().ID("app").Body(
		app.Nav().Body(
			app.A().Href("/").Text("Home"),
			app.A().Href("/about").Text("About"),
		),
		&body{Path: p.Path, Takeover: p.Takeover},
	)
}

func (p *page) OnMount(ctx app.Context) {
	p.Takeover.Mounted()
	ctx.PreventUpdate()
}

// body is what differs from page to page. Another page is another component: go-app
// would put it into the nodes of the one before.
type body struct {
	app.Compo
	Path     string
	Takeover *takeover.Takeover

	kept bool
}

func (b *body) CompoID() string { return b.Path }

func (b *body) Render() app.UI {
	main := app.Main()
	if b.Path != "/about" {
		return main.Body(app.H1().TabIndex(-1).Text(title(b.Path)), &counter{}, &greeting{})
	}
	// Nothing here changes while it is shown: it is taken over whole.
	b.kept = b.kept || b.Takeover.Keeping()
	return takeover.Kept(main, b.kept, func() []app.UI {
		return []app.UI{
			app.H1().TabIndex(-1).Text(title(b.Path)),
			app.P().Text("This page was there before its program, and none of its nodes has been replaced."),
		}
	})
}

// counter counts how often it was pressed.
type counter struct {
	app.Compo
	count int
}

func (c *counter) Render() app.UI {
	return app.P().Body(
		app.Button().Type("button").Text("Count").OnClick(func(app.Context, app.Event) { c.count++ }),
		// Two texts side by side are one in HTML: they stand in elements.
		app.Output().Text(strconv.Itoa(c.count)),
	)
}

// greeting greets whoever writes their name, also when they wrote it before the
// program had come.
type greeting struct {
	app.Compo
	name string
}

func (g *greeting) Render() app.UI {
	hello := "Hello!"
	if g.name != "" {
		hello = "Hello, " + g.name + "!"
	}
	return app.Form().Body(
		app.Label().For("name").Text("Name"),
		app.Input().ID("name").AutoComplete(false).OnInput(func(ctx app.Context, _ app.Event) {
			g.name = ctx.JSSrc().Get("value").String()
		}),
		app.P().Text(hello),
	)
}

func (g *greeting) OnMount(ctx app.Context) {
	takeover.After(ctx, func(app.Context) {
		g.name = app.Window().GetElementByID("name").Get("value").String()
	})
}
