//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// asked reports whether the program was asked for, once an idle tab would have.
func (tb *tab) asked() bool {
	tb.t.Helper()
	tb.do(`
		await new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 300));
	`)
	return slices.ContainsFunc(tb.requested(), func(address string) bool {
		return strings.HasSuffix(address, ".wasm") || strings.Contains(address, "prepare")
	})
}

// sparing is a reader whose data is dear, in two ways.
var sparing = map[string]string{
	"Save-Data":       `Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "4g" } })`,
	"slow connection": `Object.defineProperty(navigator, "connection", { value: { saveData: false, effectiveType: "2g" } })`,
}

// TestStartOnIdle: the program starts when nobody does anything.
func TestStartOnIdle(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	tb.interactive()
	tb.clean("start")
}

// TestStartWaits: where data is dear, neither the program nor the offline copy
// is asked for before the reader reaches for something.
func TestStartWaits(t *testing.T) {
	srv := sharedServer(t)
	for name, connection := range sparing {
		t.Run(name, func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(connection)
			tb.open("/")
			if tb.asked() {
				t.Fatal("the program was asked for; want it to wait")
			}
			tb.do(`document.querySelector("main a").focus()`)
			tb.interactive()
			tb.until("see that offline.js has run", `performance.getEntriesByType("resource").some((e) => e.name.includes("offline"))`)
			if eval[bool](tb, `navigator.serviceWorker.getRegistration().then((r) => r !== undefined)`) {
				t.Error("the offline copy is saved; want it to wait until asked for")
			}
			tb.clean(name)
		})
	}
}

// TestStartOnReach: a browser that is never idle starts the program when the
// reader acts.
func TestStartOnReach(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.before(`window.requestIdleCallback = () => 0`)
	tb.open("/")
	if tb.asked() {
		t.Fatal("the program was asked for; want it to wait")
	}
	tb.do(`document.querySelector("main a").focus()`)
	tb.interactive()
	tb.clean("start")
}

// rehearsed is how far the program came in its rehearsal.
func (tb *tab) rehearsed() string {
	tb.t.Helper()
	return eval[string](tb, `performance.getEntriesByName("app-rehearsed")[0]?.detail ?? "none"`)
}

// TestStartOnReachIsNotRehearsed: a reader who waits does not wait for that too.
func TestStartOnReachIsNotRehearsed(t *testing.T) {
	srv := sharedServer(t)
	for when, want := range map[string]string{"before the start": "none", "while it is prepared": "reached"} {
		t.Run(when, func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			release := tb.hold("prepare")
			if want == "none" {
				tb.before(`window.requestIdleCallback = () => 0`)
			}
			tb.open("/")
			if want == "reached" {
				tb.until("prepare", `performance.getEntriesByType("resource").some((e) => e.name.includes("takeover"))`)
			}
			tb.do(`document.querySelector("main a").focus()`)
			release()
			tb.interactive()
			if got := tb.rehearsed(); got != want {
				t.Errorf("rehearsal: %s; want %s", got, want)
			}
			tb.clean(when)
		})
	}
}

// TestStartWithoutWorker: the program starts although the worker cannot prepare
// it.
func TestStartWithoutWorker(t *testing.T) {
	srv := sharedServer(t)
	for name, change := range map[string]func(tb *tab){
		"it does not arrive":     func(tb *tab) { tb.refuse("prepare") },
		"it receives too little": func(tb *tab) { tb.tellWorker(`{ content: "/nothing" }`) },
		"the rehearsal fails":    func(tb *tab) { tb.tellWorker(`{ here: "http://[" }`) },
	} {
		t.Run(name, func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			change(tb)
			tb.open("/")
			if got := tb.interactive(); got.Mismatches != 0 {
				t.Errorf("takeover: %+v; want no mismatches", got)
			}
			if got := tb.rehearsed(); got != "failed" {
				t.Errorf("rehearsal: %s; want failed", got)
			}
		})
	}
}

// tellWorker changes what the page tells the worker.
func (tb *tab) tellWorker(change string) {
	tb.t.Helper()
	tb.before(fmt.Sprintf(`
		const { postMessage } = Worker.prototype;
		Worker.prototype.postMessage = function (what) { postMessage.call(this, { ...what, ...%s }); };`, change))
}

// TestStartNotInAnInteraction: while a key or a button of the mouse is held down,
// nothing starts. Where a press opens a menu, only that is sure to tell of its end.
func TestStartNotInAnInteraction(t *testing.T) {
	for _, press := range []struct{ begin, end string }{
		{`new KeyboardEvent("keydown", { key: "Tab" })`, `new KeyboardEvent("keyup", { key: "Tab" })`},
		{`new PointerEvent("pointerdown", { button: 2 })`, `new MouseEvent("contextmenu")`},
	} {
		tb := newTab(t, sharedServer(t).url, 1280, 800)
		release := tb.holdProgram()
		tb.open("/")
		tb.until("prepare", `performance.getEntriesByType("resource").some((e) => e.name.includes("takeover"))`)
		tb.do(`dispatchEvent(` + press.begin + `)`)
		release()
		tb.until("have the program", `performance.getEntriesByName("app-rehearsed").length > 0`)
		tb.do(`await new Promise((resolve) => setTimeout(resolve, 300))`)
		if eval[bool](tb, `"takeover" in window && takeover.paused`) {
			t.Errorf("the program runs after %s; want it to wait", press.begin)
		}
		tb.do(`dispatchEvent(` + press.end + `)`)
		tb.interactive()
		tb.clean("start after " + press.end)
	}
}

// TestClickDuringStart: a link works at whatever moment of the start it is
// followed. The moments are the requests that the start makes, and then each
// of the first steps of the takeover.
func TestClickDuringStart(t *testing.T) {
	srv := sharedServer(t)
	const click = `document.querySelector('nav a[href="/talks"]').click()`
	arrive := func(t *testing.T, tb *tab) {
		t.Helper()
		tb.arrived("/talks")
		tb.until("see the page", `document.querySelector("h1").textContent.includes("Talks")`)
		tb.clean("click")
	}
	for _, part := range []string{"prepare", "wasm_exec", "takeover"} {
		t.Run("before "+part, func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			release := tb.hold(part)
			tb.open("/")
			tb.do(click)
			arrive(t, tb)
			release()
			if got := tb.interactive(); got.Mismatches != 0 {
				t.Errorf("takeover of the next page: %+v; want no mismatches", got)
			}
		})
	}
	for step := range 5 {
		t.Run(fmt.Sprintf("at step %d", step), func(t *testing.T) {
			tb := newTab(t, srv.url, 1280, 800)
			// The program says "paused" at the end of each step.
			tb.before(fmt.Sprintf(`
				let step = 0;
				const { assign } = Object;
				Object.assign = (target, ...sources) => {
					const takeover = target === window && sources[0].takeover;
					if (takeover) {
						let paused = false;
						Object.defineProperty(takeover, "paused", { get: () => paused, set(value) {
							paused = value;
							if (value && step++ === %d) setTimeout(() => %s);
						}});
					}
					return assign(target, ...sources);
				};
			`, step, click))
			tb.open("/")
			arrive(t, tb)
		})
	}
}
