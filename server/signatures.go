package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kairo.dev/server/signed"
	"kairo.dev/server/site"

	"golang.org/x/term"
)

// targets are the files of the site that are signed: those that are answers of
// their own. A redirect is another file's address, what stands in for addresses
// that do not exist is answered with another status, and what is asked with a
// query has an answer for each.
func targets(files site.Files) []signed.Target {
	var edition []signed.Target
	for path, file := range files.All() {
		if file.Redirect == "" && !file.NotFound && !file.Queried {
			edition = append(edition, signed.Target{
				Path:   file.Name(path),
				Length: int64(len(file.Body)),
				SHA256: sha256.Sum256(file.Body),
			})
		}
	}
	return edition
}

// What -tuf and -tuf-keys are for.
const (
	tufHelp     = "publish the signatures that \"kairo sign\" has written into `DIR`; an edition that they are not of is not published"
	tufKeysHelp = "sign each edition of -tuf as it is served, with the keys for targets and online in `DIR`; with the online key alone, renew the timestamp"
)

// signatures are those that are published with the site.
type signatures struct {
	// dir is the folder that they are in.
	dir string
	// keys are the folders of those that keep them up to date, or "". They are read
	// whenever they are needed, for they are replaced while the site is served.
	keys string
	// words are the passphrases that somebody has typed, by the names of keys.
	words map[string][]byte
	// published are those that were published last.
	published signed.Metadata
}

// newSignatures are the signatures in a folder, nil without one, and the keys in
// others.
func newSignatures(dir, keys string) (*signatures, error) {
	if dir == "" {
		return nil, nil
	}
	s := &signatures{dir: dir, keys: keys, words: make(map[string][]byte)}
	if keys == "" {
		return s, nil
	}
	_, err := s.readKeys()
	return s, err
}

// readKeys reads the keys as they are now.
func (s *signatures) readKeys() (signed.Keys, error) {
	ask := func(name string) ([]byte, error) {
		if words, ok := s.words[name]; ok {
			return words, nil
		}
		words, err := passphrase(name)
		if err == nil {
			s.words[name] = words
		}
		return words, err
	}
	keys, err := readKeysWith(ask, s.keys, "targets", "online")
	if err == nil && len(keys) == 0 {
		err = fmt.Errorf("%s: there is no key for targets or online", s.keys)
	}
	return keys, err
}

// add publishes the metadata with the files that it is of. If it is of others, they
// are signed now, or else not published: an edition is signed whole, or not there.
// What has expired is published all the same, since it keeps nobody from reading.
func (s *signatures) add(files site.Files, now time.Time) error {
	m, err := signed.Read(os.DirFS(s.dir))
	if err != nil {
		return fmt.Errorf("%s: %w", s.dir, err)
	}
	edition := targets(files)
	if s.keys != "" {
		keys, err := s.readKeys()
		if err != nil {
			return err
		}
		if m, err = m.Keep(edition, keys, now); err != nil {
			return fmt.Errorf("%s: %w", s.dir, err)
		}
		if err := m.Write(s.dir); err != nil {
			return err
		}
	}
	if err := m.Fits(edition, time.Time{}); err != nil {
		return fmt.Errorf("%s is not of this edition: %w (\"kairo sign\" signs it)", s.dir, err)
	}
	files.AddMetadata(signed.Dir, m.Ordered(), m)
	s.published = m
	return nil
}

// due reports whether there is something to publish: signatures that are not
// published yet, or a timestamp that the keys have to renew. Where none can be read
// there is something to report.
func (s *signatures) due(now time.Time) bool {
	if s == nil {
		return false
	}
	m, err := signed.Read(os.DirFS(s.dir))
	if err != nil || len(m) == 0 {
		return true
	}
	for name, body := range m {
		if !bytes.Equal(body, s.published[name]) {
			return true
		}
	}
	return s.keys != "" && m.Due(now)
}

// readKeys reads the keys of some roles from folders with commas between them,
// and asks whoever sits there for passphrases.
func readKeys(folders string, roles ...string) (signed.Keys, error) {
	return readKeysWith(passphrase, folders, roles...)
}

// readKeysWith is readKeys with somebody else to ask.
func readKeysWith(ask func(name string) ([]byte, error), folders string, roles ...string) (signed.Keys, error) {
	var keys signed.Keys
	for dir := range strings.SplitSeq(folders, ",") {
		read, err := signed.ReadKeys(os.DirFS(dir), ask, roles...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
		keys = append(keys, read...)
	}
	return keys, nil
}

// passphrase is that of a key: KAIRO_KEY_PASSPHRASE, or what is typed.
func passphrase(name string) ([]byte, error) {
	if words, ok := os.LookupEnv("KAIRO_KEY_PASSPHRASE"); ok {
		return []byte(words), nil
	}
	terminal := int(os.Stdin.Fd())
	if !term.IsTerminal(terminal) {
		return nil, errors.New("a passphrase is needed: run this at a terminal, or set KAIRO_KEY_PASSPHRASE")
	}
	fmt.Fprintf(os.Stderr, "Passphrase of %s: ", name)
	defer fmt.Fprintln(os.Stderr)
	return term.ReadPassword(terminal)
}

// writeKey writes a key into a folder, for its owner alone. A file that is
// there stays.
func writeKey(dir string, key *signed.Key, words []byte) error {
	data, err := key.PEM(words)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(dir, key.Name+".pem"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s.pem is there already in %s, and is not overwritten", key.Name, dir)
	}
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close())
}
