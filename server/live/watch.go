// Package live notices that the content has been edited, and lets the open
// pages know.
//
// There are many ways to save a file: writing into it, in one go or in several;
// writing another and giving it the name; and deployments replace the folder,
// or the symbolic link that stands for it. So it is folders that are watched,
// not files, the one above among them, and what has happened in them is not
// looked at: something has, and after a moment of quiet the content is read
// again as a whole. What comes of it may be no site at all; then the caller
// keeps the one it has.
//
// It is built on fsnotify, which knows the ways of the operating systems.
// Looking at the folder every second instead would do without it, but would be
// too slow for those who write, and never at rest for those who do not.
package live

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
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
// received.
func Changes(ctx context.Context, dir string) (<-chan struct{}, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("watch: %w", err)
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", dir, err)
	}
	w := &watch{dir: dir, watcher: watcher, changes: make(chan struct{}, 1)}
	if err := w.add(); err != nil {
		watcher.Close()
		return nil, fmt.Errorf("watch %s: %w", dir, err)
	}
	go w.run(ctx)
	return w.changes, nil
}

type watch struct {
	dir     string
	watcher *fsnotify.Watcher
	changes chan struct{}
}

// add watches the folder, those in it and the one above. What is watched
// already stays so.
func (w *watch) add() error {
	if err := w.watcher.Add(filepath.Dir(w.dir)); err != nil {
		return err
	}
	// WalkDir does not follow a symbolic link, not even the first.
	target, err := filepath.EvalSymlinks(w.dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(target, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return w.watcher.Add(path)
	})
}

func (w *watch) run(ctx context.Context) {
	defer w.watcher.Close()
	settled := time.NewTimer(0)
	settled.Stop()
	var first time.Time // of the changes that have not settled
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.watcher.Events:
			if w.beside(event.Name) {
				continue
			}
		case <-w.watcher.Errors:
			// Events were lost, or a folder was: something has changed.
		case <-settled.C:
			// There may be new folders, or the folder may be another. If it is
			// gone for the moment, its return will be the next change.
			_ = w.add()
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

// beside reports whether a path is one of those that are seen only because the
// folder above is watched.
func (w *watch) beside(path string) bool {
	return filepath.Dir(path) == filepath.Dir(w.dir) && path != w.dir
}
