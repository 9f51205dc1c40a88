package live

import (
	"os"
	"path/filepath"
	"strings"
)

// maxLinks is how many symbolic links a path may lead through. Systems follow
// about as many (Linux: 40) before they take them for a circle.
const maxLinks = 40

// step is a name that a path leads through, in the folder where it is looked
// up. Whatever replaces it changes where the path leads.
type step struct{ folder, name string }

// walk looks up an absolute path as systems do: name by name, through every
// symbolic link. It tells visit each step before it looks, so that who watches
// the folder misses nothing that happens afterwards. A name that is not there
// is the last.
func walk(path string, visit func(step)) {
	here, rest := root(path)
	for links := 0; len(rest) > 0 && links <= maxLinks; {
		name := rest[0]
		rest = rest[1:]
		switch name {
		case "", ".":
			continue
		case "..":
			here = filepath.Dir(here)
			continue
		}
		visit(step{here, name})
		at := filepath.Join(here, name)
		info, err := os.Lstat(at)
		if err != nil {
			return
		}
		if info.Mode()&os.ModeSymlink == 0 {
			here = at
			continue
		}
		target, err := os.Readlink(at)
		if err != nil {
			return
		}
		links++
		if filepath.IsAbs(target) {
			var names []string
			here, names = root(target)
			rest = append(names, rest...)
		} else {
			rest = append(strings.Split(target, string(filepath.Separator)), rest...)
		}
	}
}

// root is where an absolute path begins, and the names that follow.
func root(path string) (string, []string) {
	begin := filepath.VolumeName(path) + string(filepath.Separator)
	return begin, strings.Split(strings.TrimPrefix(path, begin), string(filepath.Separator))
}
