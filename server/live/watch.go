// Package live notices that the content has been edited, and lets the open
// pages know.
//
// There are many ways to save a file: writing into it, in one go or in several;
// writing another and giving it the name; and deployments switch a symbolic
// link, replace a folder, or one above it. So it is folders that are watched,
// not files: those of the content, and each in which a name of the path to it
// is looked up, through every symbolic link. What has happened in them is not
// looked at: something has, and after a moment of quiet the content is read
// again as a whole, and the path looked up anew. What comes of it may be no site
// at all; then the caller keeps the one it has.
//
// Names that begin with a dot or end in "~" are nobody's content: editors and
// systems keep notes of their own under them.
//
// It is built on fsnotify, which knows the ways of the operating systems.
// Looking at the folder every second instead would do without it, but would be
// too slow for those who write, and never at rest for those who do not.
package live

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// After a change, quiet is the time in which there has to be no other before
// it counts; longest is when it counts in any case.
const (
	quiet   = 100 * time.Millisecond
	longest = 400 * time.Millisecond
)

// Changes watches the folder, with all folders in it, until ctx ends. There is
// a value to receive when something in it has changed since the last one was
// received. A folder on the way, or in the content, that may not be listed, or for
// which the kernel has no watch left, cannot be watched: the log is told of it, and
// the rest is watched, if only nothing.
func Changes(ctx context.Context, dir string, log *slog.Logger) (<-chan struct{}, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	w := &watch{dir: dir, log: log, changes: make(chan struct{}, 1), unwatched: make(map[string]bool)}
	switch err := w.renew(); {
	case errors.Is(err, syscall.EMFILE):
		log.Warn("edits of the content go unnoticed: reload (SIGHUP) after them", "folder", dir, "error", err)
		return w.changes, nil
	case err != nil:
		return nil, fmt.Errorf("watch %s: %w", dir, err)
	}
	go w.run(ctx)
	return w.changes, nil
}

type watch struct {
	dir     string
	log     *slog.Logger
	changes chan struct{}

	// The following are of the last look at the path.
	watcher *fsnotify.Watcher
	inside  map[string]bool // the folders of the content
	steps   map[step]bool   // what leads there

	unwatched map[string]bool // the folders that the log has been told of
}

// renew looks up the path, and watches what it leads through and to. It begins
// anew each time: what a watch is on may have moved away under its name. What is
// gone for the moment is no error: its return is seen where it is looked up.
func (w *watch) renew() error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return exhausted(err)
	}
	if w.watcher != nil {
		w.watcher.Close()
	}
	w.watcher, w.inside, w.steps = watcher, make(map[string]bool), make(map[step]bool)
	w.follow(w.dir)
	target, err := filepath.EvalSymlinks(w.dir)
	if err != nil {
		return nil
	}
	return filepath.WalkDir(target, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // it has gone meanwhile, or is not for us to read
		case path != target && ignored(d.Name()) && d.IsDir():
			return fs.SkipDir
		case d.IsDir():
			w.inside[path] = true
			return w.enter(path)
		case d.Type()&fs.ModeSymlink != 0 && !ignored(d.Name()):
			w.follow(path) // as Kubernetes puts files into a folder
		}
		return nil
	})
}

// follow watches the folders that a path leads through.
func (w *watch) follow(path string) {
	walk(path, func(s step) {
		if w.steps[s] {
			return
		}
		w.steps[s] = true
		if err := w.watcher.Add(s.folder); err != nil {
			w.tell("a folder on the way to the content cannot be watched: reload (SIGHUP) when it changes", s.folder, exhausted(err))
		}
	})
}

// enter watches a folder of the content.
func (w *watch) enter(folder string) error { return w.entered(folder, w.watcher.Add(folder)) }

// entered is what comes of the attempt to watch a folder of the content. One that
// may not be read, such as the lost+found of a file system, is no reason to be
// without the others; nor are others who have used the watches up a reason not to
// serve; and that one has gone meanwhile is seen in the folder above.
func (w *watch) entered(folder string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOSPC):
		w.tell("a folder in the content cannot be watched: reload (SIGHUP) when it changes", folder, exhausted(err))
		return nil
	}
	return err
}

// exhausted says of what there is too little, where the kernel says something else:
// inotify_add_watch(2) and inotify_init(2) have no errors of their own for it.
func exhausted(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errors.New("all watches of inotify are in use: raise fs.inotify.max_user_watches (sysctl)")
	case errors.Is(err, syscall.EMFILE):
		return fmt.Errorf("%w, or all instances of inotify are in use: raise fs.inotify.max_user_instances (sysctl)", err)
	}
	return err
}

// tell tells the log of a folder that is not watched, once.
func (w *watch) tell(what, folder string, err error) {
	if !w.unwatched[folder] {
		w.unwatched[folder] = true
		w.log.Warn(what, "folder", folder, "error", err)
	}
}

func (w *watch) run(ctx context.Context) {
	defer func() { w.watcher.Close() }()
	settled := time.NewTimer(0)
	settled.Stop()
	var first time.Time // of the changes that have not settled
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.watcher.Events:
			if !w.concerns(event.Name) {
				continue
			}
		case <-w.watcher.Errors:
			// Events were lost, or a folder was: something has changed.
		case <-settled.C:
			if err := w.renew(); err != nil {
				w.log.Warn("edits of the content may go unnoticed: reload (SIGHUP) after them", "error", err)
			}
			first = time.Time{}
			select {
			case w.changes <- struct{}{}:
			default: // the last has not been received
			}
			continue
		}
		if first.IsZero() {
			first = time.Now()
		}
		settled.Reset(max(0, min(quiet, time.Until(first.Add(longest)))))
	}
}

// concerns reports whether a path, of which something is told, is of the content
// or leads there.
func (w *watch) concerns(path string) bool {
	folder, name := filepath.Dir(path), filepath.Base(path)
	return w.steps[step{folder, name}] || w.inside[folder] && !ignored(name)
}

// ignored reports whether a name is nobody's content.
func ignored(name string) bool { return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") }
