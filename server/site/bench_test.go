package site

import (
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/server/cache"
)

// BenchmarkPictures draws the pictures of the real site, and of one with 1,374
// pages, and then finds them in a cache.
func BenchmarkPictures(b *testing.B) {
	for _, size := range []struct {
		name  string
		talks int
	}{{"real", 0}, {"grown", 1364}} {
		s := grown(b, 0, size.talks)
		pages := ui.Pages(s)
		b.Run(size.name+"/drawn", func(b *testing.B) {
			for b.Loop() {
				addCards(make(Files), s, pages, nil, nil)
			}
			b.ReportMetric(float64(len(pages)), "pages")
		})
		b.Run(size.name+"/cached", func(b *testing.B) {
			kept, err := cache.Open(b.TempDir(), 128<<20)
			if err != nil {
				b.Fatal(err)
			}
			addCards(make(Files), s, pages, nil, kept)
			for b.Loop() {
				addCards(make(Files), s, pages, nil, kept)
			}
			b.ReportMetric(float64(len(pages)), "pages")
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, size := range []struct {
		name         string
		posts, talks int
	}{{"real", 0, 0}, {"half", 500, 150}, {"grown", 1000, 300}} {
		b.Run(size.name, func(b *testing.B) {
			s, a := grown(b, size.posts, size.talks), assets(b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Build(s, a, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
