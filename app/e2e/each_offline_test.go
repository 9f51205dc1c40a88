//go:build e2e

package e2e

import (
	"testing"

	"kairo.dev/app/ui"
)

// TestOfflineInEach visits one page, stops the server, and reads all pages by
// their addresses and once more by reload.
func TestOfflineInEach(t *testing.T) {
	s := readSite(t)
	inEach(t, func(t *testing.T, newTab opener) {
		for _, first := range []string{"/", "/archive", ui.TalkPath(&s.Talks[0])} {
			srv := startServer(t)
			tb := newTab(t, srv.url, 1280, 800)
			tb.open(first)
			tb.kept()
			srv.stop()
			for _, p := range ui.Pages(s) {
				if p.Path == ui.NotFoundPath {
					continue
				}
				tb.open(p.Path)
				tb.shows(p, "by its address")
				tb.reload()
				tb.whole(p, "by reload")
			}
		}
	})
}

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
