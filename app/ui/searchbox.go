package ui

import (
	"slices"
	"strings"
	"unicode"

	"kairo.dev/app/search"
	"kairo.dev/app/takeover"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// SearchPath is the path of the search page.
const SearchPath = "/search"

// mostHits is how many results are shown: whoever does not find it among these
// asks again.
const mostHits = 30

// searchPage is the row of the page table for the search. Its page is a form;
// see WithQuery for its results.
func searchPage(s *content.Site) *Page {
	p := &Page{
		Path:        SearchPath,
		Title:       s.Words.Search.Title,
		Name:        s.Words.Search.Title,
		Description: s.Words.Search.Description,
		Section:     SearchPath,
		Type:        "website",
		Hidden:      true,
	}
	p.body = searchBody(p)
	return p
}

func searchBody(p *Page) func(*content.Site) []app.UI {
	return func(s *content.Site) []app.UI {
		box := &searchBox{Site: s, Page: p}
		if p.Query != "" {
			box.ask(asked(p.Query))
		}
		return []app.UI{inWords(s, title(p.Title)), box, inWords(s, app.P().Class("search-keys", "meta")).Text(s.Words.Search.Keys)}
	}
}

// Answers reports whether the page says something else with a query.
func (p *Page) Answers() bool { return live(p.Path) }

// WithQuery is a page that Answers, with what a query finds, the query of an
// address: "q=tuf&kind=talk" of the search, "year=2023" of the talks. A query
// that asks for nothing leaves the page as it is without one.
func (p *Page) WithQuery(query string) *Page {
	with := *p
	if p.Path == TalksPath {
		want := parseTalkQuery(query)
		with.Query, with.body = queryOf(want.fields()...), talksAsked(p.takeover, want)
		return &with
	}
	with.Query = queryOf(searchFields(asked(query))...)
	with.body = searchBody(&with)
	return &with
}

// asked is what the query of an address asks for. Of what cannot stand on a
// page, or is no kind, nothing is left.
func asked(query string) (words string, only search.Kind) {
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r // utf8.RuneError for what is not UTF-8
	}, queryValue(query, "q"))
	if kind := search.Kind(queryValue(query, "kind")); slices.Contains(search.Kinds, kind) {
		only = kind
	}
	return words, only
}

// searchFields are what the query of an address has, to ask for words.
func searchFields(words string, only search.Kind) []field {
	return []field{{"q", words}, {"kind", string(only)}}
}

// searchBox is the form and the results below it, on the page and in the
// dialog. On the page, the address says what is asked for; as long as somebody
// types, the field does.
//
// It is a list of links with a line of status above, not a combobox: the
// results are links to real addresses, and behave so.
type searchBox struct {
	app.Compo
	Site     *content.Site
	Page     *Page // of the table with the index
	InDialog bool

	words   string
	only    search.Kind
	results search.Results
	arrived bool
	stop    func() // stops listening to the window
}

// ask finds words.
func (b *searchBox) ask(words string, only search.Kind) {
	b.words, b.only = words, only
	b.results = b.Page.index().Search(words, only, mostHits)
}

// Render implements app.Composer.
func (b *searchBox) Render() app.UI {
	input := app.Input().Class("field").Type("search").Name("q").MaxLength(search.MaxQuery/2).
		AutoComplete(false).Spellcheck(false).AutoFocus(b.InDialog).
		Attr("enterkeyhint", "search").
		OnInput(b.onInput).OnChange(b.onChange)
	if b.Page.Query != "" && !b.InDialog {
		words, _ := asked(b.Page.Query)
		// In capitals, which are the same to HTML, it is the attribute, that
		// is, what the field held when the page was made. go-app would take
		// "value" for the property and overwrite what was typed since.
		input.Attr("VALUE", words)
	}
	body := []app.UI{
		app.Form().Class("search-form").Role("search").Action(SearchPath).OnSubmit(b.onSubmit).Body(
			app.Label().Body(inWords(b.Site, app.Span().Class("visually-hidden")).Text(b.Site.Words.Search.Field), input),
			inWords(b.Site, app.Button().Type("submit").Class("button")).Text(b.Site.Words.Search.Submit),
		),
		b.status(),
	}
	if kinds := b.kinds(); kinds != nil {
		body = append(body, kinds)
	}
	if len(b.results.Hits) > 0 {
		var items []app.UI
		for _, h := range b.results.Hits {
			items = append(items, b.hit(h))
		}
		body = append(body, app.Ol().Class("hits").Body(items...))
	}
	return app.Div().Class("search").OnKeyDown(b.onKeyDown).Body(body...)
}

