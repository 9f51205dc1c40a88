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
// it in every address.
//
// Pages are rendered by the same components that run in the browser (package
// app/ui). Their HTML is exact: see package app/takeover/exact for
// what that takes.
//
// Content that cannot be built never becomes a value. Whoever swaps editions
// keeps the last good one for as long as Build returns an error.
package site

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"kairo.dev/app/takeover/exact"
	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/server/picture"
)

// BundlePath is where the content is served as one JSON document, for others
// to read. The program reads the same document under a name with the edition
// in it, so that a page of one edition never gets the content of another.
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
	// Pictures is where pictures are kept that were drawn. Without a cache,
	// they are drawn each time.
	Pictures *picture.Cache
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
	a, err := addAssets(files, assets, s, o)
	if err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	if err := addLicences(files, assets); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	pages := ui.Pages(s)
	fonts, err := picture.ReadFonts(o.Content)
	if err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	a.Icons = addIcons(files, s, fonts, o.Pictures)
	a.Cards = cardLinks(s, pages, fonts)
	if !o.LaterCards {
		addCards(files, s, pages, fonts, o.Pictures)
	}
	bundle, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("build site: encode bundle: %w", err)
	}
	files[BundlePath] = public(NewFile(bundle, mediaType(BundlePath)))
	a.Content = "/content/site." + s.Edition.Short() + ".json"
	files[a.Content] = immutable(NewFile(bundle, mediaType(BundlePath)))
	files[a.Content].Offline = true
	seal, err := sealFile(s)
	if err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	files[ui.SealPath(s)] = immutable(seal)
	files[ui.SealPath(s)].Offline = true
	if err := addManifest(files, o.Content, s, a.Icons); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	if o.NoOffline {
		a.Offline = ""
	}
	names := a.names(s)
	for _, page := range pages {
		html, err := renderPage(s, page, a)
		if err != nil {
			return nil, fmt.Errorf("build page %s: %w", page.Path, err)
		}
		if err := checkIDs(html); err != nil {
			return nil, fmt.Errorf("build page %s: %w", page.Path, err)
		}
		files[page.Path] = NewFile(html, "text/html; charset=utf-8")
		// Without a network nobody knows what does not exist.
		files[page.Path].Offline = page.Path != ui.NotFoundPath
		if page.Answers() {
			files[page.Path].Answer = func(query string) ([]byte, error) {
				return renderPage(s, page.WithQuery(query), a)
			}
		}
	}
	addTexts(files, pages)
	if err := addFiles(files, s, o); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	if err := addInterchange(files, s); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	if err := addPermalinks(files, s); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	if err := addWorker(files, assets, s, names, o); err != nil {
		return nil, fmt.Errorf("build site: %w", err)
	}
	return files, nil
}

// addTexts adds the texts of posts for the browser's program.
func addTexts(files Files, pages []*ui.Page) {
	for _, page := range pages {
		if page.Text != "" {
			files[page.Text] = immutable(NewFile(page.Post.Article.Data, mediaType(page.Text)))
			files[page.Text].Offline = true
		}
	}
}

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
