package text

import (
	"strings"
	"sync"
	"time"

	"kairo.dev/content"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
)

// How much code is highlighted, in bytes: of a text, of a block, and of a line;
// and how many lines may be empty one after the other. The expressions that take
// code apart are slow, some by the square of a line or of what is empty, and
// nobody looks at the colours of more. A block counts for lessCode at least.
const (
	mostCode  = 24 << 10
	mostBlock = 4 << 10
	mostLine  = 200
	mostEmpty = 8
	lessCode  = 256
)

// languages are those that are highlighted, by the names of their lexers. There
// are four times as many lexers, but some never end (JSONata at a backslash), and
// some take seconds for what fills a screen. These have been tried with what is
// hard for them (BenchmarkCode): as much code as is highlighted takes 0.6
// seconds at most, whatever it is. A deadline would be no bound: the build of a
// busy machine would not be that of another.
var languages = []string{
	"Bash", "Bash Session", "C", "C#", "C++", "Caddyfile", "Clojure", "CMake", "Common Lisp", "CSS", "Dart", "Diff",
	"Docker", "Elixir", "Erlang", "GAS", "Go", "GraphQL", "Haskell", "HCL", "HTML", "HTTP", "INI", "Java", "JavaScript",
	"JSON", "Julia", "Kotlin", "Lua", "Makefile", "NASM", "Nginx configuration file", "Nix", "OCaml", "Perl", "PHP",
	"PowerShell", "properties", "Protocol Buffer", "Python", "R", "react", "Rego", "Ruby", "Rust", "Scala", "SCSS",
	"Solidity", "SQL", "Starlark", "Swift", "SYSTEMD", "Terraform", "TeX", "TOML", "TypeScript", "VimL",
	"vue", "XML", "YAML", "Zig",
}

// lexersOf are the lexers of these languages, by what people call them: names,
// aliases, and how files in them end. They know no others, so that code that holds
// code in another language is as quick.
var lexersOf = sync.OnceValue(func() map[string]chroma.Lexer {
	// The lexers give an expression up after a quarter of a second, by a clock that
	// is set once in a period. By one that is set each hour no expression takes so
	// long, on whatever machine.
	regexp2.SetTimeoutCheckPeriod(time.Hour)
	known := chroma.NewLexerRegistry()
	all := make(map[string]chroma.Lexer)
	for _, language := range languages {
		lexer := known.Register(lexers.Get(language))
		for _, name := range append(lexer.Config().Aliases, language) {
			all[strings.ToLower(name)] = lexer
		}
	}
	for _, language := range languages {
		lexer := known.Get(language)
		for _, file := range lexer.Config().Filenames {
			name := strings.ToLower(strings.TrimPrefix(file, "*."))
			if all[name] == nil {
				all[name] = lexer
			}
		}
	}
	return all
})

// code is a block of code, highlighted if its language is known.
func (m *maker) code(source, language string) []content.Element {
	children := words(source)
	if lexer := lexersOf()[strings.ToLower(language)]; lexer != nil && readable(source) && m.coded+max(len(source), lessCode) <= mostCode {
		m.coded += max(len(source), lessCode)
		if spans := highlighted(tokens(lexer, source)); plainOf(spans) == source {
			children = spans
		}
	}
	return []content.Element{element("pre", []content.Element{element("code", children)})}
}

// tokens takes code apart. Where the lexer fails there are none.
func tokens(lexer chroma.Lexer, source string) (all []chroma.Token) {
	defer func() {
		if recover() != nil { // it does so at states that it does not know
			all = nil
		}
	}()
	found, err := chroma.Coalesce(lexer).Tokenise(nil, source)
	if err != nil {
		return nil
	}
	return found.Tokens()
}

// readable reports whether a block of code is one that people read.
func readable(source string) bool {
	empty := 0
	for line := range strings.Lines(source) {
		if len(line) > mostLine {
			return false
		}
		if empty++; strings.TrimSpace(line) != "" {
			empty = 0
		}
		if empty > mostEmpty {
			return false
		}
	}
	return len(source) <= mostBlock
}

// highlighted are tokens as elements. Their classes are few: what a reader can
// tell apart.
func highlighted(tokens []chroma.Token) []content.Element {
	var all joined
	for len(tokens) > 0 {
		class := classOf(tokens[0].Type)
		var same strings.Builder
		for len(tokens) > 0 && classOf(tokens[0].Type) == class {
			same.WriteString(tokens[0].Value)
			tokens = tokens[1:]
		}
		if class == "" {
			all.add(content.Element{Text: same.String()})
		} else {
			all.add(element("span", words(same.String()), "class", class))
		}
	}
	return all.end()
}

// classOf is the class of a token; see web/static/css/34-text.css.
func classOf(t chroma.TokenType) string {
	switch {
	case t.InCategory(chroma.Comment):
		return "c"
	case t == chroma.KeywordConstant, t.InSubCategory(chroma.LiteralNumber):
		return "n"
	case t.InCategory(chroma.Keyword), t == chroma.OperatorWord, t == chroma.NameTag:
		return "k"
	case t.InSubCategory(chroma.LiteralString), t == chroma.GenericInserted:
		return "s"
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameBuiltin, t == chroma.NameDecorator, t == chroma.NameAttribute, t == chroma.GenericHeading, t == chroma.GenericSubheading:
		return "f"
	case t == chroma.GenericDeleted, t == chroma.GenericError:
		return "d"
	}
	return ""
}

func plainOf(list []content.Element) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(e.Text)
		for _, c := range e.Children {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}
