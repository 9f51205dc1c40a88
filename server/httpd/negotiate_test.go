package httpd

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestParseAcceptEncoding(t *testing.T) {
	// In the order identity, brotli, zstd, gzip.
	for _, test := range []struct {
		lines string // separated by "|"
		want  accepted
	}{
		{"", accepted{1, 0, 0, 0}},
		{"gzip, deflate, br, zstd", accepted{1, 1000, 1000, 1000}},
		{"gzip", accepted{1, 0, 0, 1000}},
		{"GZip, BR", accepted{1, 1000, 0, 1000}},
		{"x-gzip", accepted{1, 0, 0, 1000}},
		{"gzip|br", accepted{1, 1000, 0, 1000}},
		{" gzip\t;\tq=0.5 ,br ; Q=0.25", accepted{1, 250, 0, 500}},
		{"br;q=1.000, gzip;q=0.001, zstd;q=1.", accepted{1, 1000, 1000, 1}},
		{"*", accepted{1000, 1000, 1000, 1000}},
		{"*;q=0.5, br", accepted{500, 1000, 500, 500}},
		{"*;q=0", accepted{0, 0, 0, 0}},
		{"*;q=0, identity", accepted{1000, 0, 0, 0}},
		{"identity;q=0", accepted{0, 0, 0, 0}},
		{"identity;q=0, *", accepted{0, 1000, 1000, 1000}},
		{"br;q=0", accepted{1, 0, 0, 0}},
		{"br, br;q=0", accepted{1, 0, 0, 0}},
		{"br;q=0, br", accepted{1, 1000, 0, 0}},
		{"compress, deflate, dcb, brotli", accepted{1, 0, 0, 0}},
		// Malformed members do not count; the others do.
		{"br;q=2, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=1.001, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=0.1234, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=-1, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=.5, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=1e0, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=, gzip", accepted{1, 0, 0, 1000}},
		{"br;q, gzip", accepted{1, 0, 0, 1000}},
		{"br;, gzip", accepted{1, 0, 0, 1000}},
		{"br;q=1;q=0, gzip", accepted{1, 0, 0, 1000}},
		{"br;level=1, gzip", accepted{1, 0, 0, 1000}},
		{"br gzip, gzip", accepted{1, 0, 0, 1000}},
		{";q=1, ;, gzip", accepted{1, 0, 0, 1000}},
		{",,,gzip,,,", accepted{1, 0, 0, 1000}},
		{"\x00\xff, gzip", accepted{1, 0, 0, 1000}},
		{strings.Repeat("a,", 5000) + "gzip", accepted{1, 0, 0, 1000}},
	} {
		lines := strings.Split(test.lines, "|")
		if got := parseAcceptEncoding(lines); got != test.want {
			t.Errorf("parseAcceptEncoding(%.60q) = %v; want %v", lines, got, test.want)
		}
		if got := acceptEncoding(lines); got != test.want {
			t.Errorf("acceptEncoding(%.60q) = %v; want %v", lines, got, test.want)
		}
	}
}

func TestAcceptEncodingMissing(t *testing.T) {
	if got, want := acceptEncoding(nil), (accepted{identity: 1000}); got != want {
		t.Errorf("acceptEncoding(nil) = %v; want %v", got, want)
	}
}

// member is the grammar of RFC 9110, 12.5.3, without the restriction of names
// to tokens: a name that is none matches no coding.
var member = regexp.MustCompile(`(?s)^[ \t]*([^;]*?)[ \t]*(?:;[ \t]*[qQ]=((?:0(?:\.[0-9]{0,3})?)|(?:1(?:\.0{0,3})?))[ \t]*)?$`)

// slowAcceptEncoding is parseAcceptEncoding by the book.
func slowAcceptEncoding(lines []string) accepted {
	weights := make(map[string]int16)
	for _, m := range strings.Split(strings.Join(lines, ","), ",") {
		parts := member.FindStringSubmatch(m)
		if parts == nil || parts[1] == "" {
			continue
		}
		weight := 1.0
		if parts[2] != "" {
			weight, _ = strconv.ParseFloat(parts[2], 64)
		}
		name := strings.ToLower(parts[1])
		if name == "x-gzip" {
			name = "gzip"
		}
		weights[name] = int16(weight*1000 + 0.5)
	}
	var a accepted
	for c, name := range names {
		weight, ok := weights[string(name)]
		if !ok {
			weight, ok = weights["*"]
		}
		if !ok && coding(c) == identity {
			weight = leastWanted
		}
		a[c] = weight
	}
	return a
}

func FuzzAcceptEncoding(f *testing.F) {
	for _, v := range []string{
		"gzip, deflate, br, zstd", "br;q=0.5, *;q=0.1", "identity;q=0", "x-gzip ; Q=1.000", "br;q=1.001",
		"br;q=0.", ",,;q=1, \t,", "*;q=0\ngzip", "gzip;q=0.1234", "br;q=0;q=1", "BR\n\nzstd;q=.5",
	} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, value string) {
		for _, r := range value {
			if r >= 0x80 {
				return // names of codings are ASCII; folding of letters beyond it is another matter
			}
		}
		lines := strings.Split(value, "\n")
		if got, want := acceptEncoding(lines), slowAcceptEncoding(lines); got != want {
			t.Errorf("acceptEncoding(%q) = %v; want %v", lines, got, want)
		}
	})
}

func TestMatches(t *testing.T) {
	const tag = `"abc"`
	for _, test := range []struct {
		lines        string // separated by "|"
		weak, strong bool
	}{
		{`"abc"`, true, true},
		{`W/"abc"`, true, false},
		{`*`, true, true},
		{` * `, true, true},
		{`"x", "abc"`, true, true},
		{`"x","abc"`, true, true},
		{`,, "x" ,, W/"abc",`, true, false},
		{`"x"|"abc"`, true, true},
		{`"a,b", "abc"`, true, true},
		{``, false, false},
		{`"ab"`, false, false},
		{`"abcd"`, false, false},
		{`abc`, false, false},
		{`"abc`, false, false},
		{`w/"abc"`, false, false},
		{`W/`, false, false},
		{`"x", *`, false, false},
		{`nonsense, "abc"`, false, false},
		{`"`, false, false},
	} {
		lines := strings.Split(test.lines, "|")
		if got := matches(lines, tag, true); got != test.weak {
			t.Errorf("matches(%q, %s, weak) = %v; want %v", lines, tag, got, test.weak)
		}
		if got := matches(lines, tag, false); got != test.strong {
			t.Errorf("matches(%q, %s, strong) = %v; want %v", lines, tag, got, test.strong)
		}
	}
}

func FuzzMatches(f *testing.F) {
	f.Add(`W/"a", "abc"`)
	f.Add(`*`)
	f.Add(`"a,b" "abc`)
	f.Fuzz(func(t *testing.T, line string) {
		const tag = `"abc"`
		lines := []string{line}
		if matches(lines, tag, false) && !matches(lines, tag, true) {
			t.Errorf("matches(%q) is true of the bytes, but not of the meaning", line)
		}
		if matches(lines, tag, true) && !strings.Contains(line, tag) && strings.Trim(line, " \t") != "*" {
			t.Errorf("matches(%q, %s) = true", line, tag)
		}
	})
}
