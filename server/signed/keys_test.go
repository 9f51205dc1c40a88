package signed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"
	"testing/fstest"
	"time"
)

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
	asked = 0
	if read, err := ReadKeys(files, right, "root", "targets"); err != nil || len(read) != 4 || asked != 1 {
		t.Errorf("ReadKeys of keys with one passphrase = %d keys, %v, asked %d times; want 4, once", len(read), err, asked)
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
