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
	"time"
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
