//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/words"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// gallery is content that strains every part of a page; see "make gallery".
const gallery = "testdata/gallery"

// shown is a site that is looked at, and how to serve it.
type shown struct {
	site *content.Site
	args []string
	// only are the addresses that are looked at, if not most.
	only []string
}

// sites are the site itself and the gallery.
func sites(t *testing.T) map[string]shown {
	t.Helper()
	all := map[string]shown{
		"site":    {site: readSite(t)},
		"gallery": {site: readFrom(t, os.DirFS(gallery)), args: []string{"-content", gallery}},
	}
	for _, language := range []string{"de", "ja", "ar", "posts", "languages"} {
		dir := "../../content/contenttest/sites/" + language
		all[language] = shown{site: readFrom(t, os.DirFS(dir)), args: []string{"-content", dir}}
	}
	return all
}

// looked are the addresses that are looked at: those of all pages in all languages,
// but for most of the talks, which are made alike.
func (of shown) looked() []string {
	if of.only != nil {
		return of.only
	}
	var all []string
	talks := 0
	for _, in := range of.site.All() {
		for _, p := range ui.Pages(in) {
			if p.Talk != nil {
				if talks++; talks > 2*mostTalks {
					continue
				}
			}
			all = append(all, in.Path()+p.Path)
		}
	}
	return all
}

// axe is the checker.
func axe(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile("testdata/npm/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatalf("read axe-core (make npm first): %v", err)
	}
	return string(source) + ";"
}

// check calls the checker with options. The two rules that are switched on are
// off by default: one is of WCAG 2.2, the other asks for the contrast of level
// AAA. Whatever has that has the contrast of level AA, which takes as long to look
// at again.
func check(options string) string {
	return `axe.run(document, { resultTypes: ["violations"], ` + options + ` }).then((result) =>
		result.violations.map((v) => ({
			rule: v.id + ": " + v.help,
			nodes: v.nodes.map((n) => n.html + " " + n.failureSummary),
		})))`
}

const (
	everything = `rules: { "target-size": { enabled: true }, "color-contrast-enhanced": { enabled: true }, "color-contrast": { enabled: false } }`
	colours    = `runOnly: ["color-contrast-enhanced"]`
)

// finding is what axe has to say against a page.
type finding struct {
	Rule  string   `json:"rule"`
	Nodes []string `json:"nodes"`
}

// accessible has axe look at what the tab shows, in windows of these widths, light
// and dark.
func (tb *tab) accessible(what string, widths ...int64) {
	tb.t.Helper()
	eval[int](tb, axe(tb.t)+"0") // which takes longer than to look
	for _, width := range widths {
		tb.run("resize", chromedp.EmulateViewport(width, 800))
		for _, look := range [][2]string{{"light", everything}, {"dark", colours}} {
			tb.theme(look[0])
			for _, f := range eval[[]finding](tb, check(look[1])) {
				tb.t.Errorf("%s at %d px, %s: %s\n\t%s", what, width, look[0], f.Rule, strings.Join(f.Nodes, "\n\t"))
			}
		}
	}
}

// TestAccessibility has axe look at every page, wide and narrow, light and
// dark.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	for name, of := range sites(t) {
		srv := sharedServer(t, of.args...)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(sparing["Save-Data"]) // no program: it changes nothing that is seen
			for _, path := range of.looked() {
				tb.open(path)
				tb.accessible(path, 360, 1280)
			}
		})
	}
}

// TestAccessibilityReports makes sure that axe finds what is wrong.
func TestAccessibilityReports(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	tb.do(`
		const p = document.querySelector("main p");
		p.style.color = "#6a6a6a";
		p.innerText = "hard to read";
		document.querySelector("main a").setAttribute("aria-label", "");
		document.querySelector("nav a").setAttribute("role", "nonsense");
	`)
	found := ""
	for _, f := range eval[[]finding](tb, axe(t)+check(everything)) {
		found += f.Rule + "\n"
	}
	for _, rule := range []string{"color-contrast-enhanced:", "aria-roles:"} {
		if !strings.Contains(found, rule) {
			t.Errorf("axe found %q; want %s too", found, rule)
		}
	}
}

