package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"kairo.dev/server/signed"
	"kairo.dev/server/signed/signedtest"
)

// mustRun runs a command that has to succeed, and returns what it prints.
func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), args, &stdout, &stderr); status != 0 {
		t.Fatalf("kairo %s: status %d, %s", strings.Join(args, " "), status, &stderr)
	}
	return stdout.String()
}

// refused runs a command that has to fail, and returns why it does.
func refused(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), args, &stdout, &stderr); status != 1 {
		t.Errorf("kairo %s: status %d, %s; want 1", strings.Join(args, " "), status, &stdout)
	}
	return stderr.String()
}

// signedSite is content with keys and signatures.
type signedSite struct{ content, keys, tuf, fingerprint string }

func newSignedSite(t *testing.T) signedSite {
	t.Helper()
	dir := t.TempDir()
	s := signedSite{writeContent(t, "", "", ""), filepath.Join(dir, "keys"), filepath.Join(dir, "tuf"), ""}
	mustRun(t, "keys", "new", "-passphrase=false", s.keys)
	said := s.sign(t)
	s.fingerprint = regexp.MustCompile(`fingerprint is ([0-9a-f]{64})`).FindStringSubmatch(said)[1]
	return s
}

func (s signedSite) sign(t *testing.T, flags ...string) string {
	t.Helper()
	return mustRun(t, append([]string{"sign", "-content", s.content, "-keys", s.keys, "-to", s.tuf}, flags...)...)
}

// TestSignedExport: what is exported verifies, is built again byte for byte, and
// nothing in it can be another without being noticed.
func TestSignedExport(t *testing.T) {
	t.Parallel()
	s := newSignedSite(t)
	public := filepath.Join(t.TempDir(), "public")
	mustRun(t, "export", "-content", s.content, "-tuf", s.tuf, public)
	got := mustRun(t, "verify", "-fingerprint", s.fingerprint, "-rebuild", public)
	if !regexp.MustCompile(`(?s)^good: \d+ files, signed by targets-1 .*fingerprint ` + s.fingerprint + `\nidentical: `).MatchString(got) {
		t.Errorf("verify says %q; want it good and identical", got)
	}
	for file, want := range map[string]string{
		"talks.html":         "talks.html: it is not what was signed",
		"worker.js":          "worker.js: it is not what was signed",
		"tuf/1.root.json":    "not the one that is expected",
		"tuf/timestamp.json": "",
		"tuf/1.files.json":   "",
	} {
		name := filepath.Join(public, filepath.FromSlash(file))
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		flipped := bytes.Clone(body)
		flipped[len(flipped)/2] ^= 1
		if err := os.WriteFile(name, flipped, 0o644); err != nil {
			t.Fatal(err)
		}
		if got := refused(t, "verify", "-fingerprint", s.fingerprint, public); !strings.Contains(got, want) {
			t.Errorf("verify with a bit of %s flipped: %q; want %q", file, got, want)
		}
		if err := os.WriteFile(name, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// Another edition than the one that is signed is not published.
	replace(t, filepath.Join(s.content, "talks.json"), `"title": "`, `"title": "New: `)
	if got := refused(t, "export", "-content", s.content, "-tuf", s.tuf, public); !strings.Contains(got, "is not of this edition: ") {
		t.Errorf("export of what is not signed: %q; want it refused", got)
	}
	s.sign(t)
	mustRun(t, "export", "-content", s.content, "-tuf", s.tuf, public)
	mustRun(t, "verify", "-fingerprint", s.fingerprint, public)
	if said := s.sign(t, "-timestamp"); !strings.Contains(said, "renewed the timestamp") {
		t.Errorf("sign -timestamp says %q", said)
	}
}

// TestSignedRebuild: a site of which not all is published as it was written, with
// posts or in several languages, is built again of its content.
func TestSignedRebuild(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"posts", "languages"} {
		s := newSignedSite(t)
		s.content = filepath.Join("..", "content", "contenttest", "sites", name)
		s.sign(t)
		public := filepath.Join(t.TempDir(), "public")
		mustRun(t, "export", "-content", s.content, "-tuf", s.tuf, public)
		if got := refused(t, "verify", "-rebuild", public); !strings.Contains(got, "-content names a folder") {
			t.Errorf("verify -rebuild of %s: %q; want it to ask for the content", name, got)
		}
		if got := mustRun(t, "verify", "-rebuild", "-content", s.content, public); !strings.Contains(got, "\nidentical: ") {
			t.Errorf("verify -rebuild of %s with its content: %q; want it identical", name, got)
		}
		srv := startServe(t, "-content", s.content, "-tuf", s.tuf)
		mustRun(t, "verify", "-fingerprint", s.fingerprint, srv.url)
		srv.end()
	}
}

// untilVerified verifies a site until it is found good and something is said of it:
// in between, its files and its signatures are of two editions.
func untilVerified(t *testing.T, want string, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		stdout.Reset()
		stderr.Reset()
		if run(t.Context(), append([]string{"verify"}, args...), &stdout, &stderr) == 0 && strings.Contains(stdout.String(), want) {
			return
		}
	}
	t.Fatalf("verify %q says %q, %q; want %s", args, stdout.String(), stderr.String(), want)
}

