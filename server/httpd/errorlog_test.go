package httpd

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

func TestErrorLog(t *testing.T) {
	for _, line := range []string{
		"http: TLS handshake error from 127.0.0.1:46898: EOF",
		"http: TLS handshake error from [2001:db8::17]:46898: EOF",
		"http: panic serving [fe80::1%eth0]:1: oh",
		"read tcp 192.0.2.1:443->203.0.113.9:4711: connection reset by peer",
		"dial 203.0.113.9: refused",
	} {
		for _, addresses := range []bool{false, true} {
			var out bytes.Buffer
			errorLog(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})), addresses).Print(line)
			got := out.String()
			told := strings.ContainsAny(got[strings.Index(got, "msg="):], "0123456789")
			if told != addresses {
				t.Errorf("errorLog of %q with addresses %v writes %q", line, addresses, got)
			}
		}
	}
}
