package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kairo.dev/content/load"
	"kairo.dev/server/signed"
	"kairo.dev/server/site"
)

// keys makes keys, and replaces them.
func keys(_ context.Context, args []string, stdout, _ io.Writer) error {
	if len(args) == 0 {
		return usageError("new, replace or renew is missing")
	}
	name, args := args[0], args[1:]
	switch name {
	case "new":
		return newKeys(args, stdout)
	case "replace", "renew":
		return nextRoot(name, args, stdout)
	}
	return usageError(fmt.Sprintf("%q is none of new, replace and renew", name))
}

// keysFlags are the flags of keys.
type keysFlags struct {
	passphrase bool
	keys, to   string
}

func (f *keysFlags) flags(command string) *flagSet {
	flags := newFlags(command)
	flags.yes(&f.passphrase, "passphrase", true, "new keys have no passphrase")
	flags.text(&f.keys, "keys", "", "for replace and renew: the root keys, in `DIR[,DIR]`; a new key goes into the first")
	flags.text(&f.to, "to", "", "for replace and renew: the signatures, in `DIR`")
	return flags
}

func newKeys(args []string, stdout io.Writer) error {
	var f keysFlags
	flags := f.flags("keys new")
	if err := flags.parse(args, 1, 1); err != nil {
		return err
	}
	dir := flags.Arg(0)
	var words []byte
	var err error
	if f.passphrase {
		if words, err = newPassphrase(); err != nil {
			return err
		}
	}
	made, err := signed.NewKeys()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, key := range made {
		secret := words
		if key.Online() {
			secret = nil
		}
		if err := writeKey(dir, key, secret); err != nil {
			return err
		}
		fmt.Fprintf(stdout, "%s  %s\n", filepath.Join(dir, key.Name+".pem"), key.ID())
	}
	fmt.Fprint(stdout, `
Keep the three root keys in three places, two of which can always be reached:
two of them replace any key that is lost. The online key has no passphrase; it
is for the machine that renews the timestamp.
`)
	return nil
}

func newPassphrase() ([]byte, error) {
	words, err := passphrase("the new keys (-passphrase=false for none)")
	if err != nil {
		return nil, err
	}
	if len(words) == 0 {
		return nil, errors.New("the passphrase is empty: -passphrase=false makes keys without one")
	}
	// Keys that a slip of the finger has locked are lost.
	again, err := passphrase("the new keys, once more")
	if err == nil && !bytes.Equal(words, again) {
		err = errors.New("the two passphrases are not the same")
	}
	return words, err
}

// nextRoot replaces a key, or makes root good for another year.
func nextRoot(does string, args []string, stdout io.Writer) error {
	var f keysFlags
	flags := f.flags("keys " + does)
	if err := flags.parse(args, 0, 1); err != nil {
		return err
	}
	switch {
	case f.keys == "" || f.to == "":
		return usageError("-keys and -to say where the keys and the signatures are")
	case does == "replace" && flags.NArg() == 0:
		return usageError("the name of the key is missing, such as root-2")
	case does == "renew" && flags.NArg() > 0:
		return usageError(fmt.Sprintf("%q is one argument too many", flags.Arg(0)))
	}
	m, err := signed.Read(os.DirFS(f.to))
	if err != nil {
		return err
	}
	at, err := readKeys(f.keys, "root")
	if err != nil {
		return err
	}
	if does == "renew" {
		if m, err = m.RenewRoot(at, time.Now()); err != nil {
			return err
		}
		return m.Write(f.to)
	}
	return replaceKey(m, flags.Arg(0), at, f, stdout)
}

// replaceKey puts a new key in the place of the one of a name.
func replaceKey(m signed.Metadata, name string, at signed.Keys, f keysFlags, stdout io.Writer) error {
	with, err := signed.NewKey(name)
	if err != nil {
		return err
	}
	if m, err = m.Replace(name, with, without(at, name), time.Now()); err != nil {
		return err
	}
	var words []byte
	if f.passphrase && !with.Online() {
		if words, err = newPassphrase(); err != nil {
			return err
		}
	}
	// The key first: metadata with a key that nobody has would be the end.
	dir, _, _ := strings.Cut(f.keys, ",")
	file := filepath.Join(dir, name+".pem")
	if err := putAside(file); err != nil {
		return err
	}
	if err := writeKey(dir, with, words); err != nil {
		return err
	}
	if err := m.Write(f.to); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s  %s\nSign the site again now.\n", file, with.ID())
	return nil
}

// putAside gives a file that is there a name that no other has: NAME.old, or with a
// number. Where the metadata could not be written, the key so far is still the one
// that is good, and what is tried again must not overwrite it.
func putAside(file string) error {
	for n := 1; ; n++ {
		old := file + ".old"
		if n > 1 {
			old += fmt.Sprint("-", n)
		}
		if _, err := os.Lstat(old); err == nil {
			continue
		}
		if err := os.Rename(file, old); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
}

// without are the keys of other names.
func without(keys signed.Keys, name string) signed.Keys {
	var others signed.Keys
	for _, key := range keys {
		if key.Name != name {
			others = append(others, key)
		}
	}
	return others
}

// signFlags are the flags of sign.
type signFlags struct {
	content, keys, to  string
	offline, timestamp bool
}

func (f *signFlags) flags() *flagSet {
	flags := newFlags("sign")
	flags.text(&f.content, "content", "", "the content in `DIR`")
	flags.text(&f.keys, "keys", "", "the keys, in `DIR[,DIR]`: those for targets and online, at first those for root too")
	flags.text(&f.to, "to", "", "write the signatures into `DIR`, for -tuf")
	flags.yes(&f.timestamp, "timestamp", false, "only renew the timestamp, for which the online key will do")
	flags.yes(&f.offline, "offline", true, "sign the site that is served or exported with the same")
	return flags
}

// sign signs the site.
func sign(_ context.Context, args []string, stdout, _ io.Writer) error {
	var f signFlags
	if err := f.flags().parse(args, 0, 0); err != nil {
		return err
	}
	if f.keys == "" || f.to == "" {
		return usageError("-keys and -to say where the keys are and where the signatures go")
	}
	if err := os.MkdirAll(f.to, 0o755); err != nil {
		return err
	}
	m, err := signed.Read(os.DirFS(f.to))
	if err != nil {
		return err
	}
	next, does := m, "signed"
	if f.timestamp {
		does = "renewed the timestamp of"
		at, err := readKeys(f.keys, "online")
		if err != nil {
			return err
		}
		if next, err = m.Renew(at, time.Now()); err != nil {
			return err
		}
	} else if next, err = f.signSite(m); err != nil {
		return err
	}
	if err := next.Write(f.to); err != nil {
		return err
	}
	fingerprint, err := next.Fingerprint()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s the edition in %s; the fingerprint is %s\n", does, f.to, fingerprint)
	return nil
}

func (f *signFlags) signSite(m signed.Metadata) (signed.Metadata, error) {
	builder, err := newBuilder(f.content, site.Options{NoOffline: !f.offline})
	if err != nil {
		return nil, err
	}
	s, err := read(f.content)
	if err != nil {
		return nil, err
	}
	if s, err = load.Signed(s); err != nil {
		return nil, err
	}
	files, err := builder.build(s)
	if err != nil {
		return nil, err
	}
	roles := []string{"targets", "online"}
	if len(m) == 0 {
		roles = append(roles, "root") // which it begins with
	}
	at, err := readKeys(f.keys, roles...)
	if err != nil {
		return nil, err
	}
	return m.Sign(targets(files), at, time.Now())
}
