package signedtest

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"kairo.dev/server/signed"
)

// Scenario is something that happens to a site.
type Scenario struct {
	// Name is that of the conformance tests of TUF, where they have it.
	Name string
	// Before is the site that the client has seen, and Now what it meets then.
	Before, Now Site
	// Want is the reason for which package signed refuses, nil for none.
	Want error
	// Copy is the reason for which the copy that a browser keeps stays as it was,
	// as in web/static/tuf.js: "" for none, "changed" for a file of which the hash
	// is another. It is not always that of Want. The copy does not read the role
	// that lists the files, since their hashes are in the edition; nor does it ask
	// for the first root again.
	Copy string
}

// world is what the scenarios are made of.
type world struct {
	t            testing.TB
	now          time.Time
	keys, others signed.Keys
	words        Site            // a site
	edited       Site            // and the edition after it
	forged       Site            // and one that its owner has not written
	first        signed.Metadata // of words
	second       signed.Metadata // of edited
	theirs       signed.Metadata // of forged, by others
}

// validFor is longer than any timestamp is good.
const validFor = 30 * 24 * time.Hour

// Scenarios are all there are.
func Scenarios(t testing.TB) []Scenario {
	t.Helper()
	w := &world{
		t: t, now: time.Now(), keys: newKeys(t), others: newKeys(t),
		words:  newSite("0123456789aa", map[string]string{"index.html": "<p>Hello %s", "pep.html": "<p>%s PEP 458", "app.wasm": "\x00asm 1"}),
		edited: newSite("0123456789bb", map[string]string{"index.html": "<p>Hello again %s", "pep.html": "<p>%s PEP 458", "app.wasm": "\x00asm 2"}),
		forged: newSite("0123456789cc", map[string]string{"index.html": "<p>Forged text %s", "pep.html": "<p>%s PEP 458", "app.wasm": "\x00asm 2"}),
	}
	w.first = w.sign(nil, w.words, w.keys, w.now)
	w.second = w.sign(w.first, w.edited, w.keys, w.now)
	w.theirs = w.sign(nil, w.forged, w.others, w.now)
	return slices.Concat(w.files(), w.metadata(), w.roots(), w.times())
}

// files are attacks on what is signed.
func (w *world) files() []Scenario {
	words, good := w.words.publish(w.first), w.edited.publish(w.second)
	hash, length := w.edited.edition(), w.edited.edition()
	for i := range hash {
		if hash[i].Path == signed.EditionPath {
			hash[i].SHA256[0] ^= 1
			length[slices.IndexFunc(length, func(t signed.Target) bool { return t.Path == signed.EditionPath })].Length++
		}
	}
	wrongHash, err := w.first.Sign(hash, w.keys, w.now)
	w.check(err)
	wrongLength, err := w.first.Sign(length, w.keys, w.now)
	w.check(err)
	return []Scenario{
		{"a new edition", words, good, nil, ""},
		{"nothing new", words, words, nil, ""},
		{"a page altered", words, good.with("index.html", []byte("<p>Hello agaim 0123456789bb")), signed.ErrAltered, "changed"},
		{"a page and its part altered", words, good.with("index.html", w.forged["index.html"]).with(partPath, w.forged[partPath]), signed.ErrAltered, "changed"},
		{"a part of the edition before", words, good.with(partPath, w.words[partPath]), signed.ErrAltered, "changed"},
		{"the program altered", words, good.with("app.wasm", []byte("\x00asn 2")), signed.ErrAltered, "changed"},
		{"a page with more at its end", words, good.with("index.html", []byte("<p>Hello again 0123456789bb!")), signed.ErrTooLong, "changed"},
		{"arbitrary software", words, good.with(signed.EditionPath, w.forged[signed.EditionPath]), signed.ErrAltered, "altered"},
		{"mix and match", words, good.with(signed.EditionPath, w.words[signed.EditionPath]), signed.ErrAltered, "altered"},
		{"a wrong hash", words, w.edited.publish(wrongHash), signed.ErrAltered, "altered"},
		{"a wrong length", words, w.edited.publish(wrongLength), signed.ErrAltered, "altered"},
	}
}

