package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/coreos/go-systemd/v22/activation"
)

// sockets are those that systemd has opened for the server (sd_listen_fds), by
// what they are for. While the server is started anew, they stay open: who
// comes waits, and is not refused.
type sockets struct{ site, http, metrics []net.Listener }

// passedSockets sorts the sockets by their names (FileDescriptorName=): http
// leads to the site with TLS, metrics has the counters, and all others are the
// site's.
func passedSockets() (sockets, error) {
	byName, err := activation.ListenersWithNames()
	if err != nil {
		return sockets{}, fmt.Errorf("sockets from systemd: %w", err)
	}
	var s sockets
	for name, listeners := range byName {
		to := &s.site
		switch name {
		case "http":
			to = &s.http
		case "metrics":
			to = &s.metrics
		}
		*to = append(*to, listeners...)
	}
	return s, nil
}

const unixPrefix = "unix:"

// openSocket listens at an address: host:port or unix:PATH.
func openSocket(addr string) (net.Listener, error) {
	path, ok := strings.CutPrefix(addr, unixPrefix)
	if !ok {
		return net.Listen("tcp", addr)
	}
	l, err := net.Listen("unix", path)
	if errors.Is(err, syscall.EADDRINUSE) && abandoned(path) {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
		l, err = net.Listen("unix", path)
	}
	return l, err
}

// abandoned reports whether a path is a socket that nobody listens at: its
// server has not lived to remove it.
func abandoned(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || info.Mode().Type() != fs.ModeSocket {
		return false
	}
	conn, err := net.Dial("unix", path)
	if err == nil {
		conn.Close()
	}
	return errors.Is(err, syscall.ECONNREFUSED)
}
