package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for what should come at once; only a
// failure takes so long.
const patience = 30 * time.Second

// writeContent copies a small site's content to a folder, with one text in
// place of another in a file of it.
func writeContent(t *testing.T, file, old, new string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "content")
	if err := os.CopyFS(dir, os.DirFS("../content/load/testdata/good")); err != nil {
		t.Fatal(err)
	}
	if file != "" {
		replace(t, filepath.Join(dir, file), old, new)
	}
	return dir
}

// replace changes a text in a file.
func replace(t *testing.T, file, old, new string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte(old), []byte(new), 1)
	if bytes.Equal(changed, text) {
		t.Fatalf("%s does not have %q", file, old)
	}
	if err := os.WriteFile(file, changed, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRun(t *testing.T) {
	bad := writeContent(t, "talks.json", `"date": "`, `"date": "2024-13-01`)
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "old.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	good := writeContent(t, "", "", "")
	watched := writeContent(t, "talks.json", "https://video.example.org/1", "https://youtu.be/1")
	ended, end := context.WithCancel(t.Context())
	end() // for what would go on for ever
	tests := []struct {
		args           string
		status         int
		stdout, stderr string // patterns
	}{
		{"", 2, `^$`, `^kairo serves.*\n\nUsage:`},
		{"help", 0, `Usage:`, `^$`},
		{"-h", 0, `Usage:`, `^$`},
		{"serve -h", 0, `Usage:`, `^$`},
		{"server", 2, `^$`, `no command "server"; "kairo help"`},
		{"serve -nothing", 2, `^$`, `^kairo serve: flag provided but not defined: -nothing; see "kairo help"\n$`},
		{"serve ./content", 2, `^$`, `"./content" is one argument too many`},
		{"serve -dev", 2, `^$`, `-dev.*needs -content`},
		{"serve -cert a.pem", 2, `^$`, `-cert and -key go together`},
		{"serve -cert a.pem -key b.pem -domain kairo.dev", 2, `^$`, `choose`},
		{"serve -http :80", 2, `^$`, `-http.*needs -domain or -cert`},
		{"serve -domain https://kairo.dev", 2, `^$`, `-domain: "https://kairo.dev" is no domain name`},
		{"serve -domain localhost", 2, `^$`, `-domain: "localhost" is a name of this network`},
		{"serve -proxy localhost", 2, `^$`, `-proxy: "localhost" is neither`},
		{"serve -metrics-public", 2, `^$`, `it needs that`},
		{"serve -log xml", 2, `^$`, `-log is text or json`},
		{"serve -metrics :9090", 2, `^$`, `for this machine alone`},
		{"serve -metrics 192.0.2.1:9090", 2, `^$`, `for this machine alone`},
		{"serve -cert missing.pem -key missing.pem -content " + good, 1, `^$`, `load certificate: open missing.pem`},
		{"serve -addr 192.0.2.1:1 -content " + good, 1, `^$`, `192.0.2.1:1`},
		{"serve -content missing", 1, `^$`, `missing`},
		{"serve -content " + bad, 1, `^$`, `(?m)^kairo serve: the content has 1 mistake:\n\S+/content/talks.json:\d+:\d+: talks\[0\].date: "2024-13-01`},
		{"serve -addr 127.0.0.1:0 -log json -content " + good, 0, `^$`, `"msg":"serving","address":"http://127.0.0.1:\d+","edition":"[0-9a-f]+"`},
		{"export", 2, `^$`, `a folder is missing`},
		{"export -content " + good + " " + full, 1, `^$`, `export to ` + full + `: the folder has files that are no export`},
		{"export -content " + bad + " " + t.TempDir(), 1, `^$`, `talks.json:`},
		{"export -content " + good + " " + t.TempDir(), 0, `^exported \d+ files of edition [0-9a-f]+ to /\S+\n$`, `^$`},
		{"check " + good, 0, `^good: .*, 1 publication, 1 wish, 0 posts, 2 archived posts; `, ``},
		{"check", 0, `^good: \d+ projects?, .*; edition [0-9a-f]+ of \d{4}-\d\d-\d\d\n`, `^$`},
		{"check " + watched, 0, `\nnote: recordings without a day of upload .*: 1;`, `^$`},
		{"check " + good, 0, `^good: .*\n(warning: .*\n)?$`, `^$`},
		{"check a b", 2, `^$`, `"b" is one argument too many`},
		{"check " + bad, 1, `^$`, `(?m)^\S+/content/talks.json:\d+:\d+: .*date`},
		{"version", 0, `^kairo \S+( \(modified\))?, edition [0-9a-f]+ of \d{4}-\d\d-\d\d, go\S+ \w+/\w+\n$`, `^$`},
		{"version now", 2, `^$`, `one argument too many`},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := run(ended, strings.Fields(test.args), &stdout, &stderr)
			if status != test.status {
				t.Errorf("kairo %s: status %d; want %d", test.args, status, test.status)
			}
			for _, output := range []struct{ name, got, want string }{
				{"stdout", stdout.String(), test.stdout},
				{"stderr", stderr.String(), test.stderr},
			} {
				if !regexp.MustCompile(output.want).MatchString(output.got) {
					t.Errorf("kairo %s: %s is %q; want %q", test.args, output.name, output.got, output.want)
				}
			}
		})
	}
}

