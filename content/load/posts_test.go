package load_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content/load"
)

// posting is good content with a post and a draft.
func posting(t testing.TB) fstest.MapFS {
	t.Helper()
	files := good(t)
	replace(t, files, "site.json", `"archive": {`, `"posts": { "title": "Posts", "description": "What Ada writes." },
    "archive": {`)
	maps.Copy(files, fstest.MapFS{
		"posts.json": {Data: []byte(`{"posts": [
{"id": "00000000-0000-4000-8000-000000000061", "slug": "hello", "title": "Hello", "date": "2024-05-01", "languages": ["en"], "text": "posts/hello.md"},
{"id": "00000000-0000-4000-8000-000000000062", "slug": "later", "title": "Later", "date": "2024-05-02", "languages": ["en"], "text": "posts/later.md", "draft": true}
]}`)},
		"posts/hello.md": {Data: []byte("Hello, *world*.\n")},
		"posts/later.md": {Data: []byte("Not yet.\n")},
	})
	return files
}

// TestDrafts: a draft is for those who write, and where there are only drafts,
// there is no section.
func TestDrafts(t *testing.T) {
	files := posting(t)
	s, err := load.Read(files, ui.Paths)
	if err != nil || len(s.Posts) != 1 || s.Posts[0].Slug != "hello" {
		t.Errorf("Read = %v, %v; want one post, hello", s.Posts, err)
	}
	s, err = load.ReadWithDrafts(files, ui.Paths)
	if err != nil || len(s.Posts) != 2 || s.Posts[0].Slug != "later" {
		t.Errorf("ReadWithDrafts = %v, %v; want later and hello", s.Posts, err)
	}
	replace(t, files, "posts.json", `"posts/hello.md"}`, `"posts/hello.md", "draft": true}`)
	s, err = load.Read(files, ui.Paths)
	if err != nil || len(s.Posts) != 0 || s.Sections.Posts.Exists() {
		t.Errorf("Read of drafts = %v, %v, %v; want no posts and no section", s.Posts, s.Sections.Posts, err)
	}
}

// TestLongTags: a tag that is longer than the name of a file has no page.
func TestLongTags(t *testing.T) {
	files := posting(t)
	tags := `"tags": ["Go", "` + strings.Repeat("x", 300) + `"], `
	replace(t, files, "posts.json", `"date": "2024-05-01", `, `"date": "2024-05-01", `+tags)
	replace(t, files, "posts.json", `"date": "2024-05-02", `, `"date": "2024-05-02", `+tags)
	s, err := load.ReadWithDrafts(files, ui.Paths)
	if err != nil || len(s.Tags) != 1 || s.Tags[0].Slug != "go" {
		t.Errorf("ReadWithDrafts = %v, %v; want the one tag go", s.Tags, err)
	}
}

// TestPostProblems makes one mistake each.
func TestPostProblems(t *testing.T) {
	const posts = "posts.json"
	for _, test := range []struct{ name, file, old, new, want string }{
		{"a text that is not there", posts, `posts/hello.md`, `posts/hallo.md`,
			"posts.json:2:134: posts[0].text: there is no file \"posts/hallo.md\"\nposts/hello.md: is the text of no post: name it as the \"text\" of one"},
		{"a text elsewhere", posts, `posts/hello.md`, `posts/../hello.md`,
			"posts.json:2:134: posts[0].text: \"posts/../hello.md\" is not the name of a text (want posts/name.md)\nposts/hello.md: is the text of no post: name it as the \"text\" of one"},
		{"a text of two", posts, `posts/later.md`, `posts/hello.md`,
			"posts.json:3:134: posts[1].text: \"posts/hello.md\" is the text of another post already\nposts/later.md: is the text of no post: name it as the \"text\" of one"},
		{"no text", posts, `, "text": "posts/hello.md"`, ``,
			"posts.json:2:1: posts[0].text: is missing: name the file that it is in, such as posts/hello.md\nposts/hello.md: is the text of no post: name it as the \"text\" of one"},
		{"an empty text", "posts/hello.md", "Hello, *world*.", "",
			`posts/hello.md: is empty: write the text, or take the post out`},
		{"a text that shows nothing", "posts/hello.md", "Hello, *world*.", "[^1]: Unused.\n\n[a]: https://a.example",
			`posts/hello.md: has no words to show: write the text, or take the post out`},
		{"a text in ISO 8859-1", "posts/hello.md", "Hello", "Ol\xe1",
			`posts/hello.md:1:3: the byte 0xe1 is not UTF-8: save the file as UTF-8`},
		{"neither address nor text", "archive.json", `"address": "https://blog.example.org/older",`, ``,
			`archive.json:3:5: posts[0].address: is missing: say where it can be read, or name the file with its text`},
		{"canonical, and no address", posts, `"posts/hello.md"`, `"posts/hello.md", "canonical": true`,
			`posts.json:2:165: posts[0].canonical: is true, and there is no address`},
		{"a draft that is a word", posts, `"draft": true`, `"draft": "yes"`,
			`posts.json:3:161: posts[1].draft: is a string; want true or false`},
		{"no words for the section", "site.json", `"posts": { "title": "Posts", "description": "What Ada writes." },`, ``,
			`site.json:8:15: sections.posts: is missing, and there are entries of it (want {"title": …, "description": …})`},
		{"a picture that is not there", "posts/hello.md", "Hello", "![A face](files/no.png) Hello",
			`posts/hello.md:1:1: files/no.png: there is no such file`},
		{"a picture without words", "posts/hello.md", "Hello", "Hello\n\n![](files/no.png)",
			`posts/hello.md:3:1: the picture "files/no.png" has no words for those who do not see it (write ![what it shows](files/no.png))`},
		{"raw HTML", "posts/hello.md", "Hello", "Hello\n<br>",
			"posts/hello.md:2:1: raw HTML is not supported in Markdown here (write \\< for the character itself)"},
		{"a dead link", "posts/hello.md", "Hello", "[Hello](/nowhere)",
			`posts/hello.md:1:1: the link to "/nowhere" leads to no page of the site`},
		{"slides that are not there", "talks.json", `"kind": "panel"`, `"kind": "panel", "slides": "files/no.pdf"`,
			`talks.json:20:34: talks[1].slides: "files/no.pdf" there is no such file`},
		{"a portrait that is none", "person.json", `"handle"`, `"portrait": "files/me.pdf", "handle"`,
			`person.json:3:15: portrait: "files/me.pdf" there is no such file`},
		{"a portrait elsewhere", "person.json", `"handle"`, `"portrait": "https://example.org/me.jpg", "handle"`,
			`person.json:3:15: portrait: "https://example.org/me.jpg" is no file (want files/name.jpg)`},
	} {
		files := posting(t)
		replace(t, files, test.file, test.old, test.new)
		_, err := load.Read(files, ui.Paths)
		var problems load.Problems
		if !errors.As(err, &problems) || problems.Error() != test.want {
			t.Errorf("%s: Read =\n%v\nwant\n%s", test.name, err, test.want)
		}
	}
}
