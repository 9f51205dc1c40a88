//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/cdproto/emulation"
)

// TestPaper: what is printed has its dates in the margin without a container
// query, of which Firefox prints nothing, and no form that paper cannot answer.
func TestPaper(t *testing.T) {
	t.Parallel()
	tb := newTab(t, sharedServer(t).url, 658, 900)
	tb.open("/talks")
	tb.interactive()
	screen := eval[int](tb, `document.querySelectorAll(".talks h3").length`)
	tb.run("print", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	got := eval[struct {
		Container, Item string
		Form            bool
		Titles          int
		Dead            string
	}](tb, `({
		Container: getComputedStyle(document.getElementById("app")).containerType,
		Item: getComputedStyle(document.querySelector(".log > li")).display,
		Form: document.querySelector(".filter").checkVisibility(),
		Dead: [...document.querySelectorAll("main a")].filter((a) => a.checkVisibility() && !a.closest("h3") && !a.getAttribute("href").startsWith("http")).map((a) => a.textContent).join(),
		Titles: [...document.querySelectorAll(".talks h3")].filter((h) => h.checkVisibility()).length,
	})`)
	if got.Container != "normal" || got.Item != "grid" || got.Form || got.Dead != "" || got.Titles != screen {
		t.Errorf("on paper: %+v; want no container, a grid, no form, no link that only a screen can follow, and %d titles", got, screen)
	}
}

// TestLongSiteTitle: the title of the site may be long, and may be one long word:
// no page gets wider than a narrow window, and nothing is under the name.
func TestLongSiteTitle(t *testing.T) {
	t.Parallel()
	for _, title := range []string{
		strings.Repeat("abcdefghijk", 3),
		strings.Repeat("abcdefgh ", 8) + "i",
		strings.Repeat("abcdefgh", 9) + "i",
	} {
		t.Run(fmt.Sprintf("%.12s, %d letters", title, len(title)), func(t *testing.T) {
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(gallery)); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(folder, "site.json")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			first := true
			text = regexp.MustCompile(`"title": "[^"]*"`).ReplaceAllFunc(text, func(old []byte) []byte {
				if !first {
					return old
				}
				first = false
				return []byte(`"title": "` + title + `"`)
			})
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
			srv := startServer(t, "-content", folder)
			for _, width := range []int{320, 1000} {
				tb := newTab(t, srv.url, width, 600)
				tb.before(sparing["Save-Data"])
				for _, p := range ui.Pages(readFrom(t, os.DirFS(folder))) {
					tb.open(p.Path)
					if got := eval[string](tb, `document.querySelector(".site-name").innerText.trim()`); got != strings.TrimSpace(title) {
						t.Fatalf("the name is %q; want %q", got, title)
					}
					if wide := eval[int](tb, `document.documentElement.scrollWidth`); wide > width {
						t.Errorf("%s is %d px wide in a window of %d", p.Path, wide, width)
					}
					if eval[bool](tb, `(() => {
						const [name, nav] = [".site-name > span", ".site-header nav"].map((s) => document.querySelector(s).getBoundingClientRect());
						return name.right > nav.left && name.bottom > nav.top && name.left < nav.right && name.top < nav.bottom;
					})()`) {
						t.Errorf("%s at %d px: the name is over the navigation", p.Path, width)
					}
				}
			}
		})
	}
}
