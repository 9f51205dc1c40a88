//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// TestPrintInFirefox: what the home page shows is on paper too.
func TestPrintInFirefox(t *testing.T) {
	t.Parallel()
	s := readSite(t)
	tb := newFirefoxTab(t, sharedServer(t).url, 1280, 800)
	tb.open("/")
	shown := strings.Fields(eval[string](tb, `document.querySelector("main").innerText`))
	var pdf []byte
	tb.drive("print", func(ctx context.Context) error {
		f := tb.driver.(firefoxTab)
		raw, err := f.call(ctx, "browsingContext.print", map[string]any{"context": f.context})
		if err != nil {
			return err
		}
		var printed struct{ Data string }
		if err := json.Unmarshal(raw, &printed); err != nil {
			return err
		}
		pdf, err = base64.StdEncoding.DecodeString(printed.Data)
		return err
	})
	read := exec.Command("pdftotext", "-", "-")
	read.Stdin = bytes.NewReader(pdf)
	text, err := read.Output()
	if err != nil {
		t.Fatalf("pdftotext (make browsers first): %v", err)
	}
	paper := strings.Fields(string(text))
	if len(paper) < len(shown) {
		t.Errorf("%d words are on paper; want at least the %d of the screen", len(paper), len(shown))
	}
	all := strings.Join(paper, " ")
	for _, p := range s.Publications {
		if !strings.Contains(all, p.Title) {
			t.Errorf("on paper there is no %q", p.Title)
		}
	}
}
