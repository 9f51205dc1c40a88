//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// theScreen is the X server that WebKit's windows are on, from the first test
// that wants one on: the value of DISPLAY.
var theScreen = sync.OnceValues(func() (string, error) {
	xvfb := exec.Command("Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp")
	number, err := xvfb.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := xvfb.Start(); err != nil {
		return "", err
	}
	atEnd(func() {
		xvfb.Process.Kill()
		xvfb.Wait()
	})
	var display int
	if _, err := fmt.Fscan(number, &display); err != nil {
		return "", fmt.Errorf("Xvfb tells no display: %w", err)
	}
	return fmt.Sprint(":", display), nil
})

// webkit is a window of MiniBrowser, driven by a WebKitWebDriver of its own:
// each has but one session. What WebDriver cannot do, a script that runs before
// those of a page, a road does, which is put between the tab and its server. It
// tells of no errors and requests either: the page itself does, see notes.
type webkit struct {
	tb      *tab
	session string // its address
	road    *road
	scripts string        // of preload
	limit   time.Duration // of a script
}

// newWebKitTab is newTab in WebKitGTK. No window is narrower than 447 px.
func newWebKitTab(t testing.TB, origin string, width, height int) *tab {
	t.Helper()
	display, err := theScreen()
	if err != nil {
		t.Fatalf("start Xvfb (make browsers first): %v", err)
	}
	mini, _ := filepath.Glob("/usr/lib/*/webkit2gtk-4.1/MiniBrowser")
	if len(mini) == 0 {
		t.Fatal("there is no MiniBrowser of webkit2gtk-4.1 (make browsers first)")
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	tb := &tab{t: t, ctx: ctx, origin: origin}
	w := &webkit{tb: tb}
	tb.drive("open a tab", func(ctx context.Context) error {
		// Of many that begin on a busy machine, one may never report to its driver.
		err := w.begin(ctx, mini[0], display)
		for range 2 {
			if err != nil {
				err = w.begin(ctx, mini[0], display)
			}
		}
		if err != nil {
			return err
		}
		// The window has a bar of its own.
		const bar = 38
		_, err = w.call(ctx, http.MethodPost, "/window/rect", map[string]any{"width": width, "height": height + bar})
		return err
	})
	tb.driver = w
	return tb
}

// begin starts a driver, and a browser that it drives. Both end with the test.
func (w *webkit) begin(ctx context.Context, browser, display string) error {
	ctx, cancel := context.WithTimeout(ctx, patience/4)
	defer cancel()
	server := exec.Command("WebKitWebDriver", "--port=0")
	server.Env = append(os.Environ(), "DISPLAY="+display)
	server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the browser, too
	if err := server.Start(); err != nil {
		return fmt.Errorf("start WebKitWebDriver (make browsers first): %w", err)
	}
	w.tb.t.Cleanup(func() {
		syscall.Kill(-server.Process.Pid, syscall.SIGKILL)
		server.Wait()
	})
	port, err := portOf(ctx, server.Process.Pid)
	if err != nil {
		return err
	}
	w.session = fmt.Sprintf("http://127.0.0.1:%d/session", port)
	raw, err := w.call(ctx, http.MethodPost, "", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": browser, "args": []string{"--automation"}},
	}}})
	if err != nil {
		return err
	}
	var session struct{ SessionID string }
	if err := json.Unmarshal(raw, &session); err != nil {
		return err
	}
	w.session += "/" + session.SessionID
	w.tb.t.Cleanup(func() { w.call(context.Background(), http.MethodDelete, "", nil) })
	return nil
}

