package site

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
)

func TestManifest(t *testing.T) {
	s := readSite(t)
	files := build(t, s)
	var m manifest
	decoder := json.NewDecoder(bytes.NewReader(files[ManifestPath].Body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		t.Fatal(err)
	}
	if m.Name != s.Title || m.Description != s.Description || m.Lang != s.Language {
		t.Errorf("the manifest is of %q (%s): %q", m.Name, m.Lang, m.Description)
	}
	var forms []string
	for _, image := range append(slices.Clone(m.Icons), m.Screenshots...) {
		forms = append(forms, strings.TrimSpace(image.Sizes+" "+image.Purpose+image.FormFactor))
		file := files[image.Src]
		if file == nil || file.Type != image.Type {
			t.Errorf("the picture %s (%s) is not there, or of another type", image.Src, image.Type)
			continue
		}
		if image.Type != "image/png" {
			continue
		}
		size, err := png.DecodeConfig(bytes.NewReader(file.Body))
		if err != nil {
			t.Errorf("%s: %v", image.Src, err)
		}
		if got := sizes(size.Width, size.Height); got != image.Sizes {
			t.Errorf("%s is %s pixels; want %s", image.Src, got, image.Sizes)
		}
	}
	want := []string{"any any", "192x192 any", "192x192 maskable", "512x512 any", "512x512 maskable"}
	if !slices.Equal(forms[:len(m.Icons)], want) {
		t.Errorf("the icons are %q; want %q", forms[:len(m.Icons)], want)
	}
	for _, to := range m.Shortcuts {
		if file := files[to.URL]; file == nil || !file.IsPage() {
			t.Errorf("the shortcut %s leads to no page", to.URL)
		}
	}
	if len(m.Shortcuts) != 3 {
		t.Errorf("there are %d shortcuts; want 3", len(m.Shortcuts))
	}
}

// TestScreenshots: the manifest has those of the content, and none of another.
func TestScreenshots(t *testing.T) {
	s := readSite(t)
	s.Categories = []string{"science"}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 320, 640))); err != nil {
		t.Fatal(err)
	}
	both := fstest.MapFS{"screenshots/narrow.png": {Data: picture.Bytes()}, "screenshots/wide.png": {Data: picture.Bytes()}}
	for _, test := range []struct {
		from fs.FS
		want int
	}{{nil, 0}, {fstest.MapFS{}, 0}, {both, 2}} {
		files, err := Build(s, assets(t), Options{Content: test.from})
		if err != nil {
			t.Fatal(err)
		}
		var m manifest
		if err := json.Unmarshal(files[ManifestPath].Body, &m); err != nil {
			t.Fatal(err)
		}
		if len(m.Screenshots) != test.want || !slices.Equal(m.Categories, s.Categories) {
			t.Errorf("the manifest has %d screenshots and the categories %q; want %d and %q",
				len(m.Screenshots), m.Categories, test.want, s.Categories)
		}
		for _, image := range m.Screenshots {
			if files[image.Src] == nil {
				t.Errorf("the screenshot %s is not there", image.Src)
			}
		}
	}
}

// TestWithoutWords: who writes in a script that the fonts do not have is told.
func TestWithoutWords(t *testing.T) {
	s := readSite(t)
	if pages, letters, err := WithoutWords(s, nil); err != nil || len(pages) > 0 {
		t.Errorf("WithoutWords(Latin) = %q, %q, %v; want none", pages, letters, err)
	}
	s.Talks = slices.Clone(s.Talks)
	s.Talks[0].Title = "日本"
	pages, letters, err := WithoutWords(s, nil)
	if want := []string{ui.TalkPath(&s.Talks[0])}; err != nil || letters != "日本" || !slices.Equal(pages, want) {
		t.Errorf("WithoutWords = %q, %q, %v; want %q", pages, letters, err, want)
	}
}
