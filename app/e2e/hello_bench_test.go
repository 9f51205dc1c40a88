//go:build e2e

package e2e

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// BenchmarkStartHello is BenchmarkStart of the smallest program that go-app as it
// is makes, served by go-app: machines differ, and what they take for the site is
// told as a ratio to that.
func BenchmarkStartHello(b *testing.B) {
	dir := b.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(dir, "web", "app.wasm"), "./testdata/hello")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("build hello: %v\n%s", err, out)
	}
	srv := httptest.NewServer(&app.Handler{Name: "Hello", Resources: app.LocalDir(dir)})
	defer srv.Close()
	for _, kind := range []string{"cold", "warm"} {
		b.Run(kind, func(b *testing.B) {
			var interactive []float64
			for range b.N {
				tb := newTab(b, srv.URL, 412, 823)
				tb.open("/")
				tb.interactive()
				if kind == "warm" {
					tb.do(`await new Promise((resolve) => setTimeout(resolve, 1500))`)
					tb.open("/")
					tb.interactive()
				}
				interactive = append(interactive, eval[float64](tb, `performance.getEntriesByName("app-interactive")[0].startTime`))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(percentile(interactive, 50), "ms-interactive-p50")
		})
	}
}
