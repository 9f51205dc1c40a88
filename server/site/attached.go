package site

import (
	"fmt"

	"kairo.dev/content"
	"kairo.dev/server/cache"
	"kairo.dev/server/picture"
)

// mostOffline is how large a file may be to be in the offline copy, in bytes; see
// content.LargestKept.
const mostOffline = content.LargestKept

// addFiles adds the files that the content refers to: documents as they are,
// pictures in their forms. Names that say what is in them may be kept for ever.
func addFiles(files Files, s *content.Site, o Options) error {
	var photos []picture.Picture
	var of []*content.File
	var forms []content.Form
	for _, f := range s.Files {
		if f.Largest().Width == 0 {
			body, err := f.Read()
			if err != nil {
				return fmt.Errorf("files/%s: %w", f.Name, err)
			}
			files.addFile(f.Largest().Address, body, f)
			continue
		}
		for _, form := range f.Forms {
			photos, of, forms = append(photos, picture.Photo{File: f, Form: form}), append(of, f), append(forms, form)
		}
	}
	for i, body := range picture.Draw(o.Photos, photos...) {
		if body == nil {
			return fmt.Errorf("files/%s: cannot be read as a picture, or only in part: save it anew", of[i].Name)
		}
		files.addFile(forms[i].Address, body, of[i])
	}
	return nil
}

// CheckFiles makes the files that the content refers to, and says whether one of
// them cannot be made: of a picture, package content/load reads no more than the
// size. What is made is kept in the cache.
func CheckFiles(s *content.Site, photos *cache.Folder) error {
	return addFiles(make(Files), s, Options{Photos: photos})
}

func (f Files) addFile(path string, body []byte, of *content.File) {
	f[path] = immutable(public(NewFile(body, of.Type)))
	f[path].Offline = len(body) <= mostOffline
}
