//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// opener opens a tab with a new profile in one of the browsers, as newTab does
// in Chromium.
type opener func(t testing.TB, origin string, width, height int) *tab

// engine is a browser to open tabs in.
type engine struct {
	name   string
	newTab opener
}

// engines are the three.
var engines = []engine{{"chromium", newTab}, {"firefox", newFirefoxTab}, {"webkit", newWebKitTab}}

// inEach runs a test in each of the three engines.
func inEach(t *testing.T, test func(t *testing.T, newTab opener)) {
	t.Helper()
	in(t, test, engines...)
}

// inEachAndOlder runs it in a Firefox without the navigation API, too.
func inEachAndOlder(t *testing.T, test func(t *testing.T, newTab opener)) {
	t.Helper()
	in(t, test, append(slices.Clip(engines), engine{"older", newOlderFirefoxTab})...)
}

func in(t *testing.T, test func(t *testing.T, newTab opener), engines ...engine) {
	t.Helper()
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			t.Parallel()
			test(t, engine.newTab)
		})
	}
}

// driver is how a tab of Firefox or WebKit is driven; chromedp drives those of
// Chromium.
type driver interface {
	// navigate goes to an address, and waits until the page has loaded.
	navigate(ctx context.Context, address string) error
	// reload waits likewise.
	reload(ctx context.Context) error
	// evaluate gives the value of an expression, or of its promise, as JSON. It
	// gives up after a limit: an answer can be lost between two documents.
	evaluate(ctx context.Context, expression string, limit time.Duration) (json.RawMessage, error)
	// preload has a script run in every document, before its own.
	preload(ctx context.Context, script string) error
	// perform performs the actions of WebDriver (section 17.4).
	perform(ctx context.Context, actions ...map[string]any) error
}

// The keys without a character, as WebDriver writes them.
const (
	keyEnter  = "\ue007"
	keyEscape = "\ue00c"
	keyDown   = "\ue015"
)

var chromiumKeys = map[string]string{keyEnter: kb.Enter, keyEscape: kb.Escape, keyDown: kb.ArrowDown}

// press presses keys, one after the other.
func (tb *tab) press(keys string) {
	tb.t.Helper()
	if tb.driver == nil {
		if key, ok := chromiumKeys[keys]; ok {
			keys = key
		}
		tb.run("press "+keys, chromedp.KeyEvent(keys))
		return
	}
	var actions []map[string]any
	for _, key := range keys {
		actions = append(actions,
			map[string]any{"type": "keyDown", "value": string(key)},
			map[string]any{"type": "keyUp", "value": string(key)})
	}
	tb.drive("press "+keys, func(ctx context.Context) error {
		return tb.driver.perform(ctx, map[string]any{"type": "key", "id": "keyboard", "actions": actions})
	})
}

// click clicks the first element that matches, as a mouse does.
func (tb *tab) click(selector string) {
	tb.t.Helper()
	tb.clicks(0, selector)
}

// clicks clicks one element after the other, with a pause between; they are
// where they are before the first click.
func (tb *tab) clicks(pause time.Duration, selectors ...string) {
	tb.t.Helper()
	var actions []map[string]any
	var steps []chromedp.Action[chromedp.Void]
	for i, selector := range selectors {
		at := eval[struct{ X, Y int }](tb, fmt.Sprintf(`(() => {
			const e = document.querySelector(%q);
			e.scrollIntoView({ block: "nearest", behavior: "instant" });
			const { x, y, width, height } = e.getClientRects()[0];
			return { X: Math.round(x + width / 2), Y: Math.round(y + height / 2) };
		})()`, selector))
		if i > 0 {
			actions = append(actions, map[string]any{"type": "pause", "duration": pause.Milliseconds()})
			steps = append(steps, chromedp.Sleep(pause))
		}
		steps = append(steps, chromedp.MouseClickXY(float64(at.X), float64(at.Y)))
		actions = append(actions,
			map[string]any{"type": "pointerMove", "x": at.X, "y": at.Y, "duration": 0, "origin": "viewport"},
			map[string]any{"type": "pointerDown", "button": 0},
			map[string]any{"type": "pointerUp", "button": 0})
	}
	what := fmt.Sprintf("click %q", selectors)
	if tb.driver == nil {
		tb.run(what, steps...)
		return
	}
	tb.drive(what, func(ctx context.Context) error {
		return tb.driver.perform(ctx, map[string]any{
			"type": "pointer", "id": "mouse", "parameters": map[string]any{"pointerType": "mouse"}, "actions": actions,
		})
	})
}

// reload loads the page again, and waits until it has.
func (tb *tab) reload() {
	tb.t.Helper()
	if tb.driver == nil {
		tb.run("reload", chromedp.Reload())
		return
	}
	tb.drive("reload", tb.driver.reload)
}

// drive does something by the driver, or fails the test.
func (tb *tab) drive(what string, f func(ctx context.Context) error) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	if err := f(ctx); err != nil {
		tb.t.Fatalf("%s: %v (trouble so far: %q)", what, err, tb.troubles())
	}
}

// await is until by the driver. A condition that cannot be told, as between two
// documents, is not met yet.
func (tb *tab) await(what, condition string) {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	for {
		value, err := tb.driver.evaluate(ctx, "Boolean(await ("+condition+"))", 2*time.Second)
		if err == nil && string(value) == "true" {
			return
		}
		select {
		case <-ctx.Done():
			tb.t.Fatalf("wait until %s (%s): %s, %v (trouble so far: %q)", what, condition, value, err, tb.troubles())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// asJSON is an expression for the value of another as JSON.
func asJSON(expression string) string {
	return "(async () => JSON.stringify(await (" + expression + ")) ?? 'null')()"
}
