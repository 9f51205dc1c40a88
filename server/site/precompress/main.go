// Command precompress compresses the browser's program once, when it is built,
// as small as it gets. That takes half a minute (time make precompress), which a
// server that starts has not got.
//
//	precompress web/dist
//
// The variants are kept under the digest of what they are made of, so a program
// that has not changed is not compressed again, and variants that belong to no
// program any more are removed.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"kairo.dev/server/site"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: precompress DIR")
		os.Exit(2)
	}
	if err := precompress(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "precompress:", err)
		os.Exit(1)
	}
}

// precompress brings the variants in dir up to date with the programs in it.
func precompress(dir string) error {
	programs, err := filepath.Glob(filepath.Join(dir, "*.wasm"))
	if err != nil {
		return err
	}
	var wanted []string
	for _, program := range programs {
		body, err := os.ReadFile(program)
		if err != nil {
			return err
		}
		names, err := keep(dir, body)
		if err != nil {
			return fmt.Errorf("compress %s: %w", program, err)
		}
		wanted = append(wanted, names...)
	}
	for _, coding := range site.Codings {
		kept, err := filepath.Glob(filepath.Join(dir, "*"+coding.Extension()))
		if err != nil {
			return err
		}
		for _, name := range kept {
			if slices.Contains(wanted, name) {
				continue
			}
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep makes the variants of body unless they are there, and returns their
// names.
func keep(dir string, body []byte) ([]string, error) {
	digest := site.NewFile(body, "").Digest
	name := func(c site.Coding) string { return filepath.Join(dir, site.PrecompressedName(digest, c)) }
	var names []string
	for _, c := range site.Codings {
		names = append(names, name(c))
	}
	if !slices.ContainsFunc(names, missing) {
		return names, nil
	}
	for _, v := range site.CompressBest(body) {
		// A build that is interrupted must not leave half a file behind.
		half := name(v.Coding) + ".part"
		if err := os.WriteFile(half, v.Body, 0o644); err != nil {
			return nil, err
		}
		if err := os.Rename(half, name(v.Coding)); err != nil {
			return nil, err
		}
	}
	return names, nil
}

func missing(name string) bool {
	_, err := os.Stat(name)
	return err != nil
}