// portOf waits until a process listens, and tells where.
func portOf(ctx context.Context, pid int) (port int, err error) {
	for {
		files, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		table, err := os.ReadFile("/proc/net/tcp")
		if err != nil {
			return 0, err
		}
		for _, file := range files {
			to, _ := os.Readlink(file)
			inode, ok := strings.CutPrefix(to, "socket:[")
			if !ok {
				continue
			}
			for line := range strings.Lines(string(table)) {
				f := strings.Fields(line)
				if len(f) > 9 && f[3] == "0A" && f[9]+"]" == inode { // listens
					_, hex, _ := strings.Cut(f[1], ":")
					_, err := fmt.Sscanf(hex, "%X", &port)
					return port, err
				}
			}
		}
		select {
		case <-ctx.Done():
			return 0, errors.New("WebKitWebDriver does not listen")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// call sends a command of WebDriver and returns its value.
func (w *webkit) call(ctx context.Context, method, path string, params any) (json.RawMessage, error) {
	var body io.Reader
	if params != nil {
		text, err := json.Marshal(params)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, w.session+path, body)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Value)
	}
	return answer.Value, nil
}

// notes has a page note what a reader should not see, and the requests to other
// origins, for as long as the session lasts, or the page where storage is
// forbidden. What happens before the first script of the test is not seen, save for
// requests.
const notes = `if (!window.noted) {
	window.noted = [];
	const note = (what) => {
		noted.push(what);
		try {
			sessionStorage.noted = JSON.stringify([...JSON.parse(sessionStorage.noted ?? "[]"), what]);
		} catch {}
	};
	addEventListener("error", (e) => note("exception: " + e.message));
	addEventListener("unhandledrejection", (e) => note("exception: " + e.reason));
	addEventListener("securitypolicyviolation", (e) => note("CSP violation: " + e.violatedDirective + " " + e.blockedURI));
	for (const level of ["error", "warn"]) {
		const say = console[level];
		console[level] = (...words) => { note("console." + level + ": " + words.join(" ")); say.apply(console, words); };
	}
	new PerformanceObserver((list) => {
		for (const { name } of list.getEntries()) if (/^http/.test(name) && new URL(name).origin !== location.origin) note("request to " + name);
	}).observe({ type: "resource", buffered: true });
}`

// noted is what notes has noted in the session.
func (w *webkit) noted(ctx context.Context) (noted []string, err error) {
	const look = `new Promise((resolve) => setTimeout(resolve)).then(() => {
		try {
			return JSON.parse(sessionStorage.noted ?? "[]");
		} catch {
			return window.noted ?? [];
		}
	})`
	raw, err := w.evaluate(ctx, look, patience)
	if err == nil {
		err = json.Unmarshal(raw, &noted)
	}
	return noted, err
}

func (w *webkit) navigate(ctx context.Context, address string) error {
	return w.leave(ctx, "/url", map[string]any{"url": address})
}

func (w *webkit) reload(ctx context.Context) error {
	return w.leave(ctx, "/refresh", map[string]any{})
}

// leave has the page left by a command, and waits until the next has loaded:
// where a worker answers, WebKit says so while the page before is still there.
func (w *webkit) leave(ctx context.Context, command string, params any) error {
	if _, err := w.evaluate(ctx, "window.left = true", patience); err != nil {
		return err
	}
	if _, err := w.call(ctx, http.MethodPost, command, params); err != nil {
		return err
	}
	for {
		there, err := w.evaluate(ctx, `!window.left && document.readyState === "complete"`, 2*time.Second)
		if err == nil && string(there) == "true" {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the next page: %w", ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (w *webkit) evaluate(ctx context.Context, expression string, limit time.Duration) (json.RawMessage, error) {
	if limit != w.limit {
		if _, err := w.call(ctx, http.MethodPost, "/timeouts", map[string]any{"script": limit.Milliseconds()}); err != nil {
			return nil, err
		}
		w.limit = limit
	}
	// WebKit keeps the time in the page, and where that goes nobody answers.
	ctx, cancel := context.WithTimeout(ctx, limit+time.Second)
	defer cancel()
	raw, err := w.call(ctx, http.MethodPost, "/execute/async", map[string]any{"args": []any{}, "script": notes + `
		const done = arguments[arguments.length - 1];
		` + asJSON(expression) + `.then((value) => done({ value }), (problem) => done({ problem: String(problem) }));`})
	if err != nil {
		return nil, err
	}
	var answer struct{ Value, Problem string }
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, err
	}
	if answer.Problem != "" {
		return nil, fmt.Errorf("exception: %s", answer.Problem)
	}
	return json.RawMessage(answer.Value), nil
}

// preload changes the pages on their way, so that none of them can be kept for
// reading offline from then on.
func (w *webkit) preload(_ context.Context, script string) error {
	if w.road == nil {
		w.road = newRoad(w.tb.t, &server{url: w.tb.origin})
		w.tb.origin = w.road.url
	}
	w.scripts += "{" + script + "}\n"
	w.road.add(w.scripts)
	return nil
}

func (w *webkit) perform(ctx context.Context, actions ...map[string]any) error {
	_, err := w.call(ctx, http.MethodPost, "/actions", map[string]any{"actions": actions})
	return err
}
