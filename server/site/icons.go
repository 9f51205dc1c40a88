package site

import (
	"encoding/binary"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/server/cache"
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

// faviconSize is the width and height in pixels of the icon for which browsers,
// feed readers and link previews look without having read a page: it has 16,
// and screens have up to three times as many.
const faviconSize = 48

// addIcons adds the icons of the site to files, and tells their addresses.
func addIcons(files Files, s *content.Site, fonts *picture.Fonts, kept *cache.Folder) iconPaths {
	mark := picture.NewMark(s.Title, s.Address, fonts)
	drawn := picture.Draw(kept,
		picture.Icon{Mark: mark, Size: touchIcon, Maskable: true},
		picture.Icon{Mark: mark, Size: 192},
		picture.Icon{Mark: mark, Size: 192, Maskable: true},
		picture.Icon{Mark: mark, Size: 512},
		picture.Icon{Mark: mark, Size: 512, Maskable: true},
		picture.Icon{Mark: mark, Size: faviconSize},
	)
	// The feeds name it, and readers of feeds show it on pages of their own.
	files[ui.FaviconPath] = public(NewFile(ico(drawn[5], faviconSize), mediaType(ui.FaviconPath)))
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

// ico is a PNG picture as an ICO file with nothing else in it (Windows Vista and
// later, and every browser): the header, the one entry of the directory, and
// the picture.
func ico(picture []byte, size uint8) []byte {
	const header, entry = 6, 16
	b := []byte{0, 0, 1, 0, 1, 0} // an icon; one picture
	b = append(b, size, size, 0, 0)
	b = binary.LittleEndian.AppendUint16(b, 1)  // colour planes
	b = binary.LittleEndian.AppendUint16(b, 32) // bits for each pixel
	b = binary.LittleEndian.AppendUint32(b, uint32(len(picture)))
	b = binary.LittleEndian.AppendUint32(b, header+entry)
	return append(b, picture...)
}
