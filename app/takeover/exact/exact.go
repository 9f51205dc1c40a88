// Package exact writes a go-app tree as the HTML that parses back into exactly
// the nodes that the browser's program builds of the same tree. That is what a
// program has to find if it is to take over a page instead of replacing it.
//
// go-app's own encoder cannot be used as it is: it writes attributes as Go
// string literals in random order, drops the value of attributes that are
// "true", writes booleans that are false, and puts line breaks and indentation
// between children. But outside of app.Raw, which is refused, all of that can
// be undone without guessing: text is escaped, so "<" only ever begins a tag;
// attribute values are Go literals, which strconv reads back; and the white
// space it adds is one line break and two spaces for each level. So this is a
// lexer of that format and a writer of HTML in one pass.
//
// One thing cannot be undone: where one text node ends and the next begins, if
// two stand side by side. A text that could be two is an error.
package exact

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// ErrNotExact is returned when a go-app tree holds something whose HTML cannot
// be told for certain from go-app's output.
var ErrNotExact = errors.New("go-app's output is ambiguous here")

// HTML writes the tree of an element. What the program does to the values of
// attributes as it sets them, such as leading addresses below a path, rewrite
// does here; it may be nil. Its error is ErrNotExact.
func HTML(ui app.UI, rewrite func(attribute, value string) string) (string, error) {
	if rewrite == nil {
		rewrite = func(_, value string) string { return value }
	}
	l := lexer{in: app.HTMLString(ui), rewrite: rewrite}
	if err := l.element(0); err != nil {
		return "", fmt.Errorf("exact HTML: %w", err)
	}
	if l.pos != len(l.in) {
		return "", fmt.Errorf("exact HTML: %w", l.errorf("something follows the root element"))
	}
	return l.out.String(), nil
}

// lexer reads go-app's output and writes HTML.
type lexer struct {
	in      string
	rewrite func(attribute, value string) string
	pos     int
	out     strings.Builder
}

func (l *lexer) errorf(format string, args ...any) error {
	const context = 60
	near := l.in[max(0, l.pos-context):min(len(l.in), l.pos+context)]
	return fmt.Errorf("%w: %s, near %q", ErrNotExact, fmt.Sprintf(format, args...), near)
}

// skip consumes s if the input goes on with it.
func (l *lexer) skip(s string) bool {
	if !strings.HasPrefix(l.in[l.pos:], s) {
		return false
	}
	l.pos += len(s)
	return true
}

// until consumes and returns everything before the next occurrence of one of
// the bytes in stop, which stays in the input.
func (l *lexer) until(stop string) string {
	rest := l.in[l.pos:]
	if i := strings.IndexAny(rest, stop); i >= 0 {
		rest = rest[:i]
	}
	l.pos += len(rest)
	return rest
}

// element reads an element that stands at the given depth; its indentation has
// been read already.
func (l *lexer) element(depth int) error {
	if !l.skip("<") {
		return l.errorf("want an element")
	}
	tag := l.until(" >\n")
	if tag == "" || strings.ContainsAny(tag, `"'/<=&`) {
		return l.errorf("want the name of an element, have %q", tag)
	}
	l.out.WriteByte('<')
	l.out.WriteString(tag)
	if err := l.attributes(); err != nil {
		return err
	}
	l.out.WriteByte('>')
	if slices.Contains(voidElements, tag) {
		return nil
	}
	start := l.out.Len()
	if err := l.children(depth, tag); err != nil {
		return err
	}
	l.endTag(tag, start)
	return nil
}

// children reads what is inside an element, up to and with its end tag.
func (l *lexer) children(depth int, tag string) error {
	end := "</" + tag + ">"
	outer := strings.Repeat("  ", depth)
	inner := outer + "  "
	if i := strings.IndexByte(l.in[l.pos:], '<'); i >= 0 && strings.HasPrefix(l.in[l.pos+i:], end) {
		// Nothing or one text, around which go-app adds nothing; unless these
		// are several texts.
		text := l.in[l.pos : l.pos+i]
		if strings.HasPrefix(text, "\n") && strings.HasSuffix(text, "\n"+outer) {
			return l.errorf("%q in <%s> could be one text or several: join them", text, tag)
		}
		l.text(text)
		l.pos += i + len(end)
		return nil
	}
	if !l.skip("\n") {
		return l.errorf("want a line break after <%s>", tag)
	}
	afterText := false
	for {
		switch {
		case l.skip(outer + end):
			return nil
		case l.skip("\n"): // an empty text, which HTML cannot hold
			continue
		case !l.skip(inner):
			return l.errorf("want %d spaces before a child of <%s>", len(inner), tag)
		}
		isText := !strings.HasPrefix(l.in[l.pos:], "<")
		var err error
		switch {
		case !isText:
			err = l.element(depth + 1)
		case afterText:
			err = l.errorf("two texts side by side in <%s>: join them", tag)
		default:
			err = l.textChild(inner, outer)
		}
		if err != nil {
			return err
		}
		if !l.skip("\n") {
			return l.errorf("want a line break after a child of <%s>", tag)
		}
		afterText = isText
	}
}

