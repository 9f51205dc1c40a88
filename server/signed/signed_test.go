package signed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

// site is a published site: files by name, the metadata among them.
type site map[string][]byte

func (s site) source(_ context.Context, name string) (io.ReadCloser, error) {
	body, ok := s[name]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", name, fs.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(body)), nil
}

// edition is the list of what is signed of s.
func (s site) edition() []Target {
	var edition []Target
	for path, body := range s {
		if !strings.HasPrefix(path, Dir+"/") {
			edition = append(edition, Target{path, int64(len(body)), sha256.Sum256(body)})
		}
	}
	return edition
}

// publish is s with metadata.
func (s site) publish(m Metadata) site {
	published := maps.Clone(s)
	for name, body := range m {
		published[Dir+"/"+name] = body
	}
	return published
}

// with is s with another file.
func (s site) with(path, body string) site {
	changed := maps.Clone(s)
	changed[path] = []byte(body)
	return changed
}

var words = site{
	EditionPath:       []byte(`{"files":[]}`),
	"index.html":      []byte("<p>Hello"),
	"talks/pep.html":  []byte("<p>PEP 458"),
	"dist/app.1.wasm": []byte("\x00asm"),
}

func newTestKeys(t testing.TB) Keys {
	t.Helper()
	keys, err := NewKeys()
	if err != nil {
		t.Fatalf("NewKeys: %v", err)
	}
	return keys
}

func mustSign(t testing.TB, m Metadata, s site, keys Keys, now time.Time) Metadata {
	t.Helper()
	next, err := m.Sign(s.edition(), keys, now)
	if err != nil {
		t.Fatalf("Sign: %v", err)
	}
	return next
}

// except are the keys without some.
func except(keys Keys, names ...string) Keys {
	return slices.DeleteFunc(slices.Clone(keys), func(k *Key) bool { return slices.Contains(names, k.Name) })
}

func named(keys Keys, name string) *Key {
	return keys[slices.IndexFunc(keys, func(k *Key) bool { return k.Name == name })]
}

func TestVerify(t *testing.T) {
	keys, now := newTestKeys(t), time.Now()
	m := mustSign(t, nil, words, keys, now)
	fingerprint, err := m.Fingerprint()
	if err != nil {
		t.Fatal(err)
	}
	client := Client{Source: words.publish(m).source, Fingerprint: strings.ToUpper(fingerprint), State: t.TempDir()}
	result, err := client.Verify(context.Background())
	if err != nil {
		t.Fatalf("Verify: %v", err)
	}
	if len(result.Files) != len(words) || result.Fingerprint != fingerprint || result.Version != 1 || !strings.HasPrefix(result.Signers[0], "targets-1 ") {
		t.Errorf("Verify = %+v; want %d files, fingerprint %s, version 1, signed by targets-1", result, len(words), fingerprint)
	}
	if _, err := m.Sign(words.edition(), keys, now); !errors.Is(err, ErrUnchanged) {
		t.Errorf("Sign of the same edition: %v; want %v", err, ErrUnchanged)
	}
}

// A flipped bit anywhere is refused, also by who has never been here.
func TestVerifyFlipped(t *testing.T) {
	m := mustSign(t, nil, words, newTestKeys(t), time.Now())
	published := words.publish(m)
	fingerprint, _ := m.Fingerprint()
	for name, body := range published {
		flipped := bytes.Clone(body)
		flipped[len(flipped)/2] ^= 1
		client := Client{Source: published.with(name, string(flipped)).source, Fingerprint: fingerprint, State: t.TempDir()}
		if _, err := client.Verify(context.Background()); err == nil {
			t.Errorf("Verify with a bit of %s flipped succeeds; want an error", name)
		}
	}
}

