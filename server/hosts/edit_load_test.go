//go:build load

package hosts

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kairo.dev/content/contenttest"
)

// BenchmarkLoadEdit is how long an edit takes in a site of 1,000 posts and 300
// talks, from the moment when the file is written: until the page has it, and
// until its social card has it. Figures are medians and the latest.
func BenchmarkLoadEdit(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "content")
	if err := os.CopyFS(dir, contenttest.Grown(b, 1000, 300)); err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(dir, "talks.json")
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	first := regexp.MustCompile(`"slug":"([^"]+)","title":"([^"]+)"`).FindStringSubmatch(string(text))
	if first == nil {
		b.Fatalf("%s has no talk", file)
	}
	page, title := "/talks/"+first[1], first[2]
	kairo := startKairo(b, "-content", dir)
	kairo.compress(b)
	edit := func(n int) (pages, cards time.Duration) {
		before := tagOf(b, kairo.url+"/cards"+page+".png")
		now := fmt.Sprintf("An edit, number %d", n)
		edited := strings.Replace(string(text), title, now, 1)
		begin := time.Now()
		if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
			b.Fatal(err)
		}
		for !strings.Contains(string(bodyOf(b, kairo.url+page)), now) {
			time.Sleep(time.Millisecond)
		}
		pages = time.Since(begin)
		for tagOf(b, kairo.url+"/cards"+page+".png") == before {
			time.Sleep(time.Millisecond)
		}
		return pages, time.Since(begin)
	}
	var pages, cards []time.Duration
	for n := range rounds {
		p, c := edit(n)
		pages, cards = append(pages, p), append(cards, c)
	}
	for unit, of := range map[string][]time.Duration{"pages": pages, "cards": cards} {
		slices.Sort(of)
		b.ReportMetric(float64(of[len(of)/2].Milliseconds()), unit+"-ms")
		b.ReportMetric(float64(of[len(of)-1].Milliseconds()), unit+"-max-ms")
	}
	b.ReportMetric(0, "ns/op") // says nothing here
}

// tagOf is the entity tag of what is at an address.
func tagOf(b *testing.B, url string) string {
	b.Helper()
	res, err := http.Head(url)
	if err != nil {
		b.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b.Fatalf("HEAD %s: %s", url, res.Status)
	}
	return res.Header.Get("ETag")
}

// bodyOf is what is at an address.
func bodyOf(b *testing.B, url string) []byte {
	b.Helper()
	res, err := http.Get(url)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Fatalf("GET %s: %s, %v", url, res.Status, err)
	}
	return body
}
