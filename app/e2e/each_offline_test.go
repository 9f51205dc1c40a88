//go:build e2e

package e2e

import (
	"slices"
	"testing"

	"kairo.dev/app/ui"
)

// TestOfflineInEach visits one page, stops the server, and reads all pages by
// their addresses and once more by reload; and after a visit of another, those
// that a reader would try first.
func TestOfflineInEach(t *testing.T) {
	t.Parallel()
	s := readSite(t)
	pages := slices.DeleteFunc(ui.Pages(s), func(p *ui.Page) bool { return p.Path == ui.NotFoundPath })
	inEach(t, func(t *testing.T, newTab opener) {
		for first, read := range map[string][]*ui.Page{
			ui.HomePath:              pages,
			ui.ArchivePath:           {pageAt(t, ui.ArchivePath), pageAt(t, ui.HomePath)},
			ui.TalkPath(&s.Talks[0]): {pageAt(t, ui.TalkPath(&s.Talks[0])), pageAt(t, ui.TalksPath)},
		} {
			srv := startServer(t)
			tb := newTab(t, srv.url, 1280, 800)
			tb.open(first)
			tb.kept()
			srv.stop()
			for _, p := range read {
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
	t.Parallel()
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