// Keys are replaced twice while a reader is away, who follows all the same; a
// root that leaves one out, or is signed by too few, is refused.
func TestReplaceKeys(t *testing.T) {
	keys, now, state := newTestKeys(t), time.Now(), t.TempDir()
	m := mustSign(t, nil, words, keys, now)
	verify := func(m Metadata) error {
		_, err := (&Client{Source: words.publish(m).source, State: state}).Verify(context.Background())
		return err
	}
	if err := verify(m); err != nil {
		t.Fatalf("Verify: %v", err)
	}
	rotated := keys
	for i, name := range []string{"root-2", "targets-1"} {
		with, err := NewKey(name)
		if err != nil {
			t.Fatal(err)
		}
		// The one that is replaced has been lost.
		at := except(rotated, name)
		if m, err = m.Replace(name, with, at, now); err != nil {
			t.Fatalf("Replace %s: %v", name, err)
		}
		rotated = append(at, with)
		if m, err = m.Sign(words.with("index.html", fmt.Sprint(i)).edition(), rotated, now); err != nil {
			t.Fatalf("Sign after %s: %v", name, err)
		}
	}
	m = mustSign(t, m, words, rotated, now)
	skipped := maps.Clone(m)
	skipped["2.root.json"] = m["3.root.json"]
	if err := verify(skipped); !errors.Is(err, ErrSignature) && !errors.Is(err, ErrRollback) {
		t.Errorf("Verify with a root left out: %v; want it refused", err)
	}
	if err := verify(m); err != nil {
		t.Errorf("Verify after both: %v", err)
	}
	if _, err := m.Sign(words.with("index.html", "stolen").edition(), keys, now); !errors.Is(err, ErrTooFewKeys) {
		t.Errorf("Sign with the keys before: %v; want %v", err, ErrTooFewKeys)
	}
	if _, err := m.RenewRoot(except(rotated, "root-1", "root-3"), now); !errors.Is(err, ErrTooFewKeys) {
		t.Errorf("RenewRoot with one of three: %v; want %v", err, ErrTooFewKeys)
	}
}

// The online key renews the timestamp, and can sign nothing else.
func TestRenew(t *testing.T) {
	keys, now := newTestKeys(t), time.Now()
	m := mustSign(t, nil, words, keys, now)
	online := Keys{named(keys, "online-1")}
	later := now.Add(timestampValid - time.Hour)
	renewed, err := m.Renew(online, later)
	if err != nil {
		t.Fatalf("Renew: %v", err)
	}
	then := later.Add(2 * time.Hour)
	if err := m.Fits(words.edition(), then); err == nil {
		t.Error("the timestamp before is good when it has expired")
	}
	if err := renewed.Fits(words.edition(), then); err != nil {
		t.Errorf("the renewed timestamp: %v", err)
	}
	for name, body := range m {
		if name != timestampName && !bytes.Equal(renewed[name], body) {
			t.Errorf("Renew changed %s", name)
		}
	}
	if _, err := m.Sign(words.with("index.html", "forged").edition(), online, now); !errors.Is(err, ErrTooFewKeys) {
		t.Errorf("Sign with the online key: %v; want %v", err, ErrTooFewKeys)
	}
}

