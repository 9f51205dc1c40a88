//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// TestControlsWithoutProgram: scripts run, the program does not. What only it
// answers is not shown, and what scripts answer still works.
func TestControlsWithoutProgram(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t)
	const visible = `document.querySelector(".filter").checkVisibility()`
	for name, script := range map[string]string{
		"no WebAssembly": `delete window.WebAssembly`,
		"refused":        `WebAssembly.compileStreaming = WebAssembly.instantiate = () => Promise.reject(new Error("refused"))`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tb := newTab(t, srv.url, 1280, 800)
			tb.before(script)
			tb.open("/talks")
			tb.until("know it", `document.documentElement.classList.contains("plain")`)
			if eval[bool](tb, visible) {
				t.Error("the filter is shown; want no control that does nothing")
			}
			if !eval[bool](tb, `document.querySelector(".theme").checkVisibility()`) {
				t.Error("the theme cannot be chosen; want it to")
			}
			tb.until("keep a copy all the same", `navigator.serviceWorker.ready.then(() => true)`)
		})
	}
	t.Run("there", func(t *testing.T) {
		tb := newTab(t, srv.url, 1280, 800)
		tb.open("/talks")
		tb.interactive()
		if !eval[bool](tb, visible) {
			t.Error("with the program, the filter is not shown")
		}
	})
}

// TestCalendarInvitation: a talk that is still to come invites to be added to a
// calendar; one that is past has the file. The reader's day decides.
func TestCalendarInvitation(t *testing.T) {
	t.Parallel()
	srv := sharedServer(t, "-content", gallery)
	for today, want := range map[string]string{"2024-02-29": "Add to a calendar", "2024-03-01": "Calendar file"} {
		tb := newTab(t, srv.url, 1280, 800)
		tb.before(fmt.Sprintf(`{
			const Real = Date;
			Date = class extends Real { constructor(...a) { if (a.length) super(...a); else super("%sT12:00"); } };
		}`, today))
		tb.open("/talks/long")
		if got := tb.interactive(); got.Mismatches != 0 {
			t.Errorf("takeover on %s: %+v; want no mismatches", today, got)
		}
		if got := eval[string](tb, `document.querySelector('a[href$=".ics"]').innerText.trim()`); got != want {
			t.Errorf("on %s the link to the calendar is %q; want %q", today, got, want)
		}
		tb.clean(today)
	}
}
