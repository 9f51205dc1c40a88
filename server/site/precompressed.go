package site

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// PrecompressedName is the name of the file that keeps a variant made
// beforehand. It is made of the digest of the body, so that a variant of
// another body is never taken for one of this.
func PrecompressedName(digest string, c Coding) string { return digest + c.Extension() }

// Precompressed reads the variants that were made with the browser's program
// (see package precompress) from the folder dist of the assets, for Encode.
// Where there are none, the map is empty: the site is the same, only larger on
// its way.
func Precompressed(assets fs.FS) (map[string][]Variant, error) {
	known := make(map[string][]Variant)
	for _, c := range Codings {
		names, err := fs.Glob(assets, "dist/*"+c.Extension())
		if err != nil {
			return nil, fmt.Errorf("list variants: %w", err)
		}
		for _, name := range names {
			body, err := fs.ReadFile(assets, name)
			if err != nil {
				return nil, fmt.Errorf("read variant: %w", err)
			}
			digest := strings.TrimSuffix(path.Base(name), c.Extension())
			known[digest] = append(known[digest], Variant{Coding: c, Body: body})
		}
	}
	return known, nil
}
