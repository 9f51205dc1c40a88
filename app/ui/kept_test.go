package ui

import (
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/takeover"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// words are the parts of the HTML of an element, sorted: go-app writes
// attributes in any order.
func words(e app.UI) string {
	return strings.Join(slices.Sorted(strings.FieldsSeq(strings.ReplaceAll(app.HTMLString(e), ">", " >"))), " ")
}

func ownSite(t *testing.T) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Site, Paths)
	if err != nil {
		t.Fatalf("load.Read: %v", err)
	}
	return s
}

// TestFirstPage: what is around a kept body, and the body of the talks, is the
// same for the page that stands in for the row, with an outline of the content.
func TestFirstPage(t *testing.T) { testFirstPage(t, ownSite(t)) }

func testFirstPage(t *testing.T, s *content.Site) {
	rows := Pages(s)
	for _, row := range rows {
		outline := *s
		for _, list := range Unneeded(row.Path) {
			switch list {
			case "talks":
				outline.Talks = nil
			case "posts":
				outline.Posts = nil
			case "archive":
				outline.Archive = nil
			default:
				t.Errorf("Unneeded(%s) names %s; want lists that grow", row.Path, list)
			}
		}
		p := FirstPage(nil, &outline, row.Path, func() []*Page { return rows })
		if p == nil {
			if row.Path != SearchPath {
				t.Errorf("FirstPage(%s) is nil", row.Path)
			}
			continue
		}
		around := func(s *content.Site, p *Page) string {
			parts := []app.UI{header(s, p), footer(s, p)}
			if live(p.Path) {
				parts = append(parts, p.body(s)...)
			}
			return words(app.Div().Body(parts...))
		}
		got := around(&outline, p)
		if want := around(s, row); got != want {
			t.Errorf("around FirstPage(%s):\n%s\nwant:\n%s", row.Path, got, want)
		}
		if p.finder().index() != row.finder().index() {
			t.Errorf("FirstPage(%s) searches something else than the page table", row.Path)
		}
	}
}

// TestKeeping: what is kept is made without what is in it, and stays so.
func TestKeeping(t *testing.T) { testKeeping(t, ownSite(t)) }

func testKeeping(t *testing.T, s *content.Site) {
	for _, row := range Pages(s) {
		over := &takeover.Takeover{}
		body := &pageBody{Site: s, Page: row, Takeover: over}
		first := words(body.Render())
		over.Mounted()
		if kept := strings.Count(first, "<") == 2; kept == live(row.Path) {
			t.Errorf("%s is kept as %s", row.Path, first)
		}
		if again := words(body.Render()); again != first && !live(row.Path) {
			t.Errorf("%s is kept once as\n%s\nand then as\n%s", row.Path, first, again)
		}
		if whole := words((&pageBody{Site: s, Page: row}).Render()); !strings.Contains(whole, "<h1") {
			t.Errorf("%s has no heading when it is not kept: %s", row.Path, whole)
		}
	}
}

// TestBeginning: a page is shown in two steps only where it may be, and what is
// shown first is a part of it.
func TestBeginning(t *testing.T) {
	s := ownSite(t)
	row := Pages(s)[0]
	whole := words((&pageBody{Site: s, Page: row}).Render())
	over := &takeover.Takeover{Beginning: func() bool { return true }}
	over.Mounted()
	body := &pageBody{Site: s, Page: row, Takeover: over}
	if got := words(body.Render()); !strings.Contains(got, "aria-busy") || !strings.Contains(got, "<h1") || len(got) >= len(whole) {
		t.Errorf("the beginning is %s; want a part of the page, busy", got)
	}
	for _, p := range Pages(s) {
		if p.Path == ConnectPath && strings.Contains(words((&pageBody{Site: s, Page: p, Takeover: over}).Render()), "aria-busy") {
			t.Error("a short page is shown in two steps; want it whole")
		}
	}
	body.begun = false // as after the next frame
	if got := words(body.Render()); got != whole {
		t.Errorf("then it is %s; want %s", got, whole)
	}
}

// TestContent: whatever the content says, in each of its languages a page has its
// heading and is kept as it is.
func TestContent(t *testing.T) {
	for name, files := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			s, err := load.Read(files, Paths)
			if err != nil {
				t.Fatal(err)
			}
			for _, in := range s.All() {
				testFirstPage(t, in)
				testKeeping(t, in)
			}
		})
	}
}
