package exact

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hostile are strings that go-app's encoder, an HTML parser or a careless
// writer would change.
var hostile = []string{
	`"`, `'`, `<`, `>`, `&`, `&amp;`, `&copy=1`, `&#65;`, `\`, `\\`, `\n`, `\u00a0`, `"><script>alert(1)</script>`,
	"a\nb", "a\n\nb", "a\n    b", "a\r\nb", "a\rb", "a\tb", "a\u00a0b", "a\u200bb", "a\u2028b", "a\ufeffb",
	"שלום עולם", "\u202eabc\u202c", "👋🏽 👩‍💻", "São Paulo", "\U0010ffff", "true", "false", "]]>", "<!-- -->", "{{.}}", "a=b c='d'", "  a  b  ",
}

// parse reads the HTML of one element inside a body.
func parse(t *testing.T, markup string) *html.Node {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil || len(nodes) != 1 {
		t.Fatalf("ParseFragment(%q) = %d nodes, %v; want 1", markup, len(nodes), err)
	}
	return nodes[0]
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func mustExact(t *testing.T, ui app.UI) string {
	t.Helper()
	markup, err := HTML(ui, nil)
	if err != nil {
		t.Fatalf("HTML: %v", err)
	}
	return markup
}

func TestExactText(t *testing.T) {
	for _, tag := range []string{"p", "pre", "textarea", "code"} {
		for _, text := range hostile {
			for _, text := range []string{text, "\n" + text, text + "\n", " " + text} {
				markup := mustExact(t, app.Elem(tag).Text(text))
				got := parse(t, markup)
				if got.FirstChild == nil || got.FirstChild.NextSibling != nil || got.FirstChild.Data != text {
					t.Errorf("HTML(<%s> with %q) = %q, which does not parse back to it", tag, text, markup)
				}
			}
		}
	}
}

func TestExactTextBetweenElements(t *testing.T) {
	for _, text := range hostile {
		tree := app.Div().Body(
			app.P().Body(app.Text(text), app.B().Text("x"), app.Text(text)),
			app.P().Body(app.I().Text("y"), app.Text(text), app.Br()),
		)
		markup, err := HTML(tree, nil)
		if strings.Contains(text, "\n    ") {
			// It could be two texts at this depth; that has to be said.
			if !errors.Is(err, ErrNotExact) {
				t.Errorf("HTML(%q between elements) = %q, %v; want ErrNotExact", text, markup, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("HTML(%q between elements): %v", text, err)
			continue
		}
		p := parse(t, markup).FirstChild
		second := p.NextSibling
		if p.FirstChild.Data != text || p.LastChild.Data != text || second.FirstChild.NextSibling.Data != text {
			t.Errorf("HTML(%q between elements) = %q, which does not parse back to it", text, markup)
		}
	}
}

func TestExactAttributes(t *testing.T) {
	names := []string{"title", "alt", "href", "src", "value", "content", "placeholder", "data-x", "aria-label", "class", "id", "lang", "d"}
	for _, name := range names {
		for _, value := range hostile {
			markup := mustExact(t, app.Elem("a").Attr(name, value).Text("x"))
			want := value
			if name != "value" {
				want = strings.TrimSpace(value) // go-app does, on both sides
			}
			if got, _ := attribute(parse(t, markup), name); got != want {
				t.Errorf("HTML(%s=%q) = %q; parses back to %q", name, value, markup, got)
			}
		}
	}
}

func TestExactAttributeValues(t *testing.T) {
	tests := []struct {
		ui   app.UI
		want string
	}{
		{app.Div().Aria("expanded", true), `<div aria-expanded="true"></div>`},
		{app.Div().Aria("expanded", false), `<div aria-expanded="false"></div>`},
		{app.Div().Aria("current", "true"), `<div aria-current="true"></div>`},
		{app.Div().Draggable(true), `<div draggable="true"></div>`},
		{app.Div().Spellcheck(false), `<div spellcheck="false"></div>`},
		{app.Div().DataSet("on", "true"), `<div data-on="true"></div>`},
		{app.Input().Disabled(true).Required(false), `<input disabled>`},
		{app.Details().Open(false), `<details></details>`},
		{app.Details().Open(true), `<details open></details>`},
		{app.Div().Hidden(false), `<div></div>`},
		{app.Div().Hidden(true), `<div hidden></div>`},
		{app.Div().TabIndex(-1), `<div tabindex="-1"></div>`},
		{app.Div().ID("").Class("").Title(""), `<div></div>`},
		{app.A().Href("/?a=1&b=2").Class("y").Class("x").ID("z"), `<a class="y x" href="/?a=1&amp;b=2" id="z"></a>`},
	}
	for _, tt := range tests {
		if got := mustExact(t, tt.ui); got != tt.want {
			t.Errorf("HTML(%s) = %s; want %s", app.HTMLString(tt.ui), got, tt.want)
		}
	}
}

func TestExactIsDeterministic(t *testing.T) {
	tree := func() app.UI {
		a := app.A()
		for i := range 12 {
			a.DataSet(fmt.Sprintf("k%d", i), "v")
		}
		return app.Div().Body(a, a)
	}
	first := mustExact(t, tree())
	for range 200 {
		if again := mustExact(t, tree()); again != first {
			t.Fatalf("HTML differs between runs:\n%s\n%s", first, again)
		}
	}
}

func TestExactRefuses(t *testing.T) {
	tests := map[string]app.UI{
		"two texts and an element":    app.P().Body(app.Text("a"), app.Text("b"), app.B()),
		"an element and two texts":    app.P().Body(app.B(), app.Text("a"), app.Text("b")),
		"only texts":                  app.P().Body(app.Text("a"), app.Text("b")),
		"raw HTML that is not closed": app.Div().Body(app.Raw("<p>a<br/>b")),
		"raw HTML with quotes":        app.Div().Body(app.Raw(`<p title='a'>b</p>`)),
		"a text alone":                app.Text("a"),
	}
	for name, ui := range tests {
		if got, err := HTML(ui, nil); !errors.Is(err, ErrNotExact) {
			t.Errorf("HTML(%s) = %q, %v; want ErrNotExact", name, got, err)
		}
	}
}

func FuzzExact(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		if text == "" || strings.ContainsRune(text+value, 0) || text != strings.ToValidUTF8(text, "") || value != strings.ToValidUTF8(value, "") {
			return // package load refuses such strings
		}
		markup, err := HTML(app.Div().Body(app.P().Title(value).Text(text), app.Ul().Body(app.Li().Text(text))), nil)
		if err != nil {
			t.Fatalf("HTML(%q, %q): %v", text, value, err)
		}
		p := parse(t, markup).FirstChild
		if got := p.FirstChild.Data; got != text {
			t.Errorf("text %q became %q in %q", text, got, markup)
		}
		if got, _ := attribute(p, "title"); got != strings.TrimSpace(value) {
			t.Errorf("attribute %q became %q in %q", value, got, markup)
		}
	})
}

// FuzzLexer feeds the lexer anything: it may refuse, but not fail.
func FuzzLexer(f *testing.F) {
	f.Add(app.HTMLString(app.Div().ID("x").Body(app.P().Text("a"), app.Br(), app.Text("b"))))
	f.Fuzz(func(t *testing.T, in string) {
		l := lexer{in: in, rewrite: func(_, value string) string { return value }}
		if err := l.element(0); err != nil && !errors.Is(err, ErrNotExact) {
			t.Errorf("lexer(%q): %v; want ErrNotExact or nil", in, err)
		}
	})
}
