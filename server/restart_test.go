package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

var restartRequests = flag.Int("restart-requests", 2000, "how many requests there are while the server is restarted")

// TestMain lets the test's program be kairo, for tests that need a process.
func TestMain(m *testing.M) {
	if os.Getenv("TEST_AS_KAIRO") != "" {
		main()
	}
	os.Exit(m.Run())
}

// program is the command "kairo" with arguments, as systemd starts it: files are
// sockets that are open already.
func program(t *testing.T, files []*os.File, notify string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// Only the process itself knows its number before it begins.
	cmd := exec.Command("/bin/sh", append([]string{"-c", `LISTEN_PID=$$ exec "$0" "$@"`, self}, args...)...)
	cmd.Env = append(os.Environ(), "TEST_AS_KAIRO=1", "NOTIFY_SOCKET="+notify)
	if len(files) > 0 {
		cmd.Env = append(cmd.Env, fmt.Sprintf("LISTEN_FDS=%d", len(files)))
		cmd.ExtraFiles = files
	}
	t.Cleanup(func() {
		if cmd.Process != nil {
			cmd.Process.Kill() // an error means that it has ended
		}
	})
	return cmd
}

// handedSocket opens a socket, as systemd does before it starts the server.
func handedSocket(t *testing.T) (address string, socket *os.File) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	socket, err = l.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { socket.Close() })
	return l.Addr().String(), socket
}

// manager receives what the server tells the service manager.
type manager struct {
	*net.UnixConn
	path string
}

func newManager(t *testing.T) manager {
	t.Helper()
	// The path of a socket has to be short.
	dir, err := os.MkdirTemp("", "kairo")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path := filepath.Join(dir, "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return manager{conn, path}
}

// told waits for a message.
func (m manager) told(t *testing.T, want string) {
	t.Helper()
	m.SetReadDeadline(time.Now().Add(patience))
	message := make([]byte, 1024)
	for {
		n, err := m.Read(message)
		if err != nil {
			t.Fatalf("the service manager is not told %s: %v", want, err)
		}
		if strings.HasPrefix(string(message[:n]), want) {
			return
		}
	}
}

// TestRestart restarts the server again and again while clients ask, on a socket
// that stays open: each request is answered.
func TestRestart(t *testing.T) {
	t.Parallel()
	address, socket := handedSocket(t)
	manager := newManager(t)
	content := writeContent(t, "", "", "")
	start := func() *exec.Cmd {
		server := program(t, []*os.File{socket}, manager.path, "serve", "-content", content)
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		return server
	}
	server := start()
	c := ask(t, "http://"+address+"/talks")
	restarts := 0
	for restarts < 3 || c.asked.Load() < int64(*restartRequests) && c.failed.Load() == 0 {
		manager.told(t, "READY=1")
		before := c.asked.Load()
		for c.asked.Load() < before+200 && c.failed.Load() == 0 {
			time.Sleep(time.Millisecond)
		}
		server.Process.Signal(syscall.SIGTERM)
		manager.told(t, "STOPPING=1")
		if err := server.Wait(); err != nil {
			t.Errorf("the server ends with %v", err)
		}
		server = start()
		restarts++
	}
	manager.told(t, "READY=1")
	c.stop()
	server.Process.Signal(syscall.SIGTERM)
	if err := server.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
	t.Logf("%d requests, %d restarts, %d failed", c.asked.Load(), restarts, c.failed.Load())
}

// clients ask again and again, with connections that are kept and without.
type clients struct {
	asked, failed atomic.Int64
	done          chan struct{}
	all           sync.WaitGroup
}

// ask has clients ask for an address until stop, and wants each to get an answer.
func ask(t *testing.T, address string) *clients {
	c := &clients{done: make(chan struct{})}
	for i := range 16 {
		client := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: i%2 == 0}}
		c.all.Go(func() {
			defer client.CloseIdleConnections()
			for {
				select {
				case <-c.done:
					return
				default:
				}
				c.asked.Add(1)
				res, err := client.Get(address)
				if err == nil {
					_, err = io.Copy(io.Discard, res.Body)
					res.Body.Close()
				}
				if err != nil || res.StatusCode != http.StatusOK {
					c.failed.Add(1)
					t.Errorf("a request while the server is restarted: %v", err)
					return
				}
			}
		})
	}
	return c
}

func (c *clients) stop() {
	close(c.done)
	c.all.Wait()
}

