package load_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"

	gojson "github.com/goccy/go-json"
)

// good is a small site without a mistake.
func good(t testing.TB) fstest.MapFS {
	t.Helper()
	dir := os.DirFS("testdata/good")
	files := make(fstest.MapFS)
	names, err := fs.Glob(dir, "*.json")
	if err != nil || len(names) != 7 {
		t.Fatalf("Glob(testdata/good) = %q, %v; want seven files", names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	return files
}

// TestContent: the content is good, and so is that of everybody else; in each of
// its languages the browser reads what the server writes.
func TestContent(t *testing.T) {
	for name, files := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			s, err := load.Read(files, ui.Paths)
			if err != nil {
				t.Fatalf("Read:\n%v", err)
			}
			for _, in := range s.All() {
				testBundle(t, in)
			}
		})
	}
}

func TestReadGood(t *testing.T) {
	s, err := load.Read(good(t), ui.Paths)
	if err != nil {
		t.Fatalf("Read(good):\n%v", err)
	}
	var talks, posts []string
	for _, talk := range s.Talks {
		talks = append(talks, talk.Slug)
	}
	for _, p := range s.Archive {
		posts = append(posts, p.Slug)
	}
	// The second talk has no date, only an edition of its event.
	if want := []string{"third-talk", "second-talk", "first-talk"}; !slices.Equal(talks, want) {
		t.Errorf("talks are in the order %q; want %q", talks, want)
	}
	if want := []string{"newer", "older"}; !slices.Equal(posts, want) {
		t.Errorf("posts are in the order %q; want %q", posts, want)
	}
	if got, want := s.Edition.Date, content.Date("2024-05-06"); got != want {
		t.Errorf("edition date = %q; want %q", got, want)
	}
	first := s.Talks[2]
	if first.Recording == nil || first.Recording.Seconds != 1800 {
		t.Errorf("recording of %s = %+v; want 1800 seconds", first.Slug, first.Recording)
	}
	if got, want := s.Sections.Home.Text.Plain(), "Hello, see my talks."; got != want {
		t.Errorf("text of the home page = %q; want %q", got, want)
	}
}

// manyTalks is a file with a talk of such a slug and date, and with so many of
// another year that it has to be on another page than these.
func manyTalks(slug, date string) string {
	const entry = `{"id": "%08x-0000-4000-8000-000000000003", "slug": "%s", "title": "Talk", "kind": "talk", "language": "en", "event": {"name": "Conf"}, "date": %q}`
	all := []string{strings.Replace(fmt.Sprintf(entry, 0, slug, date), `, "date": ""`, "", 1)}
	for i := range 100 {
		all = append(all, fmt.Sprintf(entry, i+1, fmt.Sprintf("talk-%d", i), "2024"))
	}
	return "{\"talks\": [\n" + strings.Join(all, ",\n") + "\n]}\n"
}

// TestSlugOfYear: a talk can be called as a year that has no page of its own;
// and what leads to a year with one leads somewhere, in whatever order the talks
// are.
func TestSlugOfYear(t *testing.T) {
	few, many := good(t), good(t)
	replace(t, few, "talks.json", `"first-talk"`, `"2023"`)
	many["talks.json"] = &fstest.MapFile{Data: []byte(manyTalks("first-talk", "2012"))}
	replace(t, many, "site.json", `(/talks)`, `(/talks/2012)`)
	for name, files := range map[string]fstest.MapFS{"few": few, "many": many} {
		if _, err := load.Read(files, ui.Paths); err != nil {
			t.Errorf("Read of %s talks:\n%v", name, err)
		}
	}
}

// TestDigest checks what the colophon promises: the digest is that of the
// bundle with the digest itself left empty, and any change changes it.
func TestDigest(t *testing.T) {
	s, err := load.Read(good(t), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := gojson.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	digest := s.Edition.Digest
	sum := sha256.Sum256([]byte(strings.Replace(string(bundle), digest, "", 1)))
	if got := hex.EncodeToString(sum[:]); got != digest {
		t.Errorf("SHA-256 of the bundle without its digest = %s; want %s", got, digest)
	}
	again, err := load.Read(good(t), ui.Paths)
	if err != nil || again.Edition.Digest != digest {
		t.Errorf("second Read gives digest %s, %v; want %s", again.Edition.Digest, err, digest)
	}
	changed := good(t)
	replace(t, changed, "talks.json", "First Talk", "First talk")
	other, err := load.Read(changed, ui.Paths)
	if err != nil || other.Edition.Digest == digest {
		t.Errorf("Read of changed content gives digest %s, %v; want another than %s", other.Edition.Digest, err, digest)
	}
}

// TestBundle reads back what the server writes with what the browser reads.
func TestBundle(t *testing.T) {
	s, err := load.Read(contenttest.Site, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	testBundle(t, s)
}

func testBundle(t *testing.T, s *content.Site) {
	t.Helper()
	bundle, err := gojson.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	back, err := content.Decode(bundle)
	if err != nil {
		t.Fatalf("Decode(bundle): %v", err)
	}
	want, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("Decode(bundle) = %s; want %s", got, want)
	}
}

func TestReadNoFolder(t *testing.T) {
	_, err := load.Read(os.DirFS("testdata/none"), ui.Paths)
	var problems load.Problems
	if !errors.Is(err, fs.ErrNotExist) || errors.As(err, &problems) {
		t.Errorf("Read of a folder that does not exist: %v; want fs.ErrNotExist and no problems", err)
	}
}

// replace replaces the one occurrence of old in a file.
func replace(t testing.TB, files fstest.MapFS, name, old, new string) {
	t.Helper()
	text := string(files[name].Data)
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%s has %q %d times; want once", name, old, n)
	}
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
}

// FuzzRead changes one file; nothing may make the reader panic, and what it
// accepts has to survive the way to the browser.
func FuzzRead(f *testing.F) {
	files := good(f)
	names := slices.Sorted(maps.Keys(files))
	for i, name := range names {
		f.Add(i, files[name].Data)
	}
	f.Fuzz(func(t *testing.T, i int, text []byte) {
		changed := maps.Clone(files)
		changed[names[uint(i)%uint(len(names))]] = &fstest.MapFile{Data: text}
		s, err := load.Read(changed, ui.Paths)
		var problems load.Problems
		if errors.As(err, &problems) {
			if len(problems) == 0 {
				t.Fatal("Read fails without a problem")
			}
			for _, p := range problems {
				if p.File == "" || p.Message == "" {
					t.Fatalf("problem %+v does not say where or what", p)
				}
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		bundle, err := gojson.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := content.Decode(bundle); err != nil {
			t.Fatalf("Decode(%s): %v", bundle, err)
		}
	})
}
