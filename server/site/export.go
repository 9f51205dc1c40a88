package site

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNotEmpty is returned when an export would mix with files that are there.
var ErrNotEmpty = errors.New("the folder has files that are no export")

// exportList is the file in which an export lists its files, one name a line,
// so that the next one knows what is its own. Hosts do not serve it.
const exportList = "_files"

// Export writes the site to a folder, byte for byte what a server sends, and
// beside each file its variants, which hosts find by the extension of their
// coding. The folder is made if it is not there.
//
// If there is an earlier export in it, only what has changed is written, and
// what that export had and this one has not is removed: pages left over would
// stay on the web. Anything else that is there is not touched, such as a
// repository; where the site has a file of that name, it is ErrNotEmpty. So is a
// folder with files of which it is not known whose they are; those that begin with
// a dot are nobody's pages.
func (f Files) Export(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer root.Close()
	before, err := exported(root)
	if err != nil {
		return fmt.Errorf("export to %s: %w", dir, err)
	}
	bodies, later := f.byName()
	now := slices.SortedFunc(maps.Keys(bodies), func(a, b string) int {
		return cmp.Or(later[a]-later[b], strings.Compare(a, b))
	})
	if others := othersIn(root, before, bodies); len(others) > 0 {
		return fmt.Errorf("export to %s: %w: %s, which the site has, too; move what is there, or choose an empty folder", dir, ErrNotEmpty, strings.Join(others, ", "))
	}
	// Should this be cut off, the next one knows of the files of both.
	if err := writeList(root, append(slices.Clone(before), now...)); err != nil {
		return fmt.Errorf("export to %s: %w", dir, err)
	}
	for _, name := range now {
		if err := write(root, name, bodies[name]); err != nil {
			return fmt.Errorf("export %s: %w", name, err)
		}
	}
	for _, name := range before {
		if _, ok := bodies[name]; ok {
			continue
		}
		if err := remove(root, name); err != nil {
			return fmt.Errorf("export: remove %s: %w", name, err)
		}
	}
	if err := writeList(root, slices.Clone(now)); err != nil {
		return fmt.Errorf("export to %s: %w", dir, err)
	}
	return nil
}

// byName are the bodies of all files and their variants, by the names that an
// export gives them, and how late they are written: what has a hash in its name
// first, since pages lead to it.
func (f Files) byName() (bodies map[string][]byte, later map[string]int) {
	bodies, later = make(map[string][]byte), make(map[string]int)
	for path, file := range f {
		name, late := file.Name(path), file.Later
		if !file.Immutable {
			late++
		}
		bodies[name], later[name] = file.Body, late
		for _, v := range file.Variants {
			bodies[name+v.Coding.Extension()], later[name+v.Coding.Extension()] = v.Body, late
		}
	}
	return bodies, later
}

// exported are the names of the files of an earlier export, none if the folder
// is empty.
func exported(root *os.Root) ([]string, error) {
	list, err := root.ReadFile(exportList)
	if err == nil {
		var names []string
		for lines := bufio.NewScanner(bytes.NewReader(list)); lines.Scan(); {
			names = append(names, lines.Text())
		}
		return names, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return nil, fmt.Errorf("%w: %s is in it, and no %s of an earlier export; choose an empty folder", ErrNotEmpty, e.Name(), exportList)
		}
	}
	return nil, nil
}

// othersIn are the names of files that an earlier export has not written, and that
// this one would replace by others, sorted.
func othersIn(root *os.Root, before []string, bodies map[string][]byte) []string {
	ours := make(map[string]bool)
	for _, name := range before {
		ours[name] = true
	}
	var others []string
	for name, body := range bodies {
		if ours[name] {
			continue
		}
		at := filepath.FromSlash(name)
		if _, err := root.Lstat(at); err != nil {
			continue // nothing is there
		}
		if there, err := root.ReadFile(at); err != nil || !bytes.Equal(there, body) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return others
}

func writeList(root *os.Root, names []string) error {
	slices.Sort(names)
	return write(root, exportList, []byte(strings.Join(slices.Compact(names), "\n")+"\n"))
}

// write writes a file unless it is there already. Whoever serves the folder sees
// the old one or the new, and never a part.
func write(root *os.Root, name string, body []byte) error {
	name = filepath.FromSlash(name)
	if there, err := root.ReadFile(name); err == nil && bytes.Equal(there, body) {
		return nil
	}
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	const unfinished = exportList + ".part"
	err := root.WriteFile(unfinished, body, 0o644)
	if err == nil {
		err = root.Rename(unfinished, name)
	}
	if err != nil {
		root.Remove(unfinished) // or it would be published
	}
	return err
}

// remove removes a file, and the folders that are empty without it.
func remove(root *os.Root, name string) error {
	name = filepath.FromSlash(name)
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if root.Remove(dir) != nil {
			break // there is something else in it
		}
	}
	return nil
}
