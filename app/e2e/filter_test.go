//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const shownTalks = `[...document.querySelectorAll(".talks li")].filter((li) => li.checkVisibility()).map((li) => li.querySelector("a").pathname)`

// TestTalkFilter: the address narrows the list, and Back widens it again.
func TestTalkFilter(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	s := readSite(t)
	var of2023, recorded2023 []string
	for _, talk := range s.Talks {
		if talk.Year() == 2023 {
			of2023 = append(of2023, "/talks/"+talk.Slug)
			if talk.Recording != nil {
				recorded2023 = append(recorded2023, "/talks/"+talk.Slug)
			}
		}
	}
	all := strconv.Itoa(len(s.Talks))
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/talks?year=2023")
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover: %+v; want no mismatches", got)
	}
	tb.do(`window.sameDocument = true`)
	expect := func(what, status string, want []string) {
		t.Helper()
		tb.until(what, fmt.Sprintf(`document.querySelector(".talks [role=status]").textContent === %q`, status))
		if got := eval[[]string](tb, shownTalks); !slices.Equal(got, want) {
			t.Errorf("%s: shown are %q; want %q", what, got, want)
		}
		if years := eval[int](tb, `[...document.querySelectorAll(".talks section")].filter((s) => s.checkVisibility() && !s.querySelector("li:not([hidden])")).length`); years != 0 {
			t.Errorf("%s: %d years are shown without a talk", what, years)
		}
	}
	form := func(what, want string) {
		t.Helper()
		if got := eval[string](tb, `new URLSearchParams(new FormData(document.querySelector(".filter"))).toString()`); got != want {
			t.Errorf("%s: the form says %s; want %s", what, got, want)
		}
	}
	narrowed := fmt.Sprintf("%d of %s talks. Show all", len(of2023), all)
	expect("the year in the address", narrowed, of2023)
	form("the year in the address", "year=2023&kind=all&project=all")

	tb.do(`document.querySelector(".filter [name=recorded]").focus()`)
	tb.run("choose recordings", chromedp.KeyEvent(" "))
	tb.arrived("/talks?year=2023&recorded=1")
	expect("recordings too", fmt.Sprintf("%d of %s talks. Show all", len(recorded2023), all), recorded2023)
	if !eval[bool](tb, `document.activeElement === document.querySelector(".filter [name=recorded]")`) {
		t.Error("the focus has left the form")
	}
	tb.do(`const kind = document.querySelector(".filter [name=kind]"); kind.value = "podcast"; kind.dispatchEvent(new Event("change", { bubbles: true }))`)
	tb.arrived("/talks?year=2023&kind=podcast&recorded=1")
	expect("an empty combination", "No talk is like that. Show all", []string{})

	tb.do(`history.back()`)
	tb.arrived("/talks?year=2023&recorded=1")
	expect("Back", fmt.Sprintf("%d of %s talks. Show all", len(recorded2023), all), recorded2023)
	form("Back", "year=2023&kind=all&project=all&recorded=1")
	tb.do(`history.back()`)
	tb.arrived("/talks?year=2023")
	expect("Back again", narrowed, of2023)
	form("Back again", "year=2023&kind=all&project=all")
	tb.do(`history.go(2)`)
	tb.arrived("/talks?year=2023&kind=podcast&recorded=1")
	expect("forward", "No talk is like that. Show all", []string{})

	tb.do(`document.querySelector(".filter-status a").click()`)
	tb.arrived("/talks")
	var everything []string
	for _, talk := range s.Talks {
		everything = append(everything, "/talks/"+talk.Slug)
	}
	expect("all", "All "+all+" talks", everything)
	form("all", "year=all&kind=all&project=all")
	tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, "/talks?project=tuf&kind=demo"))
	expect("a project", "1 of "+all+" talks. Show all", []string{"/talks/archivista-demo-kubecon-eu-2024"})
	tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, "/talks?year=%22%3E%3Cb%3E"))
	expect("nonsense", "No talk is like that. Show all", []string{})
	if !eval[bool](tb, `window.sameDocument`) {
		t.Error("the filter has loaded the page")
	}
	// What cannot be chosen finds nothing, also on the page that the server makes.
	tb.open("/talks?year=1900")
	tb.interactive()
	tb.do(`await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`)
	expect("a year without talks", "No talk is like that. Show all", []string{})
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
	var of2023 []string
	for _, talk := range readSite(t).Talks {
		if talk.Year() == 2023 {
			of2023 = append(of2023, "/talks/"+talk.Slug)
		}
	}
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
