//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestTheme: one button goes through the themes before there is a program and
// after, says which one is chosen, and the choice is there at the first paint
// of the next page.
func TestTheme(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.theme("dark")
	release := tb.holdProgram()
	tb.open("/")
	const look = `[
		document.documentElement.dataset.theme ?? "-",
		document.querySelector(".theme").innerText.replaceAll(/\s+/g, " "),
		getComputedStyle(document.body).backgroundColor,
		[...document.querySelectorAll('meta[name="theme-color"]')].filter((m) => matchMedia(m.media).matches).map((m) => m.content).join(),
	].join(" | ")`
	const (
		system = "- | Theme: system | rgb(18, 21, 24) | #121518"
		light  = "light | Theme: light | rgb(251, 250, 247) | #fbfaf7"
		dark   = "dark | Theme: dark | rgb(18, 21, 24) | #121518"
	)
	see := func(when, want string) {
		t.Helper()
		if got := eval[string](tb, look); got != want {
			t.Errorf("%s: %s; want %s", when, got, want)
		}
	}
	press := `document.querySelector(".theme").click()`
	see("at first", system)
	tb.do(press)
	see("pressed before the program", light)
	release()
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover with a theme chosen: %+v; want no mismatches", got)
	}
	see("after the takeover", light)
	tb.do(press)
	see("pressed with the program", dark)
	if got := eval[string](tb, `document.getElementById("announcer").textContent`); got != "Theme: dark" {
		t.Errorf("announced %q; want the theme", got)
	}
	tb.follow("/talks")
	see("on the next page", dark)
	other := tb.beside()
	other.open("/archive")
	if got := eval[string](other, `document.documentElement.dataset.theme`); got != "dark" {
		t.Errorf("theme in another tab = %q; want dark", got)
	}
	tb.do(press)
	see("pressed a third time", system)
	other.until("see the change in the other tab", `!document.documentElement.dataset.theme`)

	tb.do(press)
	tb.before(`new MutationObserver(() => { if (document.body) window.early ??= document.documentElement.dataset.theme ?? "-"; })
		.observe(document, { childList: true, subtree: true });`)
	tb.open("/colophon")
	if got := eval[string](tb, `window.early`); got != "light" {
		t.Errorf("theme when the body begins = %q; want light", got)
	}
	tb.clean("theme")
}

// TestForcedColours: where the system forces its colours, a drawing has that of
// the words around it, and not one of a theme that was chosen here.
func TestForcedColours(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.run("force colours", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{
			{Name: "forced-colors", Value: "active"},
			{Name: "prefers-color-scheme", Value: "dark"},
		},
	}))
	tb.open("/")
	tb.do(`document.querySelector(".theme").click()`) // light
	for _, odd := range eval[[]string](tb, `[...document.querySelectorAll(".icon, .seal")]
		.filter((e) => getComputedStyle(e).color !== getComputedStyle(e.parentElement).color)
		.map((e) => getComputedStyle(e).color + " " + e.parentElement.outerHTML.slice(0, 100))`) {
		t.Errorf("in forced colours, another colour than its surroundings: %s", odd)
	}
}

// TestUpcoming: what is still to come is marked, by the reader's calendar.
func TestUpcoming(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t, "-content", gallery)
	for today, want := range map[string]string{
		"2024-02-28": "/talks/far-future /talks/future-month /talks/long",
		"2024-02-29": "/talks/far-future /talks/future-month /talks/long",
		"2024-03-01": "/talks/far-future /talks/future-month",
		"2999-04-30": "/talks/far-future /talks/future-month",
		"2999-05-01": "/talks/far-future",
		"2999-05-13": "",
	} {
		t.Run(today, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(fmt.Sprintf(`{
				const Real = Date;
				Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super("%sT12:00"); } };
			}`, today))
			const marked = `[...document.querySelectorAll("[data-upcoming] h3 a")].map((a) => a.pathname).join(" ")`
			release := tb.holdProgram()
			tb.open("/talks")
			if got := eval[string](tb, marked); got != want {
				t.Errorf("on %s, before the program: upcoming are %q; want %q", today, got, want)
			}
			release()
			if got := tb.interactive(); got.Mismatches != 0 {
				t.Errorf("takeover on %s: %+v; want no mismatches", today, got)
			}
			tb.follow("/archive")
			tb.follow("/talks")
			if got := eval[string](tb, marked); got != want {
				t.Errorf("on %s, after navigation: upcoming are %q; want %q", today, got, want)
			}
			tb.clean(today)
		})
	}
}

