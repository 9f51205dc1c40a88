package ui

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"kairo.dev/app/search"
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// finder is the search over the whole table. On the server it knows the texts of
// posts. In the browser it knows everything else, and gets them when somebody
// first searches.
type finder struct {
	site  *content.Site
	pages []*Page

	once  sync.Once
	known *search.Index

	coming bool // the texts are
	whole  bool // they are here
	then   []func()
}

// TextsPath is the address of the list of the files that have the texts for the
// search: their addresses, one to a line. The content in the browser does not name
// them, since it would change with each text.
func TextsPath(s *content.Site) string { return "/search/texts." + s.Edition.Short() + ".txt" }

// SearchedPath is the address of the i-th of the files that [TextsPath] lists, by
// its digest.
func SearchedPath(i int, digest string) string {
	return "/search/" + strconv.Itoa(i) + "." + digest + ".txt"
}

// index is the index as far as it is known, made when it is first asked.
func (f *finder) index() *search.Index {
	f.once.Do(func() { f.known = search.New(documents(f.site, f.pages, nil)) })
	return f.known
}

// complete gets the texts, in the browser, and calls then when they can be found.
// Without a network or a copy of them they cannot.
func (f *finder) complete(then func()) {
	if f.site.Texts == 0 || f.whole {
		return
	}
	f.then = append(f.then, then)
	if f.coming {
		return
	}
	f.coming = true
	var call app.Func
	call = app.FuncOf(func(_ app.Value, args []app.Value) any {
		call.Release()
		if !args[0].Truthy() {
			f.coming, f.then = false, nil // the next who searches tries again
			return nil
		}
		var texts []string
		for i := range args[0].Length() {
			texts = append(texts, strings.Split(args[0].Index(i).String(), "\n")...)
		}
		go f.read(texts)
		return nil
	})
	app.Window().Get("takeover").Call("texts", f.site.Base()+TextsPath(f.site), call)
}

// A step of reading the texts takes so long, and the browser has as long for what
// the reader does, at least.
const step = 6 * time.Millisecond

// read makes the index with the texts, in steps.
func (f *finder) read(texts []string) {
	posts := f.site.Readable()
	if len(posts) != len(texts) {
		return
	}
	said := make(map[string]string)
	for i, p := range posts {
		said[p.ID] = texts[i]
	}
	began := time.Now()
	f.known = search.NewSlowly(documents(f.site, f.pages, said), func() {
		if time.Since(began) > step {
			time.Sleep(time.Millisecond)
			began = time.Now()
		}
	})
	f.whole = true
	for _, then := range f.then {
		then()
	}
	f.then = nil
}
