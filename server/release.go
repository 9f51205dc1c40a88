package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kairo.dev/server/signed"
)

// What "make release" puts into its folder, and what is made of it here.
const (
	releasedCommand  = "kairo"
	releasedProgram  = "app.wasm" // the browser's
	bomSuffix        = ".cdx.json"
	provenanceName   = "provenance.intoto.json"
	signedProvenance = "provenance.dsse.json"
	checksumsName    = "SHA256SUMS"
)

// releaseFlags are the flags of release.
type releaseFlags struct {
	keys, tuf, commit, repository, builder, modules string
}

func (f *releaseFlags) flags() *flagSet {
	flags := newFlags("release")
	flags.text(&f.commit, "commit", "", "the `COMMIT` that the files are built from")
	flags.text(&f.repository, "repository", "", "where that can be cloned from, as a `URL`")
	flags.text(&f.builder, "builder", "", "who has built them, as a `URI`")
	flags.text(&f.modules, "modules", "", "the modules in the browser's program, as \"go list\" names them, in `FILE`")
	flags.text(&f.keys, "keys", "", "the keys that sign where the files come from, in `DIR[,DIR]`; without it, that is not signed")
	flags.text(&f.tuf, "tuf", "", "the signatures of the site, in `DIR`: there the files become targets too, named release/FILE")
	return flags
}

// release says of the files that "make release" has built where they come from.
func release(_ context.Context, args []string, stdout, _ io.Writer) error {
	var f releaseFlags
	flags := f.flags()
	if err := flags.parse(args, 1, 1); err != nil {
		return err
	}
	if f.commit == "" || f.repository == "" || f.builder == "" || f.modules == "" {
		return usageError("-commit, -repository, -builder and -modules say where the files come from")
	}
	if f.tuf != "" && f.keys == "" {
		return usageError("-tuf has the files signed: it needs -keys")
	}
	dir := flags.Arg(0)
	info, err := buildinfo.ReadFile(filepath.Join(dir, releasedCommand))
	if err != nil {
		return err
	}
	if err := listModules(f.modules, filepath.Join(dir, releasedProgram+bomSuffix), info.GoVersion); err != nil {
		return err
	}
	for _, name := range []string{releasedCommand, releasedProgram} {
		if err := identify(dir, name); err != nil {
			return err
		}
	}
	files, err := released(dir)
	if err != nil {
		return err
	}
	statement, err := signed.Provenance(signed.Built{Files: files, Repository: f.repository, Commit: f.commit, Builder: f.builder, Program: info})
	if err != nil {
		return err
	}
	if err := f.write(dir, statement); err != nil {
		return err
	}
	if files, err = released(dir); err != nil {
		return err
	}
	var sums strings.Builder
	for _, file := range files {
		fmt.Fprintf(&sums, "%x  %s\n", file.SHA256, file.Path)
	}
	if err := os.WriteFile(filepath.Join(dir, checksumsName), []byte(sums.String()), 0o644); err != nil {
		return err
	}
	if err := f.sign(dir); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "released %s of commit %s in %s\n", counted(len(files), "file", "files"), f.commit, dir)
	return nil
}

// sign makes the files targets of the site's repository.
func (f *releaseFlags) sign(dir string) error {
	if f.tuf == "" {
		return nil
	}
	files, err := released(dir)
	if err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(dir, checksumsName))
	if err != nil {
		return err
	}
	files = append(files, signed.Target{Path: checksumsName, Length: int64(len(sums)), SHA256: sha256.Sum256(sums)})
	keys, err := readKeys(f.keys, "targets", "online")
	if err != nil {
		return err
	}
	m, err := signed.Read(os.DirFS(f.tuf))
	if err != nil {
		return err
	}
	if m, err = m.SignRelease(files, keys, time.Now()); err != nil {
		return err
	}
	return m.Write(f.tuf)
}

// write writes the statement, signed if there are keys.
func (f *releaseFlags) write(dir string, statement []byte) error {
	name := provenanceName
	if f.keys != "" {
		keys, err := readKeys(f.keys, "targets")
		if err != nil {
			return err
		}
		if statement, err = keys.Envelope(statement); err != nil {
			return err
		}
		name = signedProvenance
	}
	return os.WriteFile(filepath.Join(dir, name), append(statement, '\n'), 0o644)
}

// listModules writes the bill of materials of the browser's program: the modules
// that "go list" names, a line each with the version after a tab, and Go's own.
func listModules(from, file, goVersion string) error {
	list, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	type component struct {
		Type    string `json:"type"`
		Name    string `json:"name"`
		Version string `json:"version,omitempty"`
		PURL    string `json:"purl,omitempty"`
	}
	main := component{Type: "application", Name: "kairo.dev/app"}
	modules := map[string]component{}
	for line := range strings.Lines(string(list)) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), "\t")
		version, _, _ := strings.Cut(rest, "\t")
		if name != "" && version != "" { // which this module has none of
			modules[name] = component{"library", name, version, "pkg:golang/" + name + "@" + version}
		}
	}
	if len(modules) == 0 {
		return fmt.Errorf("%s names no module of the browser's program", from)
	}
	goVersion = strings.TrimPrefix(goVersion, "go")
	modules["std"] = component{"library", "std", goVersion, "pkg:golang/std@" + goVersion}
	var components []component
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		components = append(components, modules[name])
	}
	text, err := json.Marshal(map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
		"metadata": map[string]any{"component": main}, "components": components,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// identify puts the digest of a file into its bill of materials (CycloneDX), which
// tools make of what they read, and not of the file.
func identify(dir, name string) error {
	body, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	file := filepath.Join(dir, name+bomSuffix)
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var bom map[string]any
	if err := json.Unmarshal(text, &bom); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	metadata, _ := bom["metadata"].(map[string]any)
	component, _ := metadata["component"].(map[string]any)
	if component == nil {
		return fmt.Errorf("%s: it has no metadata.component", file)
	}
	sum := sha256.Sum256(body)
	component["hashes"] = []any{map[string]string{"alg": "SHA-256", "content": hex.EncodeToString(sum[:])}}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(bom); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

// released are the files of a release, less the list of their digests.
func released(dir string) ([]signed.Target, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []signed.Target
	for _, entry := range entries {
		if entry.Name() == checksumsName || !entry.Type().IsRegular() {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, signed.Target{Path: entry.Name(), Length: int64(len(body)), SHA256: sha256.Sum256(body)})
	}
	if len(files) == 0 {
		return nil, &fs.PathError{Op: "release", Path: dir, Err: errors.New("it is empty: make release fills it")}
	}
	return files, nil
}
