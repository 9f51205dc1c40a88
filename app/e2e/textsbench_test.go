//go:build e2e

package e2e

import "testing"

// BenchmarkStartOfTexts is BenchmarkStart on the home page of a site with 1,000 posts
// of 1,000 words and 300 talks. After a cold start it also reports how long after the
// navigation the copy for reading offline was complete.
func BenchmarkStartOfTexts(b *testing.B) {
	origin := startServer(b, "-content", postsAndTalks(b)).url
	for _, kind := range []string{"cold", "warm"} {
		b.Run(kind, func(b *testing.B) {
			at := benchAddress{"/", origin, "/"}
			var interactive, copied []float64
			for range b.N {
				tb := benchTab(b, at, kind)
				tb.open(at.path)
				tb.interactive()
				interactive = append(interactive, eval[float64](tb, interactiveAt))
				tb.kept()
				copied = append(copied, eval[float64](tb, `performance.now()`))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(percentile(interactive, 50), "ms-interactive-p50")
			if kind == "cold" {
				b.ReportMetric(percentile(copied, 50), "ms-copy-p50")
			}
		})
	}
}
