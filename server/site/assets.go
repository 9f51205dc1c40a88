package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"kairo.dev/app/takeover/script"
	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// assetPaths are the addresses of the assets that pages refer to.
type assetPaths struct {
	Style       string // all style sheets in one
	Theme       string // the script that runs before the first paint
	Page        string // the script of what pages do by themselves
	Boot        string // the script that starts the program
	Takeover    string // the script that puts the program in charge
	Preparation string // the worker that receives the program and rehearses its start
	Program     string // app.wasm, "" if it was not built
	Runtime     string // wasm_exec.js
	Content     string // the bundle
	Offline     string // the script that keeps the offline copy, "" if there is none
	Edition     string // a digest of the others and of the content
	Icons       iconPaths
	Cards       cards
	Reload      string // the script for those who write the site, "" for readers
}

// addAssets adds the assets to files, under names that hold a hash of what is
// in them, and tells those names.
func addAssets(files Files, assets fs.FS, s *content.Site, o Options) (assetPaths, error) {
	var a assetPaths
	style, err := joinStyles(assets)
	if err != nil {
		return a, err
	}
	style = append(style, styleWords(s)...)
	if style, err = minified("style sheets", ".css", style); err != nil {
		return a, err
	}
	a.Style = files.addHashed("site.css", style)
	files[a.Style].Offline = true
	for _, asset := range []struct {
		from fs.FS
		file string
		to   *string
	}{
		{assets, "static/theme.js", &a.Theme},
		{assets, "static/page.js", &a.Page},
		{script.Files, "boot.js", &a.Boot},
		{script.Files, "takeover.js", &a.Takeover},
		{script.Files, "prepare.js", &a.Preparation},
		{assets, "static/offline.js", &a.Offline},
		{assets, "dist/wasm_exec.js", &a.Runtime},
		{assets, "dist/app.wasm", &a.Program},
		{assets, "static/reload.js", &a.Reload},
	} {
		if asset.to == &a.Reload && !o.Dev {
			continue
		}
		made := strings.HasPrefix(asset.file, "dist/")
		body, err := fs.ReadFile(asset.from, asset.file)
		if errors.Is(err, fs.ErrNotExist) && made {
			continue
		}
		if err != nil {
			return a, fmt.Errorf("read asset: %w", err)
		}
		if !made {
			if body, err = minified(asset.file, ".js", body); err != nil {
				return a, err
			}
		}
		if asset.to == &a.Offline {
			if body, err = withWords(body, s.Words.Locale, s.Words.Script); err != nil {
				return a, err
			}
		}
		*asset.to = files.addHashed(path.Base(asset.file), body)
		files[*asset.to].Offline = true
	}
	if s.Words.Signatures != nil {
		return a, a.addSigned(files, assets, s)
	}
	return a, nil
}

// addLicences adds the notices of those whose work is passed on with the site.
// Like the program, they are made by "make build".
func addLicences(files Files, assets fs.FS) error {
	notices, err := fs.ReadFile(assets, "dist/licences.txt")
	if errors.Is(err, fs.ErrNotExist) {
		notices, err = []byte("They are written here when the program is built.\n"), nil
	}
	if err != nil {
		return fmt.Errorf("read asset: %w", err)
	}
	files[ui.LicencesPath] = public(NewFile(notices, mediaType(ui.LicencesPath)))
	files[ui.LicencesPath].Offline = true
	return nil
}

// addSigned puts the script that shows signatures in front of the one that keeps
// the offline copy.
func (a *assetPaths) addSigned(files Files, assets fs.FS, s *content.Site) error {
	const name = "static/signed.js"
	body, err := fs.ReadFile(assets, name)
	if err != nil {
		return fmt.Errorf("read asset: %w", err)
	}
	if body, err = minified(name, ".js", body); err != nil {
		return err
	}
	body = bytes.Replace(body, []byte(`"./offline.js"`), []byte(`"./`+path.Base(a.Offline)+`"`), 1)
	if body, err = withWords(body, s.Words.Locale, s.Words.Signatures.Script); err != nil {
		return err
	}
	a.Offline = files.addHashed(path.Base(name), body)
	files[a.Offline].Offline = true
	return nil
}

// names are what pages of an edition hold that those of another do not; see
// offlineEdition. It sets a.Edition from the rest.
func (a *assetPaths) names(s *content.Site) []string {
	names := []string{s.Edition.Digest, ui.SealPath(s)}
	for _, address := range []string{
		a.Style, a.Theme, a.Page, a.Boot, a.Takeover, a.Preparation, a.Program, a.Runtime, a.Content, a.Offline,
		a.Icons.Drawing, a.Icons.Touch,
	} {
		if address != "" {
			names = append(names, address)
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	a.Edition = hex.EncodeToString(sum[:])[:12]
	// The shortest comes last, or it would be replaced inside of the others.
	return append(append([]string{a.Edition}, names...), s.Edition.Short())
}

// below are the addresses on a site that is below base.
func (a assetPaths) below(base string) assetPaths {
	for _, address := range []*string{
		&a.Style, &a.Theme, &a.Page, &a.Boot, &a.Takeover, &a.Preparation, &a.Program, &a.Runtime, &a.Content, &a.Offline,
		&a.Icons.Drawing, &a.Icons.Touch, &a.Reload,
	} {
		if *address != "" {
			*address = base + *address
		}
	}
	return a
}

// joinStyles puts the style sheets together in the order of their names. The
// first declares the order of the cascade layers, so this order only decides
// within a layer.
func joinStyles(assets fs.FS) ([]byte, error) {
	sheets, err := fs.Glob(assets, "static/css/*.css")
	if err != nil {
		return nil, fmt.Errorf("list style sheets: %w", err)
	}
	var all bytes.Buffer
	for _, name := range sheets { // Glob sorts
		sheet, err := fs.ReadFile(assets, name)
		if err != nil {
			return nil, fmt.Errorf("read style sheet: %w", err)
		}
		all.Write(sheet)
	}
	return all.Bytes(), nil
}

// styleWords are the words of the interface that style sheets say, as custom
// properties.
func styleWords(s *content.Site) string {
	return fmt.Sprintf("@layer tokens { :root { --upcoming: %q } }\n", s.Words.Talks.Upcoming)
}

// withWords puts what a script says in front of it, as WORDS, with the tag by
// which it writes dates and numbers.
func withWords[W content.ScriptWords | content.SignatureScriptWords](script []byte, locale string, words W) ([]byte, error) {
	said, err := json.Marshal(words)
	if err != nil {
		return nil, fmt.Errorf("encode words: %w", err)
	}
	return fmt.Appendf(nil, "const WORDS = {\"locale\":%q,%s;\n%s", locale, said[1:], script), nil
}

// addHashed adds an asset under a path with a hash of its body, and returns
// the path.
func (f Files) addHashed(name string, body []byte) string {
	file := immutable(NewFile(body, mediaType(name)))
	ext := path.Ext(name)
	hashed := fmt.Sprintf("/static/%s.%s%s", strings.TrimSuffix(name, ext), file.Digest[:12], ext)
	f[hashed] = file
	return hashed
}

// mediaType is the media type for a name by its extension. It does not ask the
// system, whose tables differ from machine to machine.
func mediaType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".ico":
		return "image/x-icon"
	case ".png":
		return "image/png"
	case ".wasm":
		return "application/wasm"
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}
