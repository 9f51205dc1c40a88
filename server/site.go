package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/load"
	"kairo.dev/server/cache"
	"kairo.dev/server/site"
	"kairo.dev/web"
)

// builder makes the site of the content in a folder, again and again.
type builder struct {
	dir     string // "" for the embedded content
	options site.Options
	// signatures are those that are published with the site, or nil.
	signatures *signatures

	// cached are compressed variants by the digests of the bodies: those that
	// the build of the program made, and those of the last site.
	mu     sync.Mutex
	cached []map[string][]site.Variant
	// kept are more of them, in a folder for caches.
	kept keptVariants
}

func newBuilder(dir string, options site.Options) (*builder, error) {
	precompressed, err := site.Precompressed(web.Files)
	if err != nil {
		return nil, err
	}
	options.Pictures = openCache("pictures", forEditions)
	options.Photos = openCache("photos", forPhotos)
	return &builder{dir: dir, options: options, cached: []map[string][]site.Variant{precompressed, nil}, kept: keptVariants{openCache("compressed", forEditions)}}, nil
}

// read reads the content.
func (b *builder) read() (*content.Site, error) {
	way := load.Read
	if b.options.Dev {
		way = load.ReadWithDrafts // for those who write
	}
	s, err := readBy(way, b.dir)
	if err == nil && b.signatures != nil {
		s, err = load.Signed(s)
	}
	return s, err
}

// build makes the site of the content.
func (b *builder) build(s *content.Site) (site.Files, error) {
	options := b.options
	options.Content, _ = folder(b.dir)
	files, err := site.Build(s, web.Files, options)
	if err == nil && b.signatures != nil {
		err = b.signatures.add(files, time.Now())
	}
	return files, err
}

// addCards adds the cards that the site of s was made without.
func (b *builder) addCards(files site.Files, s *content.Site) (site.Files, error) {
	options := b.options
	options.Content, _ = folder(b.dir)
	return files.AddCards(s, options)
}

// encodeCached gives the files the variants that there are already.
func (b *builder) encodeCached(files site.Files) site.Files {
	return files.EncodeKnown(b.variants()...)
}

// encode compresses the files, as far as it has not done so before.
func (b *builder) encode(files site.Files) site.Files {
	known := b.variants()
	known = append(known, b.kept.of(files, known))
	files = files.Encode(known...)
	b.kept.keep(files, known)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cached[1] = files.Variants()
	return files
}

// variants are those that there are.
func (b *builder) variants() []map[string][]site.Variant {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.cached)
}

// How much the folders for caches may hold, in bytes. Cards and what is compressed
// change with each edition, so that a few editions of two thousand pages are enough.
// Photographs stay, and one that did not find room would be made at each build.
const (
	forEditions = 128 << 20
	forPhotos   = 1 << 30
)

// openCache is where something is kept that takes long to make, by what it is, in
// the folder for caches that systemd provides, or the user's. Who has none, such as
// a locked-down service, makes it at each start.
func openCache(of string, size int64) *cache.Folder {
	dir := fromSystemd("CACHE_DIRECTORY")
	if dir == "" {
		caches, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(caches, "kairo")
	}
	kept, err := cache.Open(filepath.Join(dir, of), size)
	if err != nil {
		return nil
	}
	return kept
}

// fromSystemd is a folder that systemd provides, or "". Of several, it is the
// first.
func fromSystemd(variable string) string {
	dir, _, _ := strings.Cut(os.Getenv(variable), ":")
	return dir
}

// mistakes is content that cannot be used: what is wrong, and in which files.
type mistakes struct {
	dir      string
	problems load.Problems
}

func (m *mistakes) Error() string {
	return fmt.Sprintf("the content has %s:\n%s", counted(len(m.problems), "mistake", "mistakes"), strings.Join(m.lines(), "\n"))
}

// counted says how many there are of something.
func counted(n int, one, more string) string {
	if n == 1 {
		more = one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// lines are the problems with the names of the files as the caller knows them.
func (m *mistakes) lines() []string {
	var lines []string
	for _, p := range m.problems {
		lines = append(lines, fmt.Sprintf("%s%c%v", m.dir, filepath.Separator, p))
	}
	return lines
}

// folder is the folder dir, or the embedded content, and what to call it.
func folder(dir string) (files fs.FS, name string) {
	if dir == "" {
		return content.Files, "content"
	}
	return os.DirFS(dir), filepath.Clean(dir)
}

// read reads the content in dir, or the embedded content.
func read(dir string) (*content.Site, error) { return readBy(load.Read, dir) }

// readBy reads it with the drafts or without.
func readBy(way func(fs.FS, func(*content.Site) []string) (*content.Site, error), dir string) (*content.Site, error) {
	from, name := folder(dir)
	s, err := way(from, ui.Paths)
	var problems load.Problems
	if errors.As(err, &problems) {
		return nil, &mistakes{name, problems}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}
