package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kairo.dev/server/site"
)

func TestPrecompress(t *testing.T) {
	root := t.TempDir()
	dist := filepath.Join(root, "dist")
	if err := os.Mkdir(dist, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string, body []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dist, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	known := func() map[string][]site.Variant {
		t.Helper()
		if err := precompress(dist); err != nil {
			t.Fatalf("precompress: %v", err)
		}
		variants, err := site.Precompressed(os.DirFS(root))
		if err != nil {
			t.Fatalf("Precompressed: %v", err)
		}
		return variants
	}
	program := bytes.Repeat([]byte("\x00asm local.get call "), 1000)
	write("app.wasm", program)
	write("0123.br", []byte("of a program that is no more"))
	digest := site.NewFile(program, "").Digest
	first := known()
	if got := slices.Collect(maps.Keys(first)); len(got) != 1 || got[0] != digest || len(first[digest]) != 3 {
		t.Fatalf("precompress keeps variants of %q, %d of the program; want 3 of %s alone", got, len(first[digest]), digest)
	}
	file := site.Files{"/app.wasm": site.NewFile(program, "application/wasm")}.Encode(first)["/app.wasm"]
	if len(file.Variants) != 3 || !bytes.Equal(file.Variants[0].Body, first[digest][0].Body) {
		t.Errorf("Encode does not take the variants that were made beforehand")
	}

	// What is there is not made again.
	brotli := site.PrecompressedName(digest, site.Brotli)
	write(brotli, []byte("from before"))
	if got := known()[digest][0].Body; string(got) != "from before" {
		t.Errorf("precompress makes %s again", brotli)
	}
	// Of another program, nothing of before is left.
	write("app.wasm", append(program, "end"...))
	if again := known(); again[digest] != nil || len(again) != 1 {
		t.Errorf("precompress of another program keeps the variants of the one before")
	}
}
