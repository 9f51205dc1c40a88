package ui

import (
	"strconv"
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

	made  search.Made // of the posts with texts, where those are
	once  sync.Once   // makes what is known
	known *search.Index

	// In the browser:
	typed  time.Time // when somebody last did
	coming bool      // what is known is on its way
	whole  bool      // it is here
	then   []func()
}

// TextsPath is the address of the list of the files that have the texts and their index
// for the search: their addresses, one to a line. The content in the browser does not
// name them, since it would change with each text. Nor does the edition decide on them
// alone: another build makes another index of the same content.
func TextsPath(s *content.Site) string { return "/content/texts." + s.Edition.Short() + ".txt" }

// SearchedPath is the address of the i-th of the files that [TextsPath] lists, by
// its digest.
func SearchedPath(i int, digest string) string {
	return "/search/" + strconv.Itoa(i) + "." + digest + ".txt"
}

// index is the index as far as it is known. If nothing is yet, it is made now, in the
// browser of all but the texts.
func (f *finder) index() *search.Index {
	f.once.Do(func() {
		all, _ := documents(f.site, f.pages, nil)
		f.known, _ = search.NewSlowly(all, f.made, func() {}) // of what was written here
	})
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
		f.make()
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

// make makes the index of all but the texts, in steps. Should somebody search before
// there is one, that does not wait for it.
func (f *finder) make() {
	pause := f.pausing()
	pause()
	all, _ := documents(f.site, f.pages, nil)
	pause()
	if x, err := search.NewSlowly(all, search.Made{}, pause); err == nil {
		f.once.Do(func() { f.known = x })
	}
}

// read goes on to the index with the texts, of the bodies of the files that have them.
func (f *finder) read(bodies app.Value) {
	pause := f.pausing()
	files := make([]string, bodies.Length())
	for i := range files {
		files[i] = bodies.Index(i).String()
		pause()
	}
	x, err := readSearched(f.site, f.pages, files, pause)
	if err != nil {
		f.giveUp()
		return
	}
	f.known, f.whole = x, true
	for _, then := range f.then {
		then()
	}
	f.then = nil
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
