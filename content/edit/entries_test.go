package edit_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/content"
	"kairo.dev/content/edit"
)

// TestAdd: an entry goes where its date belongs.
func TestAdd(t *testing.T) {
	for _, test := range []struct {
		name, list string
		date       content.Date
		want       string // ids in order
	}{
		{"newest first", `{"id": "a", "date": "2024-05"}, {"id": "b", "date": "2022"}`, "2023-01-31", "a,new,b"},
		{"newest first, the same day", `{"id": "a", "date": "2024-05-01"}, {"id": "b", "date": "2022"}`, "2024-05-01", "new,a,b"},
		{"newest first, the oldest", `{"id": "a", "date": "2024-05-01"}, {"id": "b", "date": "2022"}`, "2021", "a,b,new"},
		{"oldest first", `{"id": "a", "date": "2021"}, {"id": "b", "date": "2022"}`, "2022-02", "a,b,new"},
		{"oldest first, the oldest", `{"id": "a", "date": "2021"}, {"id": "b", "date": "2022"}`, "2020", "new,a,b"},
		{"in no order", `{"id": "a", "date": "2021"}, {"id": "b", "date": "2023"}, {"id": "c", "date": "2022"}`, "2020", "new,a,b,c"},
		{"undated", `{"id": "a"}, {"id": "b"}`, "", "a,b,new"},
		{"by their events", `{"id": "a", "event": {"start": "2024-05"}}, {"id": "b", "event": {"edition": "2022"}}, {"id": "c", "event": {"edition": "#5"}}`, "2023", "a,new,b,c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "talks.json"), []byte(`{"talks": [`+test.list+`]}`), 0o644); err != nil {
				t.Fatal(err)
			}
			f := edit.OpenFolder(dir)
			if err := f.Add("talks.json", "talks", edit.Entry{edit.Object{{"id", "new"}, {"date", string(test.date)}}, test.date}); err != nil {
				t.Fatal(err)
			}
			text, err := f.Read("talks.json")
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, m := range regexp.MustCompile(`"id": "(\w+)"`).FindAllStringSubmatch(string(text), -1) {
				ids = append(ids, m[1])
			}
			if got := strings.Join(ids, ","); got != test.want {
				t.Errorf("Add of %s to %s: %s; want %s", test.date, test.list, got, test.want)
			}
		})
	}
}

// TestAddSeveral: entries that are added together stand in the order of the list.
func TestAddSeveral(t *testing.T) {
	for list, want := range map[string]string{
		``: "d,b,a,c", `{"id": "x", "date": "2022-06"}`: "d,b,x,a,c",
		`{"id": "x", "date": "2021-06"}, {"id": "y", "date": "2022-06"}`: "x,a,y,b,d,c",
	} {
		f := edit.OpenFolder(t.TempDir())
		f.Change("talks.json", []byte(`{"talks": [`+list+`]}`))
		var entries []edit.Entry
		for id, date := range map[string]content.Date{"a": "2022-01", "b": "2023", "c": "", "d": "2024"} {
			entries = append(entries, edit.Entry{Object: edit.Object{{"id", id}}, Date: date})
		}
		if err := f.Add("talks.json", "talks", entries...); err != nil {
			t.Fatal(err)
		}
		text, err := f.Read("talks.json")
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, m := range regexp.MustCompile(`"id": "(\w+)"`).FindAllStringSubmatch(string(text), -1) {
			ids = append(ids, m[1])
		}
		if got := strings.Join(ids, ","); got != want {
			t.Errorf("Add of several to [%s]: %s; want %s", list, got, want)
		}
	}
}

// TestAddToNoFile: the file is made, and says where its schema is if others do.
func TestAddToNoFile(t *testing.T) {
	for site, want := range map[string]string{
		`{"updated": "2024-01-31", "sections": {"home": {}}}`:                                     "{\n  \"posts\": [\n    {\n      \"id\": \"1\"\n    }\n  ]\n}\n",
		`{"$schema": "../s/site.schema.json", "updated": "2026-01-31", "sections": {"home": {}}}`: "{\n  \"$schema\": \"../s/posts.schema.json\",\n  \"posts\": [\n    {\n      \"id\": \"1\"\n    }\n  ]\n}\n",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "site.json"), []byte(site), 0o644); err != nil {
			t.Fatal(err)
		}
		f := edit.OpenFolder(dir)
		if err := f.Add("posts.json", "posts", edit.Entry{edit.Object{{"id", "1"}}, ""}); err != nil {
			t.Fatal(err)
		}
		if text, err := f.Read("posts.json"); err != nil || string(text) != want {
			t.Errorf("beside %s, Add makes %q, %v; want %q", site, text, err, want)
		}
		for _, first := range []bool{true, false} {
			if added, err := f.Section("posts", "Posts", "What I write."); added != first || err != nil {
				t.Errorf("Section of %s = %t, %v; want %t", site, added, err, first)
			}
		}
		later := !strings.Contains(site, "2026")
		if set, err := f.Updated("2025-01-31"); set != later || err != nil {
			t.Errorf("Updated of %s = %t, %v; want %t", site, set, err, later)
		}
		text, err := f.Read("site.json")
		if err != nil || !strings.Contains(string(text), `"posts": {"title": "Posts", "description": "What I write."}`) || later != strings.Contains(string(text), `"2025-01-31"`) {
			t.Errorf("of %s comes %s, %v", site, text, err)
		}
	}
}
