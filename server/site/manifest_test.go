package site

import (
	"bytes"
	"encoding/json"
	"image/png"
	"slices"
	"strings"
	"testing"
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
		if got := sizes(size); got != image.Sizes {
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