// labels are what the sections of a site are called, one after another, in each
// language that the interface speaks; the longest that there are.
var labels = map[string]string{
	"en":    "Open Source, Talks, Publications, Connect, Wishlist, Archive",
	"ar":    "المصادر المفتوحة, المحاضرات, المنشورات, للتواصل, قائمة الأمنيات, الأرشيف",
	"de":    "Freie Software, Vorträge, Veröffentlichungen, Kontaktmöglichkeiten, Wunschliste, Archiv",
	"es":    "Código abierto, Conferencias, Publicaciones, Contacto, Lista de deseos, Archivo",
	"fr":    "Logiciels libres, Conférences, Publications, Contact, Liste de souhaits, Archives",
	"it":    "Software libero, Presentazioni, Pubblicazioni, Contatti, Lista dei desideri, Archivio",
	"ja":    "オープンソース, 講演・登壇, 出版物・論文, 連絡先, ほしい物リスト, アーカイブ",
	"nl":    "Opensourceprojecten, Voordrachten, Publicaties, Contactgegevens, Verlanglijst, Archief",
	"pt-BR": "Código aberto, Palestras, Publicações, Contato, Lista de desejos, Arquivo",
	"zh":    "开源项目, 演讲与报告, 出版物, 联系方式, 愿望清单, 旧博客存档",
}

// inEveryLanguage is a site in each language that the interface speaks, and how to
// serve it.
func inEveryLanguage(t *testing.T) shown {
	t.Helper()
	files := contenttest.Files(t, contenttest.Sites(t)["each"])
	for _, tag := range words.Languages() {
		var named []string
		names := strings.Split(labels[tag], ", ")
		if len(names) != 6 {
			t.Fatalf("the labels in %s are %q; want six", tag, names)
		}
		for i, section := range []string{"openSource", "talks", "publications", "connect", "wishlist", "archive"} {
			named = append(named, fmt.Sprintf(`%q: {"label": %q}`, section, names[i]))
		}
		if tag != "en" {
			files[tag+"/site.json"] = &fstest.MapFile{Data: []byte(`{"sections": {` + strings.Join(named, ", ") + `}}`), Mode: 0o644}
		}
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, files); err != nil {
		t.Fatal(err)
	}
	of := shown{site: readFrom(t, files), args: []string{"-content", folder}}
	for _, in := range of.site.All() {
		of.only = append(of.only, in.Path()+ui.HomePath)
	}
	if got, want := len(of.site.All()), len(words.Languages()); got != want {
		t.Fatalf("the site is in %d languages; want %d", got, want)
	}
	return of
}