// status says in a sentence how the search went; it is read aloud as it
// changes.
func (b *searchBox) status() app.UI {
	line := inWords(b.Site, app.Div().Class("search-status", "meta").Role("status"))
	w := &b.Site.Words
	words, shown := strings.TrimSpace(b.words), len(b.results.Hits)
	switch {
	case words == "":
		return line
	case b.results.Total == 0 && b.only != "" && len(b.results.Of) > 0:
		return line.Text(w.Search.NoneOfKind.With("words", words))
	case b.results.Total == 0:
		return line.Text(w.Search.None.With("words", words))
	case b.results.Total > shown:
		return line.Text(w.Count(w.Search.Best, b.results.Total, "shown", w.Number(shown), "words", words))
	}
	return line.Text(w.Count(w.Search.Found, b.results.Total, "words", words))
}

// kinds lead to the results of one kind, where there are several.
func (b *searchBox) kinds() app.UI {
	if len(b.results.Of) < 2 && b.only == "" {
		return nil
	}
	all := 0
	for _, n := range b.results.Of {
		all += n
	}
	var items []app.UI
	add := func(kind search.Kind, name string, n int) {
		if n == 0 {
			return
		}
		a := app.A().Href(withQuery(SearchPath, searchFields(b.words, kind)...)).DataSet("kind", string(kind)).Text(name + " " + b.Site.Words.Number(n))
		if kind == b.only {
			a.Aria("current", "true")
		}
		items = append(items, app.Li().Body(a))
	}
	add("", b.Site.Words.Search.All, all)
	for _, kind := range search.Kinds {
		add(kind, b.kindsName(kind), b.results.Of[kind])
	}
	if items == nil {
		return nil
	}
	return inWords(b.Site, app.Ul().Class("search-kinds")).Aria("label", b.Site.Words.Search.Kinds).OnClick(b.onKind).Body(items...)
}

// kindsName is what several results of a kind are called.
func (b *searchBox) kindsName(k search.Kind) string {
	words := &b.Site.Words
	switch k {
	case search.Page:
		return words.Search.Pages
	case search.Project:
		return words.Search.Projects
	case search.Talk:
		return words.Search.Talks
	case search.Publication:
		return words.Search.Publications
	case search.Wish:
		return words.Search.Wishes
	case search.Post:
		return words.Search.Posts
	}
	return b.sectionName(k)
}

// kindName is what one result of a kind is called.
func (b *searchBox) kindName(k search.Kind) string {
	words := &b.Site.Words
	switch k {
	case search.Page:
		return words.Search.Page
	case search.Project:
		return words.Search.Project
	case search.Talk:
		return words.Search.Talk
	case search.Publication:
		return words.Search.Publication
	case search.Wish:
		return words.Search.Wish
	case search.Post:
		return words.Search.Post
	}
	return b.sectionName(k)
}

// sectionName is what a kind is called that the words of the interface know
// nothing of: as its section, whose path it is named after.
func (b *searchBox) sectionName(k search.Kind) string {
	for _, row := range sections(b.Site) {
		if row.path == "/"+string(k) {
			return row.words.Name()
		}
	}
	return string(k)
}

// hit is one result.
func (b *searchBox) hit(h search.Hit) app.UI {
	a := link(h.Address, "").Body(marked(h.Title, search.Range{End: len(h.Title)}, h.InTitle)...)
	if h.Language != b.Page.language {
		a.Lang(h.Language).Dir("auto")
	}
	body := []app.UI{
		app.P().Class("hit-title").Body(a),
		app.P().Class("meta").Body(joined(" · ",
			inWords(b.Site, app.Span().Class("tag")).Text(b.kindName(h.Kind)),
			app.Bdi().Body(marked(h.Details, search.Range{End: len(h.Details)}, h.InDetails)...))...),
	}
	if h.Excerpt.End > 0 {
		excerpt := marked(h.Text, h.Excerpt, h.InText)
		words := app.Span().Body(excerpt...)
		if h.Language != b.Page.language {
			words.Lang(h.Language).Dir("auto")
		}
		body = append(body, app.P().Class("excerpt").Body(words))
	}
	return app.Li().Body(body...)
}

