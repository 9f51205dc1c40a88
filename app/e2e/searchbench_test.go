//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kairo.dev/app/search/searchtest"
	"kairo.dev/content"
	"kairo.dev/content/contenttest"

	"github.com/chromedp/chromedp"
)

// BenchmarkSearch types queries on the search page of a site with 1,000
// publications. Each iteration types them all. It reports how long the program
// takes for the query of a keystroke, the event included, and how long it is
// from the keystroke until the results are in the page, which waits for a frame.
// Where that frame is due at once, the query cannot be told apart, and does not
// count. The very first keystroke, while the index is being made, is reported apart.
func BenchmarkSearch(b *testing.B) {
	folder, titles := manyPublications(b, 1000)
	benchSearch(b, folder, titles[len(titles)/2], func(*tab) {})
}

// BenchmarkSearchOfTexts is the same with 1,000 posts of 1,000 words, whose texts
// come when the search is opened. What it types is of a text, and the texts are
// there but for the first keystroke. It reports how long after the program was
// interactive that was, and in how many requests they came.
func BenchmarkSearchOfTexts(b *testing.B) {
	folder, text := manyPosts(b, 1000, 1000)
	rare := text[strings.LastIndexByte(text, ' ')+1:]
	benchSearch(b, folder, text, func(tb *tab) {
		// Once: after a key nothing is made of the texts, for a moment.
		tb.do(fmt.Sprintf(`
			const field = document.querySelector(".search input");
			field.value = %q;
			field.dispatchEvent(new InputEvent("input", { bubbles: true }));`, rare))
		tb.until("find a text", fmt.Sprintf(`document.querySelector(".hits mark")?.textContent === %q`, rare))
		b.ReportMetric(eval[float64](tb, `performance.now() - `+interactiveAt), "ms-texts")
		b.ReportMetric(eval[float64](tb, `performance.getEntriesByType("resource").filter(({ name }) => name.includes("/search/")).length`), "requests")
	})
}

// benchSearch types queries of the words of a text. Come waits until all is there
// that comes later than the first keystroke.
func benchSearch(b *testing.B, folder, text string, come func(*tab)) {
	some := strings.Fields(text)
	queries := []string{
		some[0] + " " + some[1] + " " + some[2],
		`"` + some[0] + " " + some[1] + `"`,
		"q" + some[0],
		"proejctsignatrue",
		"xyzzy",
	}
	// The download of a copy for reading offline would be measured as well.
	tb := newTab(b, startServer(b, "-content", folder, "-offline=false").url, 1280, 800)
	tb.open("/search")
	tb.interactive()
	tb.do(`
		window.asked = [];
		window.shown = [];
		let start = 0;
		let waiting = false;
		addEventListener("input", () => {
			start = performance.now();
			waiting = true;
		}, true);
		addEventListener("input", () => waiting && asked.push(performance.now() - start));
		new MutationObserver(() => {
			if (waiting) shown.push(performance.now() - start);
			waiting = false;
		}).observe(document.querySelector(".search"), { subtree: true, childList: true, characterData: true });
		document.querySelector(".search input").focus();`)
	tb.run("type", chromedp.KeyEvent("a"))
	tb.finds("a")
	first := eval[float64](tb, `shown[0]`)
	come(tb)
	tb.do(`asked = []; shown = []`)
	for range b.N {
		for _, query := range queries {
			tb.do(`document.querySelector(".search input").value = ""`)
			for i, key := range query {
				tb.run("type", chromedp.KeyEvent(string(key)))
				tb.finds(query[:i+1])
			}
		}
	}
	asked, shown := eval[[]float64](tb, `asked`), eval[[]float64](tb, `shown`)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(first, "ms-first")
	b.ReportMetric(percentile(asked, 50), "ms-query-p50")
	b.ReportMetric(percentile(asked, 95), "ms-query-p95")
	b.ReportMetric(slices.Max(asked), "ms-query-most")
	b.ReportMetric(percentile(shown, 50), "ms-shown-p50")
	b.ReportMetric(percentile(shown, 95), "ms-shown-p95")
}

// manyPublications is a folder with the content of the tests, save for n publications
// in place of the real ones, and their titles.
func manyPublications(b *testing.B, n int) (folder string, titles []string) {
	b.Helper()
	type publication struct {
		ID        string `json:"id"`
		Slug      string `json:"slug"`
		Title     string `json:"title"`
		Kind      string `json:"kind"`
		Publisher string `json:"publisher"`
		Date      string `json:"date"`
		Address   string `json:"address"`
		Language  string `json:"language"`
		Text      string `json:"text"`
	}
	var file struct {
		Publications []publication `json:"publications"`
	}
	say := searchtest.Words(n * 4)
	for i := range n {
		titles = append(titles, strings.TrimSpace(say(7)))
		file.Publications = append(file.Publications, publication{
			ID:        fmt.Sprintf("%08x-0000-4000-8000-000000000000", i),
			Slug:      fmt.Sprint("entry-", i),
			Title:     titles[i],
			Kind:      "post",
			Publisher: strings.TrimSpace(say(3)),
			Date:      "2024-05-06",
			Address:   fmt.Sprint("https://example.org/", i),
			Language:  "en",
			Text:      strings.TrimSpace(say(50)),
		})
	}
	folder = b.TempDir()
	if err := os.CopyFS(folder, contenttest.Site); err != nil {
		b.Fatal(err)
	}
	text, err := json.Marshal(file)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "publications.json"), text, 0o644); err != nil {
		b.Fatal(err)
	}
	return folder, titles
}

// manyPosts is a folder with the content of the tests and n posts of so many
// words, and the text of one of them. It ends with a word that no other has.
func manyPosts(b testing.TB, n, words int) (folder, text string) {
	b.Helper()
	folder = b.TempDir()
	if err := os.CopyFS(folder, contenttest.Site); err != nil {
		b.Fatal(err)
	}
	write := func(name string, body []byte) {
		b.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), body, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "posts"), 0o755); err != nil {
		b.Fatal(err)
	}
	site, err := os.ReadFile(filepath.Join(folder, "site.json"))
	if err != nil {
		b.Fatal(err)
	}
	write("site.json", bytes.Replace(site, []byte(`"archive": {`), []byte(`"posts": {"title": "Posts", "description": "Posts."}, "archive": {`), 1))
	say := searchtest.Words(n * 20)
	var file struct {
		Posts []content.Post `json:"posts"`
	}
	for i := range n {
		p := content.Post{
			ID:        fmt.Sprintf("%08x-0000-4000-8000-000000000000", i),
			Slug:      fmt.Sprint("entry-", i),
			Title:     strings.TrimSpace(say(7)),
			Date:      content.Date(fmt.Sprintf("%d-05-06", 2024-i/70)), // as many a year as make one page
			Languages: []string{"en"},
			Text:      fmt.Sprintf("posts/entry-%d.md", i),
		}
		text = strings.TrimSpace(say(words))
		if i == n-1 {
			text += " zyxwvut"
		}
		write(p.Text, []byte(text))
		file.Posts = append(file.Posts, p)
	}
	posts, err := json.Marshal(file)
	if err != nil {
		b.Fatal(err)
	}
	write("posts.json", posts)
	return folder, text
}
