package ui

import (
	"kairo.dev/content"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// signatures is the section of the colophon on the signatures of a site that has
// some: what this browser knows of them, which web/static/signed.js fills in, and
// who is kept from what by them.
func signatures(s *content.Site) app.UI {
	w := &s.Words
	var facts []app.UI
	for _, f := range []struct{ show, name string }{
		{"proof", w.Signatures.State}, {"signers", w.Signatures.Signers}, {"version", w.Signatures.Version},
		{"until", w.Signatures.Until}, {"verified", w.Signatures.Verified}, {"fingerprint", w.Signatures.Fingerprint},
	} {
		facts = append(facts, fact(s, f.name, shown(f.show, w.Signatures.Unknown))...)
	}
	var protects []app.UI
	for _, sentence := range []string{w.Signatures.Altered, w.Signatures.Withheld, w.Signatures.Stolen, w.Signatures.Owned, w.Signatures.First} {
		protects = append(protects, app.Li().Text(sentence))
	}
	return inWords(s, app.Section().Class("signatures")).Aria("labelledby", "signatures").Body(
		app.H2().ID("signatures").Text(w.Signatures.Title),
		app.P().Text(w.Signatures.About),
		app.Dl().Class("facts").Body(facts...),
		app.Details().Body(
			app.Summary().Text(w.Signatures.Who),
			app.Ul().Body(protects...),
		),
	)
}
