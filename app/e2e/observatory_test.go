//go:build e2e

package e2e

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestObservatory has the MDN HTTP Observatory score the site over TLS. What it
// cannot see on this machine is the redirect to TLS, which counts for nothing
// where it is right, and whether the name is on the list of those that browsers
// only open with TLS, which would add five.
func TestObservatory(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	borrowed := httptest.NewTLSServer(nil)
	defer borrowed.Close()
	private, err := x509.MarshalPKCS8PrivateKey(borrowed.TLS.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		cert: {Type: "CERTIFICATE", Bytes: borrowed.Certificate().Raw},
		key:  {Type: "PRIVATE KEY", Bytes: private},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	srv := startServer(t, "-cert", cert, "-key", key)
	_, port, err := net.SplitHostPort(srv.addr())
	if err != nil {
		t.Fatal(err)
	}
	scoring := exec.Command("node", "testdata/observatory/score.mjs", "example.com", port)
	scoring.Env = append(os.Environ(), "NODE_EXTRA_CA_CERTS="+cert)
	scoring.Stderr = os.Stderr
	out, err := scoring.Output()
	if err != nil {
		t.Fatalf("score: %v\n%s", err, out)
	}
	var got struct {
		Score int
		Tests []struct {
			Result string
			Pass   bool
			Score  int
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("score: %v in %s", err, out)
	}
	const want = 130
	if got.Score < want || len(got.Tests) < 10 {
		t.Errorf("score %d of %d tests; want %d", got.Score, len(got.Tests), want)
	}
	for _, test := range got.Tests {
		if !test.Pass {
			t.Errorf("%s: %d", test.Result, test.Score)
		}
	}
}