// TestVideo: nothing of another site is loaded before the poster is pressed,
// the takeover leaves a playing video alone, and another page ends it.
func TestVideo(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t, "-content", gallery).url, 1280, 800)
	tb.refuse("/embed/")
	release := tb.holdProgram()
	tb.open("/talks/long")
	tb.clean("before the poster is pressed")

	tb.do(`document.documentElement.classList.add("offline")`)
	const shown = `[".poster", ".video .notice"].filter((s) => document.querySelector(s).checkVisibility()).join()`
	if got := eval[string](tb, shown); got != ".video .notice" {
		t.Errorf("offline, %q is shown; want the notice alone", got)
	}
	tb.do(`document.documentElement.classList.remove("offline")`)
	if got := eval[string](tb, shown); got != ".poster" {
		t.Errorf("%q is shown; want the poster alone", got)
	}

	tb.do(`
		window.video = document.querySelector(".video");
		window.height = video.clientHeight;
		document.querySelector(".poster").click();
	`)
	const frame = `video.shadowRoot.querySelector("iframe")`
	if got := eval[string](tb, frame+`.src`); got != "https://www.youtube-nocookie.com/embed/00000000000?autoplay=1" {
		t.Errorf("the frame shows %q", got)
	}
	if !eval[bool](tb, `video.clientHeight === window.height && !document.querySelector(".poster").checkVisibility() && video.shadowRoot.activeElement === `+frame) {
		t.Error("want the frame in the poster's place, as large, and with the focus")
	}
	release()
	if got := tb.interactive(); got.Mismatches != 0 {
		t.Errorf("takeover with a video: %+v; want no mismatches", got)
	}
	if !eval[bool](tb, frame+`.isConnected`) {
		t.Error("the takeover ended the video")
	}
	tb.follow("/talks")
	if eval[bool](tb, frame+`.isConnected`) {
		t.Error("the video plays on on another page")
	}
	for _, trouble := range tb.troubles() {
		if strings.Contains(trouble, "CSP") || strings.Contains(trouble, "exception") {
			t.Error(trouble)
		}
	}
}

// aPage matches the object of a page in a PDF file.
var aPage = regexp.MustCompile(`/Type\s*/Page\b`)

// TestPrint: the home page printed is a CV of two pages at most, which spells
// out the addresses it links to.
func TestPrint(t *testing.T) {
	s := readSite(t)
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	for name, size := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
		prefer := true
		var pdf []byte
		tb.run("print", chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			printed, err := cdp.Call(ctx, target, page.PrintToPDF, page.PrintToPDFParams{
				PaperWidth: size[0], PaperHeight: size[1], PreferCSSPageSize: &prefer,
			})
			pdf = printed.Data
			return err
		}))
		if n := len(aPage.FindAll(pdf, -1)); n < 1 || n > 2 {
			t.Errorf("the home page takes %d pages of %s; want 1 or 2", n, name)
		}
	}
	tb.run("see it as on paper", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	paper := eval[string](tb, `[...document.querySelectorAll("main *")].filter((e) => e.checkVisibility())
		.map((e) => [...e.childNodes].filter((n) => n instanceof Text).map((n) => n.data).join("") + getComputedStyle(e, "::after").content).join("\n")`)
	var want []string
	for _, a := range s.Person.Accounts {
		want = append(want, a.Address)
	}
	for _, p := range s.Publications {
		want = append(want, p.Title, p.Address)
	}
	want = append(want, s.Address+"/talks", s.Address+"/open-source", s.Talks[7].Title)
	for _, what := range want {
		if !strings.Contains(paper, what) {
			t.Errorf("on paper there is no %q", what)
		}
	}
}
