package edit_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/edit"
	"kairo.dev/content/load"
)

var entry = edit.Object{{"id", "3"}, {"tags", []string{"a", "b"}}, {"event", edit.Object{{"name", "“É” <x>"}}}, {"draft", true}}

func TestInsert(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
		at               int
	}{
		{"first", "{\n  \"posts\": [\n    {\n      \"id\": \"1\"\n    }\n  ]\n}\n",
			"{\n  \"posts\": [\n    {\n      \"id\": \"3\",\n      \"tags\": [\"a\", \"b\"],\n      \"event\": {\n        \"name\": \"“É” <x>\"\n      },\n      \"draft\": true\n    },\n    {\n      \"id\": \"1\"\n    }\n  ]\n}\n", 0},
		{"last", "{\"x\":1,\n \"posts\": [ {\"id\": \"1\"} ]}", "{\"x\":1,\n \"posts\": [ {\"id\": \"1\"}, {\"id\": \"3\", \"tags\": [\"a\", \"b\"], \"event\": {\"name\": \"“É” <x>\"}, \"draft\": true} ]}", 7},
		{"tabs and CRLF", "{\r\n\t\"posts\": [\r\n\t\t{ \"id\": \"1\" }\r\n\t]\r\n}",
			"{\r\n\t\"posts\": [\r\n\t\t{ \"id\": \"1\" },\r\n\t\t{\r\n\t\t\t\"id\": \"3\",\r\n\t\t\t\"tags\": [\"a\", \"b\"],\r\n\t\t\t\"event\": {\r\n\t\t\t\t\"name\": \"“É” <x>\"\r\n\t\t\t},\r\n\t\t\t\"draft\": true\r\n\t\t}\r\n\t]\r\n}", 1},
		{"into an empty list", "{\n    \"posts\": []\n}\n",
			"{\n    \"posts\": [\n        {\n            \"id\": \"3\",\n            \"tags\": [\"a\", \"b\"],\n            \"event\": {\n                \"name\": \"“É” <x>\"\n            },\n            \"draft\": true\n        }\n    ]\n}\n", 0},
		{"without the list", "{\"$schema\": \"x\"}\n", "{\"$schema\": \"x\",\"posts\": [{\"id\": \"3\", \"tags\": [\"a\", \"b\"], \"event\": {\"name\": \"“É” <x>\"}, \"draft\": true}]}\n", 0},
		{"without anything", "{}", "{\n  \"posts\": [\n    {\n      \"id\": \"3\",\n      \"tags\": [\"a\", \"b\"],\n      \"event\": {\n        \"name\": \"“É” <x>\"\n      },\n      \"draft\": true\n    }\n  ]\n}", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := edit.Insert("posts.json", []byte(test.text), "posts", edit.Placed{test.at, entry})
			if err != nil || string(got) != test.want {
				t.Errorf("Insert(%q, %d) = %q, %v; want %q", test.text, test.at, got, err, test.want)
			}
		})
	}
	for text, want := range map[string]string{"{\n  \"posts\": [,]}": "posts.json:2:13: want a value", `{"posts": {}}`: "posts is not a list"} {
		if got, err := edit.Insert("posts.json", []byte(text), "posts", edit.Placed{0, entry}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Insert into %q = %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestSet(t *testing.T) {
	set := edit.Object{{"slug", "s"}, {"text", "posts/s.md"}, {"guessed", true}}
	for text, want := range map[string]string{
		"{\"posts\": [{}, {\n  \"id\": \"1\",\n  \"slug\": \"s\",\n  \"tags\": [\n    \"x\"\n  ]\n}]}": "{\"posts\": [{}, {\n  \"id\": \"1\",\n  \"slug\": \"s\",\n  \"text\": \"posts/s.md\",\n  \"guessed\": true,\n  \"tags\": [\n    \"x\"\n  ]\n}]}",
		`{"posts":[{},{"slug":"t", "text" : "old"}]}`:                                                  `{"posts":[{},{"slug":"s", "text" : "posts/s.md","guessed":true}]}`,
		`{"posts": [1, { "id": "1" }]}`:                                                                `{"posts": [1, { "id": "1", "slug": "s", "text": "posts/s.md", "guessed": true }]}`,
	} {
		got, err := edit.Set("posts.json", []byte(text), []any{"posts", 1}, set)
		if err != nil || string(got) != want {
			t.Errorf("Set(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	if got, err := edit.Set("posts.json", []byte(`{"posts": []}`), []any{"posts", 1}, set); err == nil {
		t.Errorf("Set where there is nothing = %q; want an error", got)
	}
}

func TestFormat(t *testing.T) {
	for text, want := range map[string]string{
		"\ufeff{\"b\":[ ],\r\n\"a\":{\"x\":[1,2.50e1 ,\ntrue,null,\"\\u00e9\\/\\n\\u0026\"]}, \"a\": {}}": "{\n  \"b\": [],\n  \"a\": {\n    \"x\": [1, 2.50e1, true, null, \"é/\\n&\"]\n  },\n  \"a\": {}\n}\n",
		`["\ud83d", "\ud83d\ude00", [["x"]], "\u2028"]`:                                                   "[\n  \"\\ud83d\",\n  \"😀\",\n  [\n    [\"x\"]\n  ],\n  \"\u2028\"\n]\n",
	} {
		got, err := edit.Format("x.json", []byte(text))
		if err != nil || string(got) != want {
			t.Errorf("Format(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	if got, err := edit.Format("x.json", []byte("{\n\"a\" 1}")); err == nil || err.Error() != `x.json:2:5: want : after the name "a", found '1'` {
		t.Errorf("Format of a broken file = %q, %v; want an error with the place", got, err)
	}
}

// TestContent: whatever the content says, it is laid out once and for all, and is
// the same content then.
func TestContent(t *testing.T) {
	for name, from := range contenttest.Sites(t) {
		files := contenttest.Files(t, from)
		before, err := load.Read(files, ui.Paths)
		if err != nil {
			t.Fatal(err)
		}
		for path, file := range files {
			if !strings.HasSuffix(path, ".json") {
				continue
			}
			if file.Data, err = edit.Format(path, file.Data); err != nil {
				t.Errorf("Format(%s of %s): %v", path, name, err)
			}
			if again, err := edit.Format(path, file.Data); err != nil || string(again) != string(file.Data) {
				t.Errorf("Format(%s of %s) is laid out otherwise the second time, %v", path, name, err)
			}
		}
		if after, err := load.Read(files, ui.Paths); err != nil || after.Edition.Digest != before.Edition.Digest {
			t.Errorf("%s is other content when it is laid out: %v", name, err)
		}
	}
}

// FuzzFormat: what is laid out says the same, and is laid out.
func FuzzFormat(f *testing.F) {
	for _, files := range contenttest.Sites(f) {
		names, err := fs.Glob(files, "*.json")
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := edit.Format("x.json", text)
		if err != nil {
			return
		}
		twice, err := edit.Format("x.json", once)
		if err != nil || string(once) != string(twice) {
			t.Errorf("Format(%q) = %q; and of that, %q, %v", text, once, twice, err)
		}
		var before, after any
		if json.Unmarshal(text, &before) == nil && (json.Unmarshal(once, &after) != nil || !reflect.DeepEqual(before, after)) {
			t.Errorf("Format(%q) = %q, which says something else", text, once)
		}
	})
}

// TestForm: files that were written with care are in the one form.
func TestForm(t *testing.T) {
	names, err := fs.Glob(contenttest.Site, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(contenttest.Site, name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := edit.Format(name, text); err != nil || string(got) != string(text) {
			was, is := strings.Split(string(text), "\n"), strings.Split(string(got), "\n")
			for i := range was {
				if i == len(is) || was[i] != is[i] {
					t.Errorf("Format(%s), %v, has %q; want what is there from %q on", name, err, is[min(i, len(is)):], was[i])
					break
				}
			}
		}
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "talks.json")
	if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("talks.json", filepath.Join(dir, "archive.json")); err != nil {
		t.Fatal(err)
	}
	f := edit.OpenFolder(dir)
	f.Change("talks.json", []byte("{}")) // as it is
	f.Change("posts/a.md", []byte("A"))
	f.Change("files/b.png", []byte("B"))
	f.Change("posts.json", []byte(`{"posts": []}`))
	f.Change("archive.json", []byte(`{"posts": [1]}`))
	if got, want := f.Changed(), []string{"archive.json", "files/b.png", "posts.json", "posts/a.md"}; !reflect.DeepEqual(got, want) {
		t.Errorf("Changed() = %q; want %q", got, want)
	}
	if err := fstest.TestFS(f, "archive.json", "files/b.png", "posts.json", "posts/a.md", "talks.json"); err != nil {
		t.Errorf("before it is written: %v", err)
	}
	if err := f.Write(); err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(os.DirFS(dir), "archive.json", "files/b.png", "posts.json", "posts/a.md", "talks.json"); err != nil {
		t.Error(err)
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != `{"posts": [1]}` {
		t.Errorf("the file that a link leads to has %q, %v; want what was written into the link", text, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("the file has mode %v, %v; want that of before, 0600", info.Mode(), err)
	}
	if info, err := os.Lstat(filepath.Join(dir, "archive.json")); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link is %v, %v; want a link still", info.Mode(), err)
	}
	if hidden, _ := filepath.Glob(filepath.Join(dir, ".*")); len(hidden) > 0 {
		t.Errorf("there remain %q", hidden)
	}
	if got := f.Changed(); len(got) > 0 {
		t.Errorf("Changed() after Write = %q; want none", got)
	}
}
