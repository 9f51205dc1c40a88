package httpd

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestPanicIsAPage(t *testing.T) {
	var log bytes.Buffer
	h := New(testFiles(), Options{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	h.routes["/panic"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("ETag", `"half"`)
		panic("for the test")
	}
	res := get(h, "/panic")
	if res.Code != http.StatusInternalServerError || res.Body.String() != failedPage {
		t.Errorf("GET /panic: status %d, body %q; want 500 and the page for it", res.Code, res.Body)
	}
	for name, want := range map[string]string{"Content-Encoding": "", "ETag": "", "Cache-Control": "no-store"} {
		if got := res.Header().Get(name); got != want {
			t.Errorf("GET /panic: %s: %q; want %q", name, got, want)
		}
	}
	if strings.Contains(res.Body.String(), "for the test") {
		t.Errorf("GET /panic tells the reader the cause")
	}
	var line struct{ Level, Msg, Path, Cause, Stack string }
	if err := json.Unmarshal(log.Bytes(), &line); err != nil { // fails if there is more than one line
		t.Fatalf("log of a panic: %v in %s", err, log.Bytes())
	}
	if line.Level != "ERROR" || line.Path != "/panic" || line.Cause != "for the test" || !strings.Contains(line.Stack, "TestPanicIsAPage") {
		t.Errorf("log of a panic = %+v; want path, cause and stack at level ERROR", line)
	}
	if got := get(h, "/").Code; got != http.StatusOK {
		t.Errorf("GET / after a panic: status %d; want 200", got)
	}
}

// An answer that breaks off must not look like a whole one.
func TestPanicInTheMiddle(t *testing.T) {
	h := New(testFiles(), Options{})
	h.routes["/panic"] = func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "the first half")
		http.NewResponseController(w).Flush()
		panic("for the test")
	}
	server := httptest.NewServer(h)
	defer server.Close()
	res, err := server.Client().Get(server.URL + "/panic")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if string(body) != "the first half" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("GET /panic: body %q, %v; want the first half and %v", body, err, io.ErrUnexpectedEOF)
	}
}

func TestAbortIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	h := New(testFiles(), Options{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	h.routes["/abort"] = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	defer func() {
		if cause := recover(); cause != http.ErrAbortHandler {
			t.Errorf("GET /abort panics with %v; want http.ErrAbortHandler for net/http", cause)
		}
		if log.Len() > 0 {
			t.Errorf("GET /abort is logged: %s", log.Bytes())
		}
	}()
	get(h, "/abort")
}

func TestAccessLog(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h := New(testFiles(), Options{Logger: logger})
	r := httptest.NewRequest(http.MethodGet, "/talks?q=a+private+question", nil)
	r.RemoteAddr = "203.0.113.7:4711"
	r.Header = http.Header{
		"Accept-Encoding": {"br"},
		"Cookie":          {"id=private"},
		"Referer":         {"https://private.example/"},
		"User-Agent":      {"private/1.0"},
		"X-Forwarded-For": {"203.0.113.8"},
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var line map[string]any
	if err := json.Unmarshal(log.Bytes(), &line); err != nil {
		t.Fatalf("log of a request: %v in %s", err, log.Bytes())
	}
	for key, want := range map[string]any{
		"level": "DEBUG", "msg": "request", "method": "GET", "path": "/talks",
		"status": 200.0, "bytes": float64(w.Body.Len()), "coding": "br",
	} {
		if line[key] != want {
			t.Errorf("log: %s = %v; want %v", key, line[key], want)
		}
	}
	if _, ok := line["duration"]; !ok || len(line) != 9 {
		t.Errorf("log has %v; want seven attributes beside time and level, one of them the duration", line)
	}
	for _, private := range []string{"203.0.113", "private"} {
		if strings.Contains(log.String(), private) {
			t.Errorf("the log tells of %q: %s", private, log.Bytes())
		}
	}
}

func TestAccessLogIsOffByDefault(t *testing.T) {
	var log bytes.Buffer
	h := New(testFiles(), Options{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	get(h, "/")
	if log.Len() > 0 {
		t.Errorf("a logger without level Debug gets %s", log.Bytes())
	}
}

func TestAccessLogWithAddresses(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	h := New(testFiles(), Options{Logger: logger, LogAddresses: true})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "203.0.113.7:4711"
	h.ServeHTTP(httptest.NewRecorder(), r)
	if want := `"address":"203.0.113.7:4711"`; !strings.Contains(log.String(), want) {
		t.Errorf("log = %s; want %s in it", &log, want)
	}
	// Behind a proxy, it is not the proxy that has asked.
	for _, remote := range []string{"127.0.0.1:4711", "@"} {
		log.Reset()
		h = New(testFiles(), Options{Logger: logger, LogAddresses: true, Proxies: Proxies{netip.MustParsePrefix("127.0.0.0/8")}})
		r.RemoteAddr = remote
		r.Header.Set("X-Forwarded-For", "203.0.113.9")
		h.ServeHTTP(httptest.NewRecorder(), r)
		if want := `"address":"203.0.113.9"`; !strings.Contains(log.String(), want) {
			t.Errorf("of a proxy at %s, log = %s; want %s in it", remote, &log, want)
		}
	}
}
