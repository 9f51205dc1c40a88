package site

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ErrNotEmpty is returned when an export would mix with files that are there.
var ErrNotEmpty = errors.New("the folder is not empty")

// Export writes the site to a folder, byte for byte what a server sends, and
// beside each file its variants, which hosts find by the extension of their
// coding. The folder is made if it is not there; if it is, it has to be empty,
// because pages left over from another edition would stay on the web.
func (f Files) Export(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer root.Close()
	if err := mustBeEmpty(root); err != nil {
		return fmt.Errorf("export to %s: %w", dir, err)
	}
	for path, file := range f.All() {
		name := filepath.FromSlash(file.Name(path))
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("export %s: %w", path, err)
		}
		for _, v := range append([]Variant{{Body: file.Body}}, file.Variants...) {
			if err := root.WriteFile(name+v.Coding.Extension(), v.Body, 0o644); err != nil {
				return fmt.Errorf("export %s: %w", path, err)
			}
		}
	}
	return nil
}

func mustBeEmpty(root *os.Root) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	_, err = dir.Readdirnames(1)
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return ErrNotEmpty
}
