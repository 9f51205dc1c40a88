package load_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
)

// TestTranslation: what a translation says is said, what it does not say is there
// in the first language and known to be.
func TestTranslation(t *testing.T) {
	s, err := load.Read(contenttest.Sites(t)["languages"], ui.Paths)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Translations) != 2 || s.Translations[0].Language != "ar" || s.Translations[1].Language != "pt" {
		t.Fatalf("Read gives %d translations; want ar and pt", len(s.Translations))
	}
	ar, pt := s.Translations[0], s.Translations[1]
	for _, test := range []struct {
		of        *content.Site
		got, want string
		language  string
	}{
		{s, s.Projects[0].Role, "author", "en"},
		{pt, pt.Projects[0].Role, "autora", "pt"},
		{pt, pt.Title, "Ada Example", "en"},
		{pt, pt.Talks[0].Event.Country, "Espanha", "pt"},
		{pt, pt.Talks[0].Event.City, "Madrid", "en"},
		{pt, pt.Publications[0].Title, s.Publications[0].Title, "pt"}, // which has a language of its own
		{pt, pt.Address, "https://languages.example/pt", "pt"},
		{ar, ar.Projects[0].Role, "author", "en"},
		{ar, ar.Sections.Talks.Title, "محاضرات", "ar"},
		{ar, ar.Sections.Connect.Title, "Connect", "en"},
		{ar, ar.Direction, "rtl", "ar"},
		{s, s.Projects[1].Role, "Erbauerin", "de"}, // of an entry with a language of its own
		{s, s.Projects[1].ShortName, "Werk", "de"},
		{s, s.Talks[1].Event.Country, "Germany", "en"}, // only the text has
		{s, s.Wishlist.Items[1].Title, "Papel", "pt"},
		{pt, pt.Wishlist.Items[1].Title, "Papel", "pt"},
		{pt, pt.Projects[1].Name, "Das Rechenwerk", "de"},
		{pt, pt.Projects[1].Role, "construtora", "pt"},
		{ar, ar.Projects[1].Level, "fertig", "de"},
	} {
		if test.got != test.want {
			t.Errorf("in %s it says %q; want %q", test.of.Language, test.got, test.want)
		}
		if got := test.of.LanguageOf(test.got); got != test.language {
			t.Errorf("in %s, LanguageOf(%q) = %q; want %q", test.of.Language, test.got, got, test.language)
		}
	}
	for _, test := range []struct {
		in, of string
		text   content.Prose
		want   string
	}{
		{"en", "a project", s.Projects[0].Text, ""},
		{"pt", "a project", pt.Projects[0].Text, ""},
		{"ar", "a project", ar.Projects[0].Text, "en"},
		{"en", "a project in German", s.Projects[1].Text, "de"},
		{"pt", "a project in German", pt.Projects[1].Text, "de"},
		{"en", "a wish in Portuguese", s.Wishlist.Items[1].Text, "pt"},
		{"pt", "a wish in Portuguese", pt.Wishlist.Items[1].Text, ""},
		{"en", "a talk with a text in German", s.Talks[1].Text, "de"},
		{"ar", "a talk with a text in German", ar.Talks[1].Text, "de"},
	} {
		if got := test.text.Language(); got != test.want {
			t.Errorf("in %s, Language() of the text of %s = %q; want %q", test.in, test.of, got, test.want)
		}
	}
	if pt.Words.Language != "pt" || ar.Words.Language != "ar" {
		t.Errorf("the interface is in %q and %q; want pt and ar", pt.Words.Language, ar.Words.Language)
	}
}

