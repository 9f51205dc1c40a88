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
	changes, err := Changes(t.Context(), f.path("closed/content"), slog.New(slog.NewTextHandler(&log, nil)))
	if os.Getuid() == 0 {
		f.must(syscall.Setfsuid(0))
	}
	if err != nil {
		t.Fatalf("Changes(%q): %v", f.path("closed/content"), err)
	}
	if said := log.String(); !strings.Contains(said, "cannot be watched") || !strings.Contains(said, "folder="+f.path("closed")+" ") {
		t.Errorf("the log says %q; want that %s cannot be watched", said, f.path("closed"))
	}
	f.write("closed/content/talks.json")
	watching{t, changes}.expect("a file was written")
}
