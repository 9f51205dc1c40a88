package importer

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/content"
	"kairo.dev/server/importer/importertest"
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

// TestLinksOfFolders: links lead to the files that a generator took them for,
// also below the path that a site was at, and to no others of their names.
func TestLinksOfFolders(t *testing.T) {
	jekyll := saved(t, map[string]string{
		"_config.yml":              "url: https://j.example\nbaseurl: /b\n",
		"_posts/2022-01-02-b.html": "---\ntitle: B\n---\n<p>B.</p>\n",
		"assets/p.png":             string(importertest.Picture()),
		"_posts/2022-01-01-a.md":   "---\ntitle: A\n---\n[1]({% post_url 2022-01-02-b %}) [2]({{ site.baseurl }}{% link _posts/2022-01-02-b.html %}) [3]({{ site.baseurl }}/about/) [4]({{ \"/about/\" | relative_url }}) [5]({{ '/about/' | prepend: site.baseurl | prepend: site.url }}) ![P](/b/assets/p.png)\n",
	})
	hugo := saved(t, map[string]string{
		"hugo.toml":                "baseURL = 'https://h.example/'\n",
		"content/posts/a/index.md": "---\ntitle: A\ndate: 2022-01-01\n---\n[1]({{< ref \"/posts/b\" >}}) [2]({{< relref \"b/index.md#x\" >}}) [3](../b/) [4](https://code.example/docs/c.md)\n",
		"content/posts/c.md":       "---\ntitle: C\ndate: 2022-01-03\n---\nC.\n",
		"content/posts/b/index.md": "---\ntitle: B\ndate: 2022-01-02\n---\nB.\n",
	})
	for source, want := range map[string]string{
		jekyll: "[1](/archive/b) [2](/archive/b) [3](https://j.example/b/about/) [4](https://j.example/b/about/) [5](https://j.example/b/about/) ![P](files/p-HASH.png)\n",
		hugo:   "[1](/archive/b) [2](/archive/b) [3](/archive/b) [4](https://code.example/docs/c.md)\n",
	} {
		f := folder(t, nil)
		imported(t, f, source, Options{Client: &http.Client{Transport: nowhere{}}})
		if got := hash.ReplaceAllString(textOf(t, f, "posts/a.md"), "-HASH."); got != want {
			t.Errorf("the text is\n%s\nwant\n%s", got, want)
		}
	}
}

// TestTranslationsOfHugo: the language of a post is in the name of its file where
// Hugo has it there, and nowhere else; it is a part of the address, and links lead
// to the post in it.
func TestTranslationsOfHugo(t *testing.T) {
	post := func(title string) string {
		return "---\ntitle: " + title + "\ndate: 2022-01-01\n---\nWords. [L]({{< ref \"/posts/a\" >}}) [M](b.pt-br.md)\n"
	}
	const site = "baseURL = 'https://h.example/'\ndefaultContentLanguage = 'de'\n"
	const languages = "[languages.de]\n[languages.pt-BR]\n[languages.cn]\nlanguageCode = 'zh-CN'\nbaseURL = 'https://cn.example'\n"
	for _, test := range []struct {
		config, file     string
		slug, code, want string // the address
		language         string
	}{
		{site + languages, "content/posts/a/index.pt-br.md", "a", "pt-br", "https://h.example/pt-br/posts/a/", "pt-BR"},
		{site + languages, "content/posts/a.de.md", "a", "de", "https://h.example/posts/a/", "de"},
		{site + languages, "content/posts/a.md", "a", "de", "https://h.example/posts/a/", ""},
		{site + "defaultContentLanguageInSubdir = true\n" + languages, "content/posts/a.md", "a", "de", "https://h.example/de/posts/a/", ""},
		{site + languages, "content/posts/a.cn.md", "a", "cn", "https://cn.example/posts/a/", "zh-CN"},
		{site + languages, "content/posts/socket.io.md", "socket.io", "de", "https://h.example/posts/socket.io/", ""},
		{site + "[permalinks]\nposts = '/:year/:contentbasename/'\n" + languages, "content/posts/a/index.pt-br.md", "a", "pt-br", "https://h.example/pt-br/2022/a/", "pt-BR"},
		{site, "content/posts/asp.net.md", "asp.net", "de", "https://h.example/posts/asp.net/", ""},
		{"", "posts/a/index.pt.md", "a", "pt", "", "pt"},
		{"", "posts/asp.net.md", "asp.net", "", "", ""},
	} {
		files := map[string]string{test.file: post("A")}
		if test.config != "" {
			files["hugo.toml"] = test.config
		}
		source := saved(t, files)
		p, err := readPost(filepath.Join(source, test.file), test.file, configuration(source))
		if err != nil {
			t.Fatal(err)
		}
		if language := strings.Join(p.languages, ","); p.slug != test.slug || p.code != test.code || p.address != test.want || language != test.language {
			t.Errorf("readPost(%q) with %q gives the slug %q, %q, %q, %q; want %q, %q, %q, %q", test.file, test.config,
				p.slug, p.code, p.address, language, test.slug, test.code, test.want, test.language)
		}
	}

	f := folder(t, nil)
	imported(t, f, saved(t, map[string]string{"hugo.toml": site + languages, "content/posts/a.md": post("A"), "content/posts/a.pt-br.md": post("Um"),
		"content/posts/b.md": post("B"), "content/posts/b.pt-br.md": post("Dois")}), Options{})
	paths := make(map[string]string)
	for slug, e := range entriesOf(t, f, archiveFile) {
		paths[e.Title] = "/archive/" + slug
	}
	for from, to := range map[string]string{"A": "A", "B": "A", "Um": "Um", "Dois": "Um"} {
		want := "Words. [L](" + paths[to] + ") [M](" + paths["Dois"] + ")\n"
		if got := textOf(t, f, "posts"+strings.TrimPrefix(paths[from], "/archive")+".md"); got != want {
			t.Errorf("the text of %q is %q; want %q", from, got, want)
		}
	}
}
