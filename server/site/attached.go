package site

import (
	"errors"
	"fmt"

	"kairo.dev/content"
	"kairo.dev/server/cache"
	"kairo.dev/server/picture"
)

// mostOffline is how large a file may be to be in the offline copy, in bytes; see
// content.LargestKept.
const mostOffline = content.LargestKept

// addFiles adds the files that the content refers to. The error says which of them
// cannot be made, one a line.
func addFiles(files Files, s *content.Site, o Options) error {
	return errors.Join(makeFiles(files, s, o.Photos)...)
}

// makeFiles adds the files that the content refers to: documents as they are,
// pictures in their forms. Names that say what is in them may be kept for ever.
// There is an error for each file that cannot be made.
func makeFiles(files Files, s *content.Site, kept *cache.Folder) (wrong []error) {
	var photos []picture.Picture
	var of []*content.File
	var forms []content.Form
	for _, f := range s.Files {
		if f.Largest().Width == 0 {
			body, err := f.Read()
			if err != nil {
				wrong = append(wrong, fmt.Errorf("files/%s: %w", f.Name, err))
				continue
			}
			files.addFile(f.Largest().Address, body, f)
			continue
		}
		for _, form := range f.Forms {
			photos, of, forms = append(photos, picture.Photo{File: f, Form: form}), append(of, f), append(forms, form)
		}
	}
	var broken *content.File // which is told once, and not of each form
	for i, body := range picture.Draw(kept, photos...) {
		switch {
		case body != nil:
			files.addFile(forms[i].Address, body, of[i])
		case of[i] != broken:
			broken = of[i]
			wrong = append(wrong, fmt.Errorf("files/%s: cannot be read as a picture, or only in part: save it anew", broken.Name))
		}
	}
	return wrong
}

// CheckFiles makes the files that the content refers to, and says which of them
// cannot be made: of a picture, package content/load reads no more than the size.
// What is made is kept in the cache.
func CheckFiles(s *content.Site, photos *cache.Folder) []error {
	return makeFiles(make(Files), s, photos)
}

func (f Files) addFile(path string, body []byte, of *content.File) {
	f[path] = immutable(public(NewFile(body, of.Type)))
	f[path].Offline = len(body) <= mostOffline
}
