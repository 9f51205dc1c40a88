//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const shownTalks = `[...document.querySelectorAll(".talks li")].filter((li) => li.checkVisibility()).map((li) => li.querySelector("a").pathname)`

// filtered is a tab with the list of talks.
type filtered struct{ *tab }

// expect waits for what the status says, and wants just these talks to be shown.
func (tb filtered) expect(what, status string, want []string) {
	tb.t.Helper()
	tb.until(what, fmt.Sprintf(`document.querySelector(".talks [role=status]").textContent === %q`, status))
	if got := eval[[]string](tb.tab, shownTalks); !slices.Equal(got, want) {
		tb.t.Errorf("%s: shown are %q; want %q", what, got, want)
	}
	if years := eval[int](tb.tab, `[...document.querySelectorAll(".talks section")].filter((s) => s.checkVisibility() && !s.querySelector("li:not([hidden])")).length`); years != 0 {
		tb.t.Errorf("%s: %d years are shown without a talk", what, years)
	}
}

// form wants the form to say something.
func (tb filtered) form(what, want string) {
	tb.t.Helper()
	if got := eval[string](tb.tab, `new URLSearchParams(new FormData(document.querySelector(".filter"))).toString()`); got != want {
		tb.t.Errorf("%s: the form says %s; want %s", what, got, want)
	}
}

// talksOf2023 are the addresses of the talks of that year, of those of them that
// have a recording, and of the talks of all years.
func talksOf2023(t *testing.T) (of2023, recorded, all []string) {
	t.Helper()
	for _, talk := range readSite(t).Talks {
		path := "/talks/" + talk.Slug
		all = append(all, path)
		if talk.Year() != 2023 {
			continue
		}
		of2023 = append(of2023, path)
		if talk.Recording != nil {
			recorded = append(recorded, path)
		}
	}
	return of2023, recorded, all
}

// TestTalkFilter: the address narrows the list, and Back widens it again.
func TestTalkFilter(t *testing.T) {
	t.Parallel()
	of2023, recorded, all := talksOf2023(t)
	tb := filtered{newTab(t, sharedServer(t).url, 1280, 800)}
	tb.open("/talks?year=2023")
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover: %+v; want no mismatches", got)
	}
	tb.do(`window.sameDocument = true`)
	const empty = "No talk is like that. Show all"
	narrowed := fmt.Sprintf("%d of %d talks. Show all", len(of2023), len(all))
	narrower := fmt.Sprintf("%d of %d talks. Show all", len(recorded), len(all))
	tb.expect("the year in the address", narrowed, of2023)
	tb.form("the year in the address", "year=2023&kind=all&project=all")

	tb.do(`document.querySelector(".filter [name=recorded]").focus()`)
	tb.run("choose recordings", chromedp.KeyEvent(" "))
	tb.arrived("/talks?year=2023&recorded=1")
	tb.expect("recordings too", narrower, recorded)
	if !eval[bool](tb.tab, `document.activeElement === document.querySelector(".filter [name=recorded]")`) {
		t.Error("the focus has left the form")
	}
	tb.do(`const kind = document.querySelector(".filter [name=kind]"); kind.value = "podcast"; kind.dispatchEvent(new Event("change", { bubbles: true }))`)
	tb.arrived("/talks?year=2023&kind=podcast&recorded=1")
	tb.expect("an empty combination", empty, []string{})

	tb.do(`history.back()`)
	tb.arrived("/talks?year=2023&recorded=1")
	tb.expect("Back", narrower, recorded)
	tb.form("Back", "year=2023&kind=all&project=all&recorded=1")
	tb.do(`history.back()`)
	tb.arrived("/talks?year=2023")
	tb.expect("Back again", narrowed, of2023)
	tb.form("Back again", "year=2023&kind=all&project=all")
	tb.do(`history.go(2)`)
	tb.arrived("/talks?year=2023&kind=podcast&recorded=1")
	tb.expect("forward", empty, []string{})

	tb.do(`document.querySelector(".filter-status a").click()`)
	tb.arrived("/talks")
	tb.expect("all", fmt.Sprintf("All %d talks", len(all)), all)
	tb.form("all", "year=all&kind=all&project=all")

	// A list that is longer again is where it was.
	for range 3 {
		tb.do(`scrollTo({ top: 500, behavior: "instant" }); location.search = "?year=1900"`)
		tb.expect("a year without talks", empty, []string{})
		tb.do(`history.back()`)
		tb.arrived("/talks")
		if got := eval[float64](tb.tab, `Math.round(scrollY)`); got != 500 {
			t.Errorf("Back at the longer list, it is scrolled to %v; want 500", got)
		}
	}
	if !eval[bool](tb.tab, `window.sameDocument`) {
		t.Error("the filter has loaded the page")
	}
	tb.clean("filter")
}

// TestTalkFilterByAddress: what an address asks for is found, also by the page that
// the server makes; what cannot be chosen finds nothing.
func TestTalkFilterByAddress(t *testing.T) {
	t.Parallel()
	_, _, all := talksOf2023(t)
	tb := filtered{newTab(t, sharedServer(t).url, 1280, 800)}
	tb.open("/talks")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, "/talks?project=tuf&kind=demo"))
	tb.expect("a project", fmt.Sprintf("1 of %d talks. Show all", len(all)), []string{"/talks/archivista-demo-kubecon-eu-2024"})
	tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, "/talks?year=%22%3E%3Cb%3E"))
	tb.expect("nonsense", "No talk is like that. Show all", []string{})
	if !eval[bool](tb.tab, `window.sameDocument`) {
		t.Error("the filter has loaded the page")
	}
	tb.open("/talks?year=1900")
	tb.interactive()
	tb.do(`await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`)
	tb.expect("a year without talks", "No talk is like that. Show all", []string{})
	if got := tb.path(); got != "/talks?year=1900" {
		t.Errorf("the address is %s; want to stay", got)
	}
	tb.clean("filter")
}

// TestTalkFilterWithoutProgram: where nothing runs there is no form, but the
// server answers; what was chosen before the program was there, counts.
func TestTalkFilterWithoutProgram(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	of2023, _, _ := talksOf2023(t)
	plain := newTab(t, srv.url, 1280, 800)
	plain.run("turn scripts off", command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	plain.open("/talks?year=2023")
	if shown := eval[[]string](plain, shownTalks); !slices.Equal(shown, of2023) || eval[bool](plain, `document.querySelector(".filter").checkVisibility()`) {
		t.Errorf("without scripts %q are shown; want %q, and no form", shown, of2023)
	}

	tb := newTab(t, srv.url, 1280, 800)
	release := tb.holdProgram()
	tb.open("/talks")
	tb.do(`document.querySelector(".filter [name=year]").value = "2022"`)
	release()
	tb.arrived("/talks?year=2022")
	tb.until("see one talk", shownTalks+`.length === 1`)
	tb.clean("early choice")
}