// TestCheckReportsAll: each mistake has a line.
func TestCheckReportsAll(t *testing.T) {
	dir := writeContent(t, "talks.json", `"date": "`, `"date": "2024-13-01`)
	replace(t, filepath.Join(dir, "projects.json"), `"name":`, `"nmae":`)
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"check", dir}, &stdout, &stderr); status != 1 {
		t.Errorf("kairo check: status %d; want 1", status)
	}
	for _, want := range []string{"talks.json:", "projects.json:", `nmae`} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("kairo check: %s\nwant something about %q", &stderr, want)
		}
	}
}

// running is "kairo serve" running in this process.
type running struct {
	t     *testing.T
	lines chan string // of its log
	url   string
	stop  context.CancelFunc
	ended chan struct{}
}

// startServe runs "kairo serve" until the test ends or stop is called.
func startServe(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	in, out := io.Pipe()
	s := &running{t: t, lines: make(chan string, 1000), stop: stop, ended: make(chan struct{})}
	var status int
	go func() {
		defer close(s.ended)
		defer out.Close()
		status = run(ctx, append([]string{"serve", "-addr", "127.0.0.1:0"}, args...), io.Discard, out)
	}()
	go func() {
		defer close(s.lines)
		for text := bufio.NewScanner(in); text.Scan(); {
			s.lines <- text.Text()
		}
	}()
	t.Cleanup(func() {
		s.end()
		if status != 0 {
			t.Errorf("kairo serve %q: status %d; want 0", args, status)
		}
	})
	s.url = s.logged(`msg=serving address=(\S+)`)
	return s
}

// end stops the server and waits for its end.
func (s *running) end() {
	s.stop()
	<-s.ended
}

// logged waits for a line that matches, and returns the first group.
func (s *running) logged(pattern string) string {
	s.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case line, ok := <-s.lines:
			if !ok {
				s.t.Fatalf("the server ended without logging %q", pattern)
			}
			if m := regexp.MustCompile(pattern).FindStringSubmatch(line); m != nil {
				return m[len(m)-1]
			}
		case <-timeout:
			s.t.Fatalf("the server does not log %q", pattern)
		}
	}
}

// get is the body of a page.
func (s *running) get(path string) string {
	s.t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(body)
}

// TestServeContent edits the content while it is served.
func TestServeContent(t *testing.T) {
	dir := writeContent(t, "", "", "")
	file := filepath.Join(dir, "site.json")
	s := startServe(t, "-content", dir, "-dev")
	before := s.get("/")
	if !strings.Contains(before, "reload.") || !strings.Contains(before, "data-digest=") {
		t.Error("the home page does not load itself again; want it to with -dev")
	}
	title := regexp.MustCompile(`"title": "([^"]*)"`)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := title.FindStringSubmatch(string(text))[1]

	replace(t, file, `"title": "`+name, `"title": "Another name`)
	s.logged(`msg=swapped`)
	if after := s.get("/"); !strings.Contains(after, "Another name") {
		t.Error("the home page has not got the edit")
	}
	// A mistake is reported and not served.
	replace(t, file, `"title"`, `"titel"`)
	s.logged(`level=ERROR msg="the last edition stays" mistake=.*site.json.*titel`)
	if after := s.get("/"); !strings.Contains(after, "Another name") {
		t.Error("after a mistake, the home page is not what it was before")
	}
	replace(t, file, `"titel": "Another name`, `"title": "A third name`)
	s.logged(`msg=swapped`)
	if after := s.get("/"); !strings.Contains(after, "A third name") {
		t.Error("the home page has not got the mended content")
	}
}

