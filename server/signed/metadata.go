package signed

import (
	"errors"
	"fmt"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// The delegated roles: one has every file of the site, the other, where there is
// one, the files of its release, which are elsewhere.
const (
	filesRole    = "files"
	releasesRole = "releases"
)

// ReleaseDir is the folder that targets of a release are in.
const ReleaseDir = "release"

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
	releases  *metadata.Metadata[metadata.TargetsType] // nil if nothing was released
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
	for role, into := range map[string]**metadata.Metadata[metadata.TargetsType]{
		metadata.TARGETS: &r.targets, filesRole: &r.files, releasesRole: &r.releases,
	} {
		if role == releasesRole && r.snapshot.Signed.Meta[releasesRole+".json"] == nil {
			continue
		}
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
		return fmt.Errorf("there is no %s: nothing is signed yet; sign an edition first", timestampName)
	}
	if _, err := trusted.UpdateTimestamp(m[timestampName]); err != nil {
		return fmt.Errorf("%s: %w", timestampName, err)
	}
	name := versioned(r.snapshot.Signed.Version, metadata.SNAPSHOT)
	if _, err := trusted.UpdateSnapshot(m[name], false); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, role := range []struct{ name, by string }{
		{metadata.TARGETS, metadata.ROOT}, {filesRole, metadata.TARGETS}, {releasesRole, metadata.TARGETS},
	} {
		if role.name == releasesRole && r.releases == nil {
			continue
		}
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
