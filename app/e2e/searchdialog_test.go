//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// dialog is a tab whose search dialog is used by keyboard.
type dialog struct{ *tab }

// dialogField is the field of the dialog.
const dialogField = "#search-dialog input"

// newDialog opens a page, and says of its document that it is the same.
func newDialog(t *testing.T) dialog {
	t.Helper()
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/connect")
	tb.interactive()
	tb.do(`window.sameDocument = true; document.querySelector("main a").focus()`)
	return dialog{tb}
}

// focus waits until an element has the focus.
func (d dialog) focus(what, selector string) {
	d.t.Helper()
	d.until(what, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, selector))
}

func (d dialog) key(keys string, modifiers ...chromedp.Modifier) {
	d.t.Helper()
	d.run("press "+keys, chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// TestSearchDialog goes through the results and back, and leaves no trace.
func TestSearchDialog(t *testing.T) {
	t.Parallel()
	d := newDialog(t)
	d.shortcut()
	d.focus("be in the field", dialogField)
	d.key("/tuf")
	all := d.finds("/tuf")
	if len(all) != 16 {
		t.Errorf("the dialog finds %q; want 16", all)
	}
	if got := eval[string](d.tab, `document.querySelector("#search-dialog [role=status]").textContent`); got != "16 results for “/tuf”" {
		t.Errorf("the status is %q", got)
	}
	// The dialog stands in the header, whose links have another look.
	const look = `(({ color, textDecorationLine }) => color + " " + textDecorationLine)(getComputedStyle(document.querySelector(%q)))`
	if got, want := eval[string](d.tab, fmt.Sprintf(look, "#search-dialog .search-kinds a:not([aria-current])")), eval[string](d.tab, fmt.Sprintf(look, "main a")); got != want {
		t.Errorf("links to one kind are %s; want %s", got, want)
	}
	d.key(kb.ArrowDown)
	d.focus("be on the first result", "#search-dialog .hits li:nth-child(1) a")
	d.key(kb.ArrowDown)
	d.focus("be on the second result", "#search-dialog .hits li:nth-child(2) a")
	d.key(kb.ArrowUp)
	d.key(kb.ArrowUp)
	d.focus("be in the field again", dialogField)
	d.key(kb.ArrowUp)
	d.focus("stay in the field", dialogField)
	d.key(kb.Escape)
	d.focus("have the focus back", "main a")
	d.until("be rid of the results", `!document.querySelector("#search-dialog").open && !document.querySelector("#search-dialog *")`)
	d.key("k", chromedp.ModifierCtrl)
	d.focus("be in the field", dialogField)
	if got := eval[string](d.tab, `document.querySelector("#search-dialog input").value`); got != "" {
		t.Errorf("the field has %q; want nothing", got)
	}
	d.clean("dialog")
}

// TestSearchDialogFollows follows results: to another page, and to a part of the
// page that is shown.
func TestSearchDialogFollows(t *testing.T) {
	t.Parallel()
	d := newDialog(t)
	d.shortcut()
	d.focus("be in the field", dialogField)
	d.key("lukas")
	d.finds("lukas")
	d.key(kb.ArrowDown)
	d.focus("be on the first result", "#search-dialog .hits li:nth-child(1) a")
	first := eval[string](d.tab, `document.activeElement.getAttribute("href")`)
	d.key(kb.Enter)
	d.arrived(first)
	d.focus("be on the heading", "h1")
	if !eval[bool](d.tab, `window.sameDocument && !document.querySelector("#search-dialog").open`) {
		t.Error("a result was followed; want the same document, and the dialog closed")
	}

	// The link in the header; only one kind; a fragment of the page itself.
	d.follow("/open-source")
	d.run("press the link", chromedp.Click(`.site-search > a`))
	d.focus("be in the field", dialogField)
	d.key("tuf")
	d.finds("tuf")
	d.do(`document.querySelector('#search-dialog [data-kind="project"]').click()`)
	d.until("see projects only", `document.querySelectorAll("#search-dialog .hits li").length === 4`)
	d.do(`document.querySelector('#search-dialog a[href="/open-source#tuf"]').click()`)
	d.arrived("/open-source#tuf")
	d.until("be rid of the dialog", `!document.querySelector("#search-dialog").open && !document.querySelector("#search-dialog *")`)
	d.clean("dialog")
}

// TestSearchDialogForm: the form leads to the page of the search, where the
// shortcut leads to its field.
func TestSearchDialogForm(t *testing.T) {
	t.Parallel()
	d := newDialog(t)
	d.key("k", chromedp.ModifierMeta)
	d.focus("be in the field", dialogField)
	d.key("rstuf")
	d.key(kb.Enter)
	d.arrived("/search?q=rstuf")
	d.finds("rstuf")
	if !eval[bool](d.tab, `window.sameDocument && !document.querySelector("#search-dialog").open`) {
		t.Error("the form was sent; want the same document, and the dialog closed")
	}
	d.do(`document.querySelector("h1").focus()`)
	d.do(`document.querySelector("main .search input").value = ""`)
	d.shortcut()
	d.focus("be in the field of the page", "main .search input")
	// A key alone does nothing: speech input would press it with a word.
	d.open("/connect")
	d.interactive()
	d.key("/")
	d.do(`await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`)
	if eval[bool](d.tab, `document.querySelector("#search-dialog").open`) {
		t.Error("a slash opens the search; want no key to do so by itself")
	}
	d.clean("dialog")
}
