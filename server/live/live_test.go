package live

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// patience is how long a test waits for what should come at once; only a
// failure takes so long.
const patience = 20 * time.Second

func TestChanges(t *testing.T) {
	root := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	path := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	write := func(name string) {
		t.Helper()
		must(os.WriteFile(path(name), []byte(name), 0o644))
	}
	must(os.MkdirAll(path("one/in"), 0o755))
	must(os.MkdirAll(path("two"), 0o755))
	must(os.Symlink("one", path("content")))
	write("one/talks.json")

	changes, err := Changes(t.Context(), path("content"))
	must(err)
	expect := func(what string) {
		t.Helper()
		select {
		case <-changes:
		case <-time.After(patience):
			t.Fatalf("no change after: %s", what)
		}
	}
	write("one/talks.json")
	expect("a file was written")
	write("one/talks.json~")
	must(os.Rename(path("one/talks.json~"), path("one/talks.json")))
	expect("a file was replaced")
	write("one/in/photo.json")
	expect("a file in a folder was written")
	must(os.Mkdir(path("one/new"), 0o755))
	expect("a folder was made")
	write("one/new/photo.json")
	expect("a file in a new folder was written")
	must(os.Remove(path("one/talks.json")))
	expect("a file was removed")

	must(os.Symlink("two", path("content~")))
	must(os.Rename(path("content~"), path("content")))
	expect("the folder was replaced")
	write("two/talks.json")
	expect("a file in the folder in its place was written")

	// What happens beside the folder is no change: the next one is not there
	// before something in the folder is.
	write("beside.json")
	write("beside.json")
	select {
	case <-changes:
		t.Error("a change after a file beside the folder was written")
	case <-time.After(2 * longest):
	}
}

func TestChangesOfNothing(t *testing.T) {
	if _, err := Changes(t.Context(), filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("Changes of a folder that is not there: no error")
	}
}

// TestEditions listens while editions come, and to the end.
func TestEditions(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	editions := NewEditions(ctx)
	editions.Announce("one")
	server := httptest.NewServer(editions)
	defer server.Close()
	timed, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	request, err := http.NewRequestWithContext(timed, http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got := res.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("Content-Type = %q; want text/event-stream", got)
	}
	lines := bufio.NewScanner(res.Body)
	expect := func(want string) {
		t.Helper()
		if !lines.Scan() || lines.Text() != "data: "+want {
			t.Fatalf("line %q, %v; want the edition %s", lines.Text(), lines.Err(), want)
		}
		if !lines.Scan() || lines.Text() != "" {
			t.Fatalf("line %q after an event; want an empty one", lines.Text())
		}
	}
	expect("one")
	editions.Announce("one") // is no news
	editions.Announce("two")
	expect("two")
	stop()
	if lines.Scan() {
		t.Errorf("line %q after the end", lines.Text())
	}
	if err := lines.Err(); err != nil {
		t.Errorf("read to the end: %v", err)
	}
}
