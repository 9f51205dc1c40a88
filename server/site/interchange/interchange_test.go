package interchange

import (
	"fmt"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// hostile is what people write, and what others would have a parser trip over.
const hostile = "a <b> & &amp; ]]> \"q\" 'x' \\ \\n , ; : (y) [z] 👩‍💻 é\u0301 {{.}} </script><!-- \nBEGIN:VEVENT\r\nEND:VCARD"

// everySite runs a test with the site that belongs to the tests, and with hostile content of
// which more is known.
func everySite(t *testing.T, test func(*testing.T, *content.Site)) {
	read := func() *content.Site {
		s, err := load.Read(contenttest.Site, ui.Paths)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	t.Run("site", func(t *testing.T) { test(t, read()) })
	t.Run("hostile", func(t *testing.T) {
		s := read()
		s.Title, s.Description, s.Person.Name = hostile, hostile, hostile
		for i := range s.Talks {
			talk := &s.Talks[i]
			talk.Title = fmt.Sprintf("%d %s", i, hostile)
			talk.Event.Name, talk.Room = hostile, hostile
			if talk.Recording != nil {
				talk.Recording.Uploaded = "2024-05-06"
			}
			talk.Text = content.Prose{{Kind: content.NodeParagraph, Children: []content.Node{{Kind: content.NodeText, Text: hostile}}}}
			for j := range talk.People {
				talk.People[j].Name = hostile
			}
		}
		for i := range s.Publications {
			s.Publications[i].Title = fmt.Sprintf("%d %s", i, strings.Repeat("ü]]>", 75))
			s.Publications[i].Publisher = hostile
		}
		for i := range s.Projects {
			s.Projects[i].Name, s.Projects[i].Role = hostile, hostile
		}
		test(t, s)
	})
}

// TestContent: whatever the content says, the formats agree with it.
func TestContent(t *testing.T) {
	for name, files := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			s, err := load.Read(files, ui.Paths)
			if err != nil {
				t.Fatal(err)
			}
			for format, test := range map[string]func(*testing.T, *content.Site){
				"feeds":           testFeeds,
				"calendar":        testCalendar,
				"contact":         testContact,
				"sitemap":         testSitemap,
				"robots":          testRobots,
				"OpenSearch":      testOpenSearch,
				"security":        testSecurity,
				"llms.txt":        testLLMs,
				"structured data": testStructuredData,
				"events":          testTalksAsEvents,
				"articles":        testPublicationsAsArticles,
			} {
				t.Run(format, func(t *testing.T) { test(t, s) })
			}
		})
	}
}

// written is what a function writes.
func written(t *testing.T, write func(*content.Site) ([]byte, error), s *content.Site) string {
	t.Helper()
	body, err := write(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// oneLine is a hostile text in a format that knows no line breaks.
func oneLine(text string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ").Replace(text)
}
