package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"kairo.dev/app/takeover/below"
	"kairo.dev/app/takeover/exact"
	"kairo.dev/app/ui"
	"kairo.dev/content"
	"kairo.dev/content/text"
	"kairo.dev/server/site/interchange"

	"golang.org/x/text/language"
)

// The colours of the paper, as in the style sheet: browsers paint what is
// around the page with them.
const (
	paperLight = "#fbfaf7"
	paperDark  = "#121518"
)

// document is the shell around a page: what go-app does not write.
var document = template.Must(template.New("document").Funcs(template.FuncMap{"locale": locale, "citation": interchange.Citation}).Parse(`<!DOCTYPE html>
<html lang="{{.Site.Language}}"{{with .Site.Direction}} dir="{{.}}"{{end}} data-edition="{{.Assets.Edition}}"{{if not .Assets.Program}} class="plain"{{end}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<meta name="description" content="{{.Page.Description}}">
{{- if .Page.Hidden}}
<meta name="robots" content="noindex">
{{- else}}
<link rel="canonical" href="{{.Page.Canonical .Site}}">
{{- if eq .Address (.Page.Canonical .Site)}}
{{- range .Languages}}
<link rel="alternate" hreflang="{{.Language}}" href="{{$.Site.Root}}{{.Path}}{{$.Page.Path}}">
{{- end}}
{{- if .Languages}}
<link rel="alternate" hreflang="x-default" href="{{.Site.Root}}{{.Page.Path}}">
{{- end}}
{{- end}}
{{- end}}
<link rel="alternate" href="{{.AtomPath}}" type="application/atom+xml" title="{{.Site.Title}}">
<link rel="alternate" href="{{.JSONFeedPath}}" type="application/feed+json" title="{{.Site.Title}}">
{{- with .Page.Feed}}
<link rel="alternate" href="{{$.Base}}{{.}}" type="application/atom+xml" title="{{$.Page.Title}}">
{{- end}}
<link rel="search" href="{{.OpenSearchPath}}" type="application/opensearchdescription+xml" title="{{.Site.Title}}">
<meta name="author" content="{{.Site.Person.Name}}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="{{.PaperLight}}" media="(prefers-color-scheme: light)" data-scheme="light">
<meta name="theme-color" content="{{.PaperDark}}" media="(prefers-color-scheme: dark)" data-scheme="dark">
<meta property="og:type" content="{{.Page.Type}}">
{{- with .Page.Post}}
<meta property="article:published_time" content="{{.Date}}">
{{- with .Updated}}
<meta property="article:modified_time" content="{{.}}">
{{- end}}
{{- range .Tags}}
<meta property="article:tag" content="{{.}}">
{{- end}}
{{- end}}
{{- range citation .Page.Publication}}
<meta name="{{.Name}}" content="{{.Content}}">
{{- end}}
<meta property="og:site_name" content="{{.Site.Title}}">
<meta property="og:title" content="{{.Page.Title}}">
<meta property="og:description" content="{{.Page.Description}}">
<meta property="og:url" content="{{.Address}}">
<meta property="og:locale" content="{{locale .Site.Language}}">
{{- range .Languages}}{{if ne .Language $.Site.Language}}
<meta property="og:locale:alternate" content="{{locale .Language}}">
{{- end}}{{end}}
{{- with index .Assets.Cards .Page.Path}}
<meta property="og:image" content="{{$.Site.Address}}{{.Path}}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="{{.Width}}">
<meta property="og:image:height" content="{{.Height}}">
<meta property="og:image:alt" content="{{.Alt}}">
<meta name="twitter:card" content="summary_large_image">
<meta name="twitter:image:alt" content="{{.Alt}}">
{{- end}}
<meta name="twitter:title" content="{{.Page.Title}}">
<meta name="twitter:description" content="{{.Page.Description}}">
<script src="{{.Assets.Theme}}"></script>
<link rel="stylesheet" href="{{.Assets.Style}}">
<script defer src="{{.Assets.Page}}"></script>
<link rel="icon" href="{{.Assets.Icons.Drawing}}" type="image/svg+xml">
<link rel="apple-touch-icon" href="{{.Assets.Icons.Touch}}">
{{- /* Behind HTTP authentication, a manifest is asked for without it otherwise. */}}
<link rel="manifest" href="{{.Manifest}}" crossorigin="use-credentials">
{{- if .Assets.Program}}
<script type="module" src="{{.Assets.Boot}}" data-page="{{.Page.Path}}{{with .Page.Query}}?{{.}}{{end}}"{{with .Site.Path}} data-below="{{.}}"{{end}} data-program="{{.Assets.Program}}" data-runtime="{{.Assets.Runtime}}" data-takeover="{{.Assets.Takeover}}" data-preparation="{{.Assets.Preparation}}" data-content="{{.Assets.Content}}"{{with .Assets.Offline}} data-offline="{{.}}"{{end}}></script>
{{- end}}
{{- with .StructuredData}}
<script type="application/ld+json">{{.}}</script>
{{- end}}
{{- if .Assets.Reload}}
<script type="module" src="{{.Assets.Reload}}" data-digest="{{.Site.Edition.Digest}}"></script>
{{- end}}
</head>
<body>
{{- /* The program takes over this element, which it finds by its id. */ -}}
{{.Body -}}
{{- /* These are the browser's, beside the program's: offline.js shows them. */ -}}
<div id="notices">
<div id="offline-mark" class="toast" role="status"{{.WordsIn}}></div>
<section id="update" class="toast" aria-label="{{.Site.Words.Shell.NewEdition}}"{{.WordsIn}} hidden>
<span></span>
<button type="button" class="button" data-do="switch">{{.Site.Words.Shell.ReadIt}}</button>
<button type="button" class="button" data-do="later">{{.Site.Words.Shell.Later}}</button>
</section>
</div>
<div id="announcer" class="visually-hidden" role="status"></div>
</body>
</html>
`))

