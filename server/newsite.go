package main

import (
	"cmp"
	"fmt"
	"strings"

	"kairo.dev/content/edit"
	"kairo.dev/content/load"
	"kairo.dev/content/words"

	"github.com/google/uuid"
)

// firstSite is what has to be known to begin a site.
type firstSite struct {
	Name     string `json:"name" doc:"Your full name, as it is written."`
	Address  string `json:"address" format:"https" doc:"The https address that the site will have."`
	Language string `json:"language" format:"language" doc:"The language of the site, as a BCP 47 tag such as en."`
	Handle   string `json:"handle" format:"slug" doc:"A short name for addresses: it names the contact card, as in /ada.vcf."`
}

// hostSlug is the first name of the host in an address, as a slug: "hanako" of
// https://www.hanako.example.
func hostSlug(address string) string {
	_, host, _ := strings.Cut(address, "://")
	host, _, _ = strings.Cut(strings.TrimPrefix(host, "www."), ".")
	return load.Slug(host)
}

// addSite puts the two files into a folder that every site has.
func addSite(folder *edit.Folder, e *entryForm, asks *asker) error {
	for _, name := range []string{"site.json", "person.json"} {
		if folder.Has(name) {
			return fmt.Errorf("%s is there already: choose another folder with -content", folder.Path(name))
		}
	}
	e.defaults = func(path string) string {
		switch path {
		case "language":
			return "en"
		case "handle":
			given, _, _ := strings.Cut(e.first("name"), " ")
			return cmp.Or(load.Slug(given), hostSlug(e.first("address")))
		}
		return ""
	}
	if err := e.complete(nil, asks); err != nil {
		return err
	}
	name := e.first("name")
	w := words.For(e.first("language"))
	section := func(title, description string) edit.Object {
		return edit.Object{{Name: "title", Value: title}, {Name: "description", Value: description}}
	}
	for file, object := range map[string]edit.Object{
		"site.json": {
			{Name: "address", Value: strings.TrimRight(e.first("address"), "/")},
			{Name: "language", Value: e.first("language")},
			{Name: "title", Value: name},
			{Name: "description", Value: name + "."},
			{Name: "updated", Value: string(today())},
			{Name: "sections", Value: edit.Object{
				{Name: "home", Value: section(name, name+".")},
				{Name: "colophon", Value: section(w.Data.Colophon, w.Data.ColophonLead)},
			}},
		},
		"person.json": {
			{Name: "id", Value: uuid.NewString()},
			{Name: "handle", Value: e.first("handle")},
			{Name: "name", Value: name},
		},
	} {
		if err := folder.New(file, object); err != nil {
			return err
		}
	}
	if _, err := readFolder(folder); err != nil {
		return fmt.Errorf("nothing was written, since with it %w", err)
	}
	return nil
}
