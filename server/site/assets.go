package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kairo.dev/app/takeover/script"
	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/goccy/go-json"
)

// assetPaths are the addresses of the assets that pages refer to.
type assetPaths struct {
	Style       string // all style sheets in one
	Theme       string // the script that runs before the first paint
	Page        string // the script of what pages do by themselves
	Boot        string // the script that starts the program
	Navigation  string // the script that shows pages in place, for Takeover
	Takeover    string // the script that puts the program in charge
	Preparation string // the worker that receives the program and rehearses its start
	Program     string // app.wasm, "" if it was not built
	Runtime     string // wasm_exec.js
	Content     string // the bundle
	Texts       string // the list of texts for the search, "" if there are none
	Copy        string // the script that looks at the offline copy, for Offline
	Wording     string // the script that puts what it is into words, for Offline
	Offline     string // the script that keeps the offline copy, "" if there is none
	Edition     string // a digest of the others and of the content
	Icons       iconPaths
	Cards       cards
	Reload      string // the script for those who write the site, "" for readers

	// imports are scripts as others import them, each followed by what it is here.
	imports []string
	// bundle is what Content is the address of.
	bundle []byte
}

// addAssets adds the assets to files, under names that hold a hash of what is
// in them, and tells those names.
//
// Those with words in them are added for each language: see addWorded.
func addAssets(files Files, assets fs.FS, o Options) (assetPaths, error) {
	var a assetPaths
	for _, asset := range []struct {
		from fs.FS
		file string
		to   *string
	}{
		{assets, "static/theme.js", &a.Theme},
		{assets, "static/page.js", &a.Page},
		{script.Files, "boot.js", &a.Boot},
		{script.Files, "navigation.js", &a.Navigation},
		{script.Files, "takeover.js", &a.Takeover},
		{script.Files, "prepare.js", &a.Preparation},
		{assets, "static/copy.js", &a.Copy},
		{assets, "static/wording.js", &a.Wording},
		{assets, "dist/wasm_exec.js", &a.Runtime},
		{assets, "dist/app.wasm", &a.Program},
		{assets, "static/reload.js", &a.Reload},
	} {
		if asset.to == &a.Reload && !o.Dev || (asset.to == &a.Copy || asset.to == &a.Wording) && o.NoOffline {
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
			body = a.imported(body)
		}
		*asset.to = files.addHashed(path.Base(asset.file), body)
		files[*asset.to].Offline = true
		a.imports = append(a.imports, `"./`+path.Base(asset.file)+`"`, `"./`+path.Base(*asset.to)+`"`)
	}
	return a, nil
}

// imported is a script that imports others by the names they have here.
func (a *assetPaths) imported(script []byte) []byte {
	return []byte(strings.NewReplacer(a.imports...).Replace(string(script)))
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

// addWorded adds the assets that are others in each language, and notes their
// names and that of the bundle in the language.
func (a *assetPaths) addWorded(files Files, assets fs.FS, s *content.Site, o Options) error {
	style, err := joinStyles(assets)
	if err != nil {
		return err
	}
	if style, err = minified("style sheets", ".css", append(style, styleWords(s)...)); err != nil {
		return err
	}
	a.Style = files.addHashed("site.css", style)
	files[a.Style].Offline = true
	if a.bundle, err = programBundle(s); err != nil {
		return fmt.Errorf("encode bundle: %w", err)
	}
	a.Content = s.Path() + hashedBundle(a.bundle)
	if s.Texts > 0 {
		a.Texts = s.Path() + ui.TextsPath(s)
	}
	if o.NoOffline {
		return nil
	}
	script, err := worded(assets, "static/offline.js", s, s.Words.Script)
	if err != nil {
		return err
	}
	a.Offline = files.addHashed("offline.js", a.imported(script))
	files[a.Offline].Offline = true
	if s.Words.Signatures == nil {
		return nil
	}
	// What shows signatures stands in front of what keeps the offline copy.
	script, err = worded(assets, "static/signed.js", s, s.Words.Signatures.Script)
	if err != nil {
		return err
	}
	a.imports = append(slices.Clip(a.imports), `"./offline.js"`, `"./`+path.Base(a.Offline)+`"`)
	a.Offline = files.addHashed("signed.js", a.imported(script))
	files[a.Offline].Offline = true
	return nil
}

// nameEdition gives the assets of each language the name of the edition, which is
// made of all of them. It returns what pages of an edition hold that those of
// another do not; see offlineEdition.
func nameEdition(s *content.Site, in []assetPaths) []string {
	names := []string{s.Edition.Digest, ui.SealPath(s)}
	for _, a := range in {
		for _, address := range []string{
			a.Style, a.Theme, a.Page, a.Boot, a.Takeover, a.Preparation, a.Program, a.Runtime, a.Content, a.Texts, a.Offline,
			a.Icons.Drawing, a.Icons.Touch,
		} {
			if address != "" && !slices.Contains(names, address) {
				names = append(names, address)
			}
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	edition := hex.EncodeToString(sum[:])[:12]
	for i := range in {
		in[i].Edition = edition
	}
	// The shortest comes last, or it would be replaced inside of the others.
	return append(append([]string{edition}, names...), s.Edition.Short())
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

// worded is a script with what it says in front of it, as WORDS, with the tag by
// which it writes dates and numbers, and where the pages in the language are.
func worded[W content.ScriptWords | content.SignatureScriptWords](assets fs.FS, name string, s *content.Site, words W) ([]byte, error) {
	script, err := fs.ReadFile(assets, name)
	if err != nil {
		return nil, fmt.Errorf("read asset: %w", err)
	}
	if script, err = minified(name, ".js", script); err != nil {
		return nil, err
	}
	type pages struct {
		Path      string   `json:"path"`
		Languages []string `json:"languages"` // the paths of all
	}
	var in *pages
	if s.Languages != nil {
		in = &pages{Path: s.Path()}
	}
	for _, l := range s.Languages {
		in.Languages = append(in.Languages, l.Path)
	}
	said, err := json.Marshal(words)
	if err != nil {
		return nil, fmt.Errorf("encode words: %w", err)
	}
	where := ""
	if in != nil {
		paths, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("encode paths: %w", err)
		}
		where = fmt.Sprintf(`"pages":%s,`, paths)
	}
	return fmt.Appendf(nil, "const WORDS = {\"locale\":%q,%s%s;\n%s", s.Words.Locale, where, said[1:], script), nil
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
