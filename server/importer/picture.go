package importer

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// beacon are addresses of pictures that count readers, and show nothing.
var beacon = regexp.MustCompile(`(?i)feedburner\.com/~|feedsportal\.com|pixel\.wp\.com|stats\.wordpress\.com|/feeds?\.wordpress\.com/|doubleclick\.net|blogger\.googleusercontent\.com/tracker`)

// smiley are addresses of pictures that stand for letters.
var smiley = regexp.MustCompile(`(?i)/smilies/|s\.w\.org/images/core/emoji|/emoji/`)

// pictures makes the pictures those of the site, as far as they can be had, and
// links of the others.
func (t *text) pictures(root *html.Node) {
	t.albums = make(map[*html.Node]bool)
	for _, img := range elements(root, atom.Img) {
		if img.Parent == nil {
			continue
		}
		src := source(img)
		alt := strings.Join(strings.Fields(attribute(img, "alt")), " ")
		switch class := attribute(img, "class"); {
		case src == "" || dot(img) || beacon.MatchString(src):
			remove(img)
		case smiley.MatchString(src) || strings.Contains(class, "smiley") || strings.Contains(class, "emoji"):
			replace(img, words(alt))
		default:
			t.show(img, src, alt)
		}
	}
	for _, figure := range elements(root, atom.Figure, atom.Picture) {
		if figure.Parent != nil {
			rename(figure, atom.Div)
		}
	}
}

// source is the address of a picture, which scripts are to set in some pages.
func source(img *html.Node) string {
	for _, name := range []string{"data-src", "data-lazy-src", "data-original", "data-orig-file", "src"} {
		if s := attribute(img, name); s != "" && (name != "src" || !strings.HasPrefix(s, "data:image/gif")) {
			return s
		}
	}
	return ""
}

// dot reports whether a picture is not to be seen.
func dot(img *html.Node) bool {
	none := []string{"0", "1", "0px", "1px"}
	return slices.Contains(none, attribute(img, "width")) || slices.Contains(none, attribute(img, "height"))
}

// show puts a picture there that can be had, and a link to one that cannot.
func (t *text) show(img *html.Node, src, alt string) {
	caption := t.captionOf(img)
	around := img // what the picture takes the place of: a link to a larger one
	if a := img.Parent; a.DataAtom == atom.A && strings.TrimSpace(inner(a)) == "" && pictureName.MatchString(attribute(a, "href")) {
		around, src = a, attribute(a, "href")
	}
	title := strings.Join(strings.Fields(attribute(img, "title")), " ")
	if alt == "" {
		if alt = first(caption, title); alt == "" {
			name := strings.TrimSuffix(path.Base(src), path.Ext(src))
			if strings.HasPrefix(src, "data:") {
				name = "picture" // as the file that it becomes
			}
			alt = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
			t.look("a picture has only its file's name for those who do not see it: %.120s", src)
		}
	}
	address := src
	if !strings.HasPrefix(src, "data:") {
		if u := t.address(src); u != nil {
			address = u.String()
		}
	}
	name, err := t.picture(src)
	if err != nil {
		t.look("a picture cannot be had: %.120s: %v", address, err)
		link := element(atom.A, words(alt))
		setAttribute(link, "href", address)
		if img.Parent.DataAtom == atom.A && around == img {
			link = words(alt) // it leads somewhere already
		}
		replace(around, link)
		if caption != "" && caption != alt {
			link.Parent.InsertBefore(element(atom.P, words(caption)), link.NextSibling)
		}
		return
	}
	shown := element(atom.Img)
	shown.Attr = []html.Attribute{{Key: "src", Val: "files/" + name}, {Key: "alt", Val: alt}}
	if caption != "" {
		setAttribute(shown, "title", caption)
	}
	replace(around, shown)
}

func first(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// pictureName is the end of an address of a picture.
var pictureName = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp)(?:\?.*)?$`)

// captionOf is the caption of a picture, which is taken out of the tree. A figure
// of several pictures keeps it as a paragraph.
func (t *text) captionOf(img *html.Node) string {
	figure := img.Parent
	for figure != nil && figure.DataAtom != atom.Figure {
		figure = figure.Parent
	}
	if figure == nil || t.albums[figure] {
		return ""
	}
	captions := elements(figure, atom.Figcaption)
	if len(captions) != 1 || len(elements(figure, atom.Img)) != 1 {
		for _, c := range captions {
			rename(c, atom.P)
		}
		t.albums[figure] = true
		return ""
	}
	caption := strings.Join(strings.Fields(inner(captions[0])), " ")
	remove(captions[0])
	return caption
}
