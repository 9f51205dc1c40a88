package signed

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/secure-systems-lab/go-securesystemslib/cjson"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// filesRole is the delegated role that has every file of the site.
const filesRole = "files"

// Metadata are the files of a TUF repository by their names, such as
// "3.targets.json". It is never changed: what advances it makes another.
type Metadata map[string][]byte

var (
	// ErrNoRoot is returned for metadata that has no first root.
	ErrNoRoot = errors.New("there is no 1.root.json")
	// ErrTooFewKeys is returned when the keys at hand do not reach a role's
	// threshold.
	ErrTooFewKeys = errors.New("too few keys")
	// ErrUnchanged is returned by Sign for an edition that is signed already.
	ErrUnchanged = errors.New("this edition is signed already")
)

func rootName(version int64) string { return fmt.Sprintf("%d.%s.json", version, metadata.ROOT) }

// versioned is the name of a role's metadata in a consistent snapshot.
func versioned(version int64, role string) string { return fmt.Sprintf("%d.%s.json", version, role) }

const timestampName = metadata.TIMESTAMP + ".json"

// repository is Metadata that has been read.
type repository struct {
	root      *metadata.Metadata[metadata.RootType]
	timestamp *metadata.Metadata[metadata.TimestampType] // nil before anything was signed, like those below
	snapshot  *metadata.Metadata[metadata.SnapshotType]
	targets   *metadata.Metadata[metadata.TargetsType]
	files     *metadata.Metadata[metadata.TargetsType]
}

