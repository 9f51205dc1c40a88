package importer

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"kairo.dev/content/attached"
	"kairo.dev/content/load"

	_ "golang.org/x/image/webp"
)

// file is a picture or a document, or why there is none.
type file struct {
	body []byte
	kind string // what files of that kind end in
	err  error
}

// endings are those of the kinds of picture that the site can show, by what the
// decoders call them.
var endings = map[string]string{"jpeg": ".jpg", "png": ".png", "gif": ".gif", "webp": ".webp"}

// picture is the name of the file in which the picture at an address is. It is
// made of the address, so that it is the same the next time; a file that is there
// already is not fetched again.
func (m *merger) picture(e *entry, address string) (string, error) {
	if at, err := url.Parse(address); err == nil && e.of.base != "" && !strings.HasPrefix(address, "data:") {
		if base, err := url.Parse(e.of.base); err == nil {
			address = base.ResolveReference(at).String()
		}
	}
	name := fileName(address)
	for _, ending := range endings {
		if m.folder.Has("files/" + name + ending) {
			return name + ending, nil
		}
	}
	f := m.obtain(e, address, pictured)
	if f.err != nil {
		return "", f.err
	}
	return m.keep(name+f.kind, f)
}

// keep puts a file into the folder, if the site takes it.
func (m *merger) keep(name string, f file) (string, error) {
	m.folder.Change("files/"+name, f.body)
	if _, err := attached.Read(m.folder, name); err != nil {
		m.folder.Keep("files/" + name)
		return "", err
	}
	m.report.Files = append(m.report.Files, name)
	return name, nil
}

// documents are the endings of files that are brought along, where the posts
// themselves were, and what tells such a file from a page that says it is gone.
var documents = map[string]string{".pdf": "application/pdf", ".zip": "application/zip", ".odp": "application/zip", ".pptx": "application/zip"}

// document is the address of the file of this site in which a document of the
// source is, or "".
func (m *merger) document(e *entry, u *url.URL) string {
	ending := strings.ToLower(path.Ext(u.Path))
	if documents[ending] == "" || u.Host != hostOf(cmp.Or(e.of.base, m.from.address)) {
		return ""
	}
	name := fileName(u.String()) + ending
	if m.folder.Has("files/" + name) {
		return "files/" + name
	}
	f := m.obtain(e, u.String(), func(body []byte) (string, error) {
		if kind := http.DetectContentType(body); kind != documents[ending] {
			return "", fmt.Errorf("is no file of that kind, but %s", kind)
		}
		return ending, nil
	})
	if f.err == nil {
		_, f.err = m.keep(name, f)
	}
	if f.err != nil {
		if !e.hadText {
			m.look(e, "a file cannot be had: %s: %v", u, f.err)
		}
		return ""
	}
	return "files/" + name
}

// fileName is a name for the file at an address, without its ending.
func fileName(address string) string {
	sum := sha256.Sum256([]byte(address))
	stem := "picture"
	if u, err := url.Parse(address); err == nil && u.Scheme != "data" {
		base := path.Base(u.Path)
		stem = load.Slug(strings.TrimSuffix(base, path.Ext(base)))
	}
	if len(stem) > 40 {
		stem = stem[:40]
	}
	return strings.Trim(stem+"-"+hex.EncodeToString(sum[:4]), "-")
}

// obtain gets a file from where it is: the folder of the source, the address
// itself, or the web. What is in it is to be looked at, and has a kind.
func (m *merger) obtain(e *entry, address string, kindOf func([]byte) (string, error)) file {
	if e.hadText {
		return file{err: errors.New("is not there")} // and the text is no longer ours to change
	}
	f, ok := m.had[address]
	if ok {
		return f
	}
	if f.body, f.err = m.bytes(e, address); f.err == nil {
		if m.fetch.fetched += int64(len(f.body)); m.fetch.fetched > mostFiles {
			f.err = fmt.Errorf("there are more than %d MB of files", mostFiles>>20)
		} else {
			f.kind, f.err = kindOf(f.body)
		}
	}
	m.had[address] = f
	return f
}

// pictured is what the name of a picture ends in, if it is whole.
func pictured(body []byte) (string, error) {
	config, kind, err := image.DecodeConfig(bytes.NewReader(body))
	if err == nil && endings[kind] != "" && int64(config.Width)*int64(config.Height) <= mostPixels {
		if _, _, err = image.Decode(bytes.NewReader(body)); err == nil {
			return endings[kind], nil
		}
	}
	return "", errors.New("is no picture in JPEG, PNG, GIF or WebP, or only a part of one")
}

// mostPixels is how large a picture may be.
const mostPixels = 100 << 20

func (m *merger) bytes(e *entry, address string) ([]byte, error) {
	if data, ok := strings.CutPrefix(address, "data:"); ok {
		_, coded, ok := strings.Cut(data, ";base64,")
		if !ok || len(coded) > mostFile {
			return nil, errors.New("is in no form that can be read")
		}
		return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(coded), ""))
	}
	if m.from.dir != "" {
		if body, err := m.onDisk(e, address); err == nil {
			return body, nil
		}
	}
	u, err := url.Parse(address)
	if err != nil || !isWeb(u) {
		return nil, errors.New("is not there")
	}
	body, _, err := m.fetch.get(m.ctx, address, mostFile)
	return body, err
}

// shelves are where generators keep what they copy.
var shelves = []string{"", "static", "content", "assets", "images", "source"}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// onDisk reads a picture from the folder of the source or those around it.
func (m *merger) onDisk(e *entry, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" && u.Host != hostOf(m.from.address) {
		return nil, fs.ErrNotExist
	}
	top, err := filepath.Abs(m.from.dir)
	if err != nil {
		return nil, err
	}
	at := strings.TrimPrefix(path.Clean("/"+u.Path), "/") // leads to nowhere above
	var places []string
	if rel, err := filepath.Rel(m.from.dir, e.of.dir); err == nil {
		places = append(places, path.Clean("/"+filepath.ToSlash(rel)+"/"+u.Path), path.Clean("/"+filepath.ToSlash(rel)+"/"+path.Base(u.Path)))
	}
	below := at // without the path that the site was at
	if base, err := url.Parse(m.from.address); err == nil {
		below = strings.TrimPrefix(at, strings.TrimLeft(base.Path+"/", "/"))
	}
	for _, shelf := range shelves {
		places = append(places, path.Join("/", shelf, at), path.Join("/", shelf, below))
	}
	for range 3 { // the source may be the folder of the posts alone
		root, err := os.OpenRoot(top)
		if err != nil {
			return nil, err
		}
		for _, place := range places {
			info, err := root.Stat(strings.TrimPrefix(place, "/"))
			if err != nil || !info.Mode().IsRegular() || info.Size() > mostFile {
				continue
			}
			body, err := root.ReadFile(strings.TrimPrefix(place, "/"))
			root.Close()
			return body, err
		}
		root.Close()
		top = filepath.Dir(top)
	}
	return nil, fs.ErrNotExist
}
