package load

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/attached"
	"kairo.dev/content/text"
)

// attachments are the files that the content refers to, as far as they have been
// found.
type attachments struct {
	fsys  fs.FS
	found map[string]*content.File
}

// find finds the file of a name.
func (a *attachments) find(name string) (*content.File, error) {
	if f := a.found[name]; f != nil {
		return f, nil
	}
	f, err := attached.Read(a.fsys, name)
	if err != nil {
		return nil, err
	}
	if a.found == nil {
		a.found = make(map[string]*content.File)
	}
	a.found[name] = f
	return f, nil
}

// all are the files, by their names.
func (a *attachments) all() []*content.File {
	var all []*content.File
	for _, name := range slices.Sorted(maps.Keys(a.found)) {
		all = append(all, a.found[name])
	}
	return all
}

// shown is a file as texts show it.
func shown(f *content.File, err error) (text.File, error) {
	if err != nil {
		return text.File{}, err
	}
	largest := f.Largest()
	s := text.File{Address: largest.Address, Width: largest.Width, Height: largest.Height}
	for _, form := range f.Forms[:len(f.Forms)-1] {
		s.Smaller = append(s.Smaller, text.Source{Address: form.Address, Width: form.Width})
	}
	return s, nil
}

// readFiles finds the files that are not in texts, and puts where they are
// published in the place of their names.
func (f *files) readFiles(docs map[string]*document, a *attachments) {
	for i := range f.talks.Talks {
		t := &f.talks.Talks[i]
		if name, isFile := strings.CutPrefix(t.Slides, "files/"); isFile {
			file, err := a.find(name)
			if err != nil {
				docs[talksName].reportAt(fmt.Sprintf("talks[%d].slides", i), "%q %v", t.Slides, err)
				continue
			}
			t.Slides, t.SlideKB = file.Largest().Address, max(1, (file.Size+500)/1000)
		}
	}
	p := &f.person
	if name, isFile := strings.CutPrefix(p.Portrait, "files/"); isFile {
		file, err := a.find(name)
		if err == nil && file.Largest().Width == 0 {
			err = errors.New("is no picture")
		}
		if err != nil {
			docs[personName].reportAt("portrait", "%q %v", p.Portrait, err)
			return
		}
		form := file.Forms[0] // it is shown small
		p.Portrait, p.PortraitSize = form.Address, []int{form.Width, form.Height}
	}
}

// online are the files that are too large for the offline copy. Pictures are made
// small enough.
func online(files []*content.File) []content.OnlineFile {
	var all []content.OnlineFile
	for _, f := range files {
		if f.Largest().Width == 0 && f.Size > content.LargestKept {
			all = append(all, content.OnlineFile{Address: f.Largest().Address, KB: (f.Size + 500) / 1000})
		}
	}
	return all
}
