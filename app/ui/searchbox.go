package ui

import (
	"slices"
	"strings"
	"time"
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
		switch {
		case p.Query == "":
		case p.takeover.Keeping() && s.Texts > 0:
			box.kept, box.replaced = true, true
			box.words, box.only = asked(p.Query)
		default:
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
	// kept says that the results are those that the server has found, which knows
	// the texts, and replaced that they were.
	kept, replaced bool
}

// ask finds words.
func (b *searchBox) ask(words string, only search.Kind) {
	b.words, b.only, b.kept = words, only, false
	b.results = b.Page.finder().index().Search(words, only, mostHits)
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
	}
	switch {
	case b.Site.Texts == 0:
		body = append(body, b.found()...)
	case b.replaced && !b.kept: // another element than that with what was kept
		body = append(body, app.Section().Body(b.found()...))
	case b.Page.Query != "" && !b.InDialog:
		body = append(body, takeover.Kept(app.Div(), b.kept, b.found))
	default:
		body = append(body, app.Div().Body(b.found()...))
	}
	return inContent(b.Site, app.Div().Class("search")).OnKeyDown(b.onKeyDown).Body(body...)
}

// OnMount implements app.Mounter.
func (b *searchBox) OnMount(ctx app.Context) {
	ctx.PreventUpdate()
	if b.InDialog {
		b.prepare(ctx)
	}
}

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
	b.prepare(ctx)
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

// prepare has the search ready when somebody types, and asks again when the texts of
// posts can be found, too.
func (b *searchBox) prepare(ctx app.Context) {
	b.Page.finder().prepare(func() {
		ctx.Dispatch(func(app.Context) {
			if b.words != "" && !b.kept {
				b.ask(b.words, b.only)
			}
		})
	})
}

func (b *searchBox) onInput(ctx app.Context, _ app.Event) {
	b.Page.finder().typed = time.Now()
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
