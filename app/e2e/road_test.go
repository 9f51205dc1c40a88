//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// fault is what can happen to a response on its way.
type fault string

const (
	notFound   fault = "404"
	broken     fault = "500"
	wrongBytes fault = "wrong bytes"
	halfBody   fault = "half a body"
	nothing    fault = "nothing until a time-out"
	portal     fault = "a page to log in"
)

// road is what lies between the browser and the server: it leads to one
// server after another, counts what it carries, and can lose any of it.
type road struct {
	url string

	mu      sync.Mutex
	to      string           // the server's address, "" for a road that is closed
	faults  map[string]fault // by path
	asked   []string         // paths, in order
	carried map[string]int   // bytes of bodies as sent, by path
	slow    chan struct{}    // if it is there, responses wait until it is closed
	script  string           // runs in each page before its own
	dumb    bool             // whether no script may run in the pages
	hurry   bool             // whether the worker is told to give up on a file at once
	worker  string           // runs in the worker after its own code
}

// addedScript is where the script of add is.
const addedScript = "/added-by-the-test.js"

func newRoad(t testing.TB, to *server) *road {
	t.Helper()
	r := &road{to: to.url}
	r.reset()
	s := httptest.NewServer(r)
	r.url = s.URL
	t.Cleanup(func() {
		r.leadTo(nil)
		s.CloseClientConnections()
		s.Close()
	})
	return r
}

// leadTo has the road lead to a server from now on, or nowhere.
func (r *road) leadTo(s *server) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.to = ""
	if s != nil {
		r.to = s.url
	}
}

// reset forgets faults and what was carried.
func (r *road) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults, r.asked, r.carried = map[string]fault{}, nil, map[string]int{}
}

// lose has a fault happen to every response for a path.
func (r *road) lose(path string, f fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults[path] = f
}

// setHurry sets whether the worker is told to give up on a file at once.
func (r *road) setHurry(hurry bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hurry = hurry
}

// add has a script run in every page before its own.
func (r *road) add(script string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.script = script
}

// forbidScripts lets no script run in the pages from now on.
func (r *road) forbidScripts() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dumb = true
}

// addToWorker has code run in the worker after its own.
func (r *road) addToWorker(code string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.worker = code
}

// holdAll lets no response through until release.
func (r *road) holdAll() (release func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	slow := make(chan struct{})
	r.slow = slow
	return sync.OnceFunc(func() { close(slow) })
}

// seen are the paths that were asked for.
func (r *road) seen() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.asked...)
}

// load is how many bytes of bodies were carried.
func (r *road) load() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	sum := 0
	for _, n := range r.carried {
		sum += n
	}
	return sum
}

// ServeHTTP carries a request to the server and its response back.
func (r *road) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	path := request.URL.Path
	r.mu.Lock()
	to, f, slow, script := r.to, r.faults[path], r.slow, r.script
	dumb := r.dumb
	hurry := r.hurry && path == "/worker.js"
	worker := ""
	if path == "/worker.js" {
		worker = r.worker
	}
	r.asked = append(r.asked, path)
	r.mu.Unlock()
	if slow != nil {
		select {
		case <-slow:
		case <-request.Context().Done():
			return
		}
	}
	if to == "" {
		panic(http.ErrAbortHandler) // the connection is cut
	}
	if f.answer(w, request) {
		return
	}
	if script != "" && path == addedScript {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, script)
		return
	}
	header := request.Header.Clone()
	if hurry || f != "" || script != "" || worker != "" {
		header = http.Header{} // to get it in full, and in plain
	}
	response, body := forward(request, to, header)
	for name, values := range response.Header {
		w.Header()[name] = values
	}
	if dumb {
		w.Header().Add("Content-Security-Policy", "script-src 'none'")
	}
	if hurry {
		body = replaced(w, body, "FETCH_LIMIT=6e4", "FETCH_LIMIT=3e2")
	}
	if worker != "" {
		body = append(replaced(w, body, "", ""), worker...)
	}
	if script != "" && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		body = replaced(w, body, "<head>", `<head><script src="`+addedScript+`"></script>`)
	}
	r.mu.Lock()
	r.carried[path] += len(body)
	r.mu.Unlock()
	if f == wrongBytes {
		body = bytes.Repeat([]byte("?"), len(body))
	}
	w.WriteHeader(response.StatusCode)
	if f == halfBody {
		w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}
	w.Write(body)
}

// answer answers in place of the server, if that is the fault.
func (f fault) answer(w http.ResponseWriter, request *http.Request) bool {
	switch {
	case f == nothing && request.URL.Path == "/worker.js":
		// How long the worker itself may take is the browser's to decide, and
		// that is minutes: here the road gives up.
		select {
		case <-time.After(2 * time.Second):
		case <-request.Context().Done():
		}
		panic(http.ErrAbortHandler)
	case f == nothing:
		<-request.Context().Done()
	case f == portal:
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html><html lang=en><title>Log in</title><main><h1>Log in</h1></main></html>")
	case f == notFound:
		http.Error(w, "not found", http.StatusNotFound)
	case f == broken:
		http.Error(w, "broken", http.StatusInternalServerError)
	default:
		return false
	}
	return true
}

// forward has the server at an address answer a request, with other header fields.
// If it does not, the connection is cut.
func forward(request *http.Request, to string, header http.Header) (*http.Response, []byte) {
	onward, err := http.NewRequestWithContext(request.Context(), request.Method, to+request.URL.RequestURI(), nil)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	onward.Header = header
	response, err := http.DefaultTransport.RoundTrip(onward)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return response, body
}

// replaced is a body in which something is in the place of something else.
func replaced(w http.ResponseWriter, body []byte, before, after string) []byte {
	w.Header().Del("Content-Length")
	w.Header().Del("ETag")
	return bytes.Replace(body, []byte(before), []byte(after), 1)
}
