package text

import (
	"fmt"
	"slices"
	"strings"

	"kairo.dev/content"

	"github.com/yuin/goldmark/ast"
)

// file finds a file, and notes that the text has it.
func (m *maker) file(name string) (File, error) {
	f, err := m.File(name)
	if err != nil {
		return f, fmt.Errorf("files/%s: %w", name, err)
	}
	if !slices.Contains(m.Files, name) {
		m.Files = append(m.Files, name)
	}
	return f, nil
}

// figure is a paragraph with nothing in it but a picture that has a title: the
// title is the caption.
func (m *maker) figure(n *ast.Paragraph) []content.Element {
	image, ok := n.FirstChild().(*ast.Image)
	if !ok || image.NextSibling() != nil || len(image.Title) == 0 {
		return nil
	}
	if at := image.Pos(); at >= 0 {
		m.at = at
	}
	picture := m.picture(image)
	if picture == nil {
		return []content.Element{}
	}
	caption := element("figcaption", words(Resolve(image.Title)))
	return []content.Element{element("figure", append(picture, caption))}
}

// picture is a picture of the site's own, with its size, so that nothing moves
// when it arrives.
func (m *maker) picture(n *ast.Image) []content.Element {
	address := Resolve(n.Destination)
	name, ok := strings.CutPrefix(address, "files/")
	if !ok {
		m.problem("the picture %q is not of this site (put it into the folder files, and write files/name.jpg)", address)
		return nil
	}
	at := m.at
	alt := plain(m.children(n, 0))
	m.at = at
	if alt == "" {
		m.problem("the picture %q has no words for those who do not see it (write ![what it shows](%s))", address, address)
		return nil
	}
	f, err := m.file(name)
	if err == nil && f.Width == 0 {
		err = fmt.Errorf("files/%s: is no picture", name)
	}
	if err != nil {
		m.problem("%v", err)
		return nil
	}
	attributes := []string{"src", f.Address, "alt", alt, "width", fmt.Sprint(f.Width), "height", fmt.Sprint(f.Height), "loading", "lazy", "decoding", "async"}
	if len(f.Smaller) > 0 {
		var set []string
		for _, s := range append(slices.Clone(f.Smaller), Source{f.Address, f.Width}) {
			set = append(set, fmt.Sprintf("%s %dw", s.Address, s.Width))
		}
		attributes = append(attributes, "srcset", strings.Join(set, ", "), "sizes", "(max-width: 40rem) 94vw, 38rem")
	}
	return []content.Element{element("img", nil, attributes...)}
}
