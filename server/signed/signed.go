// Package signed makes an edition of the site a TUF repository (The Update
// Framework, specification 1.0.33), so that anyone can verify any file of it
// from any mirror, with any TUF client.
//
// It knows TUF and nothing of HTTP. What the site consists of comes in as a list
// of [Target], a path with length and hash; what goes out is [Metadata], files
// by name, which server/site publishes under /tuf/ beside the rest. Formats and
// the client's workflow are go-tuf's; which keys sign what is decided here:
//
//	root       three keys, two of which have to sign; they say who may sign the rest
//	targets    one key, kept off the server unless that signs what is edited live; it
//	           signs what the site says
//	snapshot   one key, kept where the metadata is renewed ("online")
//	timestamp  the same key; it says every few days that nothing newer is withheld
//
// Targets are signed by their names in an export, "talks.html", under two roles.
// The first lists only the edition itself, [EditionPath]: the list of all files
// that a reader's own copy goes by, or of the parts of that list, with their hashes.
// The other, "files", has every file. So a
// browser that follows the site reads some hundred bytes of metadata, whatever
// the site's size, and an ordinary client finds everything. Snapshots are
// consistent; a third role, "releases", has the files of a release, which are not
// on the site. Targets keep their plain names, since what serves the site serves
// one edition at a time. Clients are told so (prefixTargetsWithHash false).
//
// What that protects from, and what not:
//
//	who                                       what happens
//	a mirror or CDN that alters files         detected: hash or signature does not fit
//	                                          ("kairo verify" reads all files; a
//	                                          browser's copy those that it keeps, and
//	                                          pages that are read online are not in it;
//	                                          one without Ed25519 goes by the hashes of
//	                                          the worker alone, and says so). One that
//	                                          serves the origin is who owns it: see below
//	one that replays an older edition         refused by who has seen a newer one
//	one that withholds newer editions         shown by age: the timestamp expires
//	a thief of the online key                 can withhold or renew, and show an older
//	                                          edition to who has seen none newer; cannot
//	                                          change a word
//	a thief of the targets key                can forge words until root replaces the key
//	who owns the origin                       can replace the installed program too: NOT
//	                                          prevented in browsers, which fetch a new
//	                                          worker whatever the old one thinks;
//	                                          "kairo verify" from elsewhere sees it
//	anyone, at the very first visit           trusted on first use: compare the
//	                                          fingerprint with one from elsewhere
//
// Kept simple on purpose: Ed25519 alone (RFC 8032), no threshold but root's, no
// delegation to other people. A site that needs more can hand its metadata to
// RSTUF, whose names for keys are used here.
package signed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// EditionPath is the target that lists the files of an edition.
const EditionPath = "edition.json"

// Target is a file of the site that is signed.
type Target struct {
	// Path is the name of the file in an export: relative, with slashes.
	Path string
	// Length is in bytes.
	Length int64
	// SHA256 is of the file without a content coding.
	SHA256 [sha256.Size]byte
}

// How long signatures are good for. Root and targets are renewed by people, and
// the timestamp by a machine.
const (
	rootValid      = 365 * 24 * time.Hour
	targetsValid   = 365 * 24 * time.Hour
	snapshotValid  = 365 * 24 * time.Hour
	timestampValid = 14 * 24 * time.Hour
)

// The thresholds of new roots: so many of the keys have to sign.
const (
	rootKeys, rootThreshold = 3, 2
)

// Fingerprint is what people compare: the SHA-256, in lower-case hexadecimal, of
// the first root, 1.root.json. It stays the same when keys are replaced.
func (m Metadata) Fingerprint() (string, error) {
	first, ok := m[rootName(1)]
	if !ok {
		return "", fmt.Errorf("fingerprint: %w", ErrNoRoot)
	}
	sum := sha256.Sum256(first)
	return hex.EncodeToString(sum[:]), nil
}
