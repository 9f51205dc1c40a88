//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long anything may take before it counts as never: long, for
// a machine that has other things to do.
const patience = 2 * time.Minute

// program is what is tested.
var program = filepath.Join("..", "..", "bin", "kairo")

var host = flag.String("host", "kairo", "who serves the site: kairo, nginx or caddy")

var below = flag.String("below", "", "the path that the site is below, such as /site")

var signedSites = flag.Bool("signed", false, "sign each site that is served")

// browser is the one Chromium of all tests; each test has a profile of its own
// in it.
var browser context.Context

// ends are what is to be done when all tests have ended.
var ends struct {
	sync.Mutex
	all []func()
}

// atEnd has something done when all tests have ended.
func atEnd(f func()) {
	ends.Lock()
	defer ends.Unlock()
	ends.all = append(ends.all, f)
}

// scratch is a folder that is there until all tests have ended.
var scratch string

func TestMain(m *testing.M) {
	profile, err := os.MkdirTemp("", "kairo-e2e-")
	scratch = profile
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		os.Exit(1)
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath("chromium"),
		chromedp.UserDataDir(profile),
		chromedp.NoFirstRun,
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("headless", "new"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		// What no page has to do with, and each window would start anew: pages of
		// the address bar, and a process for whatever comes next. Together that
		// is a third of what a window costs.
		chromedp.Flag("disable-features", "WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess"),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WSURLReadTimeout(patience),
	)
	var stopBrowser context.CancelFunc
	browser, stopBrowser = chromedp.NewContext(allocator)
	status := 1
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, "e2e: start chromium:", err)
	} else {
		status = m.Run()
	}
	for _, s := range shared.servers {
		s.stop()
	}
	for _, end := range ends.all {
		end()
	}
	stopBrowser()
	stopAllocator()
	os.RemoveAll(profile)
	os.Exit(status)
}

// tab is a browser tab with a fresh profile, unless it was opened beside
// another, that notes everything a reader should never see.
type tab struct {
	t      testing.TB
	ctx    context.Context
	origin string
	driver driver // nil in Chromium

	mu       sync.Mutex
	trouble  []string           // console messages, exceptions, violations
	requests []string           // addresses asked for, in order
	holds    map[string]*holder // requests held back, by path
}

// newTab opens a tab with a new profile at a window size.
func newTab(t testing.TB, origin string, width, height int) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return prepareTab(t, ctx, origin, width, height)
}

// beside opens another tab with the same profile.
func (tb *tab) beside() *tab {
	tb.t.Helper()
	ctx, cancel := chromedp.NewContext(tb.ctx)
	tb.t.Cleanup(cancel)
	return prepareTab(tb.t, ctx, tb.origin, 1280, 800)
}

// prelude runs in every document first. Attributes have no order: markup is
// compared with them sorted.
const prelude = `
	addEventListener("securitypolicyviolation", (e) =>
		console.error("CSP violation: " + e.violatedDirective + " " + e.blockedURI));
	window.markup = (node) => {
		if (!(node instanceof Element)) return node.textContent;
		const attributes = [...node.attributes].map((a) => ` + "` ${a.name}=${JSON.stringify(a.value)}`" + `).sort();
		return "<" + node.localName + attributes.join("") + ">" + [...node.childNodes].map(markup).join("") + "</" + node.localName + ">";
	};`

func prepareTab(t testing.TB, ctx context.Context, origin string, width, height int) *tab {
	t.Helper()
	tb := &tab{t: t, ctx: ctx, origin: origin, holds: map[string]*holder{}}
	if err := chromedp.Listen(ctx, tb.listen); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	tb.run("prepare a tab",
		command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: prelude}),
		command(network.Enable, network.EnableParams{}),
		command(log.Enable, cdp.Empty{}),
		command(runtime.Enable, cdp.Empty{}),
		chromedp.EmulateViewport(int64(width), int64(height)),
	)
	return tb
}

// command is a command of the DevTools protocol as a step.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// listen notes trouble and requests, and holds requests back.
func (tb *tab) listen(event any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, arg := range e.Args {
			words = append(words, string(arg.Value)+arg.Description)
		}
		tb.trouble = append(tb.trouble, fmt.Sprintf("console.%s: %s", e.Type, strings.Join(words, " ")))
	case *runtime.EventExceptionThrown:
		tb.trouble = append(tb.trouble, "exception: "+exceptionText(e.ExceptionDetails))
	case *log.EventEntryAdded:
		tb.trouble = append(tb.trouble, fmt.Sprintf("log %s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *network.EventRequestWillBeSent:
		tb.requests = append(tb.requests, e.Request.URL)
	case *fetch.EventRequestPaused:
		tb.pause(e)
	}
}

// run does something in the tab, or fails the test.
func (tb *tab) run(what string, steps ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tb.t.Fatalf("%s: %v (trouble so far: %q)", what, err, tb.troubles())
	}
}

