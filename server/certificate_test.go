package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// writeCertificate writes a certificate for localhost and its key.
func writeCertificate(t *testing.T, certFile, keyFile string, serial int64) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		DNSNames:     []string{"localhost"},
		NotAfter:     time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: der},
		keyFile:  {Type: "PRIVATE KEY", Bytes: pkcs8},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestServeCertificate replaces the certificate while it is in use.
func TestServeCertificate(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, cert, key, 1)
	s := startServe(t, "-content", writeContent(t, "", "", ""), "-cert", cert, "-key", key, "-http", "127.0.0.1:0")
	plain := s.logged(`msg=redirecting address=(\S+)`)
	expect := func(serial int64) {
		t.Helper()
		// Nobody has signed it; who it is from is not the question here.
		client := &http.Client{Transport: &http.Transport{
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
			ForceAttemptHTTP2: true,
		}}
		defer client.CloseIdleConnections()
		res, err := client.Get(s.url + "/talks")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got := res.TLS.PeerCertificates[0].SerialNumber.Int64(); got != serial || res.ProtoMajor != 2 {
			t.Errorf("certificate %d over %s; want %d over HTTP/2", got, res.Proto, serial)
		}
		if got := res.Header.Get("Strict-Transport-Security"); got != "" {
			t.Errorf("Strict-Transport-Security %q on this machine; want none", got)
		}
	}
	hangup := func() {
		t.Helper()
		if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
	}
	expect(1)
	writeCertificate(t, cert, key, 2)
	hangup()
	s.logged(`msg="the certificate was read"`)
	expect(2)
	if err := os.WriteFile(cert, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	hangup()
	s.logged(`level=ERROR msg="the certificate stays the one it was"`)
	expect(2)

	// What has changed is noticed without a hangup.
	writeCertificate(t, cert, key, 3)
	s.logged(`msg="the certificate was read" "days left of `)
	expect(3)

	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(plain + "/talks?x=1")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusPermanentRedirect || got != "https://example.org/talks?x=1" {
		t.Errorf("without TLS: %s to %q; want 308 to the address of the site", res.Status, got)
	}
}