func TestServeHangup(t *testing.T) {
	s := startServe(t, "-content", writeContent(t, "", "", ""))
	if body := s.get("/"); strings.Contains(body, "data-digest=") {
		t.Error("the home page loads itself again; want that only with -dev")
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.logged(`msg=swapped`)
	s.get("/")
}

// TestServeMetrics has the counters on a listener of their own.
func TestServeMetrics(t *testing.T) {
	s := startServe(t, "-content", writeContent(t, "", "", ""), "-metrics", "127.0.0.1:0", "-access-log")
	metrics := s.logged(`msg=counting address=(\S+)`)
	s.get("/")
	s.logged(`level=DEBUG msg=request method=GET path=/ status=200`)
	counts := (&running{t: t, url: metrics}).get("/metrics")
	if !strings.Contains(counts, "\nkairo_requests_total{status=\"2xx\"} 1\n") {
		t.Errorf("metrics after one request:\n%s", counts)
	}
	if body := s.get("/metrics"); strings.Contains(body, "kairo_requests_total") {
		t.Error("the counters are served to readers")
	}
}

// writeCertificate writes a certificate for localhost and its key.
func writeCertificate(t *testing.T, certFile, keyFile string, serial int64) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		DNSNames:     []string{"localhost"},
		NotAfter:     time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: der},
		keyFile:  {Type: "PRIVATE KEY", Bytes: pkcs8},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestServeCertificate replaces the certificate while it is in use.
func TestServeCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, cert, key, 1)
	s := startServe(t, "-content", writeContent(t, "", "", ""), "-cert", cert, "-key", key, "-http", "127.0.0.1:0")
	plain := s.logged(`msg=redirecting address=(\S+)`)
	expect := func(serial int64) {
		t.Helper()
		// Nobody has signed it; who it is from is not the question here.
		client := &http.Client{Transport: &http.Transport{
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
			ForceAttemptHTTP2: true,
		}}
		defer client.CloseIdleConnections()
		res, err := client.Get(s.url + "/talks")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got := res.TLS.PeerCertificates[0].SerialNumber.Int64(); got != serial || res.ProtoMajor != 2 {
			t.Errorf("certificate %d over %s; want %d over HTTP/2", got, res.Proto, serial)
		}
		if got := res.Header.Get("Strict-Transport-Security"); got != "" {
			t.Errorf("Strict-Transport-Security %q on this machine; want none", got)
		}
	}
	hangup := func() {
		t.Helper()
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	expect(1)
	writeCertificate(t, cert, key, 2)
	hangup()
	s.logged(`msg="the certificate was read"`)
	expect(2)
	if err := os.WriteFile(cert, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	hangup()
	s.logged(`level=ERROR msg="the certificate stays the one it was"`)
	expect(2)

	// What has changed is noticed without a hangup.
	writeCertificate(t, cert, key, 3)
	s.logged(`msg="the certificate was read" "days left of `)
	expect(3)

	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(plain + "/talks?x=1")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusPermanentRedirect || got != "https://example.org/talks?x=1" {
		t.Errorf("without TLS: %s to %q; want 308 to the address of the site", res.Status, got)
	}
}

// TestServeEndsUnderLoad: when the server is told to end, no request on a
// connection that it has accepted goes without an answer.
func TestServeEndsUnderLoad(t *testing.T) {
	s := startServe(t, "-content", writeContent(t, "", "", ""))
	address := strings.TrimPrefix(s.url, "http://")
	const clients = 32
	var busy, done sync.WaitGroup
	busy.Add(clients)
	answers := make(chan int, clients)
	for range clients {
		done.Go(func() {
			n, err := askUntilClosed(address, busy.Done)
			if err != nil {
				t.Errorf("after %d answers: %v", n, err)
			}
			answers <- n
		})
	}
	busy.Wait() // each has had answers
	s.end()
	done.Wait()
	if _, err := http.Get(s.url); err == nil {
		t.Error("the server answers after its end")
	}
	for range clients {
		if n := <-answers; n < 10 {
			t.Errorf("a client got %d answers; want 10 at least", n)
		}
	}
}

// askUntilClosed sends one request after the other on one connection until an
// answer says that it is the last. It calls busy after the tenth.
func askUntilClosed(address string, busy func()) (answers int, err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		busy()
		return 0, err
	}
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for ; ; answers++ {
		if answers == 10 {
			busy()
		}
		fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n")
		res, err := http.ReadResponse(reader, nil)
		if err != nil {
			return answers, err
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			return answers, err
		}
		if res.StatusCode != http.StatusOK {
			return answers, fmt.Errorf("status %s", res.Status)
		}
		if res.Close {
			return answers + 1, nil
		}
	}
}