// textSpacing is the spacing of text that a reader may ask for (WCAG 2.2, 1.4.12).
const textSpacing = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
	document.adoptedStyleSheets = [sheet];
})()`

// largeText doubles the size of all text (WCAG 2.2, 1.4.4).
const largeText = `document.adoptedStyleSheets = []; document.documentElement.style.fontSize = "200%"`

// outside are the words that are not all in the column of text.
const outside = `(() => {
	const outside = [];
	const header = document.querySelector(".site-header").getBoundingClientRect();
	const side = parseFloat(getComputedStyle(document.querySelector(".site-header")).paddingInlineStart);
	const texts = document.createTreeWalker(document.querySelector("#app"), NodeFilter.SHOW_TEXT);
	for (let text; (text = texts.nextNode()); ) {
		if (text.parentElement.closest("svg, option, .visually-hidden, .skip") || !text.parentElement.checkVisibility()) continue;
		const range = document.createRange();
		range.selectNode(text);
		// A space that is kept hangs out of the line.
		const hangs = getComputedStyle(text.parentElement).whiteSpaceCollapse === "preserve" ? 12 : 1;
		for (const { left, right, width } of range.getClientRects())
			if (width > 0 && text.data.trim() && (left < header.left + side - hangs || right > header.right - side + hangs))
				outside.push(text.data + " in " + text.parentElement.outerHTML.slice(0, 100) + ", from " + left + " to " + right);
	}
	for (const e of document.querySelectorAll(".poster-play"))
		if (e.getBoundingClientRect().bottom > e.parentElement.getBoundingClientRect().bottom) outside.push("cut: " + e.textContent);
	// What has a column beside another has room in it, and no date is broken in a word.
	for (const e of document.querySelectorAll(".facts dd, .compact > li > div, .site-footer p"))
		if (e.clientWidth < 3 * parseFloat(getComputedStyle(e).fontSize)) outside.push("squeezed: " + e.textContent);
	for (const e of document.querySelectorAll(".when time"))
		for (const word of e.textContent.matchAll(/\p{L}+/gu)) {
			const range = document.createRange();
			range.setStart(e.firstChild, word.index);
			range.setEnd(e.firstChild, word.index + word[0].length);
			if (range.getClientRects().length > 1 && !/[\u3040-\u9fff]/.test(word[0])) outside.push("broken: " + e.textContent);
		}
	for (const e of document.querySelectorAll(".site-nav a"))
		if (e.scrollWidth > e.clientWidth) outside.push("cut: " + e.textContent);
	return outside;
})()`

// tracking is how far apart the letters of a title are, in a script in which they
// join or stand in squares.
const tracking = `/^(ar|ja|zh)/.test(document.documentElement.lang) && parseFloat(getComputedStyle(document.querySelector("h1")).letterSpacing) || 0`

// TestReflow: at 320 CSS pixels, which is a window of 1280 enlarged four
// times, no page has to be scrolled sideways (WCAG 2.2, 1.4.10), and no word
// leaves the column of text, however far apart its letters are (1.4.12).
func TestReflow(t *testing.T) {
	t.Parallel()
	all := sites(t)
	all["every language"] = inEveryLanguage(t)
	for name, of := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, sharedServer(t, of.args...).url, 320, 256)
			tb.before(sparing["Save-Data"])
			for _, path := range append(of.looked(), ui.SearchPath+"?q="+strings.Repeat("a", 80), ui.SearchPath+"?q=donaudampf") {
				tb.open(path)
				wide := eval[[]string](tb, `(() => {
					const wide = document.documentElement.scrollWidth > 320 ? ["the page"] : [];
					for (const e of document.querySelectorAll("#app *"))
						if ((e.getBoundingClientRect().right > 320 || e.getBoundingClientRect().left < 0) && !e.closest("pre, svg, .visually-hidden")) wide.push(e.outerHTML.slice(0, 100));
					return wide;
				})()`)
				wide = append(wide, eval[[]string](tb, outside)...)
				if got := eval[float64](tb, tracking); got != 0 {
					t.Errorf("%s %s: the letters of the title are %v px apart; want 0 in this script", name, path, got)
				}
				tb.do(textSpacing)
				wide = append(wide, eval[[]string](tb, outside)...)
				tb.do(largeText)
				wide = append(wide, eval[[]string](tb, outside)...)
				if !eval[bool](tb, `[...document.querySelectorAll(".search input")].every((e) => e.clientWidth > parseFloat(getComputedStyle(e).fontSize) * 4)`) {
					t.Errorf("%s %s has no place for words in its field", name, path)
				}
				if len(wide) > 0 {
					t.Errorf("%s %s is too wide at 320 px:\n\t%s", name, path, strings.Join(wide, "\n\t"))
				}
			}
		})
	}
}

// TestKeyboard goes through pages with the Tab key alone: everything that can
// be used is reached, in the order of the document, and what has the focus is
// marked, in view and not covered by anything.
func TestKeyboard(t *testing.T) {
	srv := sharedServer(t, "-content", gallery)
	for _, width := range []int{360, 1280} {
		for _, path := range []string{"/", "/talks/long", "/archive"} {
			tb := newTab(t, srv.url, width, 600)
			tb.open(path)
			tb.interactive()
			order := eval[[]string](tb, `[...document.querySelectorAll("a[href], button, summary, input, select")]
				.filter((e) => e.checkVisibility())
				.map((e) => e.outerHTML)`)
			for i, want := range order {
				tb.run("press Tab", chromedp.KeyEvent(kb.Tab))
				got := eval[struct{ HTML, Fault string }](tb, `(() => {
					const e = document.activeElement;
					const { outlineStyle, outlineWidth } = getComputedStyle(e);
					const box = e.getClientRects()[0];
					const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
					let fault = "";
					if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) fault = "has no outline";
					else if (box.top < 0 || box.bottom > innerHeight) fault = "is out of view";
					else if (!e.contains(at)) fault = "is covered by " + at?.outerHTML.slice(0, 100);
					return { HTML: e.outerHTML, Fault: fault };
				})()`)
				if got.HTML != want {
					t.Fatalf("%s at %d px: Tab number %d leads to %.200s; want %.200s", path, width, i+1, got.HTML, want)
				}
				if got.Fault != "" {
					t.Errorf("%s at %d px: %.200s %s", path, width, got.HTML, got.Fault)
				}
			}
			if len(order) < 20 {
				t.Errorf("%s has %d things to reach; want at least 20", path, len(order))
			}
		}
	}
}
