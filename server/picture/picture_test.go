package picture

import (
	"strings"
	"sync/atomic"
	"testing"

	"kairo.dev/content"
	"kairo.dev/server/cache"
)

// drawings counts how often a counted picture was drawn.
var drawings atomic.Int64

// counted is a picture that is easy to draw.
type counted struct{ text string }

func (c counted) Draw() []byte {
	drawings.Add(1)
	return []byte(strings.Repeat(c.text, 1000))
}

// TestDraw: a picture that is kept is not drawn again, and all come in their order.
func TestDraw(t *testing.T) {
	kept, err := cache.Open(t.TempDir(), 128<<20)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		kept  *cache.Folder
		texts string
		want  int64
	}{{kept, "abc", 3}, {kept, "cda", 1}, {nil, "aa", 2}} {
		var pictures []Picture
		for _, text := range test.texts {
			pictures = append(pictures, counted{string(text)})
		}
		before := drawings.Load()
		for i, got := range Draw(test.kept, pictures...) {
			if want := strings.Repeat(test.texts[i:i+1], 1000); string(got) != want {
				t.Errorf("Draw(%q) gives %.20q… at %d", test.texts, got, i)
			}
		}
		if n := drawings.Load() - before; n != test.want {
			t.Errorf("Draw(%q) draws %d pictures; want %d", test.texts, n, test.want)
		}
	}
}

// TestKey: whatever goes into a picture is in its key.
func TestKey(t *testing.T) {
	keys := make(map[string]Picture)
	for _, p := range []Picture{
		Card{}, Card{Title: "a"}, Card{Section: "a"}, Card{Title: `a", Lead:"b`}, Card{Title: "a", Lead: "b"}, Card{Digest: "\xff"}, Card{Digest: "\xfe"}, Card{Portrait: Icon{Size: 1}}, Card{Portrait: Photo{File: &content.File{Digest: "a"}}}, Card{Portrait: Photo{File: &content.File{Digest: "b"}}},
		Icon{}, Icon{Size: 1}, Icon{Maskable: true}, Icon{Mark: NewMark("K", "https://kairo.dev", nil)}, Icon{Mark: NewMark("L", "https://kairo.dev", nil)}, counted{},
	} {
		if other, ok := keys[key(p)]; ok {
			t.Errorf("%#v and %#v have the same key", p, other)
		}
		keys[key(p)] = p
	}
}
