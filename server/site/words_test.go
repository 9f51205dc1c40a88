package site

import (
	"bytes"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/content/words"
	"kairo.dev/server/site/interchange"
	"kairo.dev/web"

	"golang.org/x/net/html"
)

// in is a site in a language whose owner has written nothing but one letter, in
// the Cyrillic script: so whatever else it says is of the interface.
func in(t *testing.T, tag string) *content.Site {
	t.Helper()
	s, err := load.Read(contenttest.Grown(t, 90, 42), ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	var blank func(reflect.Value)
	blank = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.Tag.Get("format") == "" && f.Type != reflect.TypeFor[content.Words]() && f.Type != reflect.TypeFor[content.Edition]() {
					blank(v.Field(i))
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				blank(v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				blank(v.Elem())
			}
		case reflect.String:
			if v.Type() == reflect.TypeFor[string]() {
				v.SetString(strings.Map(func(r rune) rune {
					if unicode.IsLetter(r) {
						return 'ж'
					}
					return r
				}, v.String()))
			}
		}
	}
	blank(reflect.ValueOf(s).Elem())
	s.Language, s.Direction, s.Words = tag, words.Direction(tag), words.For(tag, "en", "pt")
	return s
}

// phrases are the English words of the interface, between the places of their
// sentences, that the words of another language do not have.
func phrases(t *testing.T, not *content.Words) map[string]*regexp.Regexp {
	t.Helper()
	other := " " + strings.ToLower(strings.Join(sentences(reflect.ValueOf(*not)), " \n ")) + " "
	found := make(map[string]*regexp.Regexp)
	places := regexp.MustCompile(`\{\w+\}`)
	for _, sentence := range sentences(reflect.ValueOf(words.For("en"))) {
		for _, part := range places.Split(sentence, -1) {
			part = strings.TrimFunc(strings.ToLower(part), func(r rune) bool { return !unicode.IsLetter(r) })
			whole := regexp.MustCompile(`(?i)(^|[^\p{L}])` + regexp.QuoteMeta(part) + `($|[^\p{L}])`)
			if len(part) > 3 && !whole.MatchString(other) {
				found[part] = whole
			}
		}
	}
	return found
}

// address is an address, or its path.
var address = regexp.MustCompile(`(url=|https:/|/)[^\s)<]*[a-z][^\s)<]*`)

// textIn is where files that are no pages have words, by their type.
var textIn = map[string]*regexp.Regexp{
	"application/ld+json":                   regexp.MustCompile(`"(?:name|headline|description|abstract)":"((?:[^"\\]|\\.)*)`), // in pages
	"application/atom+xml":                  regexp.MustCompile(`>([^<]+)<|term="([^"]*)`),
	"application/feed+json":                 regexp.MustCompile(`"(?:title|description|content_text|summary|tags)":\[?"((?:[^"\\]|\\.)*)`),
	"application/manifest+json":             regexp.MustCompile(`"(?:name|short_name|description|label)": *"((?:[^"\\]|\\.)*)`),
	"application/opensearchdescription+xml": regexp.MustCompile(`<(?:ShortName|LongName|Description|Tags)>([^<]+)<`),
	"application/x-bibtex":                  regexp.MustCompile(`= \{(.*)\}`),
	"text/calendar":                         regexp.MustCompile(`(?:SUMMARY|DESCRIPTION|LOCATION|CATEGORIES|NAME|PRODID)[^:\r]*:([^\r]*)`),
	"text/css":                              regexp.MustCompile(`(?:--upcoming|content):\s*"([^"]*)"`),
	"text/vcard":                            regexp.MustCompile(`(?:FN|NOTE|ORG|ROLE|TITLE|CATEGORIES)[^:\r]*:([^\r]*)`),
}

// captured are the parts of a text in the parentheses of a pattern.
func captured(p *regexp.Regexp, text []byte) []string {
	var all []string
	for _, match := range p.FindAllSubmatch(text, -1) {
		all = append(all, string(bytes.Join(match[1:], nil)))
	}
	return all
}

// sentences are the strings of a value.
func sentences(v reflect.Value) []string {
	var all []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, sentences(v.Field(i))...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			all = append(all, sentences(v.Index(i))...)
		}
	case reflect.String:
		all = append(all, v.String())
	}
	return all
}

// said is what a page says to its reader in texts and attributes, without what
// is marked as being in another language.
func said(n *html.Node, marked string) []string {
	if n.Type == html.TextNode {
		return []string{n.Data}
	}
	if n.Data == "script" || n.Data == "style" || n.Data == "code" {
		return nil
	}
	var all []string
	for _, a := range n.Attr {
		switch {
		case a.Key == "lang" && a.Val == marked:
			return nil
		case a.Key == "aria-label", a.Key == "title", a.Key == "alt", a.Key == "data-title":
			all = append(all, a.Val)
		case a.Key == "content" && marked == "":
			all = append(all, a.Val)
		}
	}
	for c := range n.ChildNodes() {
		all = append(all, said(c, marked)...)
	}
	return all
}

