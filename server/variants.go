package main

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"kairo.dev/server/cache"
	"kairo.dev/server/site"
)

// keptVariants keeps compressed variants in a cache, so that a program that is
// started again need not compress what was compressed before: a site of 1,000
// posts takes a minute and more.
type keptVariants struct{ in *cache.Folder }

// key is that of a body with the digest.
func (keptVariants) key(digest string) string {
	return fmt.Sprintf("%d-%s", site.EncodingVersion, digest)
}

// of are the variants that are kept of files, by the digests of their bodies,
// apart from those that are known.
func (k keptVariants) of(files site.Files, known []map[string][]site.Variant) map[string][]site.Variant {
	kept := make(map[string][]site.Variant)
	for _, file := range files {
		if isKnown(file.Digest, known) || kept[file.Digest] != nil {
			continue
		}
		var variants []site.Variant
		if entry := k.in.Get(k.key(file.Digest)); entry != nil && gob.NewDecoder(bytes.NewReader(entry)).Decode(&variants) == nil {
			kept[file.Digest] = variants
		}
	}
	return kept
}

// keep keeps the variants of files, apart from those that are known.
func (k keptVariants) keep(files site.Files, known []map[string][]site.Variant) {
	fresh := false
	for digest, variants := range files.Variants() {
		var entry bytes.Buffer
		if !isKnown(digest, known) && gob.NewEncoder(&entry).Encode(variants) == nil {
			k.in.Put(k.key(digest), entry.Bytes())
			fresh = true
		}
	}
	if fresh {
		k.in.Prune()
	}
}

func isKnown(digest string, known []map[string][]site.Variant) bool {
	for _, variants := range known {
		if variants[digest] != nil {
			return true
		}
	}
	return false
}
