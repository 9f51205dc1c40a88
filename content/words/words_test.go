package words

import (
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// each calls f for each catalogue.
func each(t *testing.T, f func(*testing.T, *content.Words)) {
	list, err := all()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 10 {
		t.Fatalf("there are words in %d languages; want ten", len(list))
	}
	for _, w := range list {
		t.Run(w.Language, func(t *testing.T) { f(t, &w) })
	}
}

var place = regexp.MustCompile(`\{[^}]*\}`)

// places are the names of the places of a sentence, sorted.
func places(sentence string) []string {
	var names []string
	for _, p := range place.FindAllString(sentence, -1) {
		names = append(names, strings.Trim(p, "{}"))
	}
	slices.Sort(names)
	return names
}

// TestPlaces wants each sentence to have the places that the code fills, and the
// forms that its language has for numbers. Only the number itself may be left
// out, where a form says it: "one talk".
func TestPlaces(t *testing.T) {
	each(t, func(t *testing.T, w *content.Words) {
		forms := formsOf(w.Language)
		var look func(reflect.Value)
		look = func(v reflect.Value) {
			for i := range v.NumField() {
				field := v.Type().Field(i)
				want := strings.Fields(field.Tag.Get("holds"))
				slices.Sort(want)
				switch value := v.Field(i).Interface().(type) {
				case content.Pattern:
					if got := places(string(value)); !slices.Equal(got, want) {
						t.Errorf("%s: %q has the places %q; want %q", field.Name, value, got, want)
					}
				case content.Counted:
					for _, name := range []string{"zero", "one", "two", "few", "many", "other"} {
						form := string(value.Form(name))
						if (form != "") != slices.Contains(forms, name) {
							t.Errorf("%s: the form %q is %q, and numbers have the forms %q", field.Name, name, form, forms)
						}
						if got := places(form); form != "" && !slices.Equal(without(got), without(want)) {
							t.Errorf("%s: %q has the places %q; want %q", field.Name, form, got, want)
						}
					}
				case string:
					if got := places(value); got != nil {
						t.Errorf("%s: %q has the places %q; want none", field.Name, value, got)
					}
				default:
					if f := reflect.Indirect(v.Field(i)); f.Kind() == reflect.Struct {
						look(f)
					}
				}
			}
		}
		look(reflect.ValueOf(*w))
	})
}

func without(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "n" })
}

