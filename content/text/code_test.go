package text_test

import (
	"strings"
	"testing"
	"time"

	"kairo.dev/content/text"

	"github.com/alecthomas/chroma/v2/lexers"
)

// pumps are what lexers go back over, as often as it comes: what begins and does
// not end, what may belong to more than one thing, and nothing.
var pumps = strings.Split("\" ' ` ( [ { < {{ (( /* // # \\ $ ${ @ * _ | - a a= a: a. a( <a b=\" <!-- \"\"\" a:: #{ (* 1. é \t", " ")

// blockOf is a block of code in a language that has little but a pump in it.
func blockOf(language, pump string, size int) string {
	line := "a" + strings.Repeat("\n \n", 4) // lines of nothing
	if pump != "" {
		line = strings.Repeat(pump, 150/len(pump))
	}
	return "~~~~~" + language + "\n" + strings.Repeat(line+"\n", size/(len(line)+1)) + "~~~~~\n"
}

// TestEveryLanguage: whatever language code says it is in, and whatever it is, it
// is shown as it is. Lexers that never end at one of these are not asked.
func TestEveryLanguage(t *testing.T) {
	names := lexers.Names(true)
	if len(names) < 500 {
		t.Fatalf("there are %d names of languages; want all", len(names))
	}
	for _, name := range names {
		for _, pump := range append(pumps, "") {
			block := blockOf(name, pump, 256)
			want := strings.TrimSuffix(block[strings.IndexByte(block, '\n')+1:], "~~~~~\n")
			made := text.Make([]byte(block), options())
			if got := codeOf(made); len(made.Problems) > 0 || got != want {
				t.Fatalf("code in %q is %q, %v; want %q", name, got, made.Problems, want)
			}
		}
	}
}

// codeOf is what the first block of a text says.
func codeOf(made text.Made) string {
	var b strings.Builder
	for _, e := range made.Elements[0].Children[0].Children {
		b.WriteString(e.Text)
		for _, c := range e.Children {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}

// TestLanguagesByName: code is highlighted in the languages that posts are full
// of, by any of their names.
func TestLanguagesByName(t *testing.T) {
	for name, source := range map[string]string{
		"go": "func f() {}", "golang": "func f() {}", "Go": "func f() {}", "py": "def f(): pass", "python3": "def f(): pass", "sh": "if true; then echo 1; fi",
		"zsh": "for i in 1; do :; done", "console": "$ ls # x", "yml": "a: 1", "js": "let a = 1", "ts": "let a = 1", "jsx": "let a = 1", "rs": "fn f() {}", "c": "int a = 1;",
		"cpp": "int a = 1;", "json": `{"a": 1}`, "toml": "a = 1", "ini": "a = 1", "dockerfile": "FROM a", "Dockerfile": "FROM a", "makefile": "a: b\n\tc", "diff": "-a\n+b",
		"html": "<p>a</p>", "css": "p { color: red }", "sql": "SELECT 1", "tf": `a = "b"`, "http": "GET / HTTP/1.1\nHost: a\n", "proto": "message A {}", "xml": "<a/>",
	} {
		if got := text.HTML(good(t, "```"+name+"\n"+source+"\n```", options()).Elements, nil); !strings.Contains(got, "<span class=") {
			t.Errorf("code in %q is %s; want it highlighted", name, got)
		}
	}
}

// BenchmarkCode is a text with as much code as is highlighted, for each language
// and each of what it may be bad at. It says what the worst took.
func BenchmarkCode(b *testing.B) {
	for _, name := range lexers.Names(false) {
		if !strings.Contains(text.HTML(text.Make([]byte("```"+name+"\n"+everything+"\n```"), options()).Elements, nil), "<span class=") {
			continue // it is not highlighted
		}
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			var worst time.Duration
			at := ""
			for b.Loop() {
				for _, pump := range append(pumps, "") {
					source := []byte(strings.Repeat(blockOf(name, pump, 3<<10)+"\n", 8))
					begin := time.Now()
					text.Make(source, options())
					if took := time.Since(begin); took > worst {
						worst, at = took, pump
					}
				}
			}
			b.Logf("worst at %q", at)
			b.ReportMetric(float64(worst.Milliseconds()), "ms-worst")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// everything has a string, a number, a comment or a keyword of any language.
const everything = "if (a == \"b\") { return 1; }\n# c\n// d\n<p>\n-e\n+f\n% g\n; h\n[i]\nj: 2\nk = 'l'\nGET / HTTP/1.1\n$ ls # m\nSELECT 1\n\" n\n\\section{o}"