// TestNoEnglish looks for the words of the English interface in all that sites
// in other languages say.
func TestNoEnglish(t *testing.T) {
	for _, tag := range words.Languages()[1:] {
		t.Run(tag, func(t *testing.T) {
			s := in(t, tag)
			files, err := Build(s, web.Files, Options{})
			if err != nil {
				t.Fatal(err)
			}
			english := phrases(t, &s.Words)
			if len(english) < 100 {
				t.Fatalf("there are %d English phrases; want more", len(english))
			}
			looked, kinds := 0, make(map[string]bool)
			for path, file := range files.All() {
				var texts []string
				kind, _, _ := strings.Cut(file.Type, ";")
				switch says := textIn[kind]; {
				case file.IsPage():
					document, err := html.Parse(bytes.NewReader(file.Body))
					if err != nil {
						t.Fatal(err)
					}
					texts = append(said(document, ""), captured(textIn["application/ld+json"], file.Body)...)
				case path == interchange.LLMsPath:
					texts = []string{strings.ReplaceAll(string(file.Body), "site.schema.json", "")}
				case says != nil && path != "/sitemap.xml":
					texts = captured(says, file.Body)
					if len(texts) == 0 {
						t.Errorf("%s has no words; want some", path)
					}
					kinds[kind] = true
				case strings.HasPrefix(path, "/static/offline."):
					texts = regexp.MustCompile(`^const WORDS = .*`).FindAllString(string(file.Body), 1)
					for name := range english { // members are named in English
						if !strings.Contains(name, " ") {
							delete(english, name)
						}
					}
				default:
					continue
				}
				looked++
				text := address.ReplaceAllString(strings.Join(texts, "\n"), "")
				lower := strings.ToLower(text)
				for phrase, whole := range english {
					if strings.Contains(lower, phrase) && whole.MatchString(text) {
						t.Errorf("%s says %q in %q", path, phrase, text)
					}
				}
			}
			if looked < 50 || len(kinds) != len(textIn)-1 {
				t.Errorf("there are %d files with words, of the kinds %v; want more", looked, kinds)
			}
		})
	}
}

// ownWords are what the owner of a site of in says, and nothing else.
var ownWords = regexp.MustCompile(`^[^\p{L}]*ж[^\p{L}ж]*(ж[^\p{L}]*)*$`)

// TestEnglishMarked wants a site in a language that the interface does not speak
// to have English words, and each of them marked so, but no word of its own.
func TestEnglishMarked(t *testing.T) {
	for _, tag := range []string{"pl", "he"} {
		s := in(t, tag)
		for i := range s.Talks {
			s.Talks[i].Language = tag
		}
		for i := range s.Publications {
			s.Publications[i].Language = tag
		}
		for _, posts := range [][]content.Post{s.Posts, s.Archive} {
			for i := range posts {
				posts[i].Languages = []string{tag}
			}
		}
		files, err := Build(s, web.Files, Options{})
		if err != nil {
			t.Fatal(err)
		}
		english := phrases(t, &content.Words{})
		for path, file := range files.All() {
			if !file.IsPage() || strings.HasPrefix(path, "/id/") {
				continue
			}
			document, err := html.Parse(bytes.NewReader(file.Body))
			if err != nil {
				t.Fatal(err)
			}
			var body *html.Node
			for n := range document.Descendants() {
				if n.Data == "body" {
					body = n
				}
			}
			for n := range body.Descendants() {
				if n.Type == html.TextNode && ownWords.MatchString(n.Data) && languageAround(n) != tag {
					t.Errorf("%s in %s says %q as if it were %q", path, tag, n.Data, languageAround(n))
				}
			}
			unmarked := address.ReplaceAllString(strings.Join(said(body, "en"), "\n"), "")
			all := strings.Join(said(body, ""), "\n")
			lower := strings.ToLower(all)
			marked := 0
			for phrase, whole := range english {
				if !strings.Contains(lower, phrase) {
					continue
				}
				if whole.MatchString(unmarked) {
					t.Errorf("%s in %s says %q, not marked as English, in %q", path, tag, phrase, unmarked)
				}
				if whole.MatchString(all) {
					marked++
				}
			}
			if marked < 5 {
				t.Errorf("%s in %s has %d English phrases; want some", path, tag, marked)
			}
		}
	}
}