// formsOf are the forms that CLDR has for whole numbers in a language.
func formsOf(tag string) []string {
	var forms []string
	for n := range 1001 {
		if f := form(tag, n); !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	return forms
}

// form is the form of a number by CLDR.
func form(tag string, n int) string {
	names := map[plural.Form]string{
		plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
	}
	return names[plural.Cardinal.MatchPlural(language.Make(tag), n, 0, 0, 0, 0)]
}

func TestPlurals(t *testing.T) {
	each(t, func(t *testing.T, w *content.Words) {
		for n := range 1001 {
			if got, want := w.Form(n), form(w.Language, n); got != want {
				t.Errorf("Form(%d) = %q; want %q", n, got, want)
			}
		}
	})
}

// TestNumbers compares with CLDR. The tables of golang.org/x/text are of a time
// when it had Arabic with Arabic digits, a separator in Italian numbers of
// four, and a wider one in French.
func TestNumbers(t *testing.T) {
	each(t, func(t *testing.T, w *content.Words) {
		p := message.NewPrinter(language.Make(w.Language + "-u-nu-latn"))
		for _, n := range []int{0, 7, 999, 1000, 9999, 10000, 123456, 1234567} {
			got, want := w.Number(n), p.Sprint(n)
			if w.Language == "fr" {
				want = strings.ReplaceAll(want, "\u00a0", "\u202f")
			}
			if n < 10000 {
				want = strings.ReplaceAll(want, w.Numbers.Group, "")
				got = strings.ReplaceAll(got, w.Numbers.Group, "")
			}
			if got != want {
				t.Errorf("Number(%d) = %q; want %q", n, got, want)
			}
		}
	})
}

func TestDates(t *testing.T) {
	want := map[string][]string{ // a day, the first of a month, a month, a year, under its year, a range, a list
		"en":    {"12 July 2024", "1 March 2024", "April 2025", "2024", "12 Jul", "12 July 2024 to 14 July 2024", "A, B and C"},
		"pt-BR": {"12 de julho de 2024", "1º de março de 2024", "abril de 2025", "2024", "12 de jul.", "12 de julho de 2024 a 14 de julho de 2024", "A, B e C"},
		"es":    {"12 de julio de 2024", "1 de marzo de 2024", "abril de 2025", "2024", "12 jul", "12 de julio de 2024 a 14 de julio de 2024", "A, B y C"},
		"fr":    {"12 juillet 2024", "1er mars 2024", "avril 2025", "2024", "12 juil.", "12 juillet 2024 – 14 juillet 2024", "A, B et C"},
		"de":    {"12. Juli 2024", "1. März 2024", "April 2025", "2024", "12. Juli", "12. Juli 2024 bis 14. Juli 2024", "A, B und C"},
		"nl":    {"12 juli 2024", "1 maart 2024", "april 2025", "2024", "12 jul", "12 juli 2024 t/m 14 juli 2024", "A, B en C"},
		"it":    {"12 luglio 2024", "1º marzo 2024", "aprile 2025", "2024", "12 lug", "12 luglio 2024 – 14 luglio 2024", "A, B e C"},
		"ja":    {"2024年7月12日", "2024年3月1日", "2025年4月", "2024年", "7月12日", "2024年7月12日～2024年7月14日", "A、B、C"},
		"zh":    {"2024年7月12日", "2024年3月1日", "2025年4月", "2024年", "7月12日", "2024年7月12日至2024年7月14日", "A、B和C"},
		"ar":    {"12 يوليو 2024", "1 مارس 2024", "أبريل 2025", "2024", "12 يوليو", "12 يوليو 2024 إلى 14 يوليو 2024", "A، B وC"},
	}
	each(t, func(t *testing.T, w *content.Words) {
		got := []string{
			w.Date("2024-07-12"), w.Date("2024-03-01"), w.Date("2025-04"), w.Date("2024"), w.ShortDate("2024-07-12"),
			w.Dates.Range.With("first", w.Date("2024-07-12"), "last", w.Date("2024-07-14")), w.List([]string{"A", "B", "C"}),
		}
		if !slices.Equal(got, want[w.Language]) {
			t.Errorf("dates are %q; want %q", got, want[w.Language])
		}
		if len(w.Dates.Months) != 12 || len(w.Dates.ShortMonths) != 12 || len(w.Dates.AloneMonths) != 12 {
			t.Errorf("there are %d, %d and %d months; want 12", len(w.Dates.Months), len(w.Dates.ShortMonths), len(w.Dates.AloneMonths))
		}
		if got := w.Date("") + w.Date("soon") + w.ShortDate("2024"); got != "" {
			t.Errorf("dates that are not known are %q; want nothing", got)
		}
	})
}

func TestFor(t *testing.T) {
	for _, test := range [][3]string{
		{"en", "en", "Portuguese"}, {"en-GB", "en-GB", "Portuguese"}, {"de-AT", "de-AT", "Portugiesisch"},
		{"pt", "pt", "português"}, {"zh-Hans", "zh-Hans", "葡萄牙语"}, {"ja", "ja", "ポルトガル語"}, {"ar", "ar", "البرتغالية"},
		{"pl", "en", "Portuguese"}, {"zh-Hant", "en", "Portuguese"}, {"he", "en", "Portuguese"},
	} {
		if w := For(test[0], "pt"); w.Language != test[1] || w.LanguageName("pt") != test[2] {
			t.Errorf("For(%q, pt) speaks %q, and calls pt %q; want %q, %q", test[0], w.Language, w.LanguageName("pt"), test[1], test[2])
		}
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{"en": "", "ja": "", "ar": "rtl", "he": "rtl", "fa-IR": "rtl", "az": "", "az-Arab": "rtl", "": ""} {
		if got := Direction(tag); got != want {
			t.Errorf("Direction(%q) = %q; want %q", tag, got, want)
		}
	}
}

// TestRead wants a word too few or too many to be found.
func TestRead(t *testing.T) {
	good, err := fs.ReadFile(files, "en.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range [][3]string{
		{`"skip": "Skip to content",`, ``, `there is no "shell.skip"`},
		{`"Skip to content"`, `""`, `there is no "shell.skip"`},
		{`"skip":`, `"skpi":`, `unknown field "skpi"`},
		{`"other": "All {n} talks"`, `"few": "x"`, `there is no "filter.all.other"`},
	} {
		text := strings.Replace(string(good), test[0], test[1], 1)
		if _, err := read([]byte(text)); err == nil || !strings.Contains(err.Error(), test[2]) {
			t.Errorf("read with %s in place of %s: %v; want an error with %s", test[1], test[0], err, test[2])
		}
	}
}
