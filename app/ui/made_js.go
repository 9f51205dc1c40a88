package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// postBody is nothing in the browser, which has no texts: it takes the page of a
// post as it is prerendered.
func postBody(string, *content.Post, *content.Post, *content.Post) func(*content.Site) []app.UI {
	return nil
}

// publicationBody is nothing in the browser either.
func publicationBody(*content.Publication) func(*content.Site) []app.UI { return nil }

// labelPages are none in the browser, which loads them.
func labelPages(*content.Site) []*Page { return nil }
