package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Pause, where it is set, is called while the first page is mounted, before
// each part of it. The browser's program waits in it, so that mounting a long
// page is many short tasks of the browser and not one long one. It is nil on
// the server and after the first page is mounted.
var Pause func()

// part is a piece of a page before which mounting can pause.
type part struct {
	app.Compo
	Content app.UI
}

// Render implements app.Composer.
func (p *part) Render() app.UI {
	if Pause != nil {
		Pause()
	}
	return p.Content
}

// parts makes each of the elements a part, in place.
func parts(elements []app.UI) []app.UI {
	for i, e := range elements {
		if e != nil {
			elements[i] = &part{Content: e}
		}
	}
	return elements
}
