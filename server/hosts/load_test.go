//go:build load

package hosts

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
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
	rounds      = 9
	duration    = 2 * time.Second // of a run of wrk in a round
)

// process is a running "kairo serve".
type process struct {
	*exec.Cmd
	url string
}

var addressInLog = regexp.MustCompile(`msg=serving address=(\S+)`)

func startKairo(t testing.TB, flags ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(program, append([]string{"serve", "-addr", "127.0.0.1:0"}, flags...)...)}
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

// compress waits until the home page is served with brotli: a server that has
// just been started serves it as it is.
func (p *process) compress(t testing.TB) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		request, err := http.NewRequest(http.MethodGet, p.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "br")
		res, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.Header.Get("Content-Encoding") == "br" {
			return
		}
	}
	t.Fatal("kairo does not compress its home page")
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

// processor is the time that the process has used of the processor, in seconds.
func (p *process) processor(t testing.TB) float64 {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	// Behind the name, which may have spaces in it, in hundredths (proc_pid_stat(5)).
	var user, system float64
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		t.Fatal(err)
	}
	return (user + system) / 100
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
	failures  = regexp.MustCompile(`(?m)^\s+(Socket errors|Non-2xx).*`)
)

const browsers = "gzip, deflate, br, zstd" // what they accept

// measured is what wrk says of a server.
type measured struct {
	perSecond float64
	p99       time.Duration
	failures  string // "" if there were none
}

// wrk has wrk ask for an address, like a browser, for as long as it takes.
func wrk(b *testing.B, url string, duration time.Duration) measured {
	b.Helper()
	out, err := exec.Command("wrk", "-t", "1", "-c", strconv.Itoa(connections), "-d", fmt.Sprintf("%.0fs", duration.Seconds()), "--latency",
		"-H", "Accept-Encoding: "+browsers, url).Output()
	if err != nil {
		b.Fatalf("wrk: %v\n%s", err, out)
	}
	rate, late := perSecond.FindSubmatch(out), slowest.FindSubmatch(out)
	if rate == nil || late == nil {
		b.Fatalf("cannot read what wrk says:\n%s", out)
	}
	m := measured{failures: string(failures.Find(out))}
	m.perSecond, err = strconv.ParseFloat(string(rate[1]), 64)
	if err != nil {
		b.Fatal(err)
	}
	m.p99, err = time.ParseDuration(string(late[1]) + string(late[2]))
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// compressed is the body at an address, as browsers get it.
func compressed(b *testing.B, url string) []byte {
	b.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", browsers)
	res, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != "br" {
		b.Fatalf("%s: %s, coding %q, %v; want it with brotli", url, res.Status, res.Header.Get("Content-Encoding"), err)
	}
	return body
}

// BenchmarkLoad measures kairo, nginx and Caddy in turn: the home page and the
// browser's program, the same bytes from each. Other work on the machine weighs
// on a whole round, so the ratios are of figures of the same round. Figures are
// medians.
func BenchmarkLoad(b *testing.B) {
	dir, wasm := export(b)
	kairo := startKairo(b)
	kairo.compress(b)
	urls := map[string]string{"kairo": kairo.url}
	for name, host := range hosttest.Hosts {
		urls[name] = host(b, dir, "", "").URL
	}
	for _, path := range []string{"/", wasm} {
		name := "home"
		if path == wasm {
			name = "program"
		}
		b.Run(name, func(b *testing.B) {
			want := compressed(b, urls["kairo"]+path)
			figures := make(map[string][]float64)
			note := func(unit string, figure float64) { figures[unit] = append(figures[unit], figure) }
			for range rounds {
				round := make(map[string]measured)
				for _, server := range []string{"nginx", "kairo", "caddy"} {
					url := urls[server]
					if !bytes.Equal(compressed(b, url+path), want) {
						b.Fatalf("%s does not send what kairo does", server)
					}
					used := kairo.processor(b)
					m := wrk(b, url+path, duration)
					if m.failures != "" && server == "kairo" {
						b.Errorf("kairo under load: %s", m.failures)
					}
					note(server+"-req/s", m.perSecond)
					note(server+"-p99-ms", float64(m.p99)/float64(time.Millisecond))
					if server == "kairo" {
						note("kairo-cpu-µs/req", 1e6*(kairo.processor(b)-used)/(m.perSecond*duration.Seconds()))
					}
					round[server] = m
				}
				note("of-nginx", round["kairo"].perSecond/round["nginx"].perSecond)
				note("of-caddy", round["kairo"].perSecond/round["caddy"].perSecond)
			}
			b.Logf("of nginx, round by round: %.2f", figures["of-nginx"])
			for unit, of := range figures {
				slices.Sort(of)
				b.ReportMetric(of[len(of)/2], unit)
			}
			b.ReportMetric(0, "ns/op") // says nothing here
		})
	}
}

// BenchmarkLoadMinute is the memory of the process after a minute of load.
func BenchmarkLoadMinute(b *testing.B) {
	kairo := startKairo(b)
	kairo.compress(b)
	m := wrk(b, kairo.url+"/", time.Minute)
	if m.failures != "" {
		b.Errorf("kairo under load: %s", m.failures)
	}
	b.ReportMetric(m.perSecond, "req/s")
	b.ReportMetric(kairo.resident(b), "MB")
	b.ReportMetric(0, "ns/op")
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