// metadata are attacks on the roles below root.
func (w *world) metadata() []Scenario {
	words, good := w.words.publish(w.first), w.edited.publish(w.second)
	return []Scenario{
		{"endless data", words, good.with("tuf/timestamp.json", bytes.Repeat([]byte("x"), 1<<20)), signed.ErrTooLong, "altered"},
		{"no JSON", words, good.with("tuf/timestamp.json", []byte("<!doctype html>")), signed.ErrUnreadable, "unreadable"},
		{"a role in place of another", words, good.with("tuf/timestamp.json", w.second["2.snapshot.json"]), signed.ErrUnreadable, "unreadable"},
		{"no timestamp", words, good.without("tuf/timestamp.json"), signed.ErrMissing, "unreadable"},
		{"no snapshot", words, good.without("tuf/2.snapshot.json"), signed.ErrMissing, "unreadable"},
		{"no targets", words, good.without("tuf/2.targets.json"), signed.ErrMissing, "unreadable"},
		{"rollback of the timestamp", good, words, signed.ErrRollback, "rollback"},
		{"rollback of the snapshot", words, good.with("tuf/2.snapshot.json", w.first["1.snapshot.json"]), signed.ErrRollback, "rollback"},
		{"rollback of the targets", words, good.with("tuf/2.targets.json", w.first["1.targets.json"]), signed.ErrRollback, "rollback"},
		{"rollback of the files", words, good.with("tuf/2.files.json", w.first["1.files.json"]), signed.ErrRollback, ""},
		{"an unsigned timestamp", words, good.with("tuf/timestamp.json", withSignatures(w.second["timestamp.json"])), signed.ErrSignature, "signature"},
		{"another's site", words, w.forged.publish(w.theirs), signed.ErrWrongRoot, "signature"},
		{"another's timestamp", words, good.with("tuf/timestamp.json", w.theirs["timestamp.json"]), signed.ErrSignature, "signature"},
		{"another's snapshot", words, good.with("tuf/2.snapshot.json", w.theirs["1.snapshot.json"]), signed.ErrSignature, "signature"},
		{"another's targets", words, good.with("tuf/2.targets.json", w.theirs["1.targets.json"]), signed.ErrSignature, "signature"},
		{"another's files", words, good.with("tuf/2.files.json", w.theirs["1.files.json"]), signed.ErrSignature, ""},
	}
}

// roots are about keys that are replaced.
func (w *world) roots() []Scenario {
	words, good := w.words.publish(w.first), w.edited.publish(w.second)
	m, keys := w.replace(w.first, w.keys, "root-2")
	m, keys = w.replace(m, keys, "targets-1")
	old := w.edited.publish(w.second).with("tuf/2.root.json", m["2.root.json"]).with("tuf/3.root.json", m["3.root.json"])
	m = w.sign(m, w.edited, keys, w.now)
	rotated := w.edited.publish(m)
	return []Scenario{
		{"keys replaced twice while away", words, rotated, nil, ""},
		{"what a replaced key has signed", words, old, signed.ErrSignature, "signature"},
		{"a root left out", words, rotated.with("tuf/2.root.json", m["3.root.json"]), signed.ErrRollback, "rollback"},
		{"a root that does not follow", words, good.with("tuf/2.root.json", w.first["1.root.json"]), signed.ErrRollback, "rollback"},
		{"a root signed by too few", words, rotated.with("tuf/2.root.json", withSignatures(m["2.root.json"], 0)), signed.ErrSignature, "signature"},
		{"a root signed twice by one", words, rotated.with("tuf/2.root.json", withSignatures(m["2.root.json"], 0, 0)), signed.ErrUnreadable, "signature"},
		{"another's root", words, good.with("tuf/2.root.json", w.theirs["1.root.json"]), signed.ErrSignature, "signature"},
	}
}

// times are about what is too old, or too new.
func (w *world) times() []Scenario {
	words := w.words.publish(w.first)
	expired, err := w.second.RenewRoot(w.keys, w.now.Add(-2*365*24*time.Hour))
	w.check(err)
	forward := w.first
	for range 5 {
		forward, err = forward.Renew(w.keys, w.now)
		w.check(err)
	}
	m, keys := w.replace(w.first, w.keys, "online-1")
	recovered := w.sign(m, w.edited, keys, w.now)
	return []Scenario{
		{"freeze", words, w.edited.publish(w.sign(w.first, w.edited, w.keys, w.now.Add(-validFor))), signed.ErrExpired, "expired"},
		{"an expired root", words, w.edited.publish(expired), signed.ErrExpired, "expired"},
		{"fast-forward", w.words.publish(forward), w.edited.publish(w.second), signed.ErrRollback, "rollback"},
		{"fast-forward recovery", w.words.publish(forward), w.edited.publish(recovered), nil, ""},
	}
}

func (w *world) sign(m signed.Metadata, s Site, keys signed.Keys, now time.Time) signed.Metadata {
	w.t.Helper()
	m, err := m.Sign(s.edition(), keys, now)
	w.check(err)
	return m
}

// replace replaces a key that was lost, and gives those that there are then.
func (w *world) replace(m signed.Metadata, keys signed.Keys, name string) (signed.Metadata, signed.Keys) {
	w.t.Helper()
	with, err := signed.NewKey(name)
	w.check(err)
	left := slices.DeleteFunc(slices.Clone(keys), func(k *signed.Key) bool { return k.Name == name })
	m, err = m.Replace(name, with, left, w.now)
	w.check(err)
	return m, append(left, with)
}

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("make a scenario: %v", err)
	}
}

func newKeys(t testing.TB) signed.Keys {
	t.Helper()
	keys, err := signed.NewKeys()
	if err != nil {
		t.Fatalf("NewKeys: %v", err)
	}
	return keys
}
