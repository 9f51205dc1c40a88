//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/websocket"
)

// firefox is a running Firefox, driven by WebDriver BiDi.
type firefox struct {
	cmd     *exec.Cmd
	profile string
	conn    *websocket.Conn

	mu      sync.Mutex
	last    int                       // the id of the last command
	waiting map[int]chan *bidiMessage // for its answer, by the id
	tabs    map[string]*tab           // by their browsing contexts

	// front is held by who opens or closes a window, or presses something in it: a
	// window that gets the focus between a key's going down and up does not do what
	// the key is for.
	front sync.Mutex
}

// bidiMessage is an answer or an event.
type bidiMessage struct {
	ID      int             `json:"id"`
	Type    string          `json:"type"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  struct {
		Context string `json:"context"`
		Source  struct {
			Context string `json:"context"`
		} `json:"source"`
		Level   string `json:"level"`
		Kind    string `json:"type"`
		Text    string `json:"text"`
		Request struct {
			URL string `json:"url"`
		} `json:"request"`
	} `json:"params"`
}

// theFirefox is the one Firefox of all tests, from the first that wants it on;
// and theOlderFirefox another, in which there is no navigation API.
var (
	theFirefox      = sync.OnceValues(func() (*firefox, error) { return startFirefox("") })
	theOlderFirefox = sync.OnceValues(func() (*firefox, error) {
		return startFirefox(`user_pref("dom.navigation.webidl.enabled", false);`)
	})
)

func startFirefox(preferences string) (*firefox, error) {
	profile, err := os.MkdirTemp("", "kairo-e2e-firefox-")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o644); err != nil {
		return nil, err
	}
	const origin = "http://localhost"
	f := &firefox{
		cmd: exec.Command("firefox-esr", "--headless", "--no-remote", "--profile", profile,
			"--remote-debugging-port=0", "--remote-allow-origins="+origin),
		profile: profile, waiting: map[int]chan *bidiMessage{}, tabs: map[string]*tab{},
	}
	atEnd(f.stop)
	stderr, err := f.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := f.cmd.Start(); err != nil {
		return nil, err
	}
	address, lines := "", bufio.NewScanner(stderr)
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "WebDriver BiDi listening on ")
	}
	go func() {
		for lines.Scan() { // the pipe must not fill up
		}
	}()
	if f.conn, err = websocket.Dial(address+"/session", "", origin); err != nil {
		return nil, fmt.Errorf("connect to Firefox at %q: %w", address, err)
	}
	f.conn.MaxPayloadBytes = 1 << 28
	go f.receive()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := f.call(ctx, "session.new", map[string]any{"capabilities": map[string]any{}}); err != nil {
		return nil, err
	}
	_, err = f.call(ctx, "session.subscribe", map[string]any{"events": []string{"log.entryAdded", "network.beforeRequestSent"}})
	return f, err
}

// stop ends the browser.
func (f *firefox) stop() {
	if f.cmd.Process != nil {
		f.cmd.Process.Kill()
		f.cmd.Wait()
	}
	os.RemoveAll(f.profile)
}

// receive hands out answers, and notes events with their tabs.
func (f *firefox) receive() {
	for {
		var m bidiMessage
		if err := websocket.JSON.Receive(f.conn, &m); err != nil {
			return
		}
		f.mu.Lock()
		answer := f.waiting[m.ID]
		delete(f.waiting, m.ID)
		tb := f.tabs[m.Params.Context+m.Params.Source.Context]
		f.mu.Unlock()
		switch {
		case m.Type != "event":
			if answer != nil {
				answer <- &m
			}
		case tb == nil:
		case leftAlone.MatchString(m.Params.Text):
		case m.Method == "log.entryAdded":
			tb.mu.Lock()
			tb.trouble = append(tb.trouble, fmt.Sprintf("%s.%s: %s", m.Params.Kind, m.Params.Level, m.Params.Text))
			tb.mu.Unlock()
		case strings.HasPrefix(m.Params.Request.URL, "http"):
			tb.mu.Lock()
			tb.requests = append(tb.requests, m.Params.Request.URL)
			tb.mu.Unlock()
		}
	}
}

// leftAlone is what Firefox says of a file that it was still fetching for the tab
// when the reader went on, as of each request that ends with its page and passes a
// worker. It concerns what a page gets when it can be read already: icons, and
// scripts. A page without one of those does not do what the tests ask of it.
var leftAlone = regexp.MustCompile(`(icon|\.js’).* A ServiceWorker intercepted the request and encountered an unexpected error`)

// call sends a command and waits for its answer.
func (f *firefox) call(ctx context.Context, method string, params any) (json.RawMessage, error) {
	answer := make(chan *bidiMessage, 1)
	f.mu.Lock()
	f.last++
	id := f.last
	f.waiting[id] = answer
	err := websocket.JSON.Send(f.conn, map[string]any{"id": id, "method": method, "params": params})
	f.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	select {
	case m := <-answer:
		if m.Type == "error" {
			return nil, fmt.Errorf("%s: %s: %s", method, m.Error, m.Message)
		}
		return m.Result, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%s: %w", method, ctx.Err())
	}
}

// firefoxTab is a tab of it, by its browsing context.
type firefoxTab struct {
	*firefox
	context string
}

// newFirefoxTab is newTab in Firefox.
func newFirefoxTab(t testing.TB, origin string, width, height int) *tab {
	t.Helper()
	return newTabOf(theFirefox, t, origin, width, height)
}

// newOlderFirefoxTab is newTab in Firefox without the navigation API.
func newOlderFirefoxTab(t testing.TB, origin string, width, height int) *tab {
	t.Helper()
	return newTabOf(theOlderFirefox, t, origin, width, height)
}

func newTabOf(browser func() (*firefox, error), t testing.TB, origin string, width, height int) *tab {
	t.Helper()
	f, err := browser()
	if err != nil {
		t.Fatalf("start firefox-esr (make browsers first): %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	tb := &tab{t: t, ctx: ctx, origin: origin}
	ask := func(method string, params map[string]any, result any) {
		t.Helper()
		tb.drive("open a tab", func(ctx context.Context) error {
			raw, err := f.call(ctx, method, params)
			if err != nil || result == nil {
				return err
			}
			return json.Unmarshal(raw, result)
		})
	}
	var user struct{ UserContext string }
	ask("browser.createUserContext", map[string]any{}, &user)
	t.Cleanup(func() {
		f.front.Lock()
		defer f.front.Unlock()
		f.call(context.WithoutCancel(ctx), "browser.removeUserContext", map[string]any{"userContext": user.UserContext})
	})
	var created struct{ Context string }
	func() {
		f.front.Lock()
		defer f.front.Unlock()
		ask("browsingContext.create", map[string]any{"type": "window", "userContext": user.UserContext}, &created)
	}()
	ask("browsingContext.setViewport", map[string]any{"context": created.Context, "viewport": map[string]any{"width": width, "height": height}}, nil)
	f.mu.Lock()
	f.tabs[created.Context] = tb
	f.mu.Unlock()
	tb.driver = firefoxTab{f, created.Context}
	tb.before(prelude)
	return tb
}

func (f firefoxTab) navigate(ctx context.Context, address string) error {
	_, err := f.call(ctx, "browsingContext.navigate", map[string]any{"context": f.context, "url": address, "wait": "complete"})
	return err
}

func (f firefoxTab) reload(ctx context.Context) error {
	_, err := f.call(ctx, "browsingContext.reload", map[string]any{"context": f.context, "wait": "complete"})
	return err
}

func (f firefoxTab) evaluate(ctx context.Context, expression string, limit time.Duration) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	raw, err := f.call(ctx, "script.evaluate", map[string]any{
		"expression": asJSON(expression), "target": map[string]any{"context": f.context}, "awaitPromise": true,
	})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, err
	}
	if answer.ExceptionDetails.Text != "" {
		return nil, fmt.Errorf("exception: %s", answer.ExceptionDetails.Text)
	}
	return json.RawMessage(answer.Result.Value), nil
}

func (f firefoxTab) preload(ctx context.Context, script string) error {
	_, err := f.call(ctx, "script.addPreloadScript", map[string]any{
		"functionDeclaration": "() => {" + script + "}", "contexts": []string{f.context},
	})
	return err
}

func (f firefoxTab) perform(ctx context.Context, actions ...map[string]any) error {
	f.front.Lock()
	defer f.front.Unlock()
	if _, err := f.call(ctx, "browsingContext.activate", map[string]any{"context": f.context}); err != nil {
		return err
	}
	_, err := f.call(ctx, "input.performActions", map[string]any{"context": f.context, "actions": actions})
	return err
}