// read reads the metadata and verifies its roots, one by the other. The rest may
// be signed by keys that a later root has replaced: see verify.
func (m Metadata) read() (*repository, error) {
	trusted, err := m.roots(time.Time{})
	if err != nil {
		return nil, err
	}
	r := &repository{root: trusted.Root}
	if m[timestampName] == nil {
		return r, nil
	}
	if r.timestamp, err = parse(m, timestampName, metadata.Timestamp()); err != nil {
		return nil, err
	}
	name, err := nameIn(r.timestamp.Signed.Meta, timestampName, metadata.SNAPSHOT)
	if err != nil {
		return nil, err
	}
	if r.snapshot, err = parse(m, name, metadata.Snapshot()); err != nil {
		return nil, err
	}
	for role, into := range map[string]**metadata.Metadata[metadata.TargetsType]{metadata.TARGETS: &r.targets, filesRole: &r.files} {
		file, err := nameIn(r.snapshot.Signed.Meta, name, role)
		if err != nil {
			return nil, err
		}
		if *into, err = parse(m, file, metadata.Targets()); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func parse[T metadata.Roles](m Metadata, name string, into *metadata.Metadata[T]) (*metadata.Metadata[T], error) {
	parsed, err := into.FromBytes(m[name])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return parsed, nil
}

// nameIn is the name of the file that holds the version of a role that other
// metadata, the file in, refers to.
func nameIn(meta map[string]*metadata.MetaFiles, in, role string) (string, error) {
	info := meta[role+".json"]
	if info == nil {
		return "", fmt.Errorf("%s: it does not name %s.json", in, role)
	}
	return versioned(info.Version, role), nil
}

// roots verifies the roots, one by the other, as of then.
func (m Metadata) roots(then time.Time) (*trustedmetadata.TrustedMetadata, error) {
	first, ok := m[rootName(1)]
	if !ok {
		return nil, ErrNoRoot
	}
	trusted, err := trustedmetadata.New(first)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", rootName(1), err)
	}
	trusted.RefTime = then
	for v := int64(2); m[rootName(v)] != nil; v++ {
		if _, err := trusted.UpdateRoot(m[rootName(v)]); err != nil {
			return nil, fmt.Errorf("%s: %w", rootName(v), err)
		}
	}
	return trusted, nil
}

// verify verifies the metadata as a client does that begins with its first root,
// as of then.
func (m Metadata) verify(then time.Time) error {
	trusted, err := m.roots(then)
	if err != nil {
		return err
	}
	r, err := m.read()
	if err != nil {
		return err
	}
	if r.timestamp == nil {
		return fmt.Errorf("there is no %s: nothing is signed yet", timestampName)
	}
	if _, err := trusted.UpdateTimestamp(m[timestampName]); err != nil {
		return fmt.Errorf("%s: %w", timestampName, err)
	}
	name := versioned(r.snapshot.Signed.Version, metadata.SNAPSHOT)
	if _, err := trusted.UpdateSnapshot(m[name], false); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, role := range []struct{ name, by string }{{metadata.TARGETS, metadata.ROOT}, {filesRole, metadata.TARGETS}} {
		name, err := nameIn(r.snapshot.Signed.Meta, name, role.name)
		if err != nil {
			return err
		}
		if _, err := trusted.UpdateDelegatedTargets(m[name], role.name, role.by); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// signRole writes metadata with the signatures of a role's keys: all those that
// are at hand, which have to be as many as its threshold.
func signRole[T metadata.Roles](m *metadata.Metadata[T], role string, keys Keys, allowed ...*metadata.Role) ([]byte, error) {
	message, err := cjson.EncodeCanonical(m.Signed)
	if err != nil {
		return nil, fmt.Errorf("sign %s: %w", role, err)
	}
	m.ClearSignatures()
	for _, key := range keys {
		id := key.ID()
		signs := slices.ContainsFunc(allowed, func(r *metadata.Role) bool { return slices.Contains(r.KeyIDs, id) })
		if signs && !slices.ContainsFunc(m.Signatures, func(s metadata.Signature) bool { return s.KeyID == id }) {
			m.Signatures = append(m.Signatures, metadata.Signature{KeyID: id, Signature: ed25519.Sign(key.private, message)})
		}
	}
	for _, r := range allowed {
		have := 0
		for _, s := range m.Signatures {
			if slices.Contains(r.KeyIDs, s.KeyID) {
				have++
			}
		}
		if have < r.Threshold {
			return nil, fmt.Errorf("sign %s: %d of the %d keys that have to are here: %w", role, have, r.Threshold, ErrTooFewKeys)
		}
	}
	return m.ToBytes(false)
}

// Sign makes the metadata of an edition, one version after m. Metadata without
// anything begins with a root, for which the root keys have to be at hand. If
// the edition is the one that is signed, the error is ErrUnchanged.
func (m Metadata) Sign(edition []Target, keys Keys, now time.Time) (Metadata, error) {
	next := maps.Clone(m)
	if len(m) == 0 {
		root, err := newRoot(keys, now)
		if err != nil {
			return nil, err
		}
		next = Metadata{rootName(1): root}
	}
	r, err := next.read()
	if err != nil {
		return nil, fmt.Errorf("sign edition: %w", err)
	}
	if r.timestamp != nil && next.verify(time.Time{}) == nil && r.fits(edition) == nil && r.validFor(now) {
		return nil, ErrUnchanged
	}
	targets, files, err := targetsOf(edition, r.root.Signed, r.next(metadata.TARGETS), r.next(filesRole), now)
	if err != nil {
		return nil, fmt.Errorf("sign edition: %w", err)
	}
	role := r.root.Signed.Roles[metadata.TARGETS]
	roles := map[string]*metadata.Metadata[metadata.TargetsType]{metadata.TARGETS: targets, filesRole: files}
	snapshot := metadata.Snapshot(expiry(now, snapshotValid))
	snapshot.Signed.Version = r.next(metadata.SNAPSHOT)
	for name, meta := range roles {
		body, err := signRole(meta, name, keys, role)
		if err != nil {
			return nil, err
		}
		next[versioned(meta.Signed.Version, name)] = body
		snapshot.Signed.Meta[name+".json"] = &metadata.MetaFiles{Version: meta.Signed.Version}
	}
	body, err := signRole(snapshot, metadata.SNAPSHOT, keys, r.root.Signed.Roles[metadata.SNAPSHOT])
	if err != nil {
		return nil, err
	}
	next[versioned(snapshot.Signed.Version, metadata.SNAPSHOT)] = body
	return next.stamp(r, snapshot.Signed.Version, keys, now)
}

// Renew makes the timestamp good for another while. It needs the online key
// alone.
func (m Metadata) Renew(keys Keys, now time.Time) (Metadata, error) {
	r, err := m.read()
	if err != nil {
		return nil, fmt.Errorf("renew timestamp: %w", err)
	}
	if r.timestamp == nil {
		return nil, errors.New("renew timestamp: nothing is signed yet")
	}
	return maps.Clone(m).stamp(r, r.snapshot.Signed.Version, keys, now)
}

// Keep is the metadata of an edition that may be the one that is signed already:
// then it is m, with a new timestamp when half of the time of the one that is
// there has passed. It is for a server that has keys, and does so now and then.
func (m Metadata) Keep(edition []Target, keys Keys, now time.Time) (Metadata, error) {
	if len(m) == 0 {
		return nil, fmt.Errorf("keep signatures: %w", ErrNoRoot)
	}
	next, err := m.Sign(edition, keys, now)
	switch {
	case err == nil:
		return next, nil
	case !errors.Is(err, ErrUnchanged) && m.Fits(edition, time.Time{}) != nil:
		return nil, err
	case m.Due(now):
		return m.Renew(keys, now)
	}
	return m, nil
}

// Due reports whether it is time to renew the timestamp.
func (m Metadata) Due(now time.Time) bool {
	r, err := m.read()
	return err == nil && r.timestamp != nil && r.timestamp.Signed.IsExpired(now.Add(timestampValid/2))
}

// stamp adds the timestamp that leads to a snapshot.
func (m Metadata) stamp(r *repository, snapshot int64, keys Keys, now time.Time) (Metadata, error) {
	timestamp := metadata.Timestamp(expiry(now, timestampValid))
	timestamp.Signed.Version = r.next(metadata.TIMESTAMP)
	timestamp.Signed.Meta[metadata.SNAPSHOT+".json"] = &metadata.MetaFiles{Version: snapshot}
	body, err := signRole(timestamp, metadata.TIMESTAMP, keys, r.root.Signed.Roles[metadata.TIMESTAMP])
	if err != nil {
		return nil, err
	}
	m[timestampName] = body
	if err := m.verify(now); err != nil {
		return nil, fmt.Errorf("what was signed does not verify: %w", err)
	}
	return m, nil
}

// next is the version after the one that a role has.
func (r *repository) next(role string) int64 {
	switch {
	case r.timestamp == nil:
		return 1
	case role == metadata.TIMESTAMP:
		return r.timestamp.Signed.Version + 1
	case role == metadata.SNAPSHOT:
		return r.snapshot.Signed.Version + 1
	}
	return r.snapshot.Signed.Meta[role+".json"].Version + 1
}

// validFor reports whether what signs the words is good for a while yet, and
// does not have to be signed again for its own sake.
func (r *repository) validFor(now time.Time) bool {
	soon := now.Add(targetsValid / 12)
	return !r.targets.Signed.IsExpired(soon) && !r.files.Signed.IsExpired(soon) && !r.snapshot.Signed.IsExpired(soon)
}

// expiry is when a signature of now ends, in whole seconds as TUF has them.
func expiry(now time.Time, valid time.Duration) time.Time {
	return now.UTC().Truncate(time.Second).Add(valid)
}

// targetsOf are the two roles that list an edition, not signed yet.
func targetsOf(edition []Target, root metadata.RootType, version, filesVersion int64, now time.Time) (targets, files *metadata.Metadata[metadata.TargetsType], err error) {
	targets = metadata.Targets(expiry(now, targetsValid))
	files = metadata.Targets(expiry(now, targetsValid))
	targets.Signed.Version, files.Signed.Version = version, filesVersion
	var hidden []string // to which a star does not lead in every client
	for _, t := range edition {
		if !plainPath(t.Path) || strings.Count(t.Path, "/") >= len(everywhere) {
			return nil, nil, fmt.Errorf("%q is no path of a target, or too deep", t.Path)
		}
		of := files
		if t.Path == EditionPath {
			of = targets
		}
		if of.Signed.Targets[t.Path] != nil {
			return nil, nil, fmt.Errorf("%q is there twice", t.Path)
		}
		if strings.HasPrefix(t.Path, ".") || strings.Contains(t.Path, "/.") {
			hidden = append(hidden, t.Path)
		}
		of.Signed.Targets[t.Path] = &metadata.TargetFiles{Length: t.Length, Hashes: metadata.Hashes{"sha256": t.SHA256[:]}}
	}
	slices.Sort(hidden)
	role := root.Roles[metadata.TARGETS]
	targets.Signed.Delegations = &metadata.Delegations{
		Keys: make(map[string]*metadata.Key),
		Roles: []metadata.DelegatedRole{{
			Name:        filesRole,
			KeyIDs:      role.KeyIDs,
			Threshold:   role.Threshold,
			Terminating: true,
			Paths:       slices.Concat(everywhere, hidden),
		}},
	}
	for _, id := range role.KeyIDs {
		targets.Signed.Delegations.Keys[id] = root.Keys[id]
	}
	return targets, files, nil
}

// everywhere are patterns for files in folders of some depth: a star is for one
// part of a path. Prefixes of hashes would say it in one, but clients disagree
// on how to write them (go-tuf 2.4.1 takes base64, the specification says
// hexadecimal).
var everywhere = []string{"*", "*/*", "*/*/*", "*/*/*/*", "*/*/*/*/*", "*/*/*/*/*/*"}

// plainPath reports whether a path names a file below the place it is read from.
func plainPath(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." || strings.ContainsAny(part, "\\\x00") {
			return false
		}
	}
	return true
}
