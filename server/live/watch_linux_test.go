package live

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// nobody is a user without rights, for those who run the tests as root.
const nobody = 65534

// TestChangesBelowUnlistable: a parent may be entered, but not listed, and so
// not watched. The folder is, and the log tells of the rest.
func TestChangesBelowUnlistable(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("closed/content/talks.json")
	f.must(os.Chmod(f.path("closed"), 0o311))
	f.changesExcept("closed/content", "closed", "closed/content/talks.json")
}

// TestChangesBesideUnreadable: a folder in the content is not for everybody to
// read, as the lost+found of a file system. The others are watched.
func TestChangesBesideUnreadable(t *testing.T) {
	f := folder{t, t.TempDir()}
	f.write("content/lost+found/file")
	f.write("content/posts/post.md") // which comes after it
	f.must(os.Chmod(f.path("content/lost+found"), 0))
	f.changesExcept("content", "content/lost+found", "content/posts/post.md")
}

// TestWatchesUsedUp: where others have used up what the kernel gives for watching,
// the log says what it is, and not that a disk is full; the rest goes on.
func TestWatchesUsedUp(t *testing.T) {
	var log bytes.Buffer
	w := &watch{log: slog.New(slog.NewTextHandler(&log, nil)), unwatched: make(map[string]bool)}
	if err := w.entered("/content", os.NewSyscallError("inotify_add_watch", syscall.ENOSPC)); err != nil {
		t.Errorf("entered(/content, %v) = %v; want the log to be told", syscall.ENOSPC, err)
	}
	if said := log.String(); !strings.Contains(said, "max_user_watches") || strings.Contains(said, "device") || !strings.Contains(said, "folder=/content ") {
		t.Errorf("the log says %q; want the folder and fs.inotify.max_user_watches", said)
	}
	if err := exhausted(os.NewSyscallError("inotify_init1", syscall.EMFILE)); !strings.Contains(err.Error(), "max_user_instances") {
		t.Errorf("exhausted(%v) = %v; want fs.inotify.max_user_instances", syscall.EMFILE, err)
	}
}

// changesExcept expects that a folder is watched for nobody, as the change of a
// file shows, and that the log names the one that is not.
func (f folder) changesExcept(watched, unwatched, file string) {
	f.t.Helper()
	f.must(os.Chmod(filepath.Dir(f.root), 0o755))
	f.must(os.Chmod(f.root, 0o755))
	if os.Getuid() == 0 {
		// Who looks at files as another user is a property of the thread.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		f.must(syscall.Setfsuid(nobody))
		defer syscall.Setfsuid(0)
	}
	var log bytes.Buffer
	changes, err := Changes(f.t.Context(), f.path(watched), slog.New(slog.NewTextHandler(&log, nil)))
	if os.Getuid() == 0 {
		f.must(syscall.Setfsuid(0))
	}
	if err != nil {
		f.t.Fatalf("Changes(%q): %v", f.path(watched), err)
	}
	if said := log.String(); !strings.Contains(said, "cannot be watched") || !strings.Contains(said, "folder="+f.path(unwatched)+" ") {
		f.t.Errorf("the log says %q; want that %s cannot be watched", said, f.path(unwatched))
	}
	f.write(file)
	watching{f.t, changes}.expect("a file was written")
}
