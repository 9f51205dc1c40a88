package ui_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/load"

	"golang.org/x/net/html"
)

// withTalk is the site with one talk, which is changed.
func withTalk(t *testing.T, change func(*content.Talk)) *content.Site {
	t.Helper()
	s := ownSite(t)
	s.Talks = s.Talks[:1]
	s.Talks[0].Slug = "changed"
	change(&s.Talks[0])
	return s
}

// TestVideo: a poster stands for a video that can be played in a page.
func TestVideo(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=26p_qvuCy-s&t=5": "26p_qvuCy-s",
		"https://youtu.be/26p_qvuCy-s":                    "26p_qvuCy-s",
		"https://www.youtube.com/playlist?list=x":         "",
		"https://youtube.com.example.org/watch?v=x":       "",
		"https://vimeo.com/1":                             "",
	} {
		s := withTalk(t, func(talk *content.Talk) { talk.Recording = &content.Recording{Address: address} })
		page := main(pages(t, s)["/talks/changed"])
		got := ""
		for _, button := range all(page, "button") {
			got += attribute(button, "data-video")
		}
		if got != want {
			t.Errorf("the poster of %s plays %q; want %q", address, got, want)
		}
		plain := false
		for _, to := range links(page) {
			plain = plain || to == address
		}
		if !plain {
			t.Errorf("the page does not lead to %s", address)
		}
	}
}

// TestUntil: a talk on a list says until when it is still to come, and its
// date no more precisely than it is known, without the year that it is under.
func TestUntil(t *testing.T) {
	for _, test := range []struct {
		date, start, end content.Date
		until, shown     string
	}{
		{"2024-07-12", "2024-07-08", "2024-07-14", "2024-07-12", "12 Jul"},
		{"", "2024-07-08", "2024-07-14", "2024-07-14", "8 Jul to 14 Jul"},
		{"", "2024-07-08", "", "2024-07-08", "8 Jul"},
		{"2024-07", "", "", "2024-07", "Jul"},
		{"2024", "", "", "2024", ""},
		{"", "2024", "2024", "2024", ""},
		{"", "", "", "", ""},
	} {
		s := withTalk(t, func(talk *content.Talk) {
			talk.Kind = content.KindTalk
			talk.Date, talk.Event.Start, talk.Event.End = test.date, test.start, test.end
		})
		var entry *html.Node
		for _, li := range all(main(pages(t, s)["/talks"]), "li") {
			if to := links(li); len(to) == 1 && to[0] == "/talks/changed" {
				entry = li
			}
		}
		shown := ""
		if p := all(entry, "p")[0]; attribute(p, "class") == "when" {
			shown = text(p)
		}
		if until := attribute(entry, "data-until"); until != test.until || shown != test.shown {
			t.Errorf("a talk on %q, %q to %q: until %q, shown as %q; want %q, %q",
				test.date, test.start, test.end, until, shown, test.until, test.shown)
		}
	}
}

// TestYearIndex: a long list leads to its years, each with its number of
// entries; a short one does not.
func TestYearIndex(t *testing.T) {
	s := ownSite(t)
	s.Publications = s.Publications[:1]
	counts := make(map[string]int)
	for _, p := range s.Archive {
		counts[fmt.Sprintf("#y%d", p.Date.Year())]++
	}
	documents := pages(t, s)
	for _, item := range all(all(main(documents["/archive"]), "nav")[0], "li") {
		year := links(item)[0]
		if want := fmt.Sprintf("%s %d", strings.TrimPrefix(year, "#y"), counts[year]); text(item) != want {
			t.Errorf("the index of the archive has %q; want %q", text(item), want)
		}
		delete(counts, year)
	}
	if len(counts) > 0 {
		t.Errorf("the index of the archive is without %v", counts)
	}
	if navs := all(main(documents["/publications"]), "nav"); len(navs) > 0 {
		t.Error("a list of one publication has an index of its years")
	}
}

// TestGallery: the content that strains the pages is good content, and all of
// its pages can be made.
func TestGallery(t *testing.T) {
	s, err := load.Read(os.DirFS("../e2e/testdata/gallery"), ui.Paths)
	if err != nil {
		t.Fatalf("read the gallery: %v", err)
	}
	if len(pages(t, s)) < len(s.Talks) {
		t.Error("there are fewer pages than talks")
	}
}
