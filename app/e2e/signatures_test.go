//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// signatures are keys and what they have signed, in folders.
type signatures struct{ keys, tuf, fingerprint string }

// newSignatures makes keys, and has them sign the site that the arguments are
// about.
func newSignatures(t testing.TB, args ...string) *signatures {
	t.Helper()
	dir := t.TempDir()
	s := &signatures{keys: filepath.Join(dir, "keys"), tuf: filepath.Join(dir, "tuf")}
	kairo(t, program, "keys", "new", "-passphrase=false", s.keys)
	said := s.sign(t, args...)
	s.fingerprint = regexp.MustCompile(`[0-9a-f]{64}`).FindString(said)
	return s
}

// sign signs an edition, the next one.
func (s *signatures) sign(t testing.TB, args ...string) string {
	t.Helper()
	return kairo(t, program, append([]string{"sign", "-keys", s.keys, "-to", s.tuf}, placed(t, withContent(args))...)...)
}

// replace puts a new key in the place of another.
func (s *signatures) replace(t testing.TB, name string) {
	t.Helper()
	kairo(t, program, "keys", "replace", "-passphrase=false", "-keys", s.keys, "-to", s.tuf, name)
}

// publish is a folder with the signatures as they are now.
func (s *signatures) publish(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(s.tuf)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// signedByAll are the signatures of "-signed": one line of editions, by the same
// keys, whatever site they are of.
var signedByAll struct {
	sync.Mutex
	*signatures
	published string // those of the site of the tests
}

// withSignatures are the arguments of a command for a site, signed as the next
// edition if "-signed" says so.
func withSignatures(t testing.TB, program string, args []string) []string {
	t.Helper()
	if !*signedSites || slices.Contains(args, "-tuf") || slices.Contains(args, "-dev") || slices.Contains(args, "-offline=false") {
		return args
	}
	signedByAll.Lock()
	defer signedByAll.Unlock()
	return append(args, "-tuf", signNext(t, program, args[slices.Index(args, "-content")+1]))
}

// inBothWays is for what a reader does with the site as it is, and as it is when it
// is signed.
func inBothWays(t *testing.T, test func(t *testing.T, srv *server)) {
	t.Run("unsigned", func(t *testing.T) {
		t.Parallel()
		test(t, sharedServer(t))
	})
	t.Run("signed", func(t *testing.T) {
		t.Parallel()
		signedByAll.Lock()
		if signedByAll.published == "" {
			signedByAll.published = signNext(t, program, placed(t, withContent(nil))[1])
		}
		published := signedByAll.published
		signedByAll.Unlock()
		test(t, sharedServer(t, "-tuf", published))
	})
}

// signNext signs content as the next edition of signedByAll, which is locked, and is
// a folder with the signatures.
func signNext(t testing.TB, program, content string) string {
	t.Helper()
	s := signedByAll.signatures
	if s == nil {
		s = &signatures{keys: filepath.Join(scratch, "keys"), tuf: filepath.Join(scratch, "tuf")}
		kairo(t, program, "keys", "new", "-passphrase=false", s.keys)
		signedByAll.signatures = s
	}
	said, err := exec.Command(program, "sign", "-keys", s.keys, "-to", s.tuf, "-content", content).CombinedOutput()
	if err != nil && !strings.Contains(string(said), "signed already") {
		t.Fatalf("kairo sign: %v\n%s", err, said)
	}
	published, err := os.MkdirTemp(scratch, "tuf-")
	if err == nil {
		err = os.CopyFS(published, os.DirFS(s.tuf))
	}
	if err != nil {
		t.Fatal(err)
	}
	return published
}