// marked shows a part of a text with its matches marked.
func marked(text string, part search.Range, matches []search.Range) []app.UI {
	var all []app.UI
	plain := func(s string) {
		if s != "" {
			all = append(all, app.Text(s))
		}
	}
	at := part.Start
	for _, m := range matches {
		plain(text[at:m.Start])
		all = append(all, app.Mark().Text(text[m.Start:m.End]))
		at = m.End
	}
	plain(text[at:part.End])
	return all
}

// OnMount implements app.Mounter.
func (b *searchBox) OnMount(ctx app.Context) {
	ctx.PreventUpdate()
	b.stop = onRestored(func() { b.JSValue().Call("querySelector", "input").Set("value", b.words) })
}

// OnDismount implements app.Dismounter.
func (b *searchBox) OnDismount() { b.stop() }

// OnNav implements app.Navigator: on the page, the address has changed, or this
// is the address it was opened with.
func (b *searchBox) OnNav(ctx app.Context) {
	if b.InDialog {
		ctx.PreventUpdate()
		return
	}
	takeover.After(ctx, b.arrive)
}

func (b *searchBox) arrive(ctx app.Context) {
	words, only := asked(ctx.Page().URL().RawQuery)
	input := b.JSValue().Call("querySelector", "input")
	typed := input.Get("value").String()
	if !b.arrived && typed != input.Get("defaultValue").String() {
		words = typed // before the program was there
	}
	b.arrived = true
	if typed != words {
		input.Set("value", words)
	}
	if words != b.words || only != b.only {
		b.ask(words, only)
	}
}

func (b *searchBox) onInput(ctx app.Context, _ app.Event) {
	b.ask(ctx.JSSrc().Get("value").String(), b.only)
}

// onChange writes what was typed into the address, so that whoever follows a
// result can come back.
func (b *searchBox) onChange(ctx app.Context, _ app.Event) {
	if !b.InDialog {
		app.Window().Get("history").Call("replaceState", nil, "", b.Page.base+withQuery(SearchPath, searchFields(b.words, b.only)...))
	}
	ctx.PreventUpdate()
}

// onSubmit has nothing to do on the page, where the results are shown already,
// but to note the address. From the dialog, the form leads to the page.
func (b *searchBox) onSubmit(ctx app.Context, e app.Event) {
	if !b.InDialog {
		e.PreventDefault()
	}
	b.onChange(ctx, e)
}

// onKind narrows the results in the dialog; on the page, the link leads to
// them.
func (b *searchBox) onKind(ctx app.Context, e app.Event) {
	a := e.Get("target").Call("closest", "a")
	if !b.InDialog || !a.Truthy() || modified(e) {
		return
	}
	e.PreventDefault()
	b.ask(b.words, search.Kind(a.Get("dataset").Get("kind").String()))
}

// onKeyDown moves between the field and the results. In the dialog, Escape
// closes it at once; the field by itself would take the first to be cleared.
func (b *searchBox) onKeyDown(ctx app.Context, e app.Event) {
	ctx.PreventUpdate()
	step := 0
	switch e.Get("key").String() {
	case "ArrowDown":
		step = 1
	case "ArrowUp":
		step = -1
	case "Escape":
		if b.InDialog && !e.Get("isComposing").Bool() {
			e.PreventDefault()
			b.JSValue().Call("closest", "dialog").Call("close")
		}
	}
	if step == 0 || modified(e) || e.Get("isComposing").Bool() {
		return
	}
	stops := b.JSValue().Call("querySelectorAll", "input, .hits a")
	active := app.Window().Get("document").Get("activeElement")
	for i := range stops.Length() {
		if !stops.Index(i).Equal(active) {
			continue
		}
		e.PreventDefault()
		if to := i + step; 0 <= to && to < stops.Length() {
			stops.Index(to).Call("focus")
		}
		return
	}
}

// modified reports whether a modifier key is down: what that means is the
// browser's business.
func modified(e app.Event) bool {
	for _, key := range []string{"ctrlKey", "metaKey", "altKey", "shiftKey"} {
		if e.Get(key).Bool() {
			return true
		}
	}
	return false
}
