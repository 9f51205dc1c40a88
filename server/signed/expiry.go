package signed

import (
	"fmt"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Expiry is until when a role is good.
type Expiry struct {
	// Role is "root", "targets", "files", "releases", "snapshot" or "timestamp".
	Role string
	Time time.Time
	// Warn is how long before that somebody should have renewed it, and Advice is
	// what they would have done.
	Warn   time.Duration
	Advice string
}

// Expiries are until when the roles are good that there are, root first. They need
// not be good now.
func (m Metadata) Expiries() ([]Expiry, error) {
	r, err := m.read()
	if err != nil {
		return nil, fmt.Errorf("read expiry: %w", err)
	}
	const day = 24 * time.Hour
	// The root keys are in several places, and have to be brought together.
	all := []Expiry{{metadata.ROOT, r.root.Signed.Expires, 60 * day, "kairo keys renew"}}
	if r.timestamp == nil {
		return all, nil
	}
	for _, of := range []struct {
		role string
		is   *metadata.Metadata[metadata.TargetsType]
	}{{metadata.TARGETS, r.targets}, {filesRole, r.files}, {releasesRole, r.releases}} {
		if of.is != nil {
			all = append(all, Expiry{of.role, of.is.Signed.Expires, renewed, "kairo sign"})
		}
	}
	return append(all,
		Expiry{metadata.SNAPSHOT, r.snapshot.Signed.Expires, renewed, "kairo sign"},
		// A machine renews it when half of its time has passed.
		Expiry{metadata.TIMESTAMP, r.timestamp.Signed.Expires, timestampValid / 4, "kairo sign -timestamp"},
	), nil
}
