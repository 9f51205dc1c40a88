package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/server/site/interchange"
)

// SchemaPath is where the JSON Schema of the file at BundlePath is.
const SchemaPath = "/content/site.schema.json"

// ofHost are the files that are looked for at the root of a host and nowhere
// else (RFC 9309, 2.3; RFC 8615). A site below a path leaves them to whoever has
// the host.
var ofHost = []string{interchange.RobotsPath, interchange.SecurityPath, interchange.WebFingerPath}

// form is the content, or a part of it, as another program reads it. What write
// gives is nil where the content has nothing for it.
type form struct {
	path, mediaType string
	write           func(*content.Site) ([]byte, error)
}

// addInterchange adds the forms of the content that are for other programs. A
// form for which the content has nothing is left out.
func addInterchange(files Files, s *content.Site) error {
	// People take these along, also where the network at a conference is gone.
	// Programs ask for the others, and they have a network.
	offline := takenAlong(s)
	for i, f := range append(offline, askedFor(s)...) {
		if s.Base() != "" && slices.Contains(ofHost, f.path) || s.Path() != "" && f.path == interchange.SitemapPath {
			continue // a sitemap has the pages in all languages
		}
		body, err := f.write(s)
		if err != nil {
			return fmt.Errorf("write %s: %w", f.path, err)
		}
		if body != nil {
			files[f.path] = public(NewFile(body, f.mediaType))
			files[f.path].Offline = i < len(offline)
		}
	}
	if f := files[interchange.WebFingerPath]; f != nil {
		f.Queried = true
		f.Answer = func(query string) ([]byte, error) { return webFinger(s, f.Body, query) }
	}
	schema, err := schemaAt(s.Address + SchemaPath)
	if err != nil {
		return err
	}
	files[SchemaPath] = public(NewFile(schema, "application/schema+json"))
	return nil
}

// takenAlong are the contact card and the calendars.
func takenAlong(s *content.Site) []form {
	calendar := func(talks []content.Talk) func(*content.Site) ([]byte, error) {
		return func(s *content.Site) ([]byte, error) { return interchange.Calendar(s, talks) }
	}
	forms := []form{
		{ui.ContactPath(s), interchange.ContactType, interchange.Contact},
		{ui.CalendarPath, interchange.CalendarType, calendar(s.Talks)},
	}
	for i := range s.Talks {
		forms = append(forms, form{ui.TalkCalendarPath(&s.Talks[i]), interchange.CalendarType, calendar(s.Talks[i : i+1])})
	}
	return forms
}

// askedFor are feeds, what crawlers read, and publications as references.
func askedFor(s *content.Site) []form {
	forms := []form{
		{ui.AtomPath, interchange.AtomType, interchange.Atom},
		{ui.JSONFeedPath, interchange.JSONFeedType, interchange.JSONFeed},
		{interchange.WebFingerPath, interchange.WebFingerType, interchange.WebFinger},
		{interchange.SitemapPath, interchange.SitemapType, interchange.Sitemap},
		{interchange.RobotsPath, interchange.TextType, interchange.Robots},
		{interchange.LLMsPath, interchange.TextType, interchange.LLMs},
		{interchange.OpenSearchPath, interchange.OpenSearchType, interchange.OpenSearch},
		{interchange.SecurityPath, interchange.TextType, interchange.Security},
	}
	cited := func(path string, list []content.Publication) {
		forms = append(forms,
			form{path + ".bib", interchange.BibTeXType, func(s *content.Site) ([]byte, error) { return interchange.BibTeX(s, list) }},
			form{path + ".json", interchange.CSLType, func(s *content.Site) ([]byte, error) { return interchange.CSL(s, list) }})
	}
	cited(ui.PublicationsPath, s.Publications)
	for i := range s.Publications {
		cited(ui.PublicationPath(&s.Publications[i]), s.Publications[i:i+1])
	}
	for _, p := range ui.Pages(s) {
		if p.Feed != "" {
			forms = append(forms, form{p.Feed, interchange.AtomType, func(s *content.Site) ([]byte, error) { return interchange.AtomOf(s, p) }})
		}
	}
	return forms
}

// schemaAt is the schema of the bundle with its name: the address that it has on
// the site (JSON Schema 2020-12, 8.2.1).
func schemaAt(address string) ([]byte, error) {
	id, err := json.Marshal(address)
	if err != nil {
		return nil, fmt.Errorf("name the schema: %w", err)
	}
	rest, ok := bytes.CutPrefix(content.BundleSchema, []byte("{"))
	if !ok {
		return nil, errors.New("name the schema: it is no object")
	}
	return slices.Concat([]byte(`{"$id":`), id, []byte(","), rest), nil
}

// webFinger answers who a resource is (RFC 7033, 4.2): the one account there is,
// by whichever of its names.
func webFinger(s *content.Site, account []byte, query string) ([]byte, error) {
	values, err := url.ParseQuery(query)
	resource := values.Get("resource")
	if err != nil || resource == "" {
		return nil, ErrBadQuery
	}
	if !interchange.WebFingerIs(s, account, resource) {
		return nil, ErrNothing
	}
	return account, nil
}

// public marks a file that programs of other origins may read.
func public(f *File) *File {
	f.Public = true
	return f
}

// moved is what a host that cannot redirect shows in place of a redirect. It is
// a page of its own, without the program, since nobody stays on it.
var moved = template.Must(template.New("moved").Parse(`<!DOCTYPE html>
<html lang="{{.Site.Words.Language}}"{{with .Site.Words.Direction}} dir="{{.}}"{{end}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Site.Words.Standin.Moved}}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{.To}}">
<link rel="canonical" href="{{.Page}}">
</head>
<body>
<main>
<h1>{{.Site.Words.Standin.Moved}}</h1>
<p>{{.Before}}<a href="{{.To}}">{{.To}}</a>{{.After}}</p>
</main>
</body>
</html>
`))

// addPermalinks adds the addresses that lead to where an entry is now: /id/ and
// its id, which stay when it is renamed, and those it had under former names.
func addPermalinks(files Files, s *content.Site) error {
	to := make(map[string]string)
	for id, path := range ui.Permalinks(s) {
		to["/id/"+id] = path
	}
	for _, e := range ui.Entries(s) {
		if !e.OwnPage() { // the page that lists it has its former names
			continue
		}
		for _, slug := range e.Formerly {
			to[e.FormerPath(slug)] = e.Path
			to[CardPath(e.FormerPath(slug))] = CardPath(e.Path)
			if calendar := ".ics"; files[e.Path+calendar] != nil {
				to[e.FormerPath(slug)+calendar] = e.Path + calendar
			}
		}
	}
	for from, path := range to {
		var body bytes.Buffer
		page, _, _ := strings.Cut(path, "#")
		before, after := s.Words.Standin.MovedTo.Around("link")
		err := moved.Execute(&body, struct {
			Site                    *content.Site
			To, Page, Before, After string
		}{s, s.Base() + path, s.Address + page, before, after})
		if err != nil {
			return fmt.Errorf("write redirect %s: %w", from, err)
		}
		file := NewFile(body.Bytes(), "text/html; charset=utf-8")
		file.Redirect = s.Base() + path
		files[from] = file
	}
	return nil
}
