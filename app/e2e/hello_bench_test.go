//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Machines differ. So what the site takes is told as a part of what the smallest
// program takes that go-app as it is makes, served by go-app: both are measured
// in turn, and what is reported is the median of the quotients.

// startHello builds that program, and serves it until the benchmark ends.
func startHello(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	server := filepath.Join(dir, "server")
	for to, env := range map[string][]string{server: nil, filepath.Join(dir, "web", "app.wasm"): {"GOOS=js", "GOARCH=wasm"}} {
		build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", to, "./testdata/hello")
		build.Env = append(append(os.Environ(), "CGO_ENABLED=0"), env...)
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("build hello: %v\n%s", err, out)
		}
	}
	return startApp(b, server, dir)
}

// BenchmarkStartHello compares BenchmarkStart of the home page.
func BenchmarkStartHello(b *testing.B) {
	hello := startHello(b)
	site := benchAddress{"home", startServer(b).url, "/"}
	for _, kind := range []string{"cold", "warm"} {
		b.Run(kind, func(b *testing.B) {
			var ofHello, ofSite []float64
			for range b.N {
				tb := newTab(b, hello, 412, 823)
				tb.open("/")
				tb.interactive()
				if kind == "warm" {
					tb.do(`await new Promise((resolve) => setTimeout(resolve, 1500))`) // see benchTab
					tb.open("/")
					tb.interactive()
				}
				ofHello = append(ofHello, eval[float64](tb, interactiveAt))
				ofSite = append(ofSite, startTime(b, site, kind))
			}
			reportBeside(b, "site", ofSite, "hello", ofHello)
		})
	}
}

// BenchmarkNavigationHello compares BenchmarkNavigation, until the page is painted.
func BenchmarkNavigationHello(b *testing.B) {
	hello, site := newTab(b, startHello(b), 1280, 800), newTab(b, startServer(b).url, 1280, 800)
	paths := benchPages(b)
	for _, tb := range []*tab{hello, site} {
		tb.open("/")
		tb.interactive()
	}
	var ofHello, ofSite []float64
	for i := range b.N {
		painted, _ := hello.clickTimes([]string{"/again", "/"}[i%2])
		ofHello = append(ofHello, painted)
		painted, _ = site.clickTimes(paths[(i+1)%len(paths)])
		ofSite = append(ofSite, painted)
	}
	reportBeside(b, "site", ofSite, "hello", ofHello)
}

// reportBeside reports what one and what another took, in ms, and what multiple of
// the other the one is.
func reportBeside(b *testing.B, name string, times []float64, other string, others []float64) {
	b.Helper()
	parts := make([]float64, len(times))
	for i := range parts {
		parts[i] = times[i] / others[i]
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(percentile(times, 50), "ms-"+name+"-p50")
	b.ReportMetric(percentile(others, 50), "ms-"+other+"-p50")
	b.ReportMetric(percentile(parts, 50), name+"/"+other)
}
