package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image/png"
	"io/fs"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"

	"github.com/goccy/go-json"
)

// ManifestPath is the address of the web app manifest.
const ManifestPath = "/manifest.webmanifest"

// manifest is a web app manifest (W3C Web Application Manifest, and the App
// Information note for what shops show).
type manifest struct {
	ID              string   `json:"id"`
	Name            string   `json:"name"`
	ShortName       string   `json:"short_name"`
	Description     string   `json:"description"`
	Lang            string   `json:"lang"`
	Dir             string   `json:"dir"`
	Scope           string   `json:"scope"`
	StartURL        string   `json:"start_url"`
	Display         string   `json:"display"`
	DisplayOverride []string `json:"display_override"`
	Orientation     string   `json:"orientation"`
	// The colours that a window has before it has a page. There is only one of
	// each here; pages name those of both themes.
	BackgroundColor string            `json:"background_color"`
	ThemeColor      string            `json:"theme_color"`
	Categories      []string          `json:"categories,omitempty"`
	Icons           []manifestImage   `json:"icons"`
	Screenshots     []manifestImage   `json:"screenshots,omitempty"`
	Shortcuts       []manifestLink    `json:"shortcuts"`
	LaunchHandler   map[string]string `json:"launch_handler"`
}

type manifestImage struct {
	Src        string `json:"src"`
	Sizes      string `json:"sizes"`
	Type       string `json:"type"`
	Purpose    string `json:"purpose,omitempty"`
	FormFactor string `json:"form_factor,omitempty"`
	Label      string `json:"label,omitempty"`
}

type manifestLink struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// addManifest adds the manifest in a language to its files, and the pictures that
// only it refers to to those that the languages share. Whoever installs the site
// in one language has it in all.
func addManifest(files, shared Files, from fs.FS, s *content.Site, icons iconPaths) error {
	screenshots, err := addScreenshots(shared, from, s)
	if err != nil {
		return err
	}
	base := s.Base()
	root := strings.TrimSuffix(base, s.Path())
	body, err := json.MarshalIndent(manifest{
		ID:              base + "/",
		Name:            s.Title,
		ShortName:       s.Title,
		Description:     s.Description,
		Lang:            s.Language,
		Dir:             cmp.Or(s.Direction, "ltr"),
		Scope:           root + "/",
		StartURL:        base + "/",
		Display:         "standalone",
		DisplayOverride: []string{"standalone", "minimal-ui"},
		Orientation:     "any",
		BackgroundColor: paperLight,
		ThemeColor:      paperLight,
		Categories:      s.Categories,
		Icons:           manifestIcons(icons, root),
		Screenshots:     screenshots,
		Shortcuts:       shortcuts(s),
		// A second start shows the window there is, where it is.
		LaunchHandler: map[string]string{"client_mode": "focus-existing"},
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("encode manifest: %w", err)
	}
	files[ManifestPath] = NewFile(body, mediaType(ManifestPath))
	files[ManifestPath].Offline = true
	return nil
}

// manifestIcons are the icons, which the languages share: they are below the root of the site.
func manifestIcons(paths iconPaths, root string) []manifestImage {
	images := []manifestImage{{Src: root + paths.Drawing, Sizes: "any", Type: "image/svg+xml", Purpose: "any"}}
	for _, i := range paths.Pictures {
		purpose := "any"
		if i.Maskable {
			purpose = "maskable"
		}
		images = append(images, manifestImage{
			Src:     root + i.Path,
			Sizes:   sizes(i.Size, i.Size),
			Type:    "image/png",
			Purpose: purpose,
		})
	}
	return images
}

// sizes is the size of a picture as manifests have it.
func sizes(width, height int) string { return fmt.Sprintf("%dx%d", width, height) }

// shortcuts lead to the sections that have most to read.
func shortcuts(s *content.Site) []manifestLink {
	var links []manifestLink
	for _, page := range ui.Pages(s) {
		switch page.Path {
		case "/talks", "/publications", "/archive":
			links = append(links, manifestLink{Name: page.Name, URL: s.Base() + page.Path})
		}
	}
	return links
}

// addScreenshots adds the pictures of the site that browsers show before it is
// installed, as far as the content has some ("make manifest-screenshots").
func addScreenshots(files Files, from fs.FS, s *content.Site) ([]manifestImage, error) {
	if from == nil {
		return nil, nil
	}
	var all []manifestImage
	for _, factor := range []string{"narrow", "wide"} {
		body, err := fs.ReadFile(from, "screenshots/"+factor+".png")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read screenshot: %w", err)
		}
		size, err := png.DecodeConfig(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("read screenshot %s: %w", factor, err)
		}
		all = append(all, manifestImage{
			Src:        strings.TrimSuffix(s.Base(), s.Path()) + files.addHashed(factor+".png", body),
			Sizes:      sizes(size.Width, size.Height),
			Type:       "image/png",
			FormFactor: factor,
			Label:      s.Words.Data.Screenshot.With("site", s.Title),
		})
	}
	return all, nil
}
