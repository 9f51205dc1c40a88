//go:build e2e

package e2e

import (
	"os"
	"testing"
)

// BenchmarkTexts measures a site with 1,000 posts of 1,000 words and 300 talks beside
// the content of the tests, in turn: the bytes of first views, as BenchmarkDownload;
// starts on the home page, as BenchmarkStart, and how long after a first navigation the
// copy for reading offline was complete; and clicks, as BenchmarkNavigation, to pages that
// both have and to one of the posts, in four rounds for each start.
func BenchmarkTexts(b *testing.B) {
	dir := postsAndTalks(b)
	own, texts := readSite(b), readFrom(b, os.DirFS(dir))
	home, at := benchAddress{"home", startServer(b).url, "/"}, benchAddress{"texts", startServer(b, "-content", dir).url, "/"}
	post, talk := "/posts/"+texts.Posts[0].Slug, "/talks/"+texts.Talks[0].Slug
	b.Run("view", func(b *testing.B) {
		b.ReportMetric(0, "ns/op")
		for _, path := range []string{"/", "/talks", "/posts", post, talk} {
			total, _ := firstView(b, at.origin, path)
			b.ReportMetric(float64(total), "bytes-of-"+path)
		}
	})
	for _, kind := range []string{"cold", "warm"} {
		b.Run(kind, func(b *testing.B) { benchStartOfTexts(b, home, at, kind) })
	}
	b.Run("click", func(b *testing.B) {
		tabs := []*tab{newTab(b, home.origin, 1280, 800), newTab(b, at.origin, 1280, 800)}
		for _, tb := range tabs {
			tb.open("/")
			tb.interactive()
			tb.kept() // to make the copy takes the processor, too
		}
		var ofHome, ofTexts, ofPost []float64
		click := func(times *[]float64, tb *tab, path string) {
			painted, _ := tb.clickTimes(path)
			*times = append(*times, painted)
		}
		for range 4 * b.N {
			click(&ofPost, tabs[1], post)
			for _, path := range []string{"/talks", talk, "/"} {
				click(&ofTexts, tabs[1], path)
				if path == talk {
					path = "/talks/" + own.Talks[0].Slug
				}
				click(&ofHome, tabs[0], path)
			}
		}
		reportBeside(b, "texts", ofTexts, "home", ofHome)
		b.ReportMetric(percentile(ofTexts, 95), "ms-texts-p95")
		b.ReportMetric(percentile(ofPost, 50), "ms-post-p50")
		b.ReportMetric(percentile(ofPost, 95), "ms-post-p95")
	})
}

func benchStartOfTexts(b *testing.B, home, at benchAddress, kind string) {
	var ofHome, ofTexts, copied []float64
	for range b.N {
		ofHome = append(ofHome, startTime(b, home, kind))
		tb := benchTab(b, at, kind)
		tb.open(at.path)
		tb.interactive()
		ofTexts = append(ofTexts, eval[float64](tb, interactiveAt))
		tb.kept()
		copied = append(copied, eval[float64](tb, `performance.now()`))
	}
	reportBeside(b, "texts", ofTexts, "home", ofHome)
	if kind == "cold" {
		b.ReportMetric(percentile(copied, 50), "ms-copy-p50")
	}
}