// TestSignRelease: the files of a release are targets beside those of the site, go
// on to be so when the site changes and when the key that signs them does, and
// are nothing that a site has to have.
func TestSignRelease(t *testing.T) {
	keys, now, state := newTestKeys(t), time.Now(), t.TempDir()
	m := mustSign(t, nil, words, keys, now)
	if _, err := (Metadata{rootName(1): m[rootName(1)]}).SignRelease(nil, keys, now); err == nil {
		t.Error("SignRelease before anything was signed succeeds")
	}
	program := []byte("\x7fELF")
	released := func() (*metadata.TargetFiles, error) {
		client := Client{Source: words.publish(m).source, State: state}
		if _, err := client.Verify(context.Background()); err != nil {
			return nil, err
		}
		cfg, err := config.New("site:/"+Dir, m[rootName(1)])
		if err != nil {
			return nil, err
		}
		cfg.Fetcher, cfg.LocalMetadataDir, cfg.LocalTargetsDir = fetcher{context.Background(), client.Source}, t.TempDir(), t.TempDir()
		up, err := updater.New(cfg)
		if err != nil {
			return nil, err
		}
		return up.GetTargetInfo("release/kairo")
	}
	m, err := m.SignRelease([]Target{{"kairo", int64(len(program)), sha256.Sum256(program)}}, keys, now)
	if err != nil {
		t.Fatalf("SignRelease: %v", err)
	}
	with, err := NewKey("targets-1")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name string
		next func() (Metadata, error)
	}{
		{"SignRelease", func() (Metadata, error) { return m, nil }},
		{"Sign", func() (Metadata, error) { return m.Sign(words.with("index.html", "edited").edition(), keys, now) }},
		{"Sign of the edition before", func() (Metadata, error) { return m.Sign(words.edition(), keys, now) }},
		{"Replace", func() (Metadata, error) {
			keys = append(except(keys, "targets-1"), with)
			replaced, err := m.Replace("targets-1", with, keys, now)
			if err != nil {
				return nil, err
			}
			return replaced.Sign(words.edition(), keys, now)
		}},
	} {
		if m, err = step.next(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if step.name == "Sign" {
			continue // of an edition that is not served
		}
		target, err := released()
		if err != nil || target.VerifyLengthHashes(program) != nil {
			t.Errorf("after %s a client finds %v, %v; want the program", step.name, target, err)
		}
	}
	if _, err := m.Sign([]Target{{Path: "release/kairo"}}, keys, now); err == nil {
		t.Error("Sign of a site with a file of a release succeeds")
	}
}

// TestKeep: a server that has keys signs what is new, and renews the timestamp
// in time; one that has the online key alone renews it, and no more.
func TestKeep(t *testing.T) {
	keys, now := newTestKeys(t), time.Now()
	online := Keys{named(keys, "online-1")}
	m := mustSign(t, nil, words, keys, now)
	for _, test := range []struct {
		name string
		site site
		keys Keys
		at   time.Duration
		want []string // what is another
		err  error
	}{
		{"nothing new", words, keys, time.Hour, nil, nil},
		{"an edit", words.with("index.html", "edited"), keys, time.Hour, []string{"2.files.json", "2.snapshot.json", "2.targets.json", "timestamp.json"}, nil},
		{"half of the time", words, keys, timestampValid/2 + time.Hour, []string{"timestamp.json"}, nil},
		{"half of the time, online", words, online, timestampValid/2 + time.Hour, []string{"timestamp.json"}, nil},
		{"too late for the targets, online", words, online, targetsValid - time.Hour, []string{"timestamp.json"}, nil},
		{"an edit, online", words.with("index.html", "edited"), online, time.Hour, nil, ErrTooFewKeys},
	} {
		kept, err := m.Keep(test.site.edition(), test.keys, now.Add(test.at))
		if !errors.Is(err, test.err) {
			t.Errorf("Keep with %s: %v; want %v", test.name, err, test.err)
		}
		var got []string
		for name, body := range kept {
			if !bytes.Equal(m[name], body) {
				got = append(got, name)
			}
		}
		if slices.Sort(got); !slices.Equal(got, test.want) {
			t.Errorf("Keep with %s changes %q; want %q", test.name, got, test.want)
		}
	}
	if _, err := Metadata(nil).Keep(words.edition(), keys, now); !errors.Is(err, ErrNoRoot) {
		t.Errorf("Keep of nothing: %v; want %v", err, ErrNoRoot)
	}
}

func TestFits(t *testing.T) {
	now := time.Now()
	m := mustSign(t, nil, words, newTestKeys(t), now)
	without := maps.Clone(words)
	delete(without, "talks/pep.html")
	for want, s := range map[string]site{
		"index.html is not what was signed":           words.with("index.html", "<p>Other"),
		"new.html is not signed":                      words.with("new.html", ""),
		"talks/pep.html was signed, and is not there": without,
		"edition.json is not what was signed":         words.with(EditionPath, "{}"),
	} {
		if err := m.Fits(s.edition(), now); err == nil || err.Error() != want {
			t.Errorf("Fits: %v; want %s", err, want)
		}
	}
}

