//go:build load

package hosts

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kairo.dev/server/hosts/hosttest"
)

const (
	program     = "../../bin/kairo"
	connections = 64
	rounds      = 3
	duration    = 5 * time.Second // of each run of wrk
)

// process is a running "kairo serve".
type process struct {
	*exec.Cmd
	url string
}

var addressInLog = regexp.MustCompile(`msg=serving address=(\S+)`)

func startKairo(t testing.TB) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(program, "serve", "-addr", "127.0.0.1:0")}
	stderr, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatalf("start kairo (make build first): %v", err)
	}
	t.Cleanup(func() {
		p.Process.Kill()
		p.Wait()
	})
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if m := addressInLog.FindStringSubmatch(lines.Text()); m != nil {
			p.url = m[1]
			go io.Copy(io.Discard, stderr)
			return p
		}
	}
	t.Fatal("kairo does not listen")
	return nil
}

// resident is the memory of the process in MB.
func (p *process) resident(t testing.TB) float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status)
	kilobytes, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return float64(kilobytes) / 1000
}

// export exports the site and returns the folder and the path of the program.
func export(t testing.TB) (dir, wasm string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "export")
	if out, err := exec.Command(program, "export", dir).CombinedOutput(); err != nil {
		t.Fatalf("kairo export: %v\n%s", err, out)
	}
	found, err := filepath.Glob(filepath.Join(dir, "static", "*.wasm"))
	if err != nil || len(found) != 1 {
		t.Fatalf("program in the export: %q, %v", found, err)
	}
	return dir, "/static/" + filepath.Base(found[0])
}

var (
	perSecond = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	slowest   = regexp.MustCompile(`99%\s+([\d.]+)(us|ms|s)`)
	errors    = regexp.MustCompile(`(?m)^\s+(Socket errors|Non-2xx).*`)
)

// wrk has wrk ask for an address, with brotli accepted.
func wrk(b *testing.B, url string) {
	b.Helper()
	out, err := exec.Command("wrk", "-t", "1", "-c", strconv.Itoa(connections), "-d", duration.String(), "--latency",
		"-H", "Accept-Encoding: gzip, deflate, br, zstd", url).Output()
	if err != nil {
		b.Fatalf("wrk: %v\n%s", err, out)
	}
	if m := errors.Find(out); m != nil {
		b.Logf("%s: %s", url, m)
	}
	rate, late := perSecond.FindSubmatch(out), slowest.FindSubmatch(out)
	if rate == nil || late == nil {
		b.Fatalf("cannot read what wrk says:\n%s", out)
	}
	requests, _ := strconv.ParseFloat(string(rate[1]), 64)
	unit := map[string]time.Duration{"us": time.Microsecond, "ms": time.Millisecond, "s": time.Second}[string(late[2])]
	milliseconds, _ := strconv.ParseFloat(string(late[1]), 64)
	b.ReportMetric(requests, "req/s")
	b.ReportMetric(milliseconds*float64(unit)/float64(time.Millisecond), "p99-ms")
	b.ReportMetric(0, "ns/op") // says nothing here
}

// BenchmarkLoad measures kairo, nginx and Caddy in turn, with the same files.
func BenchmarkLoad(b *testing.B) {
	dir, wasm := export(b)
	kairo := startKairo(b)
	urls := map[string]string{"kairo": kairo.url}
	for name, host := range hosttest.Hosts {
		urls[name] = host(b, dir, "").URL
	}
	for _, path := range []string{"/", wasm} {
		name := strings.TrimPrefix(filepath.Ext(path), ".")
		if path == "/" {
			name = "home"
		}
		for round := range rounds {
			for _, server := range []string{"kairo", "nginx", "caddy"} {
				b.Run(fmt.Sprintf("%s/%d/%s", name, round+1, server), func(b *testing.B) {
					wrk(b, urls[server]+path)
					if server == "kairo" {
						b.ReportMetric(kairo.resident(b), "MB")
					}
				})
			}
		}
	}
}

// TestLoadKill sends SIGTERM to the process while clients are busy: each of
// them gets an answer to each request, until an answer says that it is the
// last.
func TestLoadKill(t *testing.T) {
	kairo := startKairo(t)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var clients sync.WaitGroup
	var busy sync.WaitGroup
	busy.Add(connections)
	for range connections {
		clients.Go(func() {
			conn, err := new(net.Dialer).DialContext(ctx, "tcp", strings.TrimPrefix(kairo.url, "http://"))
			if err != nil {
				t.Error(err)
				busy.Done()
				return
			}
			defer conn.Close()
			answers := bufio.NewReader(conn)
			for n := 0; ; n++ {
				if n == 100 {
					busy.Done()
				}
				fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n")
				res, err := http.ReadResponse(answers, nil)
				if err == nil {
					_, err = io.Copy(io.Discard, res.Body)
				}
				if err != nil || res.StatusCode != http.StatusOK {
					t.Errorf("request %d: %v", n, err)
					return
				}
				if res.Close {
					return
				}
			}
		})
	}
	busy.Wait()
	kairo.Process.Signal(syscall.SIGTERM)
	clients.Wait()
	if err := kairo.Wait(); err != nil {
		t.Errorf("kairo ends with %v", err)
	}
}
