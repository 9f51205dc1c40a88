package picture

import (
	"fmt"
	"image/color"
	"io/fs"
	"strings"
	"testing"

	"kairo.dev/web"
)

// TestColours: the pictures have the colours of the style sheet.
func TestColours(t *testing.T) {
	tokens, err := fs.ReadFile(web.Files, "static/css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]color.RGBA{
		"paper": paper, "ink": ink, "muted": muted, "rule": rule, "accent": accent,
	} {
		want := fmt.Sprintf("--%s: light-dark(#%02x%02x%02x,", name, c.R, c.G, c.B)
		if !strings.Contains(string(tokens), want) {
			t.Errorf("the style sheet has another %s than #%02x%02x%02x", name, c.R, c.G, c.B)
		}
	}
}
