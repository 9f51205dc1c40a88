package site

import (
	"fmt"

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
func addIcons(files Files, s *content.Site) iconPaths {
	mark := picture.NewMark(s.Title)
	paths := iconPaths{
		Drawing: files.addHashed("icon.svg", mark.SVG()),
		Touch:   files.addHashed("apple-touch-icon.png", mark.Icon(touchIcon, true)),
	}
	// What pages show; the rest is for the moment of installation.
	files[paths.Drawing].Offline = true
	for _, size := range []int{192, 512} {
		paths.Pictures = append(paths.Pictures,
			icon{files.addHashed(fmt.Sprintf("icon-%d.png", size), mark.Icon(size, false)), size, false},
			icon{files.addHashed(fmt.Sprintf("icon-%d-maskable.png", size), mark.Icon(size, true)), size, true})
	}
	return paths
}
