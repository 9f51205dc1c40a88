package ui

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"kairo.dev/app/takeover"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
)

// rendered is the filter as it is now.
func rendered(t *testing.T, f *talkFilter) *html.Node {
	t.Helper()
	document, err := html.Parse(strings.NewReader(app.HTMLString(f.Render())))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// elements are those of a name that are not hidden, nor in what is hidden.
func elements(in *html.Node, name string) []*html.Node {
	var found []*html.Node
	for c := range in.ChildNodes() {
		if c.Type != html.ElementNode || slices.ContainsFunc(c.Attr, func(a html.Attribute) bool { return a.Key == "hidden" }) {
			continue
		}
		if c.Data == name {
			found = append(found, c)
		}
		found = append(found, elements(c, name)...)
	}
	return found
}

// textOf is the text in a node, without the white space that go-app writes.
func textOf(n *html.Node) string {
	var words []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			words = append(words, strings.Fields(c.Data)...)
		}
	}
	return strings.Join(words, " ")
}

// TestTalkFilter: what is asked for is looked for in all talks, and what is said
// of their number is true. Where the page is kept, so are the form and the talks
// that were prerendered, and no others.
func TestTalkFilter(t *testing.T) {
	grown, err := load.Read(contenttest.Grown(t, 0, 300), Paths)
	if err != nil {
		t.Fatal(err)
	}
	few := *grown
	few.Talks = few.Talks[:40]
	newest, oldest := 0, yearValue(grown.Talks[299].Year())
	for _, y := range talkYears(grown) {
		if y.page == "" {
			newest += len(y.entries)
		}
	}
	for _, test := range []struct {
		name string
		site *content.Site
		want talkQuery
		// what the status says, with # for the number of talks that are found
		status string
		talks  int // that are shown, where it is not that number
	}{
		{"all", &few, talkQuery{}, "All # talks", 0},
		{"some", &few, talkQuery{kind: "demo"}, "# of 40 talks. Show all", 0},
		{"none", &few, talkQuery{year: oldest}, "No talk is like that. Show all", 0},
		{"all of many", grown, talkQuery{}, "The newest " + strconv.Itoa(newest) + " of # talks", newest},
		{"some of many", grown, talkQuery{kind: "demo"}, "# of 300 talks. Show the newest", 0},
		{"an older year", grown, talkQuery{year: oldest}, "# of 300 talks. Show the newest", 0},
		{"none of many", grown, talkQuery{year: "1999"}, "No talk is like that. Show the newest", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, older := talksFound(test.site, test.want)
			want := found
			if test.talks > 0 {
				want, older = test.talks, 0
			}
			f := &talkFilter{Site: test.site, want: test.want}
			whole := rendered(t, f)
			if got := len(elements(whole, "h3")); got != want {
				t.Errorf("%d talks are shown; want %d", got, want)
			}
			for _, section := range elements(whole, "section") {
				if len(elements(section, "li")) == 0 {
					t.Errorf("the year %s is shown without a talk", textOf(section))
				}
			}
			status := strings.Replace(test.status, "#", strconv.Itoa(found), 1)
			if got := textOf(elements(whole, "p")[0]); got != status {
				t.Errorf("the status is %q; want %q", got, status)
			}
			leads := slices.ContainsFunc(elements(whole, "p"), func(p *html.Node) bool { return strings.HasPrefix(textOf(p), "Older talks: ") })
			if want := test.talks > 0; leads != want {
				t.Errorf("the filter leads to older talks: %t; want %t", leads, want)
			}
			checkKept(t, test.site, test.want, want, older)
		})
	}
}

// talksFound is how many talks are like that, and how many of these are on pages
// of older years.
func talksFound(s *content.Site, q talkQuery) (found, older int) {
	at := Lists(s)
	for i := range s.Talks {
		if talk := &s.Talks[i]; q.matches(talk) {
			found++
			if at[talk.ID] != TalksPath {
				older++
			}
		}
	}
	return found, older
}

// checkKept wants the list to show some talks where the page is kept, and to make
// none of them but those that are not on it.
func checkKept(t *testing.T, s *content.Site, q talkQuery, want, older int) {
	t.Helper()
	over := &takeover.Takeover{}
	f := &talkFilter{Site: s, Takeover: over}
	f.Render()
	over.Mounted()
	f.want = q
	kept := rendered(t, f)
	if got := len(elements(kept, "li")); got != want {
		t.Errorf("%d talks are shown where the page is kept; want %d", got, want)
	}
	if got := len(elements(kept, "h3")); got != older {
		t.Errorf("%d talks are made where the page is kept; want the %d that are not on it", got, older)
	}
	if got := len(elements(kept, "option")); got > 0 {
		t.Errorf("the form is made with %d choices where the page is kept; want none", got)
	}
}
