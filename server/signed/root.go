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

// Replace makes the next root, in which a key has another's place. It takes as
// many of the root keys so far as have to sign, and as many of the new ones. For
// targets or the online key, what the old one has signed is signed anew: an
// edition and the timestamp come next.
func (m Metadata) Replace(old, with *Key, keys Keys, now time.Time) (Metadata, error) {
	return m.advanceRoot(func(root *metadata.RootType) error {
		id := old.ID()
		held := false
		for name, role := range root.Roles {
			if !slices.Contains(role.KeyIDs, id) {
				continue
			}
			held = true
			if err := root.AddKey(with.public(), name); err != nil {
				return err
			}
			if err := root.RevokeKey(id, name); err != nil {
				return err
			}
		}
		if !held {
			return fmt.Errorf("%s is not among the keys of the root", old.Name)
		}
		return nil
	}, append(slices.Clone(keys), with), now)
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
