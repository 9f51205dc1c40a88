package text

import (
	"html"
	"strings"

	"kairo.dev/content"
)

// void are the elements of this package that have no content (HTML, 13.1.2).
var void = map[string]bool{"br": true, "hr": true, "img": true}

// HTML writes elements. The function locate, if it is not nil, changes values of
// attributes by their names.
func HTML(list []content.Element, locate func(name, value string) string) string {
	var b strings.Builder
	writeHTML(&b, list, locate)
	return b.String()
}

func writeHTML(b *strings.Builder, list []content.Element, locate func(name, value string) string) {
	for _, e := range list {
		if e.Name == "" {
			b.WriteString(escaped(e.Text))
			continue
		}
		b.WriteString("<" + e.Name)
		for _, a := range e.Attributes {
			value := a.Value
			if locate != nil {
				value = locate(a.Name, value)
			}
			b.WriteString(" " + a.Name)
			if value != "" || a.Name != "open" {
				b.WriteString(`="` + escaped(value) + `"`)
			}
		}
		b.WriteByte('>')
		if void[e.Name] {
			continue
		}
		if e.Name == "pre" {
			b.WriteByte('\n') // the parser drops one
		}
		writeHTML(b, e.Children, locate)
		b.WriteString("</" + e.Name + ">")
	}
}

// escaped is text in HTML. A carriage return would be changed by the parser.
func escaped(s string) string { return strings.ReplaceAll(html.EscapeString(s), "\r", "&#13;") }
