// Package words has the words of the interface in the languages that the site
// can speak, one JSON file for each: [content.Words] as data.
//
// Only the server reads them. What a site says travels to the browser finished,
// as a part of the content (content.Site.Words): so both sides build the same
// page, and neither the other languages nor the tables of golang.org/x/text, which
// are larger than all the words, weigh on the reader. What the browser
// has to decide by itself, because it counts, is the form that goes with a
// number; the rules for that are data too, and the tests compare them with those
// of CLDR in golang.org/x/text.
//
// A Go struct was preferred to a map of messages: what is said is a field, so
// that a word without an entry does not compile; and to gettext and its like,
// because one language more is one file more, without a tool or a build step.
//
// # To add a language
//
// Copy en.json to the tag of the language (BCP 47, as short as it can be), and
// translate the values; "doc" in the type says what each is. "locale" is what
// scripts write dates and numbers by, "plurals" are CLDR's rules for whole
// numbers, in the order in which they are tried, and a sentence about a number
// needs each form that they name, and "other". A place in braces has to stay,
// anywhere in the sentence. What a sentence quotes stands between the marks of the
// language: no code puts any around it. "go test ./content/words" tells what is missing.
//
// Until then, the interface of a site in that language is English, and marked so
// where it stands; "kairo check" says it.
package words

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"sync"

	"kairo.dev/content"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

//go:embed *.json
var files embed.FS

// all are the words by language, with English first: it is what is spoken where
// nothing fits.
var all = sync.OnceValues(func() ([]content.Words, error) {
	names, err := fs.Glob(files, "*.json")
	if err != nil {
		return nil, err
	}
	var list []content.Words
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		w, err := read(text)
		if err != nil {
			return nil, fmt.Errorf("words: %s: %w", name, err)
		}
		if w.Language != strings.TrimSuffix(name, path.Ext(name)) {
			return nil, fmt.Errorf("words: %s: has the words of %q", name, w.Language)
		}
		if w.Language == english {
			list = append([]content.Words{w}, list...)
		} else {
			list = append(list, w)
		}
	}
	return list, nil
})

const english = "en"

// read reads the words of one language. Each has to be there, and no other.
func read(text []byte) (content.Words, error) {
	var w content.Words
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&w); err != nil {
		return w, err
	}
	return w, missing(reflect.ValueOf(w), "")
}

// missing is an error for the first field that is empty, unless it may be.
func missing(v reflect.Value, at string) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		f := v.Field(i)
		if f.Kind() == reflect.Pointer && !f.IsNil() {
			f = f.Elem() // for some sites alone; there in every language all the same
		}
		switch {
		case f.Kind() == reflect.Struct:
			if err := missing(f, at+name+"."); err != nil {
				return err
			}
		case f.IsZero() && (f.Kind() == reflect.Pointer || options != "omitempty"):
			return fmt.Errorf("there is no %q", at+name)
		}
	}
	return nil
}

// Languages are the languages that are spoken, as BCP 47 tags, English first.
func Languages() []string {
	list, err := all()
	if err != nil {
		panic(err) // the files are a part of the program, and its tests read them
	}
	var tags []string
	for _, w := range list {
		tags = append(tags, w.Language)
	}
	return tags
}

// For is the words for a site in a language: in that language or one of its
// kind, such as pt-BR for pt, as which they then pass; or else in English. The
// names are those of the languages in which the site has something.
func For(tag string, names ...string) content.Words {
	list, _ := all()
	var tags []language.Tag
	for _, t := range Languages() {
		tags = append(tags, language.Make(t))
	}
	w := list[0]
	if _, i, confidence := language.NewMatcher(tags).Match(language.Make(tag)); confidence >= language.High {
		w = list[i]
		w.Language = tag
	}
	in := display.Languages(language.Make(w.Language))
	for _, name := range names {
		// A language that x/text has no name for goes by its tag.
		if said := in.Name(language.Make(name)); said != "" {
			w.Languages = append(w.Languages, content.LanguageName{Language: name, Name: said})
		}
	}
	return w
}

// OwnName is what a language calls itself, or its tag.
func OwnName(tag string) string {
	return cmp.Or(display.Self.Name(language.Make(tag)), tag)
}

// Direction is "rtl" for a language that is written from right to left, and
// otherwise "".
func Direction(tag string) string {
	script, _ := language.Make(tag).Script()
	switch script.String() {
	case "Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa":
		return "rtl"
	}
	return ""
}
