package signed

import (
	"context"
	"crypto/sha256"
	"testing"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

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
		target, err := released(t, m, state)
		if err != nil || target.VerifyLengthHashes(program) != nil {
			t.Errorf("after %s a client finds %v, %v; want the program", step.name, target, err)
		}
	}
	if _, err := m.Sign([]Target{{Path: "release/kairo"}}, keys, now); err == nil {
		t.Error("Sign of a site with a file of a release succeeds")
	}
}

// released is what an ordinary client finds of a release, once the site has been
// verified by one that knows a state.
func released(t *testing.T, m Metadata, state string) (*metadata.TargetFiles, error) {
	t.Helper()
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
