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
// posts. In the browser it knows everything else, and gets them when the search is
// opened.
type finder struct {
	site  *content.Site
	pages []*Page

	once  sync.Once // makes what is known without the texts
	known *search.Index

	// In the browser:
	typed  time.Time // when somebody last did
	coming bool      // what is known is on its way
	whole  bool      // it is here
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

// index is the index as far as it is known. If nothing is yet, it is made of all but
// the texts.
func (f *finder) index() *search.Index {
	f.once.Do(func() { f.known = search.New(documents(f.site, f.pages, nil)) })
	return f.known
}

// prepare has the index made in the browser before somebody asks for something, and
// gets the texts. It calls then when they can be found. Without a network or a copy of
// them they cannot.
func (f *finder) prepare(then func()) {
	if f.whole {
		return
	}
	f.then = append(f.then, then)
	if f.coming {
		return
	}
	f.coming = true
	go func() {
		f.make(nil)
		if f.site.Texts == 0 {
			f.whole, f.then = true, nil
			return
		}
		f.get()
	}()
}

// get gets the texts.
func (f *finder) get() {
	var call app.Func
	call = app.FuncOf(func(_ app.Value, args []app.Value) any {
		call.Release()
		if !args[0].Truthy() {
			f.giveUp()
			return nil
		}
		go f.read(args[0])
		return nil
	})
	app.Window().Get("takeover").Call("texts", f.site.Base()+TextsPath(f.site), call)
}

// giveUp leaves it at what is known: the next who searches tries again.
func (f *finder) giveUp() { f.coming, f.then = false, nil }

// read makes the index with the texts, of the bodies of the files that have them.
func (f *finder) read(files app.Value) {
	posts := f.site.Readable()
	said := make(map[string]string, len(posts))
	pause := f.pausing()
	for i := range files.Length() {
		pause()
		for _, text := range strings.Split(files.Index(i).String(), "\n")[1:] {
			if len(said) == len(posts) {
				f.giveUp()
				return
			}
			said[posts[len(said)].ID] = text
		}
	}
	if len(said) != len(posts) {
		f.giveUp()
		return
	}
	f.make(said)
	f.whole = true
	for _, then := range f.then {
		then()
	}
	f.then = nil
}

// make makes the index, with texts or without, in steps. Should somebody search before
// there is one, that does not wait for it.
func (f *finder) make(texts map[string]string) {
	pause := f.pausing()
	pause()
	all := documents(f.site, f.pages, texts)
	pause()
	x := search.NewSlowly(all, pause)
	f.once.Do(func() { f.known = x })
	if texts != nil {
		f.known = x
	}
}

// step is how long a step of that takes. After a key there are none for as long
// as it takes to show what was found.
const (
	step  = 6 * time.Millisecond
	quiet = 100 * time.Millisecond
)

// pausing gives a function that lets others have the processor when a step is over.
func (f *finder) pausing() (pause func()) {
	began := time.Now()
	return func() {
		if time.Since(began) > step {
			time.Sleep(max(time.Millisecond, quiet-time.Since(f.typed)))
			began = time.Now()
		}
	}
}
