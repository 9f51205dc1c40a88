//go:build e2e

package e2e

import (
	"os"
	"testing"
)

// BenchmarkTexts measures a site with 1,000 posts of 1,000 words and 300 talks: the
// bytes of first views, as BenchmarkDownload; starts on the home page, as
// BenchmarkStart, and how long after a first navigation the copy for reading offline
// was complete; and ten clicks for each start, as BenchmarkNavigation.
func BenchmarkTexts(b *testing.B) {
	dir := postsAndTalks(b)
	origin := startServer(b, "-content", dir).url
	s := readFrom(b, os.DirFS(dir))
	paths := []string{"/", "/talks", "/posts", "/posts/" + s.Posts[0].Slug, "/talks/" + s.Talks[0].Slug}
	b.Run("view", func(b *testing.B) {
		b.ReportMetric(0, "ns/op")
		for _, path := range paths {
			total, _ := firstView(b, origin, path)
			b.ReportMetric(float64(total), "bytes-of-"+path)
		}
	})
	for _, kind := range []string{"cold", "warm"} {
		b.Run(kind, func(b *testing.B) { benchStartOfTexts(b, benchAddress{"/", origin, "/"}, kind) })
	}
	b.Run("click", func(b *testing.B) {
		tb := newTab(b, origin, 1280, 800)
		tb.open(paths[0])
		tb.interactive()
		tb.kept() // to make the copy takes the processor, too
		tb.reportClicks(b, paths, 10*b.N)
	})
}

func benchStartOfTexts(b *testing.B, at benchAddress, kind string) {
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
}
