package ui

import (
	"slices"

	"kairo.dev/app/takeover"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// talkFilter is the list of talks by year, with a form that narrows it.
//
// The address says how: "/talks?year=2023&kind=talk&project=tuf&recorded=1". So
// a narrower list can be linked to, and Back leads to the wider one. The server
// answers it; an export, which cannot, shows the talks of its years until the
// program is there. The form is the program's: it is hidden in HTML, shown where
// the program is or may still come, and sends such an address where neither
// scripts nor style sheets are known.
//
// Talks that are left out are hidden, not removed: what the browser knows of an
// element stays with it. Those of years with pages of their own are there only
// while they are asked for, and on a page that was made for a query only what
// it asks for, until something else is.
type talkFilter struct {
	app.Compo
	Site     *content.Site
	Takeover *takeover.Takeover // of the page that was prerendered

	want    talkQuery
	asked   bool // the page was made for a query
	arrived bool
	kept    bool // the form and the talks are the prerendered ones
}

// talksAsked is the body of the page of the talks for a query.
func talksAsked(t *takeover.Takeover, want talkQuery) func(*content.Site) []app.UI {
	return func(s *content.Site) []app.UI {
		return talksBy(s, &talkFilter{Site: s, Takeover: t, want: want, asked: want != talkQuery{}})
	}
}

// Render implements app.Composer.
func (f *talkFilter) Render() app.UI {
	f.Takeover.Step()
	f.kept = f.kept || f.Takeover.Keeping()
	years := talkYears(f.Site)
	body := []app.UI{f.form(years), f.status(years)}
	for _, y := range years {
		switch {
		case y.page == "":
			if year := f.year(y); year != nil {
				body = append(body, year)
			}
		case f.want == talkQuery{}:
			return app.Div().Class("talks").Body(append(body, olderYears(f.Site, TalksPath, f.Site.Words.Years.OlderTalks, y.year))...)
		default:
			var found []content.Talk
			for _, t := range y.entries {
				if f.want.matches(&t) {
					found = append(found, t)
				}
			}
			if found != nil {
				body = append(body, yearSection(f.Site, y.year, talkLog(f.Site, found, 3, true)))
			}
		}
	}
	return app.Div().Class("talks").Body(body...)
}

// year is a year of the page, with all of its talks; or, where the page was made
// for a query, with those that are asked for, if there are any.
func (f *talkFilter) year(y ofYear[content.Talk]) app.UI {
	narrow := f.asked && !f.arrived
	var entries []app.UI
	shown := 0
	for i := range y.entries {
		t := &y.entries[i]
		if narrow && !f.want.matches(t) {
			continue
		}
		brief := func() []app.UI { return talkBrief(f.Site, t, 3, true) }
		var entry app.HTMLLi
		if f.asked {
			entry = talkItem(t).Body(brief()...) // there is more to come than was prerendered
		} else {
			entry = takeover.Kept(talkItem(t), f.kept, brief)
		}
		if f.want.matches(t) {
			shown++
		} else {
			entry.Hidden(true)
		}
		entries = append(entries, entry)
	}
	if entries == nil {
		return nil
	}
	section := yearSection(f.Site, y.year, log(entries))
	if shown == 0 {
		section.Hidden(true)
	}
	return section
}

// form has a control for each part of a query.
func (f *talkFilter) form(years []ofYear[content.Talk]) app.UI {
	form := inWords(f.Site, app.Form().Class("filter", "needs-program")).Hidden(true).Action(TalksPath).AutoComplete(false).
		Aria("label", f.Site.Words.Filter.Label).OnChange(f.onChange).OnSubmit(f.onChange)
	return takeover.Kept(form, f.kept, func() []app.UI { return f.choices(years) })
}

// choices are the controls of the form, with what there is to choose.
func (f *talkFilter) choices(years []ofYear[content.Talk]) []app.UI {
	var ofYears, ofKinds, ofProjects []option
	words := &f.Site.Words
	for _, y := range years {
		ofYears = append(ofYears, option{yearValue(y.year), yearName(f.Site, y.year), words.Language})
	}
	for _, kind := range content.TalkKinds {
		if slices.ContainsFunc(f.Site.Talks, func(t content.Talk) bool { return t.Kind == kind }) {
			ofKinds = append(ofKinds, option{string(kind), KindName(f.Site, kind), words.Language})
		}
	}
	for i := range f.Site.Projects {
		p := &f.Site.Projects[i]
		if slices.ContainsFunc(f.Site.Talks, func(t content.Talk) bool { return slices.Contains(t.Projects, p.Slug) }) {
			name := projectName(p)
			ofProjects = append(ofProjects, option{p.Slug, name, f.Site.LanguageOf(name)})
		}
	}
	recorded := app.Input().Type("checkbox").Name("recorded").Value("1")
	if f.want.recorded != "" {
		recorded.Checked(true)
	}
	return []app.UI{
		choice(words.Language, "year", words.Filter.Year, words.Filter.Any, ofYears, f.want.year),
		choice(words.Language, "kind", words.Filter.Kind, words.Filter.Any, ofKinds, f.want.kind),
		choice(words.Language, "project", words.Filter.Project, words.Filter.Any, ofProjects, f.want.project),
		app.Label().Body(
			recorded,
			app.Span().Text(words.Filter.Recorded)),
		app.Button().Type("submit").Class("visually-hidden").TabIndex(-1).Text(words.Filter.Submit),
	}
}

// option is one of several values to choose from, and what it is called in a
// language.
type option struct{ value, name, language string }

// choice is a control, in a form in a language, to choose one of several values,
// or any. What is chosen is one of them, or "".
func choice(language, name, label, any string, values []option, chosen string) app.UI {
	options := []app.UI{app.Option().Value(anyValue).Text(any)}
	for _, v := range values {
		option := app.Option().Value(v.value).Text(v.name)
		if v.language != language {
			option.Lang(v.language).Dir("auto") // there are no elements in it
		}
		if v.value == chosen {
			option.Selected(true)
		}
		options = append(options, option)
	}
	return app.Label().Body(
		app.Span().Text(label),
		app.Select().Class("field").Name(name).Body(options...))
}

// status says how many talks are shown; it is read aloud as it changes. Without
// a query these are all, or those of the newest years.
func (f *talkFilter) status(years []ofYear[content.Talk]) app.UI {
	listed, found := 0, 0
	for _, y := range years {
		if y.page == "" {
			listed += len(y.entries)
		}
		for i := range y.entries {
			if f.want.matches(&y.entries[i]) {
				found++
			}
		}
	}
	w, total := &f.Site.Words, len(f.Site.Talks)
	without := w.Filter.ShowAll
	if listed < total {
		without = w.Filter.ShowNewest
	}
	show := app.A().Href(TalksPath).Text(without)
	line := inWords(f.Site, app.P().Class("filter-status", "meta")).Role("status")
	switch {
	case f.want != talkQuery{} && found == 0:
		return line.Body(app.Text(w.Filter.None+" "), show)
	case f.want != talkQuery{}:
		return line.Body(app.Text(w.Count(w.Filter.Found, total, "found", w.Number(found))+" "), show)
	case listed < total:
		return line.Body(app.Text(w.Count(w.Filter.Newest, total, "shown", w.Number(listed))))
	default:
		return line.Body(app.Text(w.Count(w.Filter.All, total)))
	}
}

// OnMount implements app.Mounter.
func (f *talkFilter) OnMount(ctx app.Context) { ctx.PreventUpdate() }

// OnNav implements app.Navigator: the address has changed, or this is the
// address the page was opened with.
func (f *talkFilter) OnNav(ctx app.Context) { takeover.After(ctx, f.arrive) }

func (f *talkFilter) arrive(ctx app.Context) {
	want := parseTalkQuery(ctx.Page().URL().RawQuery)
	first := !f.arrived
	f.arrived = true
	if chosen := f.chosen(); first && f.kept && f.touched() && chosen != want {
		f.choose(ctx, chosen) // before the program was there
		return
	}
	if want == f.want {
		ctx.PreventUpdate()
	}
	f.want = want
	f.show(want)
}

// show has the form say what is asked for.
func (f *talkFilter) show(want talkQuery) {
	controls := f.controls()
	for _, v := range want.named() {
		control := controls.Get(v.name)
		if control.Get("type").String() == "checkbox" {
			control.Set("checked", *v.value != "")
		} else if *v.value == "" {
			control.Set("value", anyValue)
		} else {
			control.Set("value", *v.value)
		}
	}
}

func (f *talkFilter) onChange(ctx app.Context, e app.Event) {
	e.PreventDefault()
	f.choose(ctx, f.chosen())
}

// choose narrows the list. Where the browser tells of navigations this is one;
// see takeover.js. Elsewhere it would load the page, and whoever goes through
// the form by keyboard would lose their place at the first choice (WCAG 3.2.2).
func (f *talkFilter) choose(ctx app.Context, want talkQuery) {
	address := f.Site.Base() + want.address()
	if app.Window().Get("navigation").Truthy() {
		ctx.PreventUpdate()
		app.Window().Get("location").Call("assign", address)
		return
	}
	app.Window().Get("history").Call("replaceState", nil, "", address)
	f.want = want
}

// chosen is what the form says.
func (f *talkFilter) chosen() talkQuery {
	var q talkQuery
	controls := f.controls()
	for _, v := range q.named() {
		control := controls.Get(v.name)
		switch value := control.Get("value").String(); {
		case control.Get("type").String() == "checkbox" && !control.Get("checked").Bool():
		case value == anyValue:
		default:
			*v.value = value
		}
	}
	return q
}

// touched reports whether the form says something else than when the page was
// made.
func (f *talkFilter) touched() bool {
	controls := f.controls()
	for _, v := range new(talkQuery).named() {
		control := controls.Get(v.name)
		if control.Get("type").String() == "checkbox" {
			if control.Get("checked").Bool() != control.Get("defaultChecked").Bool() {
				return true
			}
			continue
		}
		was := anyValue
		if option := control.Call("querySelector", "option[selected]"); option.Truthy() {
			was = option.Get("value").String()
		}
		if control.Get("value").String() != was {
			return true
		}
	}
	return false
}

func (f *talkFilter) controls() app.Value {
	return f.JSValue().Call("querySelector", "form").Get("elements")
}
