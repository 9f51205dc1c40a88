package text

import (
	"strings"

	"kairo.dev/content"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// How much code is highlighted, in bytes: of a text, of a block, and of a line.
// The expressions that take it apart are slow, some by the square of a line, and
// nobody looks at the colours of more. A block counts for lessCode at least.
const (
	mostCode  = 24 << 10
	mostBlock = 8 << 10
	mostLine  = 200
	lessCode  = 256
)

// code is a block of code, highlighted if its language is known.
func (m *maker) code(source, language string) []content.Element {
	children := words(source)
	if lexer := lexerOf(language); lexer != nil && readable(source) && m.coded+max(len(source), lessCode) <= mostCode {
		m.coded += max(len(source), lessCode)
		if tokens, err := chroma.Coalesce(lexer).Tokenise(nil, source); err == nil {
			if spans := highlighted(tokens.Tokens()); plainOf(spans) == source {
				children = spans
			}
		}
	}
	return []content.Element{element("pre", []content.Element{element("code", children)})}
}

// readable reports whether a block of code is one that people read.
func readable(source string) bool {
	for line := range strings.Lines(source) {
		if len(line) > mostLine {
			return false
		}
	}
	return len(source) <= mostBlock
}

// lexerOf is what knows a language, or nil.
func lexerOf(language string) chroma.Lexer {
	if language == "" {
		return nil
	}
	return lexers.Get(language)
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
