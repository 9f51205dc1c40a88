// Package e2e reads the site as its readers do: the real program, bin/kairo,
// in real browsers. Whatever another package's tests can show is shown there;
// here is what only a browser knows: that the program takes over a page without
// a trace, that links, Back and reload do what people expect, that it can all be
// read with the server stopped and an update comes whole or not at all, that
// nothing is reported to the console, and that everybody can use it.
//
// All of it runs in Chromium, headless; its core in Firefox and WebKitGTK too.
// A test for the three engines is one for Chromium within inEach, whose newTab
// opens the engine's:
//
//	inEach(t, func(t *testing.T, newTab opener) {
//		tb := newTab(t, srv.url, 1280, 800)
//		tb.open("/")
//		tb.interactive()
//		tb.click(`nav a[href="/talks"]`)
//		…
//
// It uses open, reload, eval, do, until, before, follow, arrived, interactive,
// press, click, troubles and clean. What it evaluates is one expression. What
// only chromedp does (run, hold, refuse, theme, beside, screenshot) is for
// Chromium; a road can hold back, lose and count in every engine. What an
// engine lacks is asked of the page ("navigation" in window), and the plain
// behaviour asserted: nothing is skipped. In WebKit, before changes pages on
// their way, which cannot be kept for reading offline then; clean asks the page,
// which notes from the first script of the test on; no window is narrower than
// 447 px.
//
// The tests need bin/kairo and the browsers; "make e2e" provides them. With
// "-args -host nginx" or "-host caddy" the site is not served by bin/kairo, but
// exported by it and served by one of these. With "-signed" each site is signed as
// the next edition of one line; who goes back to an older one signs that again.
package e2e
