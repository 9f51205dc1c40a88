package importer

import (
	"html"
	"regexp"
	"strings"

	dom "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// code makes each piece of code one element with nothing but text in it.
func (t *text) code(root *dom.Node) {
	for _, table := range elements(root, atom.Table) {
		numbered(table)
	}
	for _, pre := range elements(root, atom.Pre, atom.Xmp, atom.Listing, atom.Plaintext) {
		if pre.Parent != nil && !within(pre, atom.Pre) {
			t.block(pre)
		}
	}
	all(root, func(n *dom.Node) {
		switch n.DataAtom {
		case atom.Tt, atom.Samp, atom.Kbd, atom.Var:
			rename(n, atom.Code)
		}
		if n.DataAtom == atom.Code && !within(n, atom.Pre) {
			switch s := inner(n); {
			case strings.TrimSpace(s) == "":
				unwrap(n)
			case strings.Contains(strings.TrimSpace(s), "\n") && len(elements(n, atom.Br)) > 0:
				replace(n, fenced(s, ""))
			default:
				children(n)
				n.AppendChild(words(s))
			}
		}
	})
}

// numbered takes the numbers of the lines away from code that stands beside them
// in a table.
func numbered(table *dom.Node) {
	var code []*dom.Node
	numbers := false
	for _, cell := range elements(table, atom.Td) {
		class := attribute(cell, "class")
		switch {
		case strings.Contains(class, "linenos") || strings.Contains(class, "gutter"):
			numbers = true
		case strings.Contains(class, "code"):
			code = append(code, elements(cell, atom.Pre)...)
		}
	}
	if !numbers || len(code) != 1 {
		return
	}
	remove(code[0])
	if attribute(code[0], "class") == "" {
		setAttribute(code[0], "class", attribute(table, "class"))
	}
	replace(table, code[0])
}

// block makes a block of code.
func (t *text) block(pre *dom.Node) {
	s := inner(pre)
	if pre.DataAtom == atom.Pre {
		s = strings.TrimPrefix(s, "\n") // HTML, 4.4.3: it is not part of it
	}
	if twice.MatchString(s) && !strings.ContainsAny(s, "<>") {
		s = html.UnescapeString(s)
		t.look("code was escaped twice, and is once now: %.40q", s)
	}
	language := languageOf(pre)
	if first, rest, ok := strings.Cut(s, "\n"); ok {
		if m := shebang.FindStringSubmatch(first); m != nil { // of Python-Markdown
			language, s = strings.ToLower(m[1]), rest
		}
	}
	if strings.TrimSpace(s) == "" {
		remove(pre)
		return
	}
	replace(pre, fenced(s, language))
}

var (
	twice   = regexp.MustCompile(`&(?:lt|gt|amp|quot|#0?39);`)
	shebang = regexp.MustCompile(`^(?::::|#!)([A-Za-z][A-Za-z0-9+#_-]*)\s*$`)
)

// fenced is a block of code.
func fenced(s, language string) *dom.Node {
	code := element(atom.Code, words(strings.Trim(strings.ReplaceAll(s, "\u00a0", " "), "\n")+"\n"))
	if language != "" {
		setAttribute(code, "class", "language-"+language)
	}
	return element(atom.Pre, code)
}

// called is how classes call a language.
var called = regexp.MustCompile(`(?:^|\s)(?:language-|lang-|lang:|brush:\s*|highlight-(?:source-)?|sourceCode\s+)([A-Za-z][A-Za-z0-9+#_-]*)`)

// noLanguage are words that stand where a language could.
var noLanguage = map[string]bool{"text": true, "plain": true, "plaintext": true, "none": true, "default": true, "source": true}

// languageOf is the language that a block of code is in, as far as it or what is
// around it says so.
func languageOf(pre *dom.Node) string {
	around := []*dom.Node{pre}
	around = append(around, elements(pre, atom.Code)...)
	for n := pre.Parent; n != nil && len(around) < 6; n = n.Parent {
		around = append(around, n)
	}
	for _, n := range around {
		for _, name := range []string{"class", "lang", "data-lang", "data-language"} {
			value := attribute(n, name)
			if name == "data-lang" || name == "data-language" || name == "lang" && n == pre {
				value = "lang-" + value
			} else if name == "lang" {
				continue
			}
			if m := called.FindStringSubmatch(value); m != nil && !noLanguage[strings.ToLower(m[1])] {
				return strings.ToLower(m[1])
			}
		}
	}
	return ""
}
