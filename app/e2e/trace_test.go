//go:build e2e

package e2e

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// traceEvent is an event of Chromium's trace format.
type traceEvent struct {
	Name string  `json:"name"`
	PID  int     `json:"pid"`
	TID  int     `json:"tid"`
	At   float64 `json:"ts"`   // microseconds
	CPU  float64 `json:"tdur"` // microseconds of its thread
}

// trace traces the browser while f makes the tab's program interactive, and
// returns how long each task of the page's main thread took, in milliseconds,
// from the load event on. It counts the time of the processor, not that of the
// clock, which is longer when other programs run.
func (tb *tab) trace(f func()) []float64 {
	tb.t.Helper()
	var mu sync.Mutex
	var events []traceEvent
	complete := make(chan struct{})
	err := chromedp.Listen(tb.ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *tracing.EventDataCollected:
			for _, value := range e.Value {
				var event traceEvent
				if json.Unmarshal(value, &event) == nil {
					events = append(events, event)
				}
			}
		case *tracing.EventTracingComplete:
			close(complete)
		}
	})
	if err != nil {
		tb.t.Fatalf("listen to the trace: %v", err)
	}
	tb.run("start tracing", command(tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
		IncludedCategories: []string{"disabled-by-default-devtools.timeline", "devtools.timeline", "blink.user_timing"},
	}}))
	f()
	tb.run("stop tracing", command(tracing.End, cdp.Empty{}))
	select {
	case <-complete:
	case <-time.After(patience):
		tb.t.Fatal("the trace is not complete")
	}
	mu.Lock()
	defer mu.Unlock()
	return mainTasks(events)
}

// mainTasks finds the main thread by the mark that the program sets.
func mainTasks(events []traceEvent) []float64 {
	var interactive, loaded traceEvent
	for _, e := range events {
		if e.Name == "app-interactive" && e.At > interactive.At {
			interactive = e
		}
	}
	for _, e := range events {
		if e.Name == "loadEventEnd" && e.PID == interactive.PID && e.At < interactive.At && e.At > loaded.At {
			loaded = e
		}
	}
	var tasks []float64
	for _, e := range events {
		if e.Name == "RunTask" && e.PID == interactive.PID && e.TID == interactive.TID && e.At > loaded.At && e.At <= interactive.At {
			tasks = append(tasks, e.CPU/1000)
		}
	}
	return tasks
}

// blocked is the total blocking time: of each task what it takes beyond 50 ms.
func blocked(tasks []float64) float64 {
	var total float64
	for _, task := range tasks {
		total += max(0, task-50)
	}
	return total
}