// TestSignals: a hangup does no harm, from the first moment on, and is told to
// the service manager. A reader who does not read keeps nobody from the server
// when it is to end, and is cut off in the end; that is no failure. A second
// signal ends it at once.
func TestSignals(t *testing.T) {
	long := strings.Repeat("A word after the other. ", 20_000) // twice what the system keeps
	for _, twice := range []bool{false, true} {
		manager := newManager(t)
		path := filepath.Join(filepath.Dir(manager.path), "site")
		grace := "100ms"
		if twice {
			grace = "1h"
		}
		server := program(t, nil, manager.path, "serve", "-addr", "unix:"+path, "-grace", grace, "-access-log",
			"-content", writeContent(t, "talks.json", `"projects":`, `"text": "`+long+`", "projects":`))
		stderr, err := server.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		log := make(chan string, 1)
		go func() {
			text, _ := io.ReadAll(stderr)
			log <- string(text)
		}()
		manager.told(t, "READY=1")
		server.Process.Signal(syscall.SIGHUP)
		manager.told(t, "RELOADING=1\nMONOTONIC_USEC=")
		manager.told(t, "READY=1")

		defer readSlowly(t, path).Close()
		server.Process.Signal(syscall.SIGTERM)
		manager.told(t, "STOPPING=1")
		if twice {
			conn, err := net.Dial("unix", path)
			if err != nil {
				t.Fatalf("a reader while the server ends: %v", err)
			}
			fmt.Fprintf(conn, "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			if err != nil || res.StatusCode != http.StatusServiceUnavailable || !res.Close {
				t.Errorf("GET /readyz while the server ends: %v, %v; want 503 and close", res, err)
			}
			conn.Close()
			server.Process.Signal(syscall.SIGTERM)
		}
		text := <-log
		err = server.Wait()
		status := server.ProcessState.Sys().(syscall.WaitStatus)
		if twice && status.Signal() != syscall.SIGTERM || !twice && (err != nil || !strings.Contains(text, "cut off")) {
			t.Errorf("the end, by a second signal %v: %v, log\n%s", twice, err, text)
		}
	}
}

// readSlowly reads only the beginning of a page that has no room on its way.
func readSlowly(t *testing.T, socket string) net.Conn {
	t.Helper()
	slow, err := net.Dial("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	slow.SetDeadline(time.Now().Add(patience))
	fmt.Fprintf(slow, "GET /talks/first-talk HTTP/1.1\r\nHost: localhost\r\n\r\n")
	if _, err := io.ReadFull(slow, make([]byte, len("HTTP/1.1 200 OK"))); err != nil {
		t.Fatal(err)
	}
	return slow
}

// TestSignalOfOthers: a command that has nothing to finish ends at the first signal,
// also while it waits for what somebody types.
func TestSignalOfOthers(t *testing.T) {
	cmd := program(t, nil, "", "new", "post", "-content", writeContent(t, "", "", ""), "-title", "A title", "-text", "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds: what is written, somebody reads.
	if _, err := io.WriteString(stdin, strings.Repeat("word ", 100_000)); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Signal(syscall.SIGTERM)
	hung := time.AfterFunc(patience, func() { cmd.Process.Kill() })
	defer hung.Stop()
	if err := cmd.Wait(); cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM {
		t.Errorf("kairo new, reading a text, ends after SIGTERM with %v; want that signal", err)
	}
}

// TestFailedStart: who waits for a first edition that cannot be made keeps nobody
// from reading why.
func TestFailedStart(t *testing.T) {
	address, socket := handedSocket(t)
	client, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	fmt.Fprint(client, "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
	server := program(t, []*os.File{socket}, "", "serve", "-grace", "2s", "-content", writeContent(t, "", "", ""), "-tuf", t.TempDir())
	said, err := server.CombinedOutput()
	if err == nil || !strings.Contains(string(said), "there is no 1.root.json") || strings.Contains(string(said), "cut off") {
		t.Errorf("kairo serve of what is not signed: %v, %q; want why, and nobody cut off", err, said)
	}
}

// TestAbandonedSocket: the socket of a server that was killed is taken over, one
// that is in use is not.
func TestAbandonedSocket(t *testing.T) {
	path := filepath.Join(filepath.Dir(newManager(t).path), "site")
	l, err := openSocket("unix:" + path)
	if err != nil {
		t.Fatal(err)
	}
	if other, err := openSocket("unix:" + path); err == nil {
		other.Close()
		t.Fatal("a socket that is in use is taken over")
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	l.Close()
	l, err = openSocket("unix:" + path)
	if err != nil {
		t.Fatalf("a socket that was left behind: %v", err)
	}
	l.Close()
}
