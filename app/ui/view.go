// Package ui is what the site looks like: go-app components that turn a
// [content.Site] and a [Page] into elements.
//
// The same code runs twice. On the server, package server/site renders every
// row of the page table to HTML when the site is built. In the browser, the
// program in package app builds the same elements again and, instead of
// putting them in place of the prerendered ones, takes those over: node by node
// where something may change, and whole where nothing does (see package
// takeover). That
// only works if both sides come to exactly the same tree, which makes the rules
// of this package:
//
//   - A page is a pure function of its Site and its Page. No clock, no random
//     numbers, no window, no map iteration while rendering. What depends on
//     the reader (the date, the network) comes after the takeover, as state.
//   - Never two texts side by side, and no empty text: HTML cannot tell them
//     apart. Join the strings, or put elements between them.
//   - No app.Raw, no .Style(): prose is a tree of elements, and looks are the
//     style sheet's.
//   - Everything works as plain HTML first. A link is a link, a form submits.
//   - A page with something in its body that the program changes, or listens
//     to, is named in live; the program never looks into that of any other.
//
// A page's content is a component of its own whose identity is the page's path
// (see pageBody), because go-app compares children by position, without keys:
// an open <details> or a playing video would otherwise live on at the same
// place of the next page.
package ui

import (
	"kairo.dev/app/takeover"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// View is the root component: everything that is visible of one page. Its
// exported fields may not change once it is mounted, except by navigation.
type View struct {
	app.Compo
	Site *content.Site
	Page *Page
	// Takeover is the browser's, nil on the server.
	Takeover *takeover.Takeover
}

// Render implements app.Composer.
func (v *View) Render() app.UI {
	v.Takeover.Step()
	return app.Div().ID("app").Body(
		inWords(v.Site, app.A().Class("skip").Href("#main")).Text(v.Site.Words.Shell.Skip),
		header(v.Site, v.Page),
		&pageBody{Site: v.Site, Page: v.Page, Takeover: v.Takeover},
		footer(v.Site, v.Page),
	)
}

// OnMount implements app.Mounter: the first page is mounted.
func (v *View) OnMount(ctx app.Context) {
	v.Takeover.Mounted()
	ctx.PreventUpdate()
}

// pageBody is the content of a page. A page with another path is another
// component, mounted from scratch.
type pageBody struct {
	app.Compo
	Site     *content.Site
	Page     *Page
	Takeover *takeover.Takeover

	rendered bool
	kept     bool // it is the prerendered one
	begun    bool // only the beginning is there yet
}

// CompoID implements app.DismountEnforcer.
func (b *pageBody) CompoID() string { return b.Page.Path }

// beginning is how many parts of a page are enough to fill a window. Only pages
// that go on after it have one: the end of any other would be seen to go and
// come back, were it shown in two steps.
func beginning(p *Page) int {
	switch p.Path {
	case HomePath:
		return 2
	case TalksPath:
		return 3
	case OpenSourcePath:
		return 4
	case PostsPath, ArchivePath:
		return 5
	}
	return 0
}

// Render implements app.Composer.
func (b *pageBody) Render() app.UI {
	b.Takeover.Step()
	main := app.Main().ID("main")
	b.kept = b.kept || b.Takeover.Keeping() && !live(b.Page.Path)
	if !b.rendered {
		b.rendered, b.begun = true, beginning(b.Page) > 0 && b.Takeover.Begins()
	}
	switch {
	case b.begun:
		return main.Aria("busy", true).Body(first(beginning(b.Page), b.Page.body(b.Site))...)
	case live(b.Page.Path):
		return main.Body(b.Page.body(b.Site)...)
	}
	b.kept = b.kept || b.Page.body == nil // it comes as it is prerendered
	return takeover.Kept(main, b.kept, func() []app.UI { return b.Page.body(b.Site) })
}

// OnMount implements app.Mounter.
func (b *pageBody) OnMount(ctx app.Context) {
	ctx.PreventUpdate()
	if b.begun {
		b.Takeover.Continues(func() { ctx.Dispatch(func(app.Context) { b.begun = false }) })
	}
}

// header is the top of every page: whose site it is and where one can go.
func header(s *content.Site, p *Page) app.UI {
	var items []app.UI
	for _, to := range navigation(s) {
		items = append(items, app.Li().Body(navLink(s, to, p)))
	}
	return app.Header().Class("site-header").Body(
		app.A().Class("site-name").Href(HomePath).Body(
			sealMark(s),
			app.Span().Body(spoken(s, s.Title)),
		),
		inWords(s, app.Nav()).Aria("label", s.Words.Shell.Main).Body(
			inContent(s, app.Ul()).Class("site-nav").Body(items...),
		),
		app.Div().Class("site-tools").Body(&searchDialog{Site: s, Page: p}, themeButton(s)),
	)
}

// themeButton goes through the themes. Which one is chosen is known to the
// style sheet alone (see theme.js), which shows one of the three drawings and
// leaves one of the three names to be read.
func themeButton(s *content.Site) app.UI {
	var body []app.UI
	for i, theme := range []struct {
		name string
		icon iconPath
		said string
	}{
		{"system", iconSystem, s.Words.Shell.ThemeSystem},
		{"light", iconLight, s.Words.Shell.ThemeLight},
		{"dark", iconDark, s.Words.Shell.ThemeDark},
	} {
		if i > 0 {
			body = append(body, app.Span().Text(", ")) // for those who see all of them
		}
		body = append(body, app.Span().Class("theme-"+theme.name).Body(
			icon(theme.icon),
			inWords(s, app.Span().Class("visually-hidden")).Text(theme.said)))
	}
	return app.Button().Type("button").Class("icon-button", "theme", "needs-script").Hidden(true).Body(body...)
}

// navLink marks the link to the page one is on, or to its section.
func navLink(s *content.Site, to destination, p *Page) app.UI {
	a := app.A().Href(to.path).Body(spoken(s, to.name))
	switch to.path {
	case p.Path:
		a.Aria("current", "page")
	case p.Section:
		a.Aria("current", "true")
	}
	return a
}

// footer is the end of every page: which edition it is, and what else there is.
func footer(s *content.Site, p *Page) app.UI {
	body := []app.UI{
		app.A().Class("edition").Href(ColophonPath+"#edition").Body(
			sealMark(s),
			inWords(s, app.Span()).Text(s.Words.Shell.Edition.With("edition", s.Edition.Short())),
		),
		inWords(s, app.Nav()).Aria("label", s.Words.Shell.More).Body(inContent(s, app.Ul()).Class("site-nav").Body(
			app.Li().Body(app.A().Href(ColophonPath).Body(spoken(s, s.Sections.Colophon.Name()))),
			app.Li().Body(inWords(s, app.A().Href(AtomPath)).Text(s.Words.Shell.Feed)))),
		app.P().Text("© " + s.Person.Name),
	}
	if languages := languages(s, p); languages != nil {
		body = append(body, languages)
	}
	return app.Footer().Class("site-footer").Body(body...)
}

// languages leads to the page in the other languages of the site. What stands in
// for another page is not at its own address: there it leads to the home page.
func languages(s *content.Site, p *Page) app.UI {
	if s.Languages == nil {
		return nil
	}
	path := p.Path
	if path == NotFoundPath || path == OfflinePath {
		path = HomePath
	}
	var items []app.UI
	for _, l := range s.Languages {
		a := app.A().Href(above(s)+l.Path+path).Lang(l.Language).Attr("hreflang", l.Language).Text(l.Name)
		if l.Language == s.Language {
			a.Aria("current", "true")
		}
		items = append(items, app.Li().Body(a))
	}
	return inWords(s, app.Nav().Class("site-languages")).Aria("label", s.Words.Shell.Languages).Body(app.Ul().Class("site-nav").Body(items...))
}

// listen has f hear an event of the window or document, for as long as the program
// runs.
func listen(to app.Value, event string, f func(app.Event)) {
	to.Call("addEventListener", event, app.FuncOf(func(_ app.Value, args []app.Value) any {
		f(app.Event{Value: args[0]})
		return nil
	}))
}
