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
)

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
			return nil, fmt.Errorf("sign %s: %d of its keys are here, and %d have to sign: %w", role, have, r.Threshold, ErrTooFewKeys)
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
	return next.advance(r, edition, r.release(), keys, now)
}

// SignRelease makes the metadata in which the targets of the release are these,
// named in the folder [ReleaseDir]. The edition stays the one that is signed.
func (m Metadata) SignRelease(files []Target, keys Keys, now time.Time) (Metadata, error) {
	r, err := m.read()
	if err != nil {
		return nil, fmt.Errorf("sign release: %w", err)
	}
	if r.timestamp == nil {
		return nil, errors.New("sign release: nothing is signed yet: sign an edition first")
	}
	released := make(map[string]*metadata.TargetFiles)
	for _, t := range files {
		released[ReleaseDir+"/"+t.Path] = described(t)
	}
	var edition []Target
	for _, of := range []*metadata.Metadata[metadata.TargetsType]{r.targets, r.files} {
		for path, file := range of.Signed.Targets {
			t := Target{Path: path, Length: file.Length}
			copy(t.SHA256[:], file.Hashes["sha256"])
			edition = append(edition, t)
		}
	}
	return maps.Clone(m).advance(r, edition, released, keys, now)
}

// release is what the role for releases lists, nil if there is none.
func (r *repository) release() map[string]*metadata.TargetFiles {
	if r.releases == nil {
		return nil
	}
	return r.releases.Signed.Targets
}

// advance adds the next version of each role below root to m, of which r was read.
func (m Metadata) advance(r *repository, edition []Target, released map[string]*metadata.TargetFiles, keys Keys, now time.Time) (Metadata, error) {
	targets, files, err := targetsOf(edition, r.root.Signed, r.next(metadata.TARGETS), r.next(filesRole), now)
	if err != nil {
		return nil, fmt.Errorf("sign edition: %w", err)
	}
	roles := map[string]*metadata.Metadata[metadata.TargetsType]{metadata.TARGETS: targets, filesRole: files}
	if released != nil {
		releases := metadata.Targets(expiry(now, targetsValid))
		releases.Signed.Version, releases.Signed.Targets = r.next(releasesRole), released
		roles[releasesRole] = releases
		delegated := &targets.Signed.Delegations.Roles
		*delegated = append([]metadata.DelegatedRole{delegate(releasesRole, r.root.Signed, ReleaseDir+"/*")}, *delegated...)
	}
	role := r.root.Signed.Roles[metadata.TARGETS]
	snapshot := metadata.Snapshot(expiry(now, snapshotValid))
	snapshot.Signed.Version = r.next(metadata.SNAPSHOT)
	for name, meta := range roles {
		body, err := signRole(meta, name, keys, role)
		if err != nil {
			return nil, err
		}
		m[versioned(meta.Signed.Version, name)] = body
		snapshot.Signed.Meta[name+".json"] = &metadata.MetaFiles{Version: meta.Signed.Version}
	}
	body, err := signRole(snapshot, metadata.SNAPSHOT, keys, r.root.Signed.Roles[metadata.SNAPSHOT])
	if err != nil {
		return nil, err
	}
	m[versioned(snapshot.Signed.Version, metadata.SNAPSHOT)] = body
	return m.stamp(r, snapshot.Signed.Version, keys, now)
}

// Renew makes the timestamp good for another while. It needs the online key
// alone.
func (m Metadata) Renew(keys Keys, now time.Time) (Metadata, error) {
	r, err := m.read()
	if err != nil {
		return nil, fmt.Errorf("renew timestamp: %w", err)
	}
	if r.timestamp == nil {
		return nil, errors.New("renew timestamp: nothing is signed yet: sign an edition first")
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
	if of := r.snapshot.Signed.Meta[role+".json"]; of != nil {
		return of.Version + 1
	}
	return 1
}

// renewed is how long before they end the roles that sign the words are signed
// again for their own sake.
const renewed = targetsValid / 12

// validFor reports whether what signs the words is good for a while yet, and
// does not have to be signed again for its own sake.
func (r *repository) validFor(now time.Time) bool {
	soon := now.Add(renewed)
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
		if !plainPath(t.Path) || strings.Count(t.Path, "/") >= len(everywhere) || strings.HasPrefix(t.Path, ReleaseDir+"/") {
			return nil, nil, fmt.Errorf("%q is no path of a target of the site, or too deep", t.Path)
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
		of.Signed.Targets[t.Path] = described(t)
	}
	slices.Sort(hidden)
	role := root.Roles[metadata.TARGETS]
	targets.Signed.Delegations = &metadata.Delegations{
		Keys:  make(map[string]*metadata.Key),
		Roles: []metadata.DelegatedRole{delegate(filesRole, root, slices.Concat(everywhere, hidden)...)},
	}
	for _, id := range role.KeyIDs {
		targets.Signed.Delegations.Keys[id] = root.Keys[id]
	}
	return targets, files, nil
}

// delegate is a role of the keys for targets, for some paths.
func delegate(name string, root metadata.RootType, paths ...string) metadata.DelegatedRole {
	by := root.Roles[metadata.TARGETS]
	return metadata.DelegatedRole{Name: name, KeyIDs: by.KeyIDs, Threshold: by.Threshold, Terminating: true, Paths: paths}
}

// described is what metadata says of a file.
func described(t Target) *metadata.TargetFiles {
	return &metadata.TargetFiles{Length: t.Length, Hashes: metadata.Hashes{"sha256": t.SHA256[:]}}
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
