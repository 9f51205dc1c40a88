//go:build e2e

package e2e

import (
	"bufio"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/hosts/hosttest"
)

// readSite is the content the tests expect to find.
func readSite(t testing.TB) *content.Site {
	t.Helper()
	return readFrom(t, contenttest.Site)
}

// ownContent are the arguments to serve the content of the tests, which is
// another than that in the program: what that says is its owner's business.
var ownContent = []string{"-content", filepath.FromSlash("../../content/contenttest/site")}

// smallSite is content with an entry of each kind, for what is done with every
// page of a site again and again.
const smallSite = "../../content/contenttest/sites/each"

// wholeSite is a site of which every page is read, and the arguments to serve it.
// What a host could get wrong, it gets wrong with one page of each kind.
func wholeSite(t testing.TB) (s *content.Site, args []string) {
	t.Helper()
	if *host == "kairo" {
		return readSite(t), nil
	}
	return readFrom(t, os.DirFS(smallSite)), []string{"-content", smallSite}
}

// withContent are the arguments of a command, with the content of the tests
// where they name none.
func withContent(args []string) []string {
	if slices.Contains(args, "-content") {
		return slices.Clone(args)
	}
	return slices.Concat(ownContent, args)
}

// placed are the arguments of a command whose content has the address of a site
// that is below the path of the tests. The copy is there until all tests end,
// because some servers are.
func placed(t testing.TB, args []string) []string {
	t.Helper()
	i := slices.Index(args, "-content") + 1
	if *below == "" || i == 0 {
		return args
	}
	dir, err := os.MkdirTemp(scratch, "content-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(args[i])); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "site.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`"address": "(https://[^"/]+)"`)
	if !address.Match(text) {
		t.Fatalf("%s has no address", file)
	}
	text = address.ReplaceAll(text, []byte(`"address": "${1}`+*below+`"`))
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	args[i] = dir
	return args
}

// readFrom is the content in a folder.
func readFrom(t testing.TB, files fs.FS) *content.Site {
	t.Helper()
	s, err := load.Read(files, ui.Paths)
	if err != nil {
		t.Fatalf("load.Read: %v", err)
	}
	return s
}

// server is a running bin/kairo, or a host of an export.
type server struct {
	url  string
	cmd  *exec.Cmd
	host *hosttest.Server
}

var addressInLog = regexp.MustCompile(`address=(https?://\S+)`)

// startServer runs "kairo serve" until the test ends or stop is called.
func startServer(t testing.TB, args ...string) *server {
	t.Helper()
	return start(t, program, args...)
}

// start is startServer with another program.
func start(t testing.TB, program string, args ...string) *server {
	t.Helper()
	if *host != "kairo" {
		return startHost(t, program, args...)
	}
	s := run(t, program, args...)
	t.Cleanup(s.stop)
	return s
}

// shared are the servers of sharedServer, by their arguments.
var shared = struct {
	sync.Mutex
	servers map[string]*server
}{servers: make(map[string]*server)}

// sharedServer is startServer for tests that leave the server as it is: to
// compress a site takes longer than many a test. It runs until all tests have
// ended.
func sharedServer(t testing.TB, args ...string) *server {
	t.Helper()
	if *host != "kairo" {
		return startServer(t, args...)
	}
	shared.Lock()
	defer shared.Unlock()
	key := strings.Join(args, " ")
	if shared.servers[key] == nil {
		shared.servers[key] = run(t, program, args...)
	}
	return shared.servers[key]
}

// run runs "kairo serve" until it is stopped.
func run(t testing.TB, program string, args ...string) *server {
	t.Helper()
	args = withSignatures(t, program, placed(t, withContent(args)))
	if !slices.Contains(args, "-addr") {
		args = append(args, "-addr", "127.0.0.1:0")
	}
	s := &server{cmd: exec.Command(program, append([]string{"serve"}, args...)...)}
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatalf("start server (make build first): %v", err)
	}
	lines := bufio.NewScanner(stderr)
	var said []string
	for s.url == "" && lines.Scan() {
		said = append(said, lines.Text())
		if m := addressInLog.FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
		}
	}
	if s.url == "" {
		s.stop()
		t.Fatalf("the server did not start: %s", strings.Join(said, "\n"))
	}
	go func() {
		for lines.Scan() { // the pipe must not fill up
		}
	}()
	s.settle(t)
	return s
}

// settle waits until the server has compressed the site, which it serves before:
// what a reader downloads is measured as it is from then on.
func (s *server) settle(t testing.TB) {
	t.Helper()
	if !strings.HasPrefix(s.url, "http://") {
		return // with a certificate that nobody trusts
	}
	request, err := http.NewRequest(http.MethodGet, s.url+*below+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "br")
	const longest = 3 * patience // with 1,000 posts, on a machine that is busy
	for begin := time.Now(); time.Since(begin) < longest; time.Sleep(20 * time.Millisecond) {
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatalf("ask the server: %v", err)
		}
		response.Body.Close()
		if response.Header.Get("Content-Encoding") == "br" {
			return
		}
	}
	s.stop()
	t.Fatal("the server does not compress the site")
}

// startHost exports the site with the flags of "kairo serve", as far as they
// are about the site, and has the host serve it.
func startHost(t testing.TB, program string, args ...string) *server {
	t.Helper()
	address := ""
	if i := slices.Index(args, "-addr"); i >= 0 {
		address = args[i+1]
		args = slices.Delete(slices.Clone(args), i, i+2)
	}
	dir := filepath.Join(t.TempDir(), "export")
	kairo(t, program, slices.Concat([]string{"export"}, withSignatures(t, program, placed(t, withContent(args))), []string{dir + filepath.FromSlash(*below)})...)
	h := hosttest.Hosts[*host](t, dir, *below, address)
	return &server{url: h.URL, host: h}
}

// stop ends the server and waits until it has.
func (s *server) stop() {
	if s.host != nil {
		s.host.Stop()
		return
	}
	if s.cmd.ProcessState == nil {
		s.cmd.Process.Kill()
		s.cmd.Wait()
	}
}

// addr is the address the server listens on, for starting another one there.
func (s *server) addr() string {
	_, addr, _ := strings.Cut(s.url, "://")
	return addr
}
