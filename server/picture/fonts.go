package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/go-text/typesetting/font"
)

// Fonts are the typefaces of the content, for letters that the Go fonts do not
// have. A nil *Fonts has none.
type Fonts struct {
	digest string // the SHA-256 of all of them
	// regular and bold are all of them, in the order of preference.
	regular, bold []*font.Font
}

// ReadFonts reads the typefaces in the folder "fonts" of the content: OpenType
// fonts (ISO/IEC 14496-22), as .ttf, .otf or .ttc. Of a collection it is the
// first. Those that have "bold" in their names are for titles. Without a folder
// there are none, which is no error.
func ReadFonts(files fs.FS) (*Fonts, error) {
	if files == nil {
		return nil, nil
	}
	names, err := fs.Glob(files, "fonts/*")
	if err != nil {
		return nil, fmt.Errorf("read fonts: %w", err)
	}
	var regular, bold []*font.Font
	sum := sha256.New()
	for _, name := range names {
		switch strings.ToLower(path.Ext(name)) {
		case ".ttf", ".otf", ".ttc":
		default:
			continue
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read font: %w", err)
		}
		faces, err := font.ParseTTC(bytes.NewReader(body))
		if err != nil || len(faces) == 0 {
			return nil, fmt.Errorf("read font %s: not an OpenType font: %v", name, err)
		}
		fmt.Fprintf(sum, "%s %d ", path.Base(name), len(body))
		sum.Write(body)
		if strings.Contains(strings.ToLower(path.Base(name)), "bold") {
			bold = append(bold, faces[0].Font)
		} else {
			regular = append(regular, faces[0].Font)
		}
	}
	if regular == nil && bold == nil {
		return nil, nil
	}
	return &Fonts{
		digest:  hex.EncodeToString(sum.Sum(nil)),
		regular: append(regular[:len(regular):len(regular)], bold...),
		bold:    append(bold[:len(bold):len(bold)], regular...),
	}, nil
}

// GoString tells fonts apart, for the key of a picture.
func (f *Fonts) GoString() string {
	if f == nil {
		return "no fonts"
	}
	return "fonts " + f.digest
}

// faces are the typefaces of one picture.
func (f *Fonts) faces() (r, b, m face) {
	r, b, m = regular, bold, mono
	ready := make(map[*font.Font]*font.Face)
	r.ready, b.ready, m.ready = ready, ready, ready
	if f != nil {
		r.more, b.more, m.more = f.regular, f.bold, f.regular
		known := make(map[shapedKey]shaped)
		r.known, b.known, m.known = known, known, known
	}
	return r, b, m
}

// needs reports whether a text has characters that the Go font does not have.
func (f face) needs(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return !f.has(r) && f.other(r) != nil })
}

// of makes a typeface of the content ready to be used, once for each picture.
func (f face) of(other *font.Font) *font.Face {
	if f.ready[other] == nil {
		f.ready[other] = font.NewFace(other)
	}
	return f.ready[other]
}

// other is the typeface of the content that has a character, or nil.
func (f face) other(r rune) *font.Font {
	for _, other := range f.more {
		if _, ok := other.Cmap.Lookup(r); ok {
			return other
		}
	}
	return nil
}
