package search

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TestFold compares the table with Unicode's for every Latin letter of the
// blocks that it is for, written as one code point and as several.
func TestFold(t *testing.T) {
	// Letters that Unicode does not take apart, and what people type for them.
	letters := map[rune]string{
		'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'ǽ': "ae", 'ǣ': "ae", 'œ': "oe", 'þ': "th",
		'ø': "o", 'ǿ': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'ħ': "h", 'ı': "i", 'ĸ': "k", 'ŋ': "n", 'ŧ': "t", 'ŉ': "n",
		'ª': "a", 'º': "o",
	}
	folded := func(s string) string {
		var b []byte
		for _, r := range s {
			b = appendFolded(b, r)
		}
		return string(b)
	}
	checked := 0
	for r := rune(0x80); r < 0x1F00; r++ {
		if r >= 0x250 && r < 0x1E00 || !unicode.Is(unicode.Latin, r) {
			continue
		}
		checked++
		want, ok := letters[unicode.ToLower(r)]
		if !ok {
			want = strings.ToLower(withoutMarks(string(r)))
		}
		if !isASCII(want) {
			continue // a letter that English has no base for
		}
		if got := folded(string(r)); got != want {
			t.Errorf("%c (%U) is folded to %q; want %q", r, r, got, want)
		}
		if d := norm.NFD.String(string(r)); folded(d) != folded(string(r)) {
			t.Errorf("%c (%U) is folded to %q, in several code points to %q", r, r, folded(string(r)), folded(d))
		}
	}
	if checked < 600 {
		t.Errorf("checked %d letters; want at least 600", checked)
	}
	for in, want := range map[string]string{"Жук": "жук", "ΣΑΣ": "σασ", "日本": "日本", "K": "k", "٣": "3", "Οδυσσεύς": "οδυσσευσ", "ＴＵＦ": "tuf", "ﾛｸﾞ": "ログ", "ロク\u3099": "ログ", "ﬃ": "ffi", "ﻻ": "لا", "İIıi": "iiii", "𝐓𝗨𝑓": "tuf", "أإآٱ": "اااا"} {
		if got := folded(in); got != want {
			t.Errorf("%q is folded to %q; want %q", in, got, want)
		}
	}
}

// TestFoldDecomposed: a letter of any script folds as Unicode's compatibility
// decomposition of it does.
func TestFoldDecomposed(t *testing.T) {
	folded := func(s string) string {
		var b []byte
		for _, r := range s {
			b = appendFolded(b, r)
		}
		return string(b)
	}
	for _, block := range [][2]rune{
		{0x370, 0x52F}, {0x621, 0x674}, {0x1F00, 0x1FFF}, {0x2070, 0x209C}, {0x2160, 0x217F}, {0x2460, 0x2473},
		{0x3041, 0x3094}, {0x30A1, 0x30F6}, {0x3131, 0x3163}, {0xAC00, 0xD7A3}, {0xFB00, 0xFB06}, {0xFE80, 0xFEFC}, {0xFF01, 0xFF9F},
		{0x1D400, 0x1D6A3}, {0x1D7CE, 0x1D7FF},
	} {
		for r := block[0]; r <= block[1]; r++ {
			if !isWord(r) {
				continue
			}
			d := norm.NFKD.String(string(r))
			if strings.ContainsFunc(d, func(r rune) bool { return !isWord(r) }) {
				continue
			}
			if got, want := folded(string(r)), folded(d); got != want {
				t.Errorf("%c (%U) is folded to %q; want %q, as %q is", r, r, got, want, d)
			}
		}
	}
}

func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

func isASCII(s string) bool { return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7F }) }

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		" —… ":                             "",
		"It’s Kairo's 'quoted' dogs' a''b": "its kairos quoted dogs a b",
		"python-tuf v1.0.0 lin_tape":       "python tuf v1 0 0 lin tape",
		"/usr/lib/libc.a[aio_64.o]":        "usr lib libc a aio 64 o",
		"Mudança Mudanc\u0327a":            "mudanca mudanca",
		"a\xffb \u0327 c":                  "a b c",
		"日本 Жук😀٣":                         "日 本 жук 3",
		"ภัย TUF入門":                        "ภั ย tuf 入 門",
		"हिन्दी soft\u00adware":            "हिन्दी software",
	} {
		var got []string
		for w := (words{text: text}); w.next(); {
			got = append(got, string(w.folded))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("words of %q = %q; want %q", text, got, want)
		}
	}
}

// TestNear compares with a plain measurement of each word.
func TestNear(t *testing.T) {
	all := strings.Fields("secure security securities secret sector python pythons phyton typhoon maintenance maintainer mantainer kernel kernels colonel año ação")
	slices.Sort(all)
	d := dictionary(strings.Join(all, "\t?\n"))
	for _, word := range []string{"secrue", "securty", "ecurity", "pyhton", "ptyhon", "maintiner", "maintainance", "kernle", "krnl", "colnel", "acao", "2023", "sec", "xxxxxxxx"} {
		for _, beginning := range []bool{false, true} {
			var got, want []string
			d.near(word, beginning, func(word string, edits int) { got = append(got, word+" "+string(rune('0'+edits))) })
			for _, other := range all {
				edits := measure([]rune(word), []rune(other))
				for i := range []rune(other) {
					if beginning {
						edits = min(edits, measure([]rune(word), []rune(other)[:i]))
					}
				}
				if limit := maxEdits([]rune(word)); limit > 0 && edits <= limit {
					want = append(want, other+" "+string(rune('0'+edits)))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("near(%q, %t) = %q; want %q", word, beginning, got, want)
			}
		}
	}
}

// measure is the optimal string alignment distance, by its definition.
func measure(a, b []rune) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a) + len(b)
	case a[len(a)-1] == b[len(b)-1]:
		return measure(a[:len(a)-1], b[:len(b)-1])
	}
	least := 1 + min(measure(a[:len(a)-1], b), measure(a, b[:len(b)-1]), measure(a[:len(a)-1], b[:len(b)-1]))
	if n, m := len(a), len(b); n > 1 && m > 1 && a[n-1] == b[m-2] && a[n-2] == b[m-1] {
		least = min(least, 1+measure(a[:n-2], b[:m-2]))
	}
	return least
}

func TestLog2(t *testing.T) {
	for n, want := range map[uint64]int{1: 0, 2: 1024, 3: 1623, 1000: 10204, 1 << 20: 20 << 10} {
		if got := log2(n); got != want {
			t.Errorf("log2(%d) = %d; want %d", n, got, want)
		}
	}
}
