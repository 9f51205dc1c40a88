//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// The figures of a real browser, un-throttled: "make figures". Each
// iteration is one start or one navigation; what is reported is the median
// (p50) or the 95th percentile (p95) of all.

// BenchmarkStart opens a page with an empty cache or once more in the same
// profile, and reaches for it at once; or leaves it alone. It reports when the
// program is interactive after the navigation began. Another time, for tracing
// takes time too, it reports the longest task of the main thread from the load
// event until then, and the total blocking time.
func BenchmarkStart(b *testing.B) {
	for _, at := range benchAddresses(b) {
		for _, kind := range []string{"cold", "warm", "idle"} {
			b.Run(at.name+"/"+kind, func(b *testing.B) {
				var interactive, longest, blocking []float64
				for range b.N {
					interactive = append(interactive, startTime(b, at, kind))

					tb := benchTab(b, at, kind)
					tasks := tb.trace(func() {
						tb.open(at.path)
						tb.interactive()
					})
					tb.kept()
					longest = append(longest, slices.Max(tasks))
					blocking = append(blocking, blocked(tasks))
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(percentile(interactive, 50), "ms-interactive-p50")
				b.ReportMetric(percentile(longest, 50), "ms-longest-task-p50")
				b.ReportMetric(percentile(blocking, 50), "ms-blocked-p50")
			})
		}
	}
}

// startTime is when the program is interactive after a navigation began, in ms.
func startTime(b *testing.B, at benchAddress, kind string) float64 {
	b.Helper()
	tb := benchTab(b, at, kind)
	tb.open(at.path)
	tb.interactive()
	defer tb.kept() // or the next start would be beside its download
	return eval[float64](tb, interactiveAt)
}

// interactiveAt is when the program was interactive, in ms.
const interactiveAt = `performance.getEntriesByName("app-interactive")[0].startTime`

// benchTab is a tab about to be opened at an address for a kind of start.
func benchTab(b *testing.B, at benchAddress, kind string) *tab {
	b.Helper()
	tb := newTab(b, at.origin, 412, 823)
	if kind != "idle" {
		tb.before(`addEventListener("load", () => setTimeout(() => dispatchEvent(new Event("focusin"))))`)
	}
	if kind == "warm" {
		tb.open(at.path)
		tb.interactive()
		tb.kept()
		// Chromium writes its code cache a moment after the first run.
		tb.do(`await new Promise((resolve) => setTimeout(resolve, 1500))`)
	}
	return tb
}

// BenchmarkNavigation clicks through the site within the program, and reports
// the time from the click until the new page has been painted, and until all of
// it is there. A click is the browser's, and its time that of the event.
func BenchmarkNavigation(b *testing.B) {
	tb := newTab(b, startServer(b).url, 1280, 800)
	paths := benchPages(b)
	tb.open(paths[0])
	tb.interactive()
	tb.reportClicks(b, paths, b.N)
}

// reportClicks clicks so many links, to each of the paths in turn from the second on,
// and reports their times.
func (tb *tab) reportClicks(b *testing.B, paths []string, n int) {
	var painted, whole []float64
	for i := range n {
		p, w := tb.clickTimes(paths[(i+1)%len(paths)])
		painted, whole = append(painted, p), append(whole, w)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(percentile(painted, 50), "ms-painted-p50")
	b.ReportMetric(percentile(painted, 95), "ms-painted-p95")
	b.ReportMetric(percentile(whole, 50), "ms-whole-p50")
	b.ReportMetric(percentile(whole, 95), "ms-whole-p95")
}

// clickTimes clicks a link to a path, and returns how long it took in ms until the
// page there was painted, and until all of it was there.
func (tb *tab) clickTimes(to string) (painted, whole float64) {
	tb.t.Helper()
	tb.do(fmt.Sprintf(`
		const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
		const a = document.createElement("a");
		a.href = %q;
		a.textContent = "x";
		Object.assign(a.style, { position: "fixed", top: 0, left: 0, zIndex: 1e6 });
		document.body.append(a);
		const clicked = new Promise((resolve) => a.addEventListener("click", resolve));
		// Whose frame is asked for first comes first, before what the page does after it.
		const shown = new Promise((resolve) => document.addEventListener("pagechange", () => frame().then(resolve), { once: true }));
		window.times = (async () => {
			const start = (await clicked).timeStamp;
			await shown;
			const painted = performance.now() - start;
			while (document.querySelector("main[aria-busy]")) await frame();
			a.remove();
			return [painted, performance.now() - start];
		})();
		// The page before has come to rest, as it has when a reader clicks.
		await Promise.all(document.getAnimations().map((animation) => animation.finished));
		await new Promise((resolve) => requestIdleCallback(resolve));
	`, to))
	tb.run("click", chromedp.MouseClickXY(4, 8))
	times := eval[[]float64](tb, `times`)
	tb.arrived(to)
	return times[0], times[1]
}

// BenchmarkMemory visits every page twice within the program, and reports what
// the tab holds then: the heap of JavaScript and the memory of WebAssembly.
func BenchmarkMemory(b *testing.B) {
	tb := newTab(b, startServer(b).url, 1280, 800)
	// The runtime keeps the instance; its memory is found on the way there.
	tb.before(`
		const { instantiate } = WebAssembly;
		WebAssembly.instantiate = async (...args) => {
			const instance = await instantiate(...args);
			window.wasmMemory = instance.exports.mem;
			return instance;
		};`)
	tb.open("/")
	tb.interactive()
	for range b.N {
		for range 2 {
			for _, p := range ui.Pages(readSite(b)) {
				if !p.Hidden {
					tb.do(fmt.Sprintf(`await navigation.navigate(%q).finished`, p.Path))
				}
			}
		}
	}
	const megabyte = 1e6
	tb.run("measure", command(performance.Enable, performance.EnableParams{}))
	heap := tb.metric("JSHeapUsedSize") / megabyte
	wasm := eval[float64](tb, `wasmMemory.buffer.byteLength`) / megabyte
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(heap, "MB-JavaScript")
	b.ReportMetric(wasm, "MB-WebAssembly")
	b.ReportMetric(heap+wasm, "MB")
}

// BenchmarkDownload reports what travels, compressed: for a page to be read,
// and for the program.
func BenchmarkDownload(b *testing.B) {
	addresses := benchAddresses(b)
	for _, at := range addresses {
		b.Run("view of "+at.name, func(b *testing.B) {
			b.ReportMetric(0, "ns/op")
			total, _ := firstView(b, at.origin, at.path)
			b.ReportMetric(float64(total), "bytes")
		})
	}
	b.Run("program", func(b *testing.B) {
		origin := addresses[0].origin
		_, html := download(b, origin+"/")
		program := regexp.MustCompile(`data-program="([^"]+)"`).FindSubmatch(html)
		if program == nil {
			b.Fatal("the home page names no program")
		}
		n, _ := download(b, origin+string(program[1]))
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(float64(n), "bytes")
	})
}

// percentile is the smallest value that p percent of all do not exceed.
func percentile(values []float64, p int) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)*p+99)/100-1]
}