// TestTranslationIsOfTheEdition: one digest is of all languages, and who has the
// first bundle can check the others.
func TestTranslationIsOfTheEdition(t *testing.T) {
	read := func(change ...string) *content.Site {
		t.Helper()
		files := contenttest.Files(t, contenttest.Sites(t)["languages"])
		if change != nil {
			replace(t, files, "pt/projects.json", change[0], change[1])
		}
		s, err := load.Read(files, ui.Paths)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	before, after := read(), read("autora", "criadora")
	if before.Edition.Digest == after.Edition.Digest {
		t.Error("another word in pt is the same edition")
	}
	for i, of := range after.All() {
		if of.Edition != after.Edition {
			t.Errorf("in %s the edition is %v; want %v", of.Language, of.Edition, after.Edition)
		}
		changed := before.Languages[i].Digest != after.Languages[i].Digest
		if want := of.Language == "pt"; changed != want {
			t.Errorf("the digest of the bundle in %s has changed: %v; want %v", of.Language, changed, want)
		}
	}
}

// TestTranslationProblems: a mistake in a translation says where it is.
func TestTranslationProblems(t *testing.T) {
	const projects, site = "pt/projects.json", "pt/site.json"
	for _, test := range []struct{ name, file, text, want string }{
		{"an id of nothing", projects, `{"projects": [{"id": "00000000-0000-4000-8000-000000000099", "role": "autora"}]}`,
			`pt/projects.json:1:22: projects[0].id: "00000000-0000-4000-8000-000000000099" is the id of no entry in the first language`},
		{"no id", projects, `{"projects": [{"role": "autora"}]}`,
			`pt/projects.json:1:15: projects[0].id: is missing: it says which entry is translated`},
		{"what is the same in every language", projects, `{"projects": [{"id": "ID", "slug": "maquina"}]}`,
			`pt/projects.json:1:70: projects[0].slug: is the same in every language: leave it out`},
		{"twice", projects, `{"projects": [{"id": "ID"}, {"id": "ID"}]}`,
			`pt/projects.json:1:70: projects[1].id: "ID" is translated already`},
		{"a member that is not", projects, `{"projects": [{"id": "ID", "rule": "autora"}]}`,
			`pt/projects.json:1:62: projects[0].rule: is not known (did you mean "role"?)`},
		{"nothing said", projects, `{"projects": [{"id": "ID", "role": " "}]}`,
			`pt/projects.json:1:70: projects[0].role: is empty: fill it in, or leave it out where it can be`},
		{"no list", projects, `{"projects": {}}`,
			`pt/projects.json:1:14: projects: is an object; want an array`},
		{"not JSON", projects, `{`,
			`pt/projects.json:1:2: want the name of a member in quotes or }, found the end of the file`},
		{"a link that leads nowhere", projects, `{"projects": [{"id": "ID", "text": "[x](/nowhere)"}]}`,
			`pt/projects.json:1:70: projects[0].text: the link to "/nowhere" leads to no page of the site`},
		{"a section that is not", site, `{"sections": {"posts": {"title": "Textos"}}}`,
			`pt/site.json:1:24: sections.posts: is no section of the site in the first language`},
		{"the address", site, `{"address": "https://pt.example"}`,
			`pt/site.json:1:13: address: is the same in every language: leave it out`},
		{"another file", "pt/projetos.json", `{}`,
			`pt/projetos.json: is not a file of content`},
		{"no language", "portuguese/site.json", `{}`,
			`portuguese: "portuguese" is not a language tag (want BCP 47, such as en or pt-BR)`},
		{"the first language", "en/site.json", `{}`,
			`en: "en" is the language of the site already (put what is said in it into the folder around)`},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := good(t)
			s, err := load.Read(files, ui.Paths)
			if err != nil {
				t.Fatal(err)
			}
			id := strings.NewReplacer(`"ID"`, `"`+s.Projects[0].ID+`"`)
			files[test.file] = &fstest.MapFile{Data: []byte(id.Replace(test.text))}
			_, err = load.Read(files, ui.Paths)
			var problems load.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("Read = %v; want %s", err, test.want)
			}
			want := id.Replace(test.want)
			if !slices.ContainsFunc(problems, func(p load.Problem) bool { return strings.HasPrefix(p.String(), want) }) || len(problems) != 1 {
				t.Errorf("Read =\n%s\nwant\n%s", problems, want)
			}
		})
	}
}

// TestTranslationOfNoPage: only a publication with a text has a page, and none is
// in one language alone, where the others would lead to what is not there.
func TestTranslationOfNoPage(t *testing.T) {
	files := good(t)
	files["pt/publications.json"] = &fstest.MapFile{Data: []byte(`{"publications": [{"id": "00000000-0000-4000-8000-000000000031", "text": "Sobre *números*."}]}`)}
	if _, err := load.Read(files, ui.Paths); err != nil {
		t.Errorf("Read of a text in two languages: %v", err)
	}
	replace(t, files, "publications.json", ",\n      \"text\": \"About *numbers*.\"", "")
	want := "pt/publications.json:1:74: publications[0].text: is none in the first language: write one there, or leave it out"
	if _, err := load.Read(files, ui.Paths); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Read of a text in another language alone: %v; want %s", err, want)
	}
}