// TestSignedServe: a server publishes signatures, also new ones, and a client
// that nobody here wrote verifies what it sends.
func TestSignedServe(t *testing.T) {
	t.Parallel()
	s := newSignedSite(t)
	srv := startServe(t, "-content", s.content, "-tuf", s.tuf)
	state := t.TempDir()
	mustRun(t, "verify", "-fingerprint", s.fingerprint, "-state", state, srv.url)
	root, err := os.ReadFile(filepath.Join(s.tuf, "1.root.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signedtest.VerifyAsStranger(srv.url, root, t.TempDir()); err != nil {
		t.Errorf("go-tuf: %v", err)
	}

	replace(t, filepath.Join(s.content, "talks.json"), `"title": "`, `"title": "New: `)
	s.sign(t)
	untilVerified(t, "version 2", "-state", state, srv.url)
}

// TestSignedLive: a server that has the keys signs what is edited as it serves it,
// also below a path; one that has the online key alone keeps what is signed.
func TestSignedLive(t *testing.T) {
	t.Parallel()
	s := newSignedSite(t)
	replace(t, filepath.Join(s.content, "site.json"), `"address": "https://example.org"`, `"address": "https://example.org/site"`)
	srv := startServe(t, "-content", s.content, "-tuf", s.tuf, "-tuf-keys", s.keys)
	state := t.TempDir()
	site := []string{"-fingerprint", s.fingerprint, "-state", state, srv.url + "/site"}
	untilVerified(t, "version 2", site...) // of the edition with the other address
	replace(t, filepath.Join(s.content, "talks.json"), `"title": "`, `"title": "New: `)
	untilVerified(t, "version 3", site...)
	// A key that is replaced is read anew, and what it has signed published.
	mustRun(t, "keys", "replace", "-passphrase=false", "-keys", s.keys, "-to", s.tuf, "targets-1")
	untilVerified(t, "version 4", site...)
	srv.end()

	online := t.TempDir()
	if err := os.Rename(filepath.Join(s.keys, "online-1.pem"), filepath.Join(online, "online-1.pem")); err != nil {
		t.Fatal(err)
	}
	srv = startServe(t, "-content", s.content, "-tuf", s.tuf, "-tuf-keys", online)
	site[len(site)-1] = srv.url + "/site"
	replace(t, filepath.Join(s.content, "talks.json"), `"title": "`, `"title": "Newer: `)
	srv.logged(`the last edition stays.*(too few keys)`)
	if got := mustRun(t, append([]string{"verify"}, site...)...); !strings.Contains(got, "version 4") {
		t.Errorf("verify after an edit that nobody has signed: %q; want version 4", got)
	}
}

// TestReplaceUnwritten: where the next root could not be written, the key so far is
// the one that is good, and is there however often it is tried again.
func TestReplaceUnwritten(t *testing.T) {
	s := newSignedSite(t)
	file := filepath.Join(s.keys, "targets-1.pem")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := signed.Read(os.DirFS(s.tuf))
	if err != nil {
		t.Fatal(err)
	}
	roots, err := readKeys(s.keys, "root")
	if err != nil {
		t.Fatal(err)
	}
	belowFile := filepath.Join(file, "tuf")
	for range 3 {
		if err := replaceKey(m, "targets-1", roots, keysFlags{keys: s.keys, to: belowFile}, io.Discard); err == nil {
			t.Errorf("keys replace -to %s targets-1: no error", belowFile)
		}
	}
	names, err := filepath.Glob(file + "*")
	if err != nil || len(names) != 4 {
		t.Errorf("after three attempts to replace targets-1 there are %q, %v; want 4 keys", names, err)
	}
	for _, name := range names {
		if key, err := os.ReadFile(name); err == nil && bytes.Equal(key, good) {
			return
		}
	}
	t.Errorf("after three attempts to replace targets-1 none of %q is the key that is good", names)
}

// TestReplaceLostKey: a key that is lost is replaced by those that are left, and
// who has verified the site before goes on to.
func TestReplaceLostKey(t *testing.T) {
	t.Setenv("KAIRO_KEY_PASSPHRASE", "correct horse")
	s := newSignedSite(t)
	state, public := t.TempDir(), filepath.Join(t.TempDir(), "public")
	export := func() {
		t.Helper()
		mustRun(t, "export", "-content", s.content, "-tuf", s.tuf, public)
		mustRun(t, "verify", "-state", state, public)
	}
	export()
	for _, name := range []string{"root-2", "targets-1", "online-1"} {
		if err := os.Remove(filepath.Join(s.keys, name+".pem")); err != nil {
			t.Fatal(err)
		}
		mustRun(t, "keys", "replace", "-keys", s.keys, "-to", s.tuf, name)
		if name != "root-2" {
			s.sign(t)
		}
		export()
	}
	mustRun(t, "keys", "renew", "-keys", s.keys, "-to", s.tuf)
	export()
	if got := refused(t, "keys", "replace", "-keys", s.keys, "-to", s.tuf, "root-4"); !strings.Contains(got, "no key of the name root-4") {
		t.Errorf("keys replace of a key that was never there: %q", got)
	}
	if got := refused(t, "keys", "new", "-passphrase=false", s.keys); !strings.Contains(got, "is not overwritten") {
		t.Errorf("keys new where there are keys: %q", got)
	}
}
