package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
	"github.com/secure-systems-lab/go-securesystemslib/signerverifier"
)

// newRelease is a folder with what make release has built, as far as it matters
// here: a program of Go, and a file in place of the browser's.
func newRelease(t *testing.T) (dir, modules string) {
	t.Helper()
	own, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	dir, modules = t.TempDir(), filepath.Join(t.TempDir(), "modules")
	for name, body := range map[string]string{
		filepath.Join(dir, "kairo"):          string(program),
		filepath.Join(dir, "app.wasm"):       "\x00asm",
		filepath.Join(dir, "kairo.cdx.json"): `{"bomFormat": "CycloneDX", "metadata": {"component": {"name": "kairo.dev"}}}`,
		modules:                              "kairo.dev\t\t/src\nexample.org/ui\tv1.2.3\t/mod\n",
	} {
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, modules
}

// TestRelease: the digests in the bills of materials, in the provenance and in the
// list are those of the files, and the keys of the site have signed them.
func TestRelease(t *testing.T) {
	t.Parallel()
	s := newSignedSite(t)
	dir, modules := newRelease(t)
	command := []string{"release", "-commit", "c0ffee", "-repository", "https://example.org/site", "-builder", "https://example.org/builder",
		"-modules", modules, "-keys", s.keys, "-tuf", s.tuf, dir}
	mustRun(t, command...)
	first := readAll(t, dir)
	checkProvenance(t, s, first)
	for _, name := range []string{"kairo", "app.wasm"} {
		sum := sha256.Sum256(first[name])
		digest := hex.EncodeToString(sum[:])
		if !bytes.Contains(first[name+".cdx.json"], []byte(`"content": "`+digest)) {
			t.Errorf("%s.cdx.json is without the digest %s: %s", name, digest, first[name+".cdx.json"])
		}
		if !strings.Contains(string(first["SHA256SUMS"]), fmt.Sprintf("%s  %s\n", digest, name)) {
			t.Errorf("SHA256SUMS is without %s  %s: %s", digest, name, first["SHA256SUMS"])
		}
	}
	if !bytes.Contains(first["app.wasm.cdx.json"], []byte("pkg:golang/example.org/ui@v1.2.3")) {
		t.Errorf("the browser's program consists of %s; want example.org/ui in it", first["app.wasm.cdx.json"])
	}

	releases, err := os.ReadFile(filepath.Join(s.tuf, "1.releases.json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range first {
		sum := sha256.Sum256(body)
		if want := fmt.Sprintf(`"release/%s":{"hashes":{"sha256":"%x"},"length":%d}`, name, sum, len(body)); !bytes.Contains(releases, []byte(want)) {
			t.Errorf("the targets of the release are %s; want %s among them", releases, want)
		}
	}
	// The site is signed as before.
	public := filepath.Join(t.TempDir(), "public")
	mustRun(t, "export", "-content", s.content, "-tuf", s.tuf, public)
	mustRun(t, "verify", "-fingerprint", s.fingerprint, public)

	// The same again gives the same.
	if err := os.Remove(filepath.Join(dir, "provenance.dsse.json")); err != nil {
		t.Fatal(err)
	}
	mustRun(t, command...)
	if again := readAll(t, dir); !maps.EqualFunc(again, first, bytes.Equal) {
		t.Errorf("the second release has %q; want the same bytes as %q", slices.Sorted(maps.Keys(again)), slices.Sorted(maps.Keys(first)))
	}
}

// checkProvenance wants the key of the site to have signed where the files come
// from, and them to be those of the release.
func checkProvenance(t *testing.T, s signedSite, files map[string][]byte) {
	t.Helper()
	var envelope dsse.Envelope
	if err := json.Unmarshal(files["provenance.dsse.json"], &envelope); err != nil {
		t.Fatal(err)
	}
	by, err := dsse.NewEnvelopeVerifier(verifierOf(t, s))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := by.Verify(t.Context(), &envelope); err != nil {
		t.Errorf("the provenance: %v", err)
	}
	payload, err := envelope.DecodeB64Payload()
	if err != nil {
		t.Fatal(err)
	}
	var statement struct {
		Subject []struct {
			Name   string
			Digest map[string]string
		}
		Predicate struct {
			BuildDefinition struct {
				ResolvedDependencies []struct{ URI string }
			}
		}
	}
	if err := json.Unmarshal(payload, &statement); err != nil {
		t.Fatal(err)
	}
	digests := make(map[string]string)
	for _, subject := range statement.Subject {
		digests[subject.Name] = subject.Digest["sha256"]
	}
	if len(statement.Predicate.BuildDefinition.ResolvedDependencies) < 2 {
		t.Errorf("the provenance names %v; want the commit and the modules", statement.Predicate.BuildDefinition.ResolvedDependencies)
	}
	for _, name := range []string{"kairo", "app.wasm"} {
		sum := sha256.Sum256(files[name])
		if digest := hex.EncodeToString(sum[:]); digests[name] != digest {
			t.Errorf("the provenance has %s as %s; want %s", name, digests[name], digest)
		}
	}
}

// TestReleaseUnsigned: without keys it says where the files come from all the same.
func TestReleaseUnsigned(t *testing.T) {
	dir, modules := newRelease(t)
	mustRun(t, "release", "-commit", "c0ffee", "-repository", "https://example.org/site", "-builder", "https://example.org/builder", "-modules", modules, dir)
	files := readAll(t, dir)
	if !bytes.Contains(files["provenance.intoto.json"], []byte(`"gitCommit": "c0ffee"`)) || files["provenance.dsse.json"] != nil {
		t.Errorf("a release without keys has %q; want provenance.intoto.json of c0ffee", slices.Sorted(maps.Keys(files)))
	}
}

// readAll are the files of a folder by their names.
func readAll(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, entry := range entries {
		if files[entry.Name()], err = os.ReadFile(filepath.Join(dir, entry.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// verifierOf verifies what the key for targets has signed that the root names.
func verifierOf(t *testing.T, s signedSite) dsse.Verifier {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.tuf, "1.root.json"))
	if err != nil {
		t.Fatal(err)
	}
	var root struct {
		Signed struct {
			Keys  map[string]*signerverifier.SSLibKey
			Roles map[string]struct{ KeyIDs []string }
		}
	}
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	id := root.Signed.Roles["targets"].KeyIDs[0]
	key := root.Signed.Keys[id]
	key.KeyID = id
	verifier, err := signerverifier.NewED25519SignerVerifierFromSSLibKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return verifier
}
