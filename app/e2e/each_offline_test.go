//go:build e2e

package e2e

import "testing"

// TestHangingServerInEach: a server that accepts and never answers keeps nobody
// from what is saved.
func TestHangingServerInEach(t *testing.T) {
	inEach(t, func(t *testing.T, newTab opener) {
		r := newRoad(t, sharedServer(t))
		tb := newTab(t, r.url, 1280, 800)
		tb.open("/")
		tb.kept()
		release := r.holdAll()
		defer release()
		for _, path := range []string{"/talks", "/archive"} {
			tb.open(path)
			tb.shows(pageAt(t, path), "by its address")
			tb.reload()
			tb.whole(pageAt(t, path), "by reload")
		}
	})
}
