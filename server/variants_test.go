package main

import (
	"reflect"
	"strings"
	"testing"

	"kairo.dev/server/cache"
	"kairo.dev/server/site"
)

// TestKeptVariants: what was compressed once is there after a restart, and
// what is known is not read again.
func TestKeptVariants(t *testing.T) {
	open := func(dir string) keptVariants {
		cache, err := cache.Open(dir, 128<<20)
		if err != nil {
			t.Fatal(err)
		}
		return keptVariants{cache}
	}
	dir := t.TempDir()
	files := site.Files{
		"/":  site.NewFile([]byte(strings.Repeat("<p>again</p>", 1000)), "text/html; charset=utf-8"),
		"/a": site.NewFile([]byte(strings.Repeat("<p>more</p>", 1000)), "text/html; charset=utf-8"),
	}
	encoded := files.Encode()
	known := []map[string][]site.Variant{{files["/a"].Digest: encoded["/a"].Variants}}
	open(dir).keep(encoded, known)
	got := open(dir).of(files, nil)
	if want := map[string][]site.Variant{files["/"].Digest: encoded["/"].Variants}; !reflect.DeepEqual(got, want) {
		t.Errorf("kept are %d variants of %d bodies; want those of the one that was not known", len(got[files["/"].Digest]), len(got))
	}
	if got := open(dir).of(files, []map[string][]site.Variant{encoded.Variants()}); len(got) != 0 {
		t.Errorf("of gives %d bodies whose variants are known", len(got))
	}
	if got := (keptVariants{}).of(files, nil); len(got) != 0 {
		t.Errorf("no cache has variants of %d bodies", len(got))
	}
}
