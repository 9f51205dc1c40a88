package httpd

import (
	"bytes"
	"context"
	"log"
	"log/slog"
	"regexp"
)

// errorLog is for what [http.Server] has to say. It is without the addresses of
// clients, unless they are wanted. A handshake that fails, or a frame of HTTP/2
// that is wrong, says no more than that somebody tried the door, so it is at the
// level of requests.
func errorLog(to *slog.Logger, addresses bool) *log.Logger {
	return log.New(&errorWriter{to, addresses}, "", 0)
}

type errorWriter struct {
	log       *slog.Logger
	addresses bool
}

// ipAddress is an IP address with or without a port, as package net writes it.
var ipAddress = regexp.MustCompile(`\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[^\]]+)?\](:\d+)?|\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b`)

func (w *errorWriter) Write(line []byte) (int, error) {
	level := slog.LevelWarn
	if bytes.Contains(line, []byte("TLS handshake error")) || bytes.HasPrefix(line, []byte("http2: ")) {
		level = slog.LevelDebug
	}
	message := bytes.TrimSpace(line)
	if !w.addresses {
		message = ipAddress.ReplaceAll(message, []byte("a client"))
	}
	w.log.Log(context.Background(), level, string(message))
	return len(line), nil
}