// until waits until a JavaScript expression is true.
func (tb *tab) until(what, condition string) {
	tb.t.Helper()
	if tb.driver != nil {
		tb.await(what, condition)
		return
	}
	// Not at each frame: a window in the background has none, and neither has a
	// page that waits for its style sheet.
	poll := chromedp.Poll[bool](condition, chromedp.WithPollingTimeout(2*time.Second), chromedp.WithPollingInterval(20*time.Millisecond))
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	for {
		// A poll does not outlive a navigation, and one in a page that is put by for
		// Back is never answered; the next one does the waiting.
		short, done := context.WithTimeout(ctx, 3*time.Second)
		_, err := chromedp.Run(short, poll)
		done()
		if err == nil {
			return
		}
		if ctx.Err() != nil {
			tb.t.Fatalf("wait until %s (%s): %v (trouble so far: %q)", what, condition, err, tb.troubles())
		}
	}
}

// before has a script run in every document from now on, before its own.
func (tb *tab) before(script string) {
	tb.t.Helper()
	if tb.driver != nil {
		tb.drive("add a script", func(ctx context.Context) error { return tb.driver.preload(ctx, script) })
		return
	}
	tb.run("add a script", command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}))
}

// open goes to an address of the site and waits until the page has loaded.
func (tb *tab) open(path string) {
	tb.t.Helper()
	if tb.driver != nil {
		tb.drive("open "+path, func(ctx context.Context) error { return tb.driver.navigate(ctx, tb.origin+*below+path) })
		return
	}
	tb.run("open "+path, chromedp.Navigate(tb.origin+*below+path))
}

// eval evaluates JavaScript, waits for a promise if it gives one, and decodes
// the result.
func eval[T any](tb *tab, script string) T {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	if tb.driver != nil {
		var result T
		value, err := tb.driver.evaluate(ctx, script, patience)
		if err == nil {
			err = json.Unmarshal(value, &result)
		}
		if err != nil {
			tb.t.Fatalf("evaluate %s: %v (trouble so far: %q)", script, err, tb.troubles())
		}
		return result
	}
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.t.Fatalf("evaluate %s: %v (trouble so far: %q)", script, err, tb.troubles())
	}
	return result
}

// do evaluates JavaScript for what it does.
func (tb *tab) do(script string) {
	tb.t.Helper()
	script = "(async () => {" + script + "})()"
	if tb.driver != nil {
		eval[any](tb, script)
		return
	}
	eval[chromedp.Void](tb, script)
}

// troubles are the things noted since the tab was opened.
func (tb *tab) troubles() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	return slices.Clone(tb.trouble)
}

// clean fails the test if there is anything a reader should not see, or if a
// request went to another origin.
func (tb *tab) clean(where string) {
	tb.t.Helper()
	for _, trouble := range tb.troubles() {
		tb.t.Errorf("%s: %s", where, trouble)
	}
	if w, ok := tb.driver.(*webkit); ok {
		tb.drive("ask what was noted", func(ctx context.Context) error {
			noted, err := w.noted(ctx)
			for _, trouble := range noted {
				tb.t.Errorf("%s: %s", where, trouble)
			}
			return err
		})
	}
	for _, address := range tb.requested() {
		if !strings.HasPrefix(address, tb.origin+"/") {
			tb.t.Errorf("%s: request to %s", where, address)
		}
	}
}

// requested are the addresses asked for since the tab was opened.
func (tb *tab) requested() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	return slices.Clone(tb.requests)
}

// forget forgets requests and trouble.
func (tb *tab) forget() {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.requests, tb.trouble = nil, nil
}

// difference is where two texts begin to differ, or "" if they are the same.
func difference(got, want string) string {
	if got == want {
		return ""
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-60):min(len(s), i+100)] }
	return fmt.Sprintf("…%s…\nwant\n…%s…", around(got), around(want))
}

// exceptionText is what the console says of an exception.
func exceptionText(details *runtime.ExceptionDetails) string {
	if details.Exception == nil {
		return details.Text
	}
	return details.Text + " " + details.Exception.Description
}
