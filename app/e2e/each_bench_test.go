//go:build e2e

package e2e

import (
	"fmt"
	"testing"
)

// benchEach runs a benchmark in each of the three engines.
func benchEach(b *testing.B, measure func(b *testing.B, newTab opener)) {
	for _, engine := range engines {
		b.Run(engine.name, func(b *testing.B) {
			measure(b, engine.newTab)
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkStartInEach opens the talks in a new profile, and reports when the
// program is interactive after the navigation began, how long the page kept
// anything else waiting at most until then, and what did not fit.
func BenchmarkStartInEach(b *testing.B) {
	srv := startServer(b, "-offline=false")
	benchEach(b, func(b *testing.B, newTab opener) {
		var interactive, longest []float64
		mismatches := 0
		for range b.N {
			tb := newTab(b, srv.url, 1280, 800)
			tb.open("/talks")
			longest = append(longest, eval[float64](tb, `(async () => {
				let longest = 0;
				for (let last = performance.now(); !performance.getEntriesByName("app-interactive").length; ) {
					await new Promise((resolve) => setTimeout(resolve));
					longest = Math.max(longest, performance.now() - last);
					last = performance.now();
				}
				return longest;
			})()`))
			mismatches += tb.interactive().Mismatches
			interactive = append(interactive, eval[float64](tb, `performance.getEntriesByName("app-interactive")[0].startTime`))
		}
		b.ReportMetric(percentile(interactive, 50), "ms-interactive-p50")
		b.ReportMetric(percentile(longest, 50), "ms-longest-p50")
		b.ReportMetric(float64(mismatches), "mismatches")
	})
}

// BenchmarkNavigationInEach clicks through the site and reports the time from
// the click until the next page has been painted, by the program or by loading.
func BenchmarkNavigationInEach(b *testing.B) {
	srv := startServer(b, "-offline=false")
	benchEach(b, func(b *testing.B, newTab opener) {
		paths := []string{"/talks", "/archive", "/open-source"}
		tb := newTab(b, srv.url, 1280, 800)
		tb.open("/")
		var painted []float64
		for i := range b.N {
			tb.interactive()
			tb.do(`
				sessionStorage.clear();
				addEventListener("click", (e) => { sessionStorage.clicked = performance.timeOrigin + e.timeStamp; }, { capture: true, once: true });
				document.addEventListener("pagechange", () => requestAnimationFrame(() => setTimeout(() => {
					sessionStorage.painted = performance.timeOrigin + performance.now();
				})), { once: true });`)
			to := paths[i%len(paths)]
			tb.click(fmt.Sprintf(`nav a[href=%q]`, to))
			tb.arrived(to)
			const at = `(sessionStorage.painted ?? performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0]?.startTime)`
			tb.until("have painted", at+` > 0`)
			painted = append(painted, eval[float64](tb, at+` - sessionStorage.clicked`))
		}
		b.ReportMetric(percentile(painted, 50), "ms-painted-p50")
		b.ReportMetric(percentile(painted, 95), "ms-painted-p95")
	})
}
