package site

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/cache"
	"kairo.dev/web"
)

// TestAttached: pictures are there in the sizes that pages say, without where
// they were taken; what the content refers to is published, and nothing else.
func TestAttached(t *testing.T) {
	s := withPosts(t, "https://posts.example")
	files := build(t, s)
	pictures := 0
	for _, page := range ui.Pages(s) {
		for n := range parseDocument(t, page.Path, files[page.Path].Body).Descendants() {
			if n.Data != "img" {
				continue
			}
			pictures++
			src, _ := attribute(n, "src")
			width, _ := attribute(n, "width")
			height, _ := attribute(n, "height")
			if alt, _ := attribute(n, "alt"); alt == "" || files[src] == nil {
				t.Fatalf("%s: the picture %s has the words %q, and is there: %t", page.Path, src, alt, files[src] != nil)
			}
			shown, _, err := image.DecodeConfig(bytes.NewReader(files[src].Body))
			if err != nil || strconv.Itoa(shown.Width) != width || strconv.Itoa(shown.Height) != height {
				t.Errorf("%s says that %s is %s × %s; want %d × %d (%v)", page.Path, src, width, height, shown.Width, shown.Height, err)
			}
			set, _ := attribute(n, "srcset")
			for one := range strings.SplitSeq(set, ", ") {
				address, descriptor, found := strings.Cut(one, " ")
				if !found {
					continue
				}
				small, _, err := image.DecodeConfig(bytes.NewReader(files[address].Body))
				if err != nil || strconv.Itoa(small.Width)+"w" != descriptor {
					t.Errorf("%s says that %s is %s wide; want %d (%v)", page.Path, address, descriptor, small.Width, err)
				}
			}
		}
	}
	if pictures != 3 { // two in a post, one at home
		t.Errorf("there are %d pictures; want 3", pictures)
	}
	for path, file := range files {
		if bytes.Contains(file.Body, []byte("GPS-POSITION")) || strings.Contains(path, "unused") {
			t.Errorf("%s is published", path)
		}
		if strings.HasPrefix(path, "/files/") && (!file.Offline || !file.Immutable) {
			t.Errorf("%s is in the offline copy: %t, for ever: %t; want both", path, file.Offline, file.Immutable)
		}
	}
	talk := textOf(parseDocument(t, "/talks/engines", files["/talks/engines"].Body))
	if !strings.Contains(talk, "View the slides (pdf, 1 kB)") {
		t.Errorf("the page of the talk does not say how large its slides are: %s", talk)
	}
	card := string(files[ui.ContactPath(s)].Body)
	if want := "PHOTO:https://posts.example/files/me."; !strings.Contains(strings.ReplaceAll(card, "\r\n ", ""), want) {
		t.Errorf("the card is %s; want it with %s", card, want)
	}
	if home := string(files["/"].Body); !strings.Contains(home, `"image":"https://posts.example/files/me.`) {
		t.Error("the data of the home page has no picture of the person")
	}
}

// TestPhotosAreKept: the sizes of photographs are kept apart from what changes
// with each edition, and are not made again.
func TestPhotosAreKept(t *testing.T) {
	dir := t.TempDir()
	photos, err := cache.Open(dir, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	s := withPosts(t, "https://posts.example")
	if _, err := Build(s, assets(t), Options{Pictures: pictures, Photos: photos}); err != nil {
		t.Fatal(err)
	}
	forms := 0
	for _, f := range s.Files {
		if f.Largest().Width > 0 {
			forms += len(f.Forms)
			f.Read = func() ([]byte, error) { return nil, errors.New("what is kept is read again") }
		}
	}
	if kept, err := os.ReadDir(dir); err != nil || len(kept) != forms || forms == 0 {
		t.Errorf("of %d forms of photographs, %d are kept (%v)", forms, len(kept), err)
	}
	if _, err := Build(s, assets(t), Options{Pictures: pictures, Photos: photos}); err != nil {
		t.Errorf("a second build: %v", err)
	}
}

// TestLargeFile: a file that is too large for the offline copy is left out of it,
// and the colophon says so.
func TestLargeFile(t *testing.T) {
	files := make(fstest.MapFS)
	err := fs.WalkDir(contenttest.Sites(t)["posts"], ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			body, err := fs.ReadFile(contenttest.Sites(t)["posts"], path)
			files[path] = &fstest.MapFile{Data: body}
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files["files/notes.pdf"].Data = bytes.Repeat([]byte("%PDF-1.1"), content.LargestKept/4)
	s, err := load.Read(files, ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	made, err := Build(s, web.Files, Options{Content: files})
	if err != nil {
		t.Fatal(err)
	}
	slides := s.Talks[0].Slides
	if made[slides] == nil || made[slides].Offline {
		t.Errorf("%s is there: %t, and in the offline copy; want it outside", slides, made[slides] != nil)
	}
	if colophon := string(made["/colophon"].Body); !strings.Contains(colophon, `href="`+slides+`"`) || !strings.Contains(colophon, "(2 MB)") {
		t.Errorf("the colophon does not name %s and its size", slides)
	}
}