// What is written can be read back; only what changed is written; a stop at any
// file leaves an edition that verifies.
func TestWrite(t *testing.T) {
	keys, now, dir := newTestKeys(t), time.Now(), t.TempDir()
	m := mustSign(t, nil, words, keys, now)
	if err := m.Write(dir); err != nil {
		t.Fatalf("Write: %v", err)
	}
	edited := words.with("index.html", "edited")
	next := mustSign(t, m, edited, keys, now)
	order := next.Ordered()
	for stop := range order {
		partial := maps.Clone(m)
		for _, name := range order[:stop] {
			partial[name] = next[name]
		}
		if err := partial.Fits(words.edition(), now); err != nil {
			t.Errorf("stopped before %s: %v", order[stop], err)
		}
	}
	if err := next.Write(dir); err != nil {
		t.Fatalf("Write: %v", err)
	}
	read, err := Read(os.DirFS(dir))
	if err != nil || !maps.EqualFunc(read, next, bytes.Equal) {
		t.Errorf("Read after Write = %d files, %v; want the %d that were written", len(read), err, len(next))
	}
	for i := range 2 * keptVersions {
		read = mustSign(t, read, words.with("index.html", fmt.Sprint(i)), keys, now)
		if err := read.Write(dir); err != nil {
			t.Fatalf("Write: %v", err)
		}
		if read, err = Read(os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, "*"))
	if want := 1 + 1 + 3*keptVersions; len(left) != want {
		t.Errorf("after many editions %d files are left; want %d", len(left), want)
	}
}

func TestKeyFiles(t *testing.T) {
	keys := newTestKeys(t)
	files := make(fstest.MapFS)
	for _, key := range keys {
		var passphrase []byte
		if !key.Online() {
			passphrase = []byte("correct horse")
		}
		data, err := key.PEM(passphrase)
		if err != nil {
			t.Fatalf("PEM: %v", err)
		}
		files[key.Name+".pem"] = &fstest.MapFile{Data: data}
	}
	asked := 0
	right := func(string) ([]byte, error) { asked++; return []byte("correct horse"), nil }
	read, err := ReadKeys(files, right, "online", "targets")
	if err != nil || len(read) != 2 || asked != 1 {
		t.Fatalf("ReadKeys = %d keys, %v, asked %d times; want 2, once", len(read), err, asked)
	}
	for _, key := range read {
		if want := named(keys, key.Name).ID(); key.ID() != want {
			t.Errorf("ReadKeys gives %s the id %s; want %s", key.Name, key.ID(), want)
		}
	}
	wrong := func(string) ([]byte, error) { return []byte("wrong"), nil }
	if _, err := ReadKeys(files, wrong, "root"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("ReadKeys with a wrong passphrase: %v; want %v", err, ErrPassphrase)
	}
	for content, want := range map[string]string{
		"": "read key online-1.pem: it is not PEM",
		"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n":           "read key online-1.pem: it holds a certificate; want a private key",
		"-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n": "read key online-1.pem: it is not PKCS #8",
	} {
		files["online-1.pem"] = &fstest.MapFile{Data: []byte(content)}
		if _, err := ReadKeys(files, right, "online"); err == nil || err.Error() != want {
			t.Errorf("ReadKeys of %q: %v; want %s", content, err, want)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	s := maps.Clone(words)
	for i := range 4000 {
		s[fmt.Sprintf("posts/%d.html", i)] = []byte(fmt.Sprint(i))
	}
	keys, now := newTestKeys(b), time.Now()
	edition := s.edition()
	for b.Loop() {
		if _, err := (Metadata)(nil).Sign(edition, keys, now); err != nil {
			b.Fatal(err)
		}
	}
}
