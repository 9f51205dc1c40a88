package site

import (
	"kairo.dev/content"
	"kairo.dev/server/picture"
)

// iconPaths are the addresses of the site's icon in its forms.
type iconPaths struct {
	Drawing  string // SVG, for any size
	Touch    string // PNG of touchIcon pixels
	Pictures []icon // PNG, for the manifest, by size
}

// icon is a form of the icon of one size.
type icon struct {
	Path     string
	Size     int  // its width and height in pixels
	Maskable bool // whether systems may cut it to a shape of theirs
}

// touchIcon is the size of the icon for the home screen of iOS, which cuts it
// to a shape of its own and therefore gets a maskable one.
const touchIcon = 180

// addIcons adds the icons of the site to files, and tells their addresses.
func addIcons(files Files, s *content.Site, cache *picture.Cache) iconPaths {
	mark := picture.NewMark(s.Title)
	drawn := cache.Draw(
		picture.Icon{Mark: mark, Size: touchIcon, Maskable: true},
		picture.Icon{Mark: mark, Size: 192},
		picture.Icon{Mark: mark, Size: 192, Maskable: true},
		picture.Icon{Mark: mark, Size: 512},
		picture.Icon{Mark: mark, Size: 512, Maskable: true},
	)
	paths := iconPaths{
		Drawing: files.addHashed("icon.svg", mark.SVG()),
		Touch:   files.addHashed("apple-touch-icon.png", drawn[0]),
		Pictures: []icon{
			{files.addHashed("icon-192.png", drawn[1]), 192, false},
			{files.addHashed("icon-192-maskable.png", drawn[2]), 192, true},
			{files.addHashed("icon-512.png", drawn[3]), 512, false},
			{files.addHashed("icon-512-maskable.png", drawn[4]), 512, true},
		},
	}
	// What pages show; the rest is for the moment of installation.
	files[paths.Drawing].Offline = true
	return paths
}
