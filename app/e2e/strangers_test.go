//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kairo.dev/server/hosts/hosttest"
	"kairo.dev/server/signed/signedtest"
)

// strangers are clients that verify a site at an address from a root on, and say
// how many files are good: two that nobody here wrote, and our own.
var strangers = map[string]func(t *testing.T, address, root string) (string, error){
	"tuf-js": func(_ *testing.T, address, root string) (string, error) {
		said, err := exec.Command("node", "testdata/npm/tuf.mjs", address, root).CombinedOutput()
		return string(said), err
	},
	"go-tuf": func(t *testing.T, address, root string) (string, error) {
		first, err := os.ReadFile(root)
		if err != nil {
			return "", err
		}
		n, err := signedtest.VerifyAsStranger(address, first, t.TempDir())
		return fmt.Sprintf("good: %d files", n), err
	},
	"kairo verify": func(_ *testing.T, address, root string) (string, error) {
		said, err := exec.Command(program, "verify", "-root", root, address).CombinedOutput()
		return string(said), err
	},
}

// TestStrangers: clients that nobody here wrote fetch and verify every file of the
// site, whoever serves it.
func TestStrangers(t *testing.T) {
	t.Parallel()
	s := newSignatures(t)
	root := filepath.Join(s.tuf, "1.root.json")
	folder := filepath.Join(t.TempDir(), "export")
	kairo(t, program, append([]string{"export", "-tuf", s.tuf}, append(placed(t, withContent(nil)), folder+filepath.FromSlash(*below))...)...)
	srv := run(t, program, "-tuf", s.tuf)
	t.Cleanup(srv.stop)
	addresses := map[string]string{"kairo": srv.url}
	for name, host := range hosttest.Hosts {
		addresses[name] = host(t, folder, *below, "").URL
	}
	files := 0
	for _, target := range []string{"targets", "files"} {
		text, err := os.ReadFile(filepath.Join(s.tuf, "1."+target+".json"))
		if err != nil {
			t.Fatal(err)
		}
		files += bytes.Count(text, []byte(`"length":`))
	}
	for host, address := range addresses {
		for client, verify := range strangers {
			t.Run(host+"/"+client, func(t *testing.T) {
				said, err := verify(t, address+*below, root)
				if want := fmt.Sprintf("good: %d files", files); err != nil || !strings.HasPrefix(said, want) {
					t.Errorf("%s of %s: %v, %s; want %s", client, host, err, said, want)
				}
			})
		}
	}
}

// TestStrangersRefuse: one flipped bit anywhere, and each client refuses.
func TestStrangersRefuse(t *testing.T) {
	t.Parallel()
	s := newSignatures(t)
	root := filepath.Join(t.TempDir(), "1.root.json")
	if err := os.Rename(filepath.Join(s.publish(t), "1.root.json"), root); err != nil {
		t.Fatal(err)
	}
	kairo(t, program, "keys", "renew", "-keys", s.keys, "-to", s.tuf) // or nobody would ask for a root
	folder := filepath.Join(t.TempDir(), "export")
	kairo(t, program, append([]string{"export", "-tuf", s.tuf}, append(withContent(nil), folder)...)...)
	programs, err := filepath.Glob(filepath.Join(folder, "static", "app.*.wasm"))
	if err != nil || len(programs) != 1 {
		t.Fatalf("the export has the programs %q, %v; want one", programs, err)
	}
	flipped := ""
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(r.URL.Path)))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if r.URL.Path == flipped {
			body[len(body)/2] ^= 1
		}
		w.Write(body)
	}))
	defer srv.Close()
	for _, path := range []string{
		"/talks.html", "/static/" + filepath.Base(programs[0]), "/edition.json",
		"/tuf/1.targets.json", "/tuf/1.files.json", "/tuf/1.snapshot.json", "/tuf/timestamp.json", "/tuf/2.root.json",
	} {
		flipped = path
		for client, verify := range strangers {
			if said, err := verify(t, srv.URL, root); err == nil {
				t.Errorf("%s with a bit of %s flipped: %s; want it refused", client, path, said)
			}
		}
	}
}
