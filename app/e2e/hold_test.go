//go:build e2e

package e2e

import (
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// holder is a request that is held back, or will be.
type holder struct {
	fail     bool
	released chan struct{}
}

// hold holds back requests whose path contains part, until release.
func (tb *tab) hold(part string) (release func()) {
	tb.t.Helper()
	h := &holder{released: make(chan struct{})}
	tb.intercept(part, h)
	return sync.OnceFunc(func() { close(h.released) })
}

// holdProgram holds back the program, until release: the worker that receives
// it, whose own requests cannot be, or what the page asks for itself.
func (tb *tab) holdProgram() (release func()) {
	tb.t.Helper()
	worker, page := tb.hold("prepare"), tb.hold(".wasm")
	return func() { worker(); page() }
}

// refuse makes requests whose path contains part fail.
func (tb *tab) refuse(part string) {
	tb.t.Helper()
	tb.intercept(part, &holder{fail: true})
}

func (tb *tab) intercept(part string, h *holder) {
	tb.t.Helper()
	tb.mu.Lock()
	tb.holds[part] = h
	tb.mu.Unlock()
	tb.run("intercept "+part, command(fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*"}}}))
}

// pause decides about a request that Chromium has stopped; tb.mu is held.
func (tb *tab) pause(e *fetch.EventRequestPaused) {
	u, _ := url.Parse(e.Request.URL)
	var h *holder
	for part, candidate := range tb.holds {
		if strings.Contains(u.Path, part) {
			h = candidate
		}
	}
	t := chromedp.FromContext(tb.ctx).Target
	go func() {
		if h != nil && h.fail {
			cdp.Call(tb.ctx, t, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonFailed})
			return
		}
		if h != nil {
			select {
			case <-h.released:
			case <-tb.ctx.Done():
				return
			}
		}
		cdp.Call(tb.ctx, t, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID})
	}()
}
