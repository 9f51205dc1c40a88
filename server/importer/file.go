package importer

import (
	"bytes"
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
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"kairo.dev/content/load"

	_ "golang.org/x/image/webp"
)

// file is a picture, or why there is none.
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
	if e.hadText {
		return "", errors.New("is not there") // and the text is no longer ours to change
	}
	f, ok := m.had[address]
	if !ok {
		f = m.obtain(e, address)
		m.had[address] = f
	}
	if f.err != nil {
		return "", f.err
	}
	name += f.kind
	m.folder.Change("files/"+name, f.body)
	m.report.Pictures = append(m.report.Pictures, name)
	return name, nil
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

// obtain gets a picture from where it is: the folder of the source, the address
// itself, or the web.
func (m *merger) obtain(e *entry, address string) file {
	body, err := m.bytes(e, address)
	if err != nil {
		return file{err: err}
	}
	if m.fetch.fetched += int64(len(body)); m.fetch.fetched > mostPictures {
		return file{err: fmt.Errorf("there are more than %d MB of pictures", mostPictures>>20)}
	}
	_, kind, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil || endings[kind] == "" {
		return file{err: errors.New("is no picture in JPEG, PNG, GIF or WebP")}
	}
	return file{body: body, kind: endings[kind]}
}

func (m *merger) bytes(e *entry, address string) ([]byte, error) {
	if data, ok := strings.CutPrefix(address, "data:"); ok {
		_, coded, ok := strings.Cut(data, ";base64,")
		if !ok || len(coded) > mostPicture {
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
	body, _, err := m.fetch.get(m.ctx, address, mostPicture)
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
	for _, shelf := range shelves {
		places = append(places, path.Join("/", shelf, at))
	}
	for range 3 { // the source may be the folder of the posts alone
		root, err := os.OpenRoot(top)
		if err != nil {
			return nil, err
		}
		for _, place := range places {
			info, err := root.Stat(strings.TrimPrefix(place, "/"))
			if err != nil || !info.Mode().IsRegular() || info.Size() > mostPicture {
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