// textChild reads a text that has siblings: it goes on to the line break and
// the indentation before the next tag, which may be its parent's end tag.
func (l *lexer) textChild(inner, outer string) error {
	text := l.until("<")
	added := "\n" + inner
	if strings.HasPrefix(l.in[l.pos:], "</") {
		added = "\n" + outer
	}
	if !strings.HasSuffix(text, added) {
		return l.errorf("want a line break and the indentation after a text")
	}
	text = strings.TrimSuffix(text, added)
	l.pos -= len(added)
	if strings.Contains(text, "\n"+inner) || strings.HasSuffix(text, "\n") {
		return l.errorf("%q could be one text or two: join them, or put the one with line breaks into an element of its own", text)
	}
	l.text(text)
	return nil
}

// text writes text that go-app has escaped. A carriage return would be changed
// to a line feed by the parser unless it is written as a reference.
func (l *lexer) text(escaped string) {
	l.out.WriteString(strings.ReplaceAll(escaped, "\r", "&#13;"))
}

// endTag writes the end tag of the element whose content begins at start. The
// parser drops a line break at the beginning of pre and textarea, so one that
// is meant has to be doubled.
func (l *lexer) endTag(tag string, start int) {
	if tag == "pre" || tag == "textarea" {
		if written := l.out.String(); strings.HasPrefix(written[start:], "\n") {
			l.out.Reset()
			l.out.WriteString(written[:start] + "\n" + written[start:])
		}
	}
	l.out.WriteString("</" + tag + ">")
}

// attributes reads the attributes of a start tag, up to and with its ">", and
// writes them in the order of their names.
func (l *lexer) attributes() error {
	var attributes [][2]string
	for !l.skip(">") {
		if !l.skip(" ") {
			return l.errorf("want an attribute")
		}
		name := l.until(" =>\n")
		if name == "" || strings.ContainsAny(name, `"'/<`) {
			return l.errorf("want the name of an attribute, have %q", name)
		}
		value := "true" // which go-app leaves out
		if l.skip("=") {
			quoted, err := strconv.QuotedPrefix(l.in[l.pos:])
			if err != nil || quoted[0] != '"' {
				return l.errorf("want the value of attribute %s as a Go string", name)
			}
			l.pos += len(quoted)
			if value, err = strconv.Unquote(quoted); err != nil {
				return l.errorf("attribute %s: %v", name, err)
			}
		}
		attributes = append(attributes, [2]string{name, value})
	}
	slices.SortFunc(attributes, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	for _, a := range attributes {
		l.attribute(a[0], a[1])
	}
	return nil
}

func (l *lexer) attribute(name, value string) {
	if slices.Contains(booleanAttributes, name) {
		// Any value at all, even "false", means true in HTML.
		if value != "false" {
			l.out.WriteString(" " + name)
		}
		return
	}
	value = strings.ReplaceAll(html.EscapeString(l.rewrite(name, value)), "\r", "&#13;")
	l.out.WriteString(" " + name + `="` + value + `"`)
}

// voidElements have neither content nor an end tag (HTML, 13.1.2).
var voidElements = []string{
	"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
	"source", "track", "wbr",
}

// booleanAttributes are true by being there (HTML, "Attributes" index).
var booleanAttributes = []string{
	"allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls",
	"default", "defer", "disabled", "formnovalidate", "hidden", "inert", "ismap",
	"itemscope", "loop", "multiple", "muted", "nomodule", "novalidate", "open",
	"playsinline", "readonly", "required", "reversed", "selected",
}