// benchPages are the pages that are measured: home, talks, archive, a talk.
func benchPages(b *testing.B) []string {
	paths := []string{"/", "/talks", "/archive"}
	return append(paths, "/talks/"+readSite(b).Talks[0].Slug)
}

// benchAddress is a page of one of the sites that are measured.
type benchAddress struct{ name, origin, path string }

// benchAddresses are those pages on the site as it is, and on one that has grown
// to 1,000 archived posts and 300 talks.
func benchAddresses(b *testing.B) []benchAddress {
	own, grown := startServer(b), startServer(b, "-content", grownContent(b))
	var all []benchAddress
	for i, path := range benchPages(b) {
		name := []string{"home", "talks", "archive", "talk"}[i]
		all = append(all, benchAddress{name, own.url, path}, benchAddress{"grown " + name, grown.url, path})
	}
	return all
}

// metric is a metric of the tab by its name.
func (tb *tab) metric(name string) float64 {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	var result performance.GetMetricsResult
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		result, err = cdp.Call(ctx, t, performance.GetMetrics, cdp.Empty{})
		return err
	}))
	if err != nil {
		tb.t.Fatalf("read the metrics: %v", err)
	}
	for _, m := range result.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	tb.t.Fatalf("there is no metric %s", name)
	return 0
}
