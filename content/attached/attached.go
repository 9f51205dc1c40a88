// Package attached reads what is in the folder files of the content: pictures,
// slides and other documents that the words refer to.
//
// It reads no more than their sizes: what becomes of a picture, in which sizes
// and under which names, is known without taking it apart. The names have a
// digest of the file, and of the way in which it is made smaller (see package
// server/picture), so that they may be kept for ever.
//
// Nothing of a picture is published but its pixels and their colours. Documents
// are published as they are; those that tell where they were made are refused.
package attached

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"kairo.dev/content"

	_ "golang.org/x/image/webp"
)

// Making is the version of the way in which pictures are made smaller. It is to
// be raised with each change of that, or names would lie.
const Making = 3

// What a file may be at most.
const (
	mostSize   = 64 << 20  // bytes
	mostPixels = 100 << 20 // of a picture
	mostMoving = 256 << 20 // pixels of all pictures of one that moves
)

// widths are those of the forms of a picture, beside its own.
var widths = []int{640, 1280, 1920}

// documents are the kinds of file that are published as they are.
var documents = map[string]string{
	".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8", ".zip": "application/zip", ".csv": "text/csv; charset=utf-8",
	".mp3": "audio/mpeg", ".mp4": "video/mp4", ".odp": "application/vnd.oasis.opendocument.presentation",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

// pictures are the kinds of picture, by what their decoders call them, and what
// their names end in.
var pictures = map[string][]string{"jpeg": {".jpg", ".jpeg"}, "png": {".png"}, "gif": {".gif"}, "webp": {".webp"}}

// others are kinds that people have and the site does not publish, with what is to
// be done.
var others = map[string]string{
	".heic": heif, ".heif": heif, ".avif": heif,
	".tif": "is a TIFF, which browsers do not show: save it as JPEG or PNG", ".tiff": "is a TIFF, which browsers do not show: save it as JPEG or PNG",
	".svg": "is SVG, which can hold scripts and ask other sites for things: save it as PNG",
	".mov": "is a film that few browsers play: save it as .mp4, such as by ffmpeg -i in.mov -map_metadata -1 out.mp4, which leaves out where it was made",
}

const heif = "is a picture in HEIC or AVIF, of which the build can neither make sizes nor take out where it was taken: save it as JPEG"

var goodName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// Read finds the file of a name in the folder files of the content.
func Read(fsys fs.FS, name string) (*content.File, error) {
	ext := strings.ToLower(path.Ext(name))
	kind := ""
	for k, endings := range pictures {
		if slices.Contains(endings, ext) {
			kind = k
		}
	}
	switch {
	case !goodName.MatchString(name):
		return nil, errors.New("is no name for a file (want letters, digits, hyphens and dots, such as graph-2.png)")
	case others[ext] != "":
		return nil, errors.New(others[ext])
	case kind == "" && documents[ext] == "":
		return nil, fmt.Errorf("is of a kind that is not published (want a picture as .jpg, .png, .gif or .webp, or .pdf, .txt, .csv, .zip, .mp3, .mp4, .odp, .pptx)")
	}
	body, err := read(fsys, name)
	if err != nil {
		return nil, err
	}
	f := &content.File{Name: name, Digest: digest(body), Size: len(body), Type: documents[ext]}
	f.Read = func() ([]byte, error) {
		body, err := read(fsys, name)
		if err == nil && digest(body) != f.Digest {
			err = errors.New("has changed meanwhile")
		}
		return body, err
	}
	base := "/files/" + strings.TrimSuffix(name, path.Ext(name))
	if kind == "" {
		if at := position(body); at != "" && !strings.HasPrefix(f.Type, "text/") {
			return nil, fmt.Errorf("tells where it was made (%s), and is published as it is: %s", at, clean(ext))
		}
		f.Forms = []content.Form{{Address: base + "." + f.Digest[:12] + ext}}
		return f, nil
	}
	if err := measure(f, body, kind, base); err != nil {
		return nil, err
	}
	return f, nil
}

// clean is how to take a position out of a document.
func clean(ext string) string {
	if ext == ".mp4" || ext == ".mp3" {
		return fmt.Sprintf("take that out, such as by ffmpeg -i in%s -map_metadata -1 -c copy out%[1]s", ext)
	}
	return "take that out of the pictures in it, such as by exiftool -gps:all= -xmp:gps*= picture.jpg, and make it anew"
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// read is what is in a file of the folder files.
func read(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open("files/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("there is no such file")
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, mostSize+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > mostSize:
		return nil, fmt.Errorf("is larger than %d MiB", mostSize>>20)
	case len(body) == 0:
		return nil, errors.New("is empty")
	}
	return body, nil
}

// measure finds the forms of a picture.
func measure(f *content.File, body []byte, kind, base string) error {
	config, format, err := image.DecodeConfig(bytes.NewReader(body))
	switch {
	case moves(kind, body):
		return errors.New("moves, and only the first of its pictures would be left: save it as GIF, or that picture alone")
	case len(body) > 8 && string(body[4:8]) == "ftyp":
		return fmt.Errorf("%s, whatever its name says", heif)
	case err == nil && format != kind:
		return fmt.Errorf("is no picture of the kind that its name says (%s), but %s: rename it", kind, format)
	case err != nil:
		return fmt.Errorf("is no picture of the kind that its name says (%s)", kind)
	case int64(config.Width)*int64(config.Height) > mostPixels:
		return fmt.Errorf("has more than %d million pixels", mostPixels>>20)
	case kind == "gif" && moving(body) > mostMoving:
		return fmt.Errorf("moves through more than %d million pixels: save it as .mp4, and link to that", mostMoving>>20)
	}
	f.Placed = exposed(body) != ""
	width, height := config.Width, config.Height
	if f.Orientation = orientation(exif(kind, body)); f.Orientation > 4 {
		width, height = height, width
	}
	f.Type = publishedAs(kind, config.ColorModel)
	ending := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif"}[f.Type]
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", Making, f.Digest))
	form := func(w int, suffix string) {
		f.Forms = append(f.Forms, content.Form{Address: fmt.Sprintf("%s%s.%s%s", base, suffix, hex.EncodeToString(sum[:])[:12], ending),
			Width: w, Height: max(1, (height*w+width/2)/width)})
	}
	for _, w := range widths {
		if w < width && kind != "gif" { // one that moves is left as it is
			form(w, fmt.Sprintf("-%d", w))
		}
	}
	if last := widths[len(widths)-1]; width <= last || kind == "gif" {
		form(width, "")
	}
	return nil
}

// publishedAs is the type in which a picture is published: what may be seen
// through stays so.
func publishedAs(kind string, model color.Model) string {
	switch {
	case kind == "gif":
		return "image/gif"
	case kind == "png", kind == "webp" && model != color.YCbCrModel:
		return "image/png"
	}
	return "image/jpeg"
}
