package load

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"kairo.dev/content"
	"kairo.dev/content/words"
)

// A translation is a folder in the folder of the content, named by its language:
// "pt", "zh-Hant". In it are files with the names of those beside it, and in them,
// for an entry that is named by its id, what is said differently: what has the
// "translate" tag in package content. All else is that of the first language, and
// what is missing is said in that, and marked so.
//
// A translation is read onto a copy of what the files of the first language hold.
// So it becomes a [content.Site] like any other, and no page has to know.

// translationFolders are the folders of the content that have files of content
// in them, or others that are likely meant to be, below the name of a language.
func translationFolders(fsys fs.FS, targets map[string]any) []string {
	found, _ := fs.ReadDir(fsys, ".") // what cannot be read is told of its files
	var folders []string
	for _, d := range found {
		has := func(name string) bool { _, err := fs.Stat(fsys, path.Join(d.Name(), name)); return err == nil }
		any, _ := fs.Glob(fsys, path.Join(d.Name(), "*.json"))
		if !strings.HasPrefix(d.Name(), ".") && (slices.ContainsFunc(names(targets), has) || checkLanguage(d.Name()) == nil && any != nil) {
			folders = append(folders, d.Name())
		}
	}
	return folders
}

// readTranslations reads the site, which is s in the first, in its other languages.
func (f *files) readTranslations(fsys fs.FS, s *content.Site, paths func(*content.Site) []string, drafts bool) ([]*content.Site, Problems) {
	var problems Problems
	languages := []content.SiteLanguage{{Language: f.site.Language, Name: words.OwnName(f.site.Language)}}
	for _, folder := range translationFolders(fsys, f.byName()) {
		err := checkLanguage(folder)
		if err == nil && folder == f.site.Language {
			err = fmt.Errorf("%q is the language of the site already (put what is said in it into the folder around)", folder)
		}
		if err != nil {
			problems = append(problems, Problem{File: folder, Message: err.Error()})
			continue
		}
		languages = append(languages, content.SiteLanguage{
			Language: folder, Name: words.OwnName(folder), Path: "/" + strings.ToLower(folder)})
	}
	var all []*content.Site
	for _, l := range languages[1:] {
		t, found := f.translate(fsys, l.Language, func(t *content.Site) {
			t.Languages, t.Files, t.Online = languages, s.Files, s.Online
		}, paths, drafts)
		all = append(all, t)
		problems = append(problems, found...)
	}
	return all, problems
}

// translate reads the translation in a folder; share gives it what is not its own.
func (f *files) translate(fsys fs.FS, folder string, share func(*content.Site), paths func(*content.Site) []string, drafts bool) (*content.Site, Problems) {
	t := *f
	t.site.Language = folder
	t.site.Address += "/" + strings.ToLower(folder)
	said := make(translated)
	var docs []*document
	targets := t.byName()
	sub, _ := fs.Sub(fsys, folder) // a name of a folder is a path
	for _, name := range names(targets) {
		file := reflect.ValueOf(targets[name]).Elem()
		cloneLists(file)
		doc := &document{file: name}
		if doc.readOptional(sub) {
			doc.translation(doc.root, "", file, said)
		}
		docs = append(docs, doc)
	}
	for i := range t.publications.Publications {
		// The authors are called the same in every language.
		if p := &t.publications.Publications[i]; p.As == "" && t.person.Name != f.person.Name {
			p.As = f.person.Name
		}
	}
	foreign := t.foreign(said, f.site.Language)
	s := t.assemble(drafts)
	s.Foreign = foreign
	share(s)
	sortEntries(s)
	known := paths(s)
	problems := strangers(sub, targets)
	for _, doc := range docs {
		doc.checkLinks(s.Address, known)
		problems = append(problems, doc.problems...)
	}
	for i := range problems {
		problems[i].File = path.Join(folder, problems[i].File)
	}
	return s, problems
}

// cloneLists puts copies in the place of the lists in a file, which then can
// change.
func cloneLists(file reflect.Value) {
	for i := range file.NumField() {
		if list := file.Field(i); list.Kind() == reflect.Slice && !list.IsNil() {
			list.Set(reflect.AppendSlice(reflect.MakeSlice(list.Type(), 0, list.Len()), list))
		}
	}
}

// translation puts what v says in the place of what the first language says.
func (d *document) translation(v *value, at string, into reflect.Value, said translated) {
	if !d.is(v, at, kindObject) {
		return
	}
	if section, ok := into.Interface().(content.Section); ok && !section.Exists() {
		d.report(v.at, at, "is no section of the site in the first language")
		return
	}
	fields := fieldsOf(into.Type())
	d.strangers(v, at, fields)
	for _, f := range fields {
		m := v.member(f.name)
		if m == nil || m.kind == kindNull || f.name == "id" {
			continue
		}
		switch member, at := into.Field(f.index), join(at, f.name); {
		case f.name == "text" && into.Type() == reflect.TypeFor[content.Publication]() && member.IsZero():
			// A publication with a text has a page, and pages are in every language.
			d.report(m.at, at, "is none in the first language: write one there, or leave it out")
		case f.translate:
			said[member.Addr().Pointer()] = true
			d.value(m, at, member, f.format)
		case f.kind.Kind() == reflect.Struct && translatable(f.kind):
			d.translation(m, at, member, said)
		case f.kind.Kind() == reflect.Slice && translatable(f.kind.Elem()):
			d.translations(m, at, member, said)
		default:
			d.report(m.at, at, "is the same in every language: leave it out")
		}
	}
}

// translations does so with each entry of a list, by its id.
func (d *document) translations(v *value, at string, list reflect.Value, said translated) {
	if !d.is(v, at, kindArray) {
		return
	}
	seen := make(map[string]bool)
	for i, e := range v.elements {
		at := fmt.Sprintf("%s[%d]", at, i)
		if !d.is(e, at, kindObject) {
			continue
		}
		id := e.member("id")
		if id == nil || id.kind != kindString {
			d.report(e.at, at+".id", "is missing: it says which entry is translated")
			continue
		}
		name := unquote(id.raw)
		n := indexOf(list, name)
		switch {
		case n < 0:
			d.report(id.at, at+".id", "%q is the id of no entry in the first language", name)
		case seen[name]:
			d.report(id.at, at+".id", "%q is translated already", name)
		default:
			d.translation(e, at, list.Index(n), said)
		}
		seen[name] = true
	}
}

// indexOf is where the entry with an id is in a list, or -1.
func indexOf(list reflect.Value, id string) int {
	for n := range list.Len() {
		if list.Index(n).FieldByName("ID").String() == id {
			return n
		}
	}
	return -1
}

// translatable reports whether there is anything to translate in a struct.
func translatable(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && slices.ContainsFunc(fieldsOf(t), func(f field) bool {
		return f.translate || f.kind.Kind() == reflect.Struct && translatable(f.kind)
	})
}

// translated are the places of what a translation says.
type translated map[uintptr]bool
