package signed

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// newRoot is the first root: the keys at hand by their names.
func newRoot(keys Keys, now time.Time) ([]byte, error) {
	root := metadata.Root(expiry(now, rootValid))
	root.Signed.ConsistentSnapshot = true
	for role, by := range map[string]string{
		metadata.ROOT: rootKey, metadata.TARGETS: targetsKey, metadata.SNAPSHOT: onlineKey, metadata.TIMESTAMP: onlineKey,
	} {
		holders := keys.of(by)
		if len(holders) == 0 {
			return nil, fmt.Errorf("begin with a root: there is no key %s-1: %w", by, ErrTooFewKeys)
		}
		for _, key := range holders {
			if err := root.Signed.AddKey(key.public(), role); err != nil {
				return nil, fmt.Errorf("begin with a root: %w", err)
			}
		}
	}
	of := root.Signed.Roles[metadata.ROOT]
	of.Threshold = min(rootThreshold, len(of.KeyIDs))
	return signRole(root, metadata.ROOT, keys, of)
}

// Replace makes the next root, in which a new key has the place of the one of a
// name, which may be lost. It takes as many of the root keys so far as have to
// sign, and as many of the new ones. What a key for targets or the online key has
// signed is no longer good then: the next thing to do is Sign.
func (m Metadata) Replace(name string, with *Key, keys Keys, now time.Time) (Metadata, error) {
	return m.advanceRoot(func(root *metadata.RootType) error {
		id := idOf(root, name)
		if id == "" {
			return fmt.Errorf("the root has no key of the name %s", name)
		}
		for of, role := range root.Roles {
			if !slices.Contains(role.KeyIDs, id) {
				continue
			}
			if err := root.AddKey(with.public(), of); err != nil {
				return err
			}
			if err := root.RevokeKey(id, of); err != nil {
				return err
			}
		}
		return nil
	}, append(slices.Clone(keys), with), now)
}

// idOf is the identifier of the key of a name, or "".
func idOf(root *metadata.RootType, name string) string {
	for id, key := range root.Keys {
		if key.UnrecognizedFields[nameField] == name {
			return id
		}
	}
	return ""
}

// RenewRoot makes the next root with the same keys, good for another year.
func (m Metadata) RenewRoot(keys Keys, now time.Time) (Metadata, error) {
	return m.advanceRoot(func(*metadata.RootType) error { return nil }, keys, now)
}

// advanceRoot makes the next root, signed by the keys of this one and by its own
// (specification, 6.1).
func (m Metadata) advanceRoot(change func(*metadata.RootType) error, keys Keys, now time.Time) (Metadata, error) {
	r, err := m.read()
	if err != nil {
		return nil, fmt.Errorf("next root: %w", err)
	}
	before := *r.root.Signed.Roles[metadata.ROOT]
	before.KeyIDs = slices.Clone(before.KeyIDs)
	root := r.root
	root.Signed.Version++
	root.Signed.Expires = expiry(now, rootValid)
	if err := change(&root.Signed); err != nil {
		return nil, fmt.Errorf("next root: %w", err)
	}
	body, err := signRole(root, metadata.ROOT, keys, &before, root.Signed.Roles[metadata.ROOT])
	if err != nil {
		return nil, fmt.Errorf("next root: %w", err)
	}
	next := maps.Clone(m)
	next[rootName(root.Signed.Version)] = body
	return next, nil
}
