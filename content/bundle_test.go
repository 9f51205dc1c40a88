package content_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"
)

// everything is a Site in which every field has a value of its own.
func everything(t testing.TB) *content.Site {
	var s content.Site
	defer func() { s.Translations = nil }() // they have bundles of their own
	n := 0
	var fill func(reflect.Value, int)
	fill = func(v reflect.Value, depth int) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).Tag.Get("json") == "-" {
					continue
				}
				fill(v.Field(i), depth+1)
			}
		case reflect.Slice:
			if depth > 8 { // prose holds prose
				return
			}
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			fill(v.Index(0), depth+1)
			fill(v.Index(1), depth+1)
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), depth+1)
		case reflect.String:
			n++
			v.SetString(strings.Repeat("\u00e9 <\"\\\n\x01\u2028😀>", n%3) + string(rune('a'+n%26)))
		case reflect.Int:
			n++
			v.SetInt(int64(n - 100))
		case reflect.Bool:
			v.SetBool(true)
		default:
			t.Fatalf("a Site holds a %s, which Decode cannot read", v.Type())
		}
	}
	fill(reflect.ValueOf(&s).Elem(), 0)
	return &s
}

func TestDecode(t *testing.T) {
	for _, want := range []*content.Site{everything(t), {}} {
		bundle, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := content.Decode(bundle)
		if err != nil {
			t.Errorf("Decode(%s): %v", bundle, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("Decode(%s) = %+v; want %+v", bundle, got, want)
		}
	}
}

func TestDecodeForms(t *testing.T) {
	for bundle, title := range map[string]string{
		` { "title" : "x" } `:                           "x",
		`{"title":"\u0041\u00e9\ud83d\ude00\t\/"}`:      "Aé😀\t/",
		`{"title":"\ud83d"}`:                            "\uFFFD",
		`{"new":[1,{"a":"]}"},null,true],"title":"x"}`:  "x",
		`{"new":["\\",{"a":"\"]}\\\""}],"title":"x"}`:   "x",
		`{"new":1 ,"newer":{},"newest":"","title":"x"}`: "x",
		`{"title":null,"talks":null,"posts":[]}`:        "",
		`{"talks":[{"recording":null}],"title":"a\"b"}`: `a"b`,
	} {
		s, err := content.Decode([]byte(bundle))
		if err != nil {
			t.Errorf("Decode(%s): %v", bundle, err)
		} else if s.Title != title {
			t.Errorf("Decode(%s) has the title %q; want %q", bundle, s.Title, title)
		}
	}
}

func TestDecodeBroken(t *testing.T) {
	for bundle, want := range map[string]string{
		``:                 "byte 0: want a value",
		`{`:                "byte 1: want a string",
		`{"title"`:         "byte 8: want :",
		`{"title":`:        "byte 9: want a value",
		`{"title":1}`:      "byte 9: want string",
		`{"title":"x`:      "a string does not end",
		`{"title":"x"`:     "byte 12: want ,",
		`{"title":"x",}`:   "byte 13: want a string",
		`{"title":"x"}}`:   "byte 13: more after the end",
		`{"title":"\q"}`:   "not an escape",
		`{"title":"\u12"}`: "want four hexadecimal digits",
		`{"title":["x"]}`:  "want string",
		`{"talks":[{}`:     "want ,",
		`{"talks":{}}`:     "want slice",
		`[]`:               "want struct",
		`{"talks":[{"people":[{"name":"x"}],"recording":{"seconds":"1"}}]}`: "want int",
		`{"talks":[{"recording":{"seconds":1.5}}]}`:                         "want an integer",
		`{"new":` + strings.Repeat("[", 100_000):                            "byte 100007: want a value",
		`{"new":}`:                                                          "byte 7: want a value",
		`{"new":"x\\\"}`:                                                    "a string does not end",
		`{"talks":[{"text":` + strings.Repeat(`[{"children":`, 100_000):     "nested too deep",
	} {
		s, err := content.Decode([]byte(bundle))
		if err == nil {
			t.Errorf("Decode(%.80s) = %+v; want an error", bundle, s)
		} else if !strings.HasPrefix(err.Error(), "decode bundle: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("Decode(%.80s): %q; want %q in it", bundle, err, want)
		}
	}
}

// FuzzDecode: nothing makes Decode panic, and whatever Site encoding/json
// writes, it reads back.
func FuzzDecode(f *testing.F) {
	bundle, err := json.Marshal(everything(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bundle)
	f.Add([]byte(`{"new":[1,{"a":"]}"},null,true],"title":"\u0041\ud83d\ude00"}`))
	f.Fuzz(func(t *testing.T, bundle []byte) {
		content.Decode(bundle)
		var site content.Site
		if json.Unmarshal(bundle, &site) != nil {
			return
		}
		want, err := json.Marshal(site)
		if err != nil {
			t.Fatal(err)
		}
		read, err := content.Decode(want)
		if err != nil {
			t.Fatalf("Decode(%s): %v", want, err)
		}
		if got, _ := json.Marshal(read); string(got) != string(want) {
			t.Fatalf("Decode(%s) = %s", want, got)
		}
	})
}

// TestDecodeWithout: all but what is left out.
func TestDecodeWithout(t *testing.T) {
	want := everything(t)
	bundle, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	want.Talks, want.Archive = nil, nil
	got, err := content.DecodeWithout(bundle, "talks", "archive")
	if err != nil {
		t.Fatalf("DecodeWithout: %v", err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("DecodeWithout(%s) = %+v; want %+v", bundle, got, want)
	}
	if _, err := content.DecodeWithout(bundle[:len(bundle)-1], "talks", "archive"); err == nil {
		t.Error("DecodeWithout of half a bundle succeeds; want an error")
	}
}

// BenchmarkDecode is a site with 300 talks and 1,000 posts.
func BenchmarkDecode(b *testing.B) {
	site := everything(b)
	site.Talks = slices.Repeat(site.Talks[:1], 300)
	site.Archive = slices.Repeat(site.Archive[:1], 1000)
	bundle, err := json.Marshal(site)
	if err != nil {
		b.Fatal(err)
	}
	for name, decode := range map[string]func([]byte) (*content.Site, error){
		"whole":   content.Decode,
		"outline": func(b []byte) (*content.Site, error) { return content.DecodeWithout(b, "talks", "archive") },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(bundle)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := decode(bundle); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
