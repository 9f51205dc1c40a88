package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

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
	s.url = s.logged(`msg"?[:=]"?serving\b.*\baddress"?[:=]"?(http[^" ]+)`)
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
	s := startServe(t, "-log", "json", "-content", writeContent(t, "", "", ""))
	if body := s.get("/"); strings.Contains(body, "data-digest=") {
		t.Error("the home page loads itself again; want that only with -dev")
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.logged(`"msg":"swapped","edition":"[0-9a-f]+"`)
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
