package importer

import (
	"strings"
	"testing"

	"kairo.dev/content"
)

// TestPermalinksOfJekyll: posts have the address that Jekyll gave them, and none
// where that is not known.
func TestPermalinksOfJekyll(t *testing.T) {
	for _, test := range []struct{ site, post, file, want string }{
		{"", "", "_posts/p.md", "https://j.example/b/2022/03/04/p.html"},
		{"", "categories: Web Go", "_posts/p.md", "https://j.example/b/web/go/2022/03/04/p.html"},
		{"", "categories: [Two Words, go, Go]", "_posts/p.md", "https://j.example/b/two%20words/go/2022/03/04/p.html"},
		{"", "category: Two Words", "notes/go/_posts/p.md", "https://j.example/b/notes/go/two%20words/2022/03/04/p.html"},
		{"pretty", "", "_posts/p.md", "https://j.example/b/2022/03/04/p/"},
		{"none", "", "_posts/p.md", "https://j.example/b/p.html"},
		{"ordinal", "", "_posts/p.md", ""},
		{"weekdate", "", "_posts/p.md", ""},
		{"pretty", "permalink: none", "_posts/p.md", "https://j.example/b/p.html"},
		{"", "permalink: /:year-:i_month-:i_day/:title", "_posts/p.md", "https://j.example/b/2022-3-4/p"},
		{"", "permalink: /about/", "_posts/p.md", "https://j.example/b/about/"},
		{"/:categories/:title:output_ext", "", "_posts/p.md", "https://j.example/b/p.html"},
		{"/:slugified_categories/:title/", "", "_posts/p.md", ""},
	} {
		m, _, err := readMatter("---\n" + test.post + "\n---\n")
		if err != nil {
			t.Fatal(err)
		}
		g := configured(saved(t, map[string]string{"_config.yml": "url: https://j.example\nbaseurl: /b\npermalink: " + test.site + "\n"}))
		p := &post{slug: "p", date: content.Date("2022-03-04")}
		if got := g.addressOf(p, m, test.file); got != test.want {
			t.Errorf("with permalink %q, addressOf(%q, %q) = %q; want %q", test.site, test.post, test.file, got, test.want)
		}
	}
}

// TestPostsOfJekyll: posts in HTML come along, and those whose date has short
// numbers; drafts are drafts in whatever folder; posts without known addresses
// are not taken for one.
func TestPostsOfJekyll(t *testing.T) {
	source := saved(t, map[string]string{
		"_config.yml":                 "url: https://j.example\npermalink: ordinal\n",
		"_posts/2022-01-02-page.html": "---\ntitle: Page\n---\n<p>One\n\n    two</p>\n{% highlight go %}\na < b\n{% endhighlight %}\n",
		"_posts/2022-1-3-short.md":    "---\nlayout: post\n---\nWords.\n",
		"go/_drafts/idea.md":          "---\ntitle: Idea\ndate: 2022-01-04\n---\nNot ready.\n",
		"_layouts/2022-01-05-no.html": "---\ntitle: No\n---\n",
		"about.html":                  "---\ntitle: About\ndate: 2022-01-05\n---\nAbout.\n",
	})
	f := folder(t, nil)
	imported(t, f, source, Options{})
	got := entriesOf(t, f, archiveFile)
	if len(got) != 3 || got["page"].Draft || got["short"].Date != "2022-01-03" || !got["idea"].Draft {
		t.Errorf("the entries are %+v; want page, short and the draft idea", got)
	}
	if got, want := textOf(t, f, "posts/page.md"), "One two\n\n```go\na < b\n```\n"; got != want {
		t.Errorf("the text is %q; want %q", got, want)
	}
}

// TestNoPosts: a folder without posts that can be read says why.
func TestNoPosts(t *testing.T) {
	for name, want := range map[string]string{
		"post.rst": "another language than Markdown were left out: 1",
		"post.md":  "post.md: what stands before the text is not to be read",
	} {
		source := saved(t, map[string]string{name: "---\ntitle: [x\n---\n"})
		if _, err := Import(t.Context(), folder(t, nil), source, Options{Check: good}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Import(a folder with %s): %v; want an error with %q", name, err, want)
		}
	}
}
