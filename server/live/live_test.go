package live

import (
	"bufio"
	"context"
	"log/slog"
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

// folder is a folder of a test, with what is done in it.
type folder struct {
	t    *testing.T
	root string
}

func (f folder) path(name string) string { return filepath.Join(f.root, filepath.FromSlash(name)) }

func (f folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// write writes a file, and makes the folders that it needs.
func (f folder) write(name string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.path(name)), 0o755))
	f.must(os.WriteFile(f.path(name), []byte(name), 0o644))
}

// link makes a symbolic link, in place of one that is there.
func (f folder) link(target, name string) {
	f.t.Helper()
	f.must(os.MkdirAll(filepath.Dir(f.path(name)), 0o755))
	f.must(os.Symlink(filepath.FromSlash(target), f.path(name+"~")))
	f.move(name+"~", name)
}

func (f folder) move(from, to string) {
	f.t.Helper()
	f.must(os.Rename(f.path(from), f.path(to)))
}

// watching tells of the changes of a folder.
type watching struct {
	t       *testing.T
	changes <-chan struct{}
}

func watchFolder(t *testing.T, dir string) watching {
	t.Helper()
	changes, err := Changes(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatalf("Changes(%q): %v", dir, err)
	}
	return watching{t, changes}
}

func (w watching) expect(what string) {
	w.t.Helper()
	select {
	case <-w.changes:
	case <-time.After(patience):
		w.t.Fatalf("no change after: %s", what)
	}
}

func (w watching) expectNone(what string) {
	w.t.Helper()
	select {
	case <-w.changes:
		w.t.Errorf("a change after: %s", what)
	case <-time.After(2 * longest):
	}
}

func TestChanges(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("one/talks.json")
	f.write("one/in/photo.json")
	f.write("two/talks.json")
	f.link("one", "content")
	w := watchFolder(t, f.path("content"))
	f.write("one/talks.json")
	w.expect("a file was written")
	f.write("one/talks.json~")
	f.move("one/talks.json~", "one/talks.json")
	w.expect("a file was replaced")
	f.write("one/in/photo.json")
	w.expect("a file in a folder was written")
	f.must(os.Mkdir(f.path("one/new"), 0o755))
	w.expect("a folder was made")
	f.write("one/new/photo.json")
	w.expect("a file in a new folder was written")
	f.must(os.Remove(f.path("one/talks.json")))
	w.expect("a file was removed")
	f.link("two", "content")
	w.expect("the folder was replaced")
	f.write("two/talks.json")
	w.expect("a file in the folder in its place was written")

	f.write("beside.json")
	w.expectNone("a file beside the folder was written")
	for _, name := range []string{"two/.#talks.json", "two/._talks.json", "two/talks.json~"} {
		f.write(name)
	}
	w.expectNone("files that are nobody's content were written")
}

// TestChangesOfLayouts goes through the ways in which deployments put one folder
// in the place of another. Each is done again and again.
func TestChangesOfLayouts(t *testing.T) {
	for _, test := range []struct {
		name, content string
		deploy        func(f folder, release string) // makes release the one that counts
	}{
		{"the folder is a link", "content", func(f folder, release string) {
			f.link("releases/"+release+"/content", "content")
		}},
		{"a link is a part of the path", "current/content", func(f folder, release string) {
			f.link("releases/"+release, "current")
		}},
		{"an absolute link", "current/content", func(f folder, release string) {
			f.link(f.path("releases/"+release), "current")
		}},
		{"a link far above", "current/in/here/content", func(f folder, release string) {
			f.write("releases/" + release + "/in/here/content/talks.json")
			f.link("releases/"+release, "current")
		}},
		{"a link to a link", "a/content", func(f folder, release string) {
			f.link("deep/b", "a")
			f.link("../releases/"+release, "deep/b")
		}},
		{"a link inside of what a link leads to", "current/content", func(f folder, release string) {
			f.link("stage", "current")
			f.link("../releases/"+release+"/content", "stage/content")
		}},
		{"the folder is replaced", "live/content", func(f folder, release string) {
			f.must(os.RemoveAll(f.path("live/content")))
			f.must(os.MkdirAll(f.path("live"), 0o755))
			f.move("releases/"+release+"/content", "live/content")
		}},
		{"a parent is replaced", "live/site/content", func(f folder, release string) {
			f.must(os.RemoveAll(f.path("live")))
			f.must(os.MkdirAll(f.path("live"), 0o755))
			f.move("releases/"+release, "live/site")
		}},
		{"files are links through one that is hidden", "content", func(f folder, release string) {
			f.link("../releases/"+release+"/content", "content/..data")
			if _, err := os.Lstat(f.path("content/talks.json")); err != nil {
				f.link("..data/talks.json", "content/talks.json")
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := folder{t, t.TempDir()}
			releases := []string{"1", "2", "3", "4"}
			for _, release := range releases {
				f.write("releases/" + release + "/content/talks.json")
			}
			test.deploy(f, "1")
			w := watchFolder(t, f.path(test.content))
			for _, release := range releases[1:] {
				test.deploy(f, release)
				w.expect("release " + release + " was deployed")
				// The events of a deployment need not come at once.
				for settled := false; !settled; {
					select {
					case <-w.changes:
					case <-time.After(2 * longest):
						settled = true
					}
				}
				f.write(test.content + "/talks.json")
				w.expect("a file of release " + release + " was written")
			}
		})
	}
}

func TestChangesOfNothing(t *testing.T) {
	if _, err := Changes(t.Context(), filepath.Join(t.TempDir(), "missing"), slog.New(slog.DiscardHandler)); err == nil {
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
