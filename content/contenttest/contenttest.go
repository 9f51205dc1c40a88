// Package contenttest is the content that tests run on. The words in package
// content are their owner's, and change with each talk; a test that knew what
// they say would fail for a talk more. So the engine is tested with content of
// its own, which nobody edits: [Site], sites of other people ([Sites]), and one
// that is grown ([Grown]).
//
// One group of tests is about the content in package content, whatever it says:
// those whose names begin with TestContent, in each package that does something
// with a whole site. They say the same of every site in [Sites].
//
// The package makes files, not values: whoever needs a [content.Site] reads them
// as any others, so that what is tested is content that could be there.
package contenttest

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"kairo.dev/content"
)

//go:embed site
var embedded embed.FS

// Site is a site that has everything but wishes of its own: what the site of
// its owner said one day. Tests know it by heart.
var Site = folder(embedded, "site")

func folder(files fs.FS, name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the name is no path
	}
	return sub
}

// talk is a talk as in its file, where prose is Markdown.
type talk struct {
	content.Talk
	Text string `json:"text,omitempty"`
}

// Grown is [Site] with more of the same until there are so many posts and
// talks. Those that are made are spread evenly over 20 years.
func Grown(t testing.TB, posts, talks int) fs.FS {
	t.Helper()
	files := Files(t, Site)
	var archive struct {
		Posts []content.Post `json:"posts"`
	}
	change(t, files["archive.json"], &archive, func() {
		own := archive.Posts
		for i := len(own); i < posts; i++ {
			p := own[i%len(own)]
			p.ID = fmt.Sprintf("%08x-0000-4000-8000-000000000001", i)
			p.Slug = fmt.Sprintf("%s-%d", p.Slug, i)
			p.Date = day(own[0].Date.Year(), i-len(own), posts-len(own))
			archive.Posts = append(archive.Posts, p)
		}
	})

	var all struct {
		Talks []talk `json:"talks"`
	}
	change(t, files["talks.json"], &all, func() {
		own := all.Talks
		for i := len(own); i < talks; i++ {
			t := own[i%len(own)]
			t.ID = fmt.Sprintf("%08x-0000-4000-8000-000000000002", i)
			t.Slug = fmt.Sprintf("%s-%d", t.Slug, i)
			t.Title = fmt.Sprintf("%s (%d)", t.Title, i)
			t.Date = day(own[0].Year(), i-len(own), talks-len(own))
			t.Event.Start, t.Event.End = "", ""
			all.Talks = append(all.Talks, t)
		}
	})
	return files
}

// Files is a copy of the files of content that can be changed.
func Files(t testing.TB, from fs.FS) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		files[name] = &fstest.MapFile{Data: text, Mode: 0o644}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// day is the i-th of n days that are spread over the 20 years up to the last.
func day(last, i, n int) content.Date {
	return content.Date(fmt.Sprintf("%d-%02d-%02d", last-i*20/n, 1+i%12, 1+i%28))
}

// change decodes a file into a value and writes it again as it then is.
func change(t testing.TB, file *fstest.MapFile, value any, do func()) {
	t.Helper()
	if err := json.Unmarshal(file.Data, value); err != nil {
		t.Fatal(err)
	}
	do()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	file.Data = text
}
