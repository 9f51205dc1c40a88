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

//go:embed sites
var sites embed.FS

// Sites are the sites that anything of which one says "whatever the content" has
// to hold for: the content of package content, by the name "content"; that with
// a talk that is still to come; that with 1,000 posts; a site that says nothing,
// one with an entry of each kind, and those of people who write from right to
// left, and without spaces.
func Sites(t testing.TB) map[string]fs.FS {
	t.Helper()
	all := map[string]fs.FS{
		"content":    content.Files,
		"site":       Site,
		"upcoming":   withTalk(t, content.Files),
		"1000 posts": withPosts(t, content.Files, 1000),
	}
	folders, err := fs.ReadDir(sites, "sites")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		all[f.Name()] = folder(sites, "sites/"+f.Name())
	}
	return all
}

// withTalk is content with a talk more, of which everything is known and which
// is still to come.
func withTalk(t testing.TB, from fs.FS) fs.FS {
	t.Helper()
	return with(t, from, "talks.json", "talks", talk{Talk: content.Talk{
		ID:       "00000000-0000-4000-8000-000000000003",
		Slug:     "a-talk-to-come",
		Title:    "A talk to come",
		Kind:     content.KindTalk,
		Language: "en",
		Event: content.Event{
			Name: "A conference to come", Start: "2999-05-09", End: "2999-05-11",
			TimeZone: "Europe/Prague", City: "Prague", Country: "Czechia",
		},
		Date: "2999-05-10", Start: "10:00", End: "10:45", Room: "Hall A",
	}})
}

// withPosts is content with so many posts more.
func withPosts(t testing.TB, from fs.FS, n int) fs.FS {
	t.Helper()
	posts := make([]any, n)
	for i := range posts {
		posts[i] = content.Post{
			ID:        fmt.Sprintf("%08x-0000-4000-8000-000000000004", i),
			Slug:      fmt.Sprintf("a-post-more-%d", i),
			Title:     fmt.Sprintf("A post more (%d)", i),
			Date:      day(2020, i, n),
			Address:   fmt.Sprintf("https://blog.example/%d", i),
			Languages: []string{"en"},
		}
	}
	return with(t, from, "archive.json", "posts", posts...)
}

// with is content with entries more in a list of a file. What the file says
// otherwise stays as it is; if there is no file, there is one then.
func with(t testing.TB, from fs.FS, name, list string, entries ...any) fs.FS {
	t.Helper()
	files := Files(t, from)
	if files[name] == nil {
		files[name] = &fstest.MapFile{Data: []byte("{}"), Mode: 0o644}
	}
	var file map[string]json.RawMessage
	change(t, files[name], &file, func() {
		var all []json.RawMessage
		if err := json.Unmarshal(file[list], &all); err != nil && file[list] != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			text, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, text)
		}
		text, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		file[list] = text
	})
	return files
}
