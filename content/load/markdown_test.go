package load

import (
	"encoding/json"
	"testing"

	"kairo.dev/content"
)

func TestParseProse(t *testing.T) {
	text := func(s string) content.Node { return content.Node{Kind: content.NodeText, Text: s} }
	paragraph := func(n ...content.Node) content.Node {
		return content.Node{Kind: content.NodeParagraph, Children: n}
	}
	with := func(k content.NodeKind, n ...content.Node) content.Node {
		return content.Node{Kind: k, Children: n}
	}
	for _, test := range []struct {
		markdown string
		want     content.Prose
	}{
		{"One.\n\nTwo.", content.Prose{paragraph(text("One.")), paragraph(text("Two."))}},
		// Texts side by side are one, with line breaks as spaces.
		{"one\ntwo \\* three", content.Prose{paragraph(text("one two * three"))}},
		{"hard  \nbreak", content.Prose{paragraph(text("hard"), content.Node{Kind: content.NodeBreak}, text("break"))}},
		{"*a* **b** `c &amp; <d>`", content.Prose{paragraph(
			with(content.NodeEmphasis, text("a")), text(" "),
			with(content.NodeStrong, text("b")), text(" "),
			content.Node{Kind: content.NodeCode, Text: "c &amp; <d>"})}},
		// References are resolved once, and escapes before them.
		{"&lt;b&gt; &#38;amp; \\&amp; &nbsp;&semi; &nosuch; & AT&T", content.Prose{paragraph(text("<b> &amp; &amp; \u00a0; &nosuch; & AT&T"))}},
		{"[a](https://example.org/?x=1&amp;y=2) <https://example.org> <ada@example.org>", content.Prose{paragraph(
			content.Node{Kind: content.NodeLink, Address: "https://example.org/?x=1&y=2", Children: []content.Node{text("a")}}, text(" "),
			content.Node{Kind: content.NodeLink, Address: "https://example.org", Children: []content.Node{text("https://example.org")}}, text(" "),
			content.Node{Kind: content.NodeLink, Address: "mailto:ada@example.org", Children: []content.Node{text("ada@example.org")}})}},
		{"# Title\n\n> quote\n\n    code <b>\n", content.Prose{
			with(content.NodeHeading, text("Title")),
			with(content.NodeQuote, paragraph(text("quote"))),
			{Kind: content.NodeCodeBlock, Text: "code <b>\n"}}},
		{"- one\n- two\n\n1. first\n\n   more", content.Prose{
			with(content.NodeList, with(content.NodeItem, text("one")), with(content.NodeItem, text("two"))),
			with(content.NodeOrdered, with(content.NodeItem, paragraph(text("first")), paragraph(text("more"))))}},
		{"```go\nx := `y`\n```", content.Prose{{Kind: content.NodeCodeBlock, Text: "x := `y`\n"}}},
	} {
		got, problems := parseProse(test.markdown)
		if len(problems) > 0 {
			t.Errorf("parseProse(%q) has problems %q", test.markdown, problems)
		}
		if g, w := asJSON(t, got), asJSON(t, test.want); g != w {
			t.Errorf("parseProse(%q) =\n%s\nwant\n%s", test.markdown, g, w)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
