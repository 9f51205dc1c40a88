//go:build e2e

package e2e

import (
	"slices"
	"testing"
)

// TestUnderlinesInEach: a link is underlined in the colour of its text in one
// engine where it is in the others. WebKit keeps the colour that was said last
// where "text-decoration" is said again.
func TestUnderlinesInEach(t *testing.T) {
	t.Parallel()
	const underlines = `[...document.querySelectorAll("a")]
		.map((a) => [a, getComputedStyle(a)])
		.filter(([, style]) => style.textDecorationLine === "underline")
		.map(([a, style]) => (style.textDecorationColor === style.color ? "full " : "faint ") + a.textContent)`
	var tabs []*tab
	for _, engine := range engines {
		tabs = append(tabs, engine.newTab(t, sharedServer(t).url, 1280, 800))
	}
	for _, path := range []string{"/", "/open-source", "/search?q=tuf"} {
		var want []string
		for i, tb := range tabs {
			tb.open(path)
			got := eval[[]string](tb, underlines)
			if i == 0 {
				want = got
			}
			if !slices.Equal(got, want) || len(got) == 0 {
				t.Errorf("underlines of %s in %s: %q; want %q as in %s", path, engines[i].name, got, want, engines[0].name)
			}
		}
	}
}
