package site

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestTrueForEverybody: without style sheets and scripts, as in w3m, a reader's
// view or an answer that was cut, a page says nothing that depends on the reader,
// and has no control that nothing answers.
func TestTrueForEverybody(t *testing.T) {
	s := readSite(t)
	said, err := json.Marshal(s.Words.Script)
	if err != nil {
		t.Fatal(err)
	}
	var script map[string]any
	if err := json.Unmarshal(said, &script); err != nil {
		t.Fatal(err)
	}
	depends := []string{s.Words.Talks.VideoOffline, s.Words.Talks.Add}
	for _, words := range slices.Collect(maps.Values(script)) {
		if words, ok := words.(string); ok {
			depends = append(depends, words)
		}
	}
	if len(depends) < 10 {
		t.Fatalf("%q depend on the reader; want more", depends)
	}
	for path, file := range build(t, s).All() {
		if !file.IsPage() {
			continue
		}
		root, err := html.Parse(bytes.NewReader(file.Body))
		if err != nil {
			t.Fatalf("parse %s: %v", path, err)
		}
		var look func(n *html.Node, sends bool)
		look = func(n *html.Node, sends bool) {
			_, hidden := attribute(n, "hidden")
			if n.Type == html.TextNode && slices.Contains(depends, strings.TrimSpace(n.Data)) {
				t.Errorf("%s tells everybody %q", path, n.Data)
			}
			switch n.Data {
			case "head", "script", "style", "template":
				return
			case "form":
				_, sends = attribute(n, "action")
			case "button", "input", "select", "textarea":
				if n.Type == html.ElementNode && !sends && !hidden {
					t.Errorf("%s shows everybody a <%s> %v, which nothing answers", path, n.Data, n.Attr)
				}
			}
			if hidden {
				return
			}
			for child := range n.ChildNodes() {
				look(child, sends)
			}
		}
		look(root, false)
	}
}
