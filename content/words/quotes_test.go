package words

import (
	"reflect"
	"strings"
	"testing"

	"kairo.dev/content"
)

// quotationMarks are those of each language, as CLDR's delimiters have them, or,
// of German and Dutch quotations within others, and of Arabic, as its publishers
// do. What stands inside them in French is kept from them by a space.
var quotationMarks = map[string][2]string{
	"en": {"“", "”"}, "de": {"„", "“"}, "fr": {"«\u00a0", "\u00a0»"}, "es": {"«", "»"}, "it": {"«", "»"},
	"pt-BR": {"“", "”"}, "nl": {"‘", "’"}, "ja": {"「", "」"}, "zh": {"“", "”"}, "ar": {"«", "»"},
}

// TestQuotationMarks: a sentence that quotes something does so with the marks of
// its language, and with no other's.
func TestQuotationMarks(t *testing.T) {
	const all = "“”„«»‹›「」『』\""
	each(t, func(t *testing.T, w *content.Words) {
		marks, quoted := quotationMarks[w.Language], 0
		for _, sentence := range sentences(reflect.ValueOf(*w)) {
			outside := ""
			for rest := sentence; rest != ""; {
				before, after, found := strings.Cut(rest, marks[0])
				outside, rest = outside+before, ""
				if found {
					_, end, closed := strings.Cut(after, marks[1])
					if rest = end; !closed {
						outside += marks[0]
					}
					quoted++
				}
			}
			if strings.ContainsAny(outside, all) {
				t.Errorf("%s says %q; want what it quotes between %s and %s", w.Language, sentence, marks[0], marks[1])
			}
		}
		if quoted < 5 {
			t.Errorf("%s quotes %d times; want more", w.Language, quoted)
		}
	})
}

// sentences are the strings of a value.
func sentences(v reflect.Value) []string {
	var all []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			all = append(all, sentences(v.Field(i))...)
		}
	case reflect.String:
		all = append(all, v.String())
	}
	return all
}
