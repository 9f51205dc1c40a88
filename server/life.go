package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
	"golang.org/x/sys/unix"
)

// state is where the server is in its life.
type state string

const (
	// starting: the sockets are open and health is told; readers wait, for as
	// long as it takes to make the pages.
	starting state = "starting"
	// serving: there is an edition. Its variants may still be made.
	serving state = "serving"
	// reloading: another edition is made, and this one is served meanwhile.
	reloading state = "reloading"
	// stopping: what was asked is answered; nothing leads back.
	stopping state = "stopping"
)

// follows are the states that can come after each.
var follows = map[state][]state{
	starting:  {serving, stopping},
	serving:   {reloading, stopping},
	reloading: {serving, stopping},
}

// life is the state of the server, and tells the service manager of it
// (sd_notify). That is written by go-systemd, which has nothing below it: the
// protocol is small, but its corners, such as sockets without a name and the
// watchdog's process, are not.
type life struct {
	log  *slog.Logger
	tell func(message string) // to the service manager

	mu    sync.Mutex
	state state
}

func newLife(log *slog.Logger) *life {
	return &life{log: log, state: starting, tell: func(message string) {
		if _, err := daemon.SdNotify(false, message); err != nil {
			log.Warn("the service manager is not told", "message", message, "error", err)
		}
	}}
}

// become goes on to the next state, if it can follow.
func (l *life) become(next state) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(follows[l.state], next) {
		return false
	}
	l.state = next
	switch next {
	case serving:
		l.tell(daemon.SdNotifyReady)
	case reloading:
		l.tell(daemon.SdNotifyReloading + "\nMONOTONIC_USEC=" + fmt.Sprint(monotonic()))
	case stopping:
		l.tell(daemon.SdNotifyStopping)
	}
	return true
}

// ready is for /readyz: nil when readers may be sent here.
func (l *life) ready() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.state == starting || l.state == stopping {
		return errors.New(string(l.state))
	}
	return nil
}

// watch tells the service manager again and again that the server lives, if it
// wants to know, until ctx ends.
func (l *life) watch(ctx context.Context) {
	interval, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		l.log.Warn("the watchdog is not fed", "error", err)
	}
	if interval == 0 {
		return
	}
	for tick := time.NewTicker(interval / 3); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			l.mu.Lock()
			l.tell(daemon.SdNotifyWatchdog)
			l.mu.Unlock()
		}
	}
}

// monotonic is the time that systemd compares with, in microseconds.
func monotonic() int64 {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &now); err != nil {
		return 0
	}
	return now.Nano() / 1000
}
