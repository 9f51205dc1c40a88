package picture

import (
	"slices"
	"strings"
	"testing"
)

func TestLegible(t *testing.T) {
	for text, want := range map[string]string{
		"": "",
		"TUF-en up – “it’s” ½ · #56…":  "TUF-en up – “it’s” ½ · #56…",
		"São Paulo, Łódź, Αθήνα, Київ": "São Paulo, Łódź, Αθήνα, Київ",
		"Sa\u0303o":                         "São",
		"Việt Nam":                          "Viet Nam",
		"  two\n\tlines\u00a0 ":             "two lines",
		"soft\u00adhyphen \u202eback":       "softhyphen back",
		"שלום KubeCon 👩‍💻 日本":               "", // half of it
		"KubeCon 👩‍💻 2024":                  "KubeCon 2024",
		"ﬁne \uff21\uff22 \x00\x1b[1m \xff": "ﬁne AB [1m",
		"👩‍💻":                               "",
	} {
		if got := regular.legible(text); got != want {
			t.Errorf("legible(%q) = %q; want %q", text, got, want)
		}
	}
}

func TestSet(t *testing.T) {
	settings := []setting{{80, 2}, {40, 2}}
	for _, test := range []struct {
		text  string
		lines []string
		size  int
	}{
		{"", nil, 80},
		{"Trust", []string{"Trust"}, 80},
		{"Till Death Do We Part?", []string{"Till Death", "Do We Part?"}, 40},
		{"Identity-based Trust – Till Death Do We Part?", []string{"Identity-based", "Trust – Till…"}, 40},
		{"Weltraumfahrt", []string{"Weltraumfahrt"}, 40}, // would have to be broken in 80
		{"Donaudampfsch to", []string{"Donaudampfsch", "to"}, 40},
		{"Donaudampfschifffahrtsgesellschaft", []string{"Donaudampfsch", "ifffahrtsgesell…"}, 40},
	} {
		lines, size := bold.set(test.text, 320, settings...)
		if !slices.Equal(lines, test.lines) || size != test.size {
			t.Errorf("set(%q) = %q, %d; want %q, %d", test.text, lines, size, test.lines, test.size)
		}
	}
}

// FuzzSet: lines fit, and nothing is lost but what the ellipsis stands for.
func FuzzSet(f *testing.F) {
	f.Add("Identity-based Trust – Till Death Do We Part?", 320)
	f.Add(strings.Repeat("W", 300), 80)
	f.Add("a \u0301 b", 64)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 64 + int(uint(width)%2000)
		text = bold.legible(text)
		lines, size := bold.set(text, width, setting{32, 1}, setting{24, 2}, setting{16, 3})
		if len(lines) > 3 {
			t.Errorf("set(%q, %d) gives %d lines", text, width, len(lines))
		}
		for _, line := range lines {
			if got := bold.width(line, size); got > width || line == "" {
				t.Errorf("set(%q, %d) gives the line %q of %d pixels", text, width, line, got)
			}
		}
		squeeze := strings.NewReplacer(" ", "").Replace
		set, whole := squeeze(strings.Join(lines, "")), squeeze(text)
		if rest, cut := strings.CutSuffix(set, "…"); set != whole && !(cut && strings.HasPrefix(whole, rest)) {
			t.Errorf("set(%q, %d) = %q", text, width, lines)
		}
	})
}
