//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestNavigationToEveryPage goes to every page within the program, and finds
// what a full load shows, without a request.
func TestNavigationToEveryPage(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t, "-offline=false") // or the colophon would say what has been saved so far
	s := readSite(t)
	tb := newTab(t, srv.url, 1280, 800)
	tb.open("/")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	tb.forget()
	const look = `[
		document.title,
		document.querySelector('meta[name="description"]').content,
		document.querySelector('link[rel="canonical"]').href,
		markup(document.querySelector("#app")),
	].join("\n")`
	fresh := newTab(t, srv.url, 1280, 800)
	for _, p := range ui.Pages(s) {
		if p.Hidden {
			continue
		}
		tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, p.Path))
		got := eval[string](tb, look)
		if !eval[bool](tb, `window.sameDocument && document.activeElement === document.querySelector("h1") && scrollY === 0`) {
			t.Errorf("%s: want the same document, scrolled to the top, with the focus on the heading", p.Path)
		}
		fresh.open(p.Path)
		if d := difference(got, eval[string](fresh, look)); d != "" {
			t.Errorf("navigation to %s shows something else than a full load:\n%s", p.Path, d)
		}
		if want := p.DocumentTitle(s); !strings.HasPrefix(got, want+"\n") {
			t.Errorf("title of %s is not %q", p.Path, want)
		}
	}
	for _, address := range tb.requested() {
		// Chromium looks at the icon again at each change of the address.
		if !strings.Contains(address, "/icon") {
			t.Errorf("navigation asked for %s; want no requests", address)
		}
	}
	tb.clean("navigation")
}

// TestBackForwardReload: the page and the place in it are what they were.
func TestBackForwardReload(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 800, 500)
	tb.open("/")
	tb.interactive()
	tb.follow("/archive")
	tb.do(`scrollTo({ top: 900, behavior: "instant" })`)
	tb.follow("/colophon")
	tb.do(`scrollTo({ top: 120, behavior: "instant" })`)

	at := func(what, path string, top int) {
		t.Helper()
		tb.arrived(path)
		tb.until(what, fmt.Sprintf(`Math.round(scrollY) === %d`, top))
		title := eval[string](tb, `document.title`)
		heading := eval[string](tb, `document.querySelector("h1").textContent`)
		if !strings.HasPrefix(title, heading) {
			t.Errorf("%s: title %q, heading %q; want them to agree", what, title, heading)
		}
	}
	tb.do(`history.back()`)
	at("back to the archive", "/archive", 900)
	tb.do(`history.back()`)
	at("back to the home page", "/", 0)
	tb.do(`history.go(2)`)
	at("forward to the colophon", "/colophon", 120)
	tb.run("reload", chromedp.Reload())
	at("reload of the colophon", "/colophon", 120)
	tb.interactive()
	tb.do(`history.back()`)
	at("back after the reload", "/archive", 900)

	// The browser has shown these in one document. It still does when that is
	// loaded anew, where nobody shows the other before the program has come.
	release := tb.holdProgram()
	tb.run("reload", chromedp.Reload())
	tb.do(`history.back()`)
	at("back before the program has come", "/", 0)
	release()
	tb.interactive()
	tb.do(`history.forward()`)
	at("forward again", "/archive", 900)
	tb.clean("history")
	tb.do(`goappNav()`) // without the address it needs, it ends
	tb.expectProgram(false)
	tb.do(`history.back()`)
	at("back after the program", "/", 0)
}

// TestFragments: a link into another page goes to the place and says so to
// :target; a link within the page is the browser's business.
func TestFragments(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 800, 500)
	tb.open("/")
	tb.interactive()
	tb.do(`window.sameDocument = true`)
	tb.follow("/open-source#rstuf")
	tb.until("see the target", `document.querySelector(":target")?.id === "rstuf" && scrollY > 0`)
	tb.do(`document.querySelector('a.skip').focus()`)
	tb.run("use the skip link", chromedp.KeyEvent(kb.Enter))
	tb.arrived("/open-source#main")
	if !eval[bool](tb, `window.sameDocument && document.querySelector(":target").id === "main"`) {
		t.Error("skip link: want the same document and main as the target")
	}
	tb.do(`history.back()`)
	tb.arrived("/open-source#rstuf")
	tb.do(`history.back()`)
	tb.arrived("/")
	if !eval[bool](tb, `window.sameDocument`) {
		t.Error("Back over fragments loaded the page; want the same document")
	}
	tb.clean("fragments")
}

// TestNavigationStopped: a reader who stops the browser right after a click has
// all of the page, and its title.
func TestNavigationStopped(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 800, 500)
	tb.theme("light")
	tb.open("/connect")
	tb.interactive()
	tb.do(`navigation.navigate("/archive").finished.catch(() => {}); stop()`)
	tb.arrived("/archive")
	tb.until("see all of the page", `document.querySelectorAll("main .log li").length > 10`)
	tb.until("have its title", `document.title.startsWith("Archived")`)
}

// TestLeftToTheBrowser: what is not a plain navigation between pages.
func TestLeftToTheBrowser(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	newPage := func(t *testing.T) *tab {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/")
		tb.interactive()
		tb.do(`window.sameDocument = true`)
		return tb
	}
	clicks := map[string][]chromedp.MouseOption{
		"with Ctrl":         {chromedp.ButtonModifiers(chromedp.ModifierCtrl)},
		"with Shift":        {chromedp.ButtonModifiers(chromedp.ModifierShift)},
		"with Alt":          {chromedp.ButtonModifiers(chromedp.ModifierAlt)},
		"the middle button": {chromedp.ButtonMiddle},
	}
	for name, options := range clicks {
		t.Run("click "+name, func(t *testing.T) {
			tb := newPage(t)
			at := eval[struct{ X, Y float64 }](tb, `(() => {
				addEventListener("click", (e) => { window.prevented = e.defaultPrevented; });
				const r = document.querySelector('a[href="/talks"]').getBoundingClientRect();
				return { x: r.x + r.width / 2, y: r.y + r.height / 2 };
			})()`)
			tb.run("click", chromedp.MouseClickXY(at.X, at.Y, options...))
			if got := eval[string](tb, `[location.pathname, window.sameDocument, window.prevented ?? false].join()`); got != "/,true,false" {
				t.Errorf("after the click: %s; want /,true,false: the browser opens another tab, window or nothing", got)
			}
		})
	}
	for _, file := range []string{"/content/site.json", "/feed.xml", "/feed.json", "/sitemap.xml", "/llms.txt"} {
		t.Run("same-origin file "+file, func(t *testing.T) {
			tb := newPage(t)
			tb.do(fmt.Sprintf(`const a = document.createElement("a"); a.href = %q; document.body.append(a); a.click();`, file))
			tb.arrived(file)
			if eval[bool](tb, `"sameDocument" in window`) {
				t.Error("a file was shown by the program; want the browser to load it")
			}
		})
	}
	// The browser saves these, and the page stays.
	for _, file := range []string{"/talks.ics", "/" + readSite(t).Person.Handle + ".vcf"} {
		t.Run("download "+file, func(t *testing.T) {
			tb := newPage(t)
			tb.do(fmt.Sprintf(`
				addEventListener("click", (e) => { window.prevented = e.defaultPrevented; });
				const a = document.createElement("a"); a.href = %q; document.body.append(a); a.click();`, file))
			if got := eval[string](tb, `[location.pathname, window.sameDocument, window.prevented].join()`); got != "/,true,false" {
				t.Errorf("after the click: %s; want /,true,false: the browser saves the file", got)
			}
		})
	}
}
