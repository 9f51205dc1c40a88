// Package e2e reads the site as its readers do: the real program, bin/kairo,
// in a real browser, headless Chromium. Whatever another package's tests can
// show is shown there; here is what only a browser knows: that the program
// takes over a page without a trace, that links, Back and reload do what people
// expect, that it can all be read with the server stopped and an update comes
// whole or not at all, that nothing is reported to the console, and that
// everybody can use it.
//
// The tests need bin/kairo and Chromium; "make e2e" provides both. With "-args
// -host nginx" or "-host caddy" the site is not served by bin/kairo, but exported
// by it and served by one of these.
package e2e
