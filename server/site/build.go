// Package site makes the finished site: a pure function from the content and
// the assets to every response the site can give.
//
// Nothing is rendered per request but the results of a search. [Build] does all
// the work once, when the program starts or the content changes, and its result
// is a value: a map from path to file. Package server/httpd serves the map, the
// export writes it to a folder, and the service worker's list is read off it, so
// the three cannot disagree. The same content and assets give the same bytes on
// any machine, in any order of work; anything else would break caches, exports
// and the trust in an edition's digest.
//
// A site can be below a path of its host: see [content.Site.Base]. Files are named
// without that path, as the folder of an export has them, and what is in them has
// it in every address. A translation is a site below a path of the site: all of
// them are one edition, and share the assets and the worker.
//
// Pages are rendered by the same components that run in the browser (package
// app/ui). Their HTML is exact: see package app/takeover/exact for
// what that takes.
//
// Content that cannot be built never becomes a value. Whoever swaps editions
// keeps the last good one for as long as Build returns an error.
package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"kairo.dev/app/takeover/exact"
	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/text"
	"kairo.dev/server/cache"
	"kairo.dev/server/picture"

	"github.com/goccy/go-json"
)

// BundlePath is where the content is served as one JSON document, for others
// to read. The program reads it, but for the digests of texts, under a name with its
// digest, so that a page of one edition never gets the content of another.
const BundlePath = "/content/site.json"

// Options are what can be decided about a site beside its content. The zero
// value is the whole site.
type Options struct {
	// NoOffline makes a site that no browser keeps a copy of. Its worker
	// removes the copies that there are: it is the way back, should a worker
	// ever do harm.
	NoOffline bool
	// Content is the folder that the site was read from, for what is in it
	// beside the words: the typefaces of its pictures (folder fonts) and the
	// screenshots of its manifest (folder screenshots). It may be nil.
	Content fs.FS
	// Pictures is where pictures are kept that were drawn, and Photos those of the
	// content in their sizes, which other editions do not push out. Without a
	// cache, they are made each time.
	Pictures, Photos *cache.Folder
	// LaterCards leaves the social cards out, of which pages say all the same
	// where they are: AddCards adds them. With many pages they take the longest
	// of all, and nobody who reads or writes waits for them.
	LaterCards bool
	// Dev is for those who write the site: pages load themselves again when
	// there is another edition.
	Dev bool
}

// Build makes the site of s. The assets have the folders static and dist of
// package web. Without dist/app.wasm the pages are plain HTML, which is a
// complete site.
func Build(s *content.Site, assets fs.FS, o Options) (Files, error) {
	files := make(Files)
	shared, err := addAssets(files, assets, o)
	if err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	if err := addLicences(files, assets); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	fonts, err := picture.ReadFonts(o.Content)
	if err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	shared.Icons = addIcons(files, s, fonts, o.Pictures)
	all := s.All()
	in := make([]assetPaths, len(all)) // the assets of each language
	for i, t := range all {
		in[i] = shared
		if err := in[i].addWorded(files, assets, t, o); err != nil {
			return nil, fmt.Errorf("build site: %w", err)
		}
		in[i].Cards = cardLinks(t, ui.Pages(t), fonts)
	}
	names := nameEdition(s, in)
	for i, t := range all {
		own := make(Files)
		if err := addLanguage(own, t, in[i]); err != nil {
			return nil, fmt.Errorf("build site: %w", err)
		}
		if err := addFiles(own, t, o); err != nil {
			return nil, fmt.Errorf("build site: %w", err)
		}
		if err := addManifest(own, files, o.Content, t, shared.Icons); err != nil {
			return nil, fmt.Errorf("build site: %w", err)
		}
		if !o.LaterCards {
			addCards(own, t, ui.Pages(t), fonts, o.Pictures)
		}
		files.addBelow(t.Path(), own)
	}
	if err := addWorker(files, assets, s, names, o); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	return files, nil
}

// addTexts adds the texts of posts and their index for the search in the browser, and
// the list of the addresses of both.
func addTexts(files Files, s *content.Site, pages []*ui.Page) {
	var addresses []string
	for i, body := range ui.Searched(s, pages) {
		path := ui.SearchedPath(i, text.Digest(body))
		files[path] = immutable(NewFile(body, mediaType(path)))
		files[path].Offline = true
		addPieces(files, s, path)
		addresses = append(addresses, s.Base()+path)
	}
	if addresses != nil {
		list := ui.TextsPath(s)
		files[list] = NewFile([]byte(strings.Join(addresses, "\n")), mediaType(list))
		files[list].Offline = true
	}
}

// programBundle is the bundle as the browser's program reads it: without the
// digests of texts, so that of what is in the bundle only the digest of the edition
// changes with a text, and the offline copy takes the bundle over.
func programBundle(s *content.Site) ([]byte, error) {
	own := *s
	own.Posts, own.Archive, own.Languages = slices.Clone(s.Posts), slices.Clone(s.Archive), slices.Clone(s.Languages)
	for _, posts := range [][]content.Post{own.Posts, own.Archive} {
		for i := range posts {
			posts[i].Digest = ""
		}
	}
	for i := range own.Languages {
		own.Languages[i].Digest = ""
	}
	return json.Marshal(&own)
}

// addLanguage adds what the site has in each of its languages: the bundle, the
// pages, and the forms for other programs. The paths are those in the language.
func addLanguage(files Files, s *content.Site, a assetPaths) error {
	bundle, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode bundle: %w", err)
	}
	files[BundlePath] = public(NewFile(bundle, mediaType(BundlePath)))
	hashed := hashedBundle(a.bundle)
	files[hashed] = immutable(NewFile(a.bundle, mediaType(BundlePath)))
	files[hashed].Offline = true
	addPieces(files, s, hashed)
	seal, err := sealFile(s)
	if err != nil {
		return err
	}
	files[ui.SealPath(s)] = immutable(seal)
	files[ui.SealPath(s)].Offline = true
	pages := ui.Pages(s)
	addTexts(files, s, pages)
	for _, page := range pages {
		html, err := renderPage(s, page, a)
		if err == nil {
			err = checkIDs(html)
		}
		if err != nil {
			return fmt.Errorf("page %s: %w", s.Path()+page.Path, err)
		}
		file := NewFile(html, "text/html; charset=utf-8")
		file.NotFound = page.Path == ui.NotFoundPath
		file.Offline = !file.NotFound // without a network nobody knows what does not exist
		if page.Answers() {
			file.Answer = func(query string) ([]byte, error) {
				return renderPage(s, page.WithQuery(query), a)
			}
		}
		files[page.Path] = file
	}
	if err := addInterchange(files, s); err != nil {
		return err
	}
	return addPermalinks(files, s)
}

// hashedBundle is where the program reads the bundle of a language: by its own digest,
// since another build may make another one of the same content.
func hashedBundle(bundle []byte) string { return "/content/site." + text.Digest(bundle) + ".json" }

// sealFile is the seal of the edition as a file of its own, which every page
// refers to.
func sealFile(s *content.Site) (*File, error) {
	svg, err := exact.HTML(ui.NewSeal(s.Edition.Digest).SVG().Attr("xmlns", "http://www.w3.org/2000/svg"), nil)
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return NewFile([]byte(svg), mediaType(ui.SealPath(s))), nil
}

// immutable marks a file whose path changes whenever its body does.
func immutable(f *File) *File {
	f.Immutable = true
	return f
}
