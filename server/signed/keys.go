package signed

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/youmark/pkcs8"
)

// The names of keys begin with what they sign.
const (
	rootKey    = "root"
	targetsKey = "targets"
	onlineKey  = "online" // snapshot and timestamp
)

// nameField is where metadata keeps the name of a key, as RSTUF does.
const nameField = "x-rstuf-key-name"

// Key is a private key (Ed25519, RFC 8032) with a name such as "root-2".
type Key struct {
	Name    string
	private ed25519.PrivateKey
}

// Keys are the private keys that are at hand.
type Keys []*Key

// NewKey makes a key.
func NewKey(name string) (*Key, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key %s: %w", name, err)
	}
	return &Key{name, private}, nil
}

// NewKeys makes the keys of a new site: three for root, one for targets, one
// online.
func NewKeys() (Keys, error) {
	names := []string{targetsKey + "-1", onlineKey + "-1"}
	for n := range rootKeys {
		names = append(names, fmt.Sprintf("%s-%d", rootKey, n+1))
	}
	slices.Sort(names)
	var keys Keys
	for _, name := range names {
		key, err := NewKey(name)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// Online reports whether the key is for a machine that renews the timestamp by
// itself: nobody is there to say a passphrase.
func (k *Key) Online() bool { return k.role() == onlineKey }

func (k *Key) role() string {
	role, _, _ := strings.Cut(k.Name, "-")
	return role
}

// ID is the key's identifier in TUF metadata.
func (k *Key) ID() string {
	id, err := k.public().ID()
	if err != nil {
		panic("an Ed25519 key has no canonical form: " + err.Error())
	}
	return id
}

// public is the key as metadata has it.
func (k *Key) public() *metadata.Key {
	key, err := metadata.KeyFromPublicKey(k.private.Public())
	if err != nil {
		panic("an Ed25519 key is no key of TUF: " + err.Error())
	}
	// The identifier is made of the key alone, not of its name.
	if _, err := key.ID(); err == nil {
		key.UnrecognizedFields = map[string]any{nameField: k.Name}
	}
	return key
}

const (
	plainBlock     = "PRIVATE KEY"
	encryptedBlock = "ENCRYPTED PRIVATE KEY"
)

// scrypt takes 32 MiB of memory for each guess: 128 bytes, times the cost and the
// size of a block (RFC 7914, 2).
var encryption = &pkcs8.Opts{
	Cipher:  pkcs8.AES256CBC,
	KDFOpts: pkcs8.ScryptOpts{SaltSize: 16, CostParameter: 1 << 15, BlockSize: 8, ParallelizationParameter: 1},
}

// PEM is the key as a file: PKCS #8 (RFC 5958) in PEM, encrypted unless there is
// no passphrase. OpenSSL reads it.
func (k *Key) PEM(passphrase []byte) ([]byte, error) {
	kind := plainBlock
	der, err := x509.MarshalPKCS8PrivateKey(k.private)
	if len(passphrase) > 0 {
		kind = encryptedBlock
		der, err = pkcs8.MarshalPrivateKey(k.private, passphrase, encryption)
	}
	if err != nil {
		return nil, fmt.Errorf("write key %s: %w", k.Name, err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), nil
}

// ErrPassphrase is returned for a key that the passphrase does not open.
var ErrPassphrase = errors.New("the passphrase does not open it")

// ReadKeys reads the keys of some roles, "root", "targets" and "online", from
// the files NAME.pem of a folder. Passphrase is asked for a key that has one, unless
// that of the key before opens it.
// Errors name the file, and say nothing of what is in it.
func ReadKeys(from fs.FS, passphrase func(name string) ([]byte, error), roles ...string) (Keys, error) {
	files, err := fs.Glob(from, "*.pem")
	if err != nil {
		return nil, err
	}
	var keys Keys
	var known []byte
	for _, file := range files {
		key := &Key{Name: strings.TrimSuffix(path.Base(file), ".pem")}
		if !slices.Contains(roles, key.role()) {
			continue
		}
		data, err := fs.ReadFile(from, file)
		if err != nil {
			return nil, fmt.Errorf("read key %s: %w", file, err)
		}
		if key.private, err = parseKey(data, &known, func() ([]byte, error) { return passphrase(key.Name) }); err != nil {
			return nil, fmt.Errorf("read key %s: %w", file, err)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// parseKey reads a key. If it has a passphrase, that is the known one, or else one
// that is asked for and known then.
func parseKey(data []byte, known *[]byte, passphrase func() ([]byte, error)) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, errors.New("it is not PEM")
	}
	var private any
	var err error
	switch block.Type {
	case plainBlock:
		private, err = x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			err = errors.New("it is not PKCS #8")
		}
	case encryptedBlock:
		if len(*known) > 0 {
			if private, err = pkcs8.ParsePKCS8PrivateKey(block.Bytes, *known); err == nil {
				break
			}
		}
		if *known, err = passphrase(); err != nil {
			return nil, err
		}
		if private, err = pkcs8.ParsePKCS8PrivateKey(block.Bytes, *known); err != nil {
			err = ErrPassphrase
		}
	default:
		err = fmt.Errorf("it holds a %s; want a %s", strings.ToLower(block.Type), strings.ToLower(plainBlock))
	}
	if err != nil {
		return nil, err
	}
	key, ok := private.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("it is not an Ed25519 key")
	}
	return key, nil
}

// of are the keys whose names begin with a role.
func (k Keys) of(role string) Keys {
	return slices.DeleteFunc(slices.Clone(k), func(key *Key) bool { return key.role() != role })
}