// locale is a language as the Open Graph protocol has it: with a territory, as
// in "en_US". Where the content names none, it is the one where the language is
// most likely to be met (CLDR, "Likely Subtags"); that says nothing of spelling,
// and readers of the protocol take no other form.
func locale(tag string) string {
	t := language.Make(tag)
	base, _ := t.Base()
	region, confidence := t.Region()
	if confidence == language.No {
		return base.String()
	}
	return base.String() + "_" + region.String()
}

// renderPage makes the HTML document of a page.
func renderPage(s *content.Site, page *ui.Page, assets assetPaths) ([]byte, error) {
	base := s.Base()
	body, err := exact.HTML(&ui.View{Site: s, Page: page}, func(attribute, value string) string { return below.Located(base, attribute, value) })
	if err == nil {
		body, err = withText(body, page, base)
	}
	if err != nil {
		return nil, err
	}
	image := ""
	if card, ok := assets.Cards[page.Path]; ok {
		image = s.Address + card.Path
	}
	about, err := interchange.StructuredData(s, page, image)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = document.Execute(&b, struct {
		Site       *content.Site
		Page       *ui.Page
		Title      string
		Address    string
		Base       string
		Languages  []content.SiteLanguage
		PaperLight string
		PaperDark  string
		Assets     assetPaths
		Manifest   string
		WordsIn    template.HTMLAttr
		Body       template.HTML

		AtomPath, JSONFeedPath, OpenSearchPath string
		StructuredData                         template.JS
	}{
		Site:       s,
		Page:       page,
		Title:      page.DocumentTitle(s),
		Address:    page.Address(s),
		Base:       base,
		Languages:  s.Languages,
		PaperLight: paperLight,
		PaperDark:  paperDark,
		Assets:     assets.below(strings.TrimSuffix(base, s.Path())),
		Manifest:   base + ManifestPath,
		WordsIn:    wordsIn(s),
		// Package exact has escaped it.
		Body: template.HTML(body),

		AtomPath:       base + ui.AtomPath,
		JSONFeedPath:   base + ui.JSONFeedPath,
		OpenSearchPath: base + interchange.OpenSearchPath,
		// encoding/json has escaped what could end the element.
		StructuredData: template.JS(about),
	})
	if err != nil {
		return nil, fmt.Errorf("write document: %w", err)
	}
	return b.Bytes(), nil
}

// withText puts the text of a post into the body of its page, where there is an
// empty element for it. It has line breaks beside elements, as code does, which
// go-app cannot write.
func withText(body string, page *ui.Page, base string) (string, error) {
	if page.Post == nil {
		return body, nil
	}
	before, rest, asked := strings.Cut(body, ` data-text="`+page.Post.Digest+`"`)
	attributes, after, empty := strings.Cut(rest, "></div>")
	if !asked || !empty || strings.ContainsAny(attributes, "<>") {
		return "", errors.New("there is no empty element for the text")
	}
	written := text.HTML(page.Post.Article.Elements, func(name, value string) string { return below.Located(base, name, value) })
	return before + attributes + ">" + written + "</div>" + after, nil
}

// wordsIn are the attributes of an element that says words of the interface,
// where these are not in the language of the site.
func wordsIn(s *content.Site) template.HTMLAttr {
	if s.Words.Language == s.Language {
		return ""
	}
	direction := cmp.Or(s.Words.Direction, "ltr")
	return template.HTMLAttr(fmt.Sprintf(" lang=%q dir=%q", s.Words.Language, direction))
}
