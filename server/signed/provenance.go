package signed

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// The types of what Provenance makes: a statement (in-toto attestation framework,
// v1) whose predicate is provenance (SLSA, v1).
const (
	statementType  = "https://in-toto.io/Statement/v1"
	provenanceType = "https://slsa.dev/provenance/v1"
	payloadType    = "application/vnd.in-toto+json"
)

// buildType names how the files of a release are built: by "make release", with
// the commit as its only parameter.
const buildType = "https://github.com/kairoaraujo/kairo.dev/blob/main/server/README.md#release-it"

// Built says what files were built from.
type Built struct {
	// Files are what was built.
	Files []Target
	// Repository is the address that the commit can be cloned from.
	Repository, Commit string
	// Builder is a URI for who has built them.
	Builder string
	// Program is what the program says that is one of Files.
	Program *debug.BuildInfo
}

type (
	statement struct {
		Type          string     `json:"_type"`
		Subject       []resource `json:"subject"`
		PredicateType string     `json:"predicateType"`
		Predicate     any        `json:"predicate"`
	}
	resource struct {
		Name   string            `json:"name,omitempty"`
		URI    string            `json:"uri,omitempty"`
		Digest map[string]string `json:"digest,omitempty"`
	}
	provenance struct {
		BuildDefinition struct {
			BuildType            string            `json:"buildType"`
			ExternalParameters   map[string]string `json:"externalParameters"`
			ResolvedDependencies []resource        `json:"resolvedDependencies"`
		} `json:"buildDefinition"`
		RunDetails struct {
			Builder struct {
				ID      string            `json:"id"`
				Version map[string]string `json:"version"`
			} `json:"builder"`
		} `json:"runDetails"`
	}
)

// Provenance is the statement of what files were built from: the commit, and each
// module with the digest that go.sum has. It says nothing of when: the same build
// gives the same bytes.
func Provenance(b Built) ([]byte, error) {
	s := statement{Type: statementType, PredicateType: provenanceType}
	for _, f := range b.Files {
		s.Subject = append(s.Subject, resource{Name: f.Path, Digest: map[string]string{"sha256": hex.EncodeToString(f.SHA256[:])}})
	}
	var p provenance
	definition := &p.BuildDefinition
	definition.BuildType = buildType
	definition.ExternalParameters = map[string]string{"repository": b.Repository, "commit": b.Commit}
	definition.ResolvedDependencies = []resource{{URI: "git+" + b.Repository, Digest: map[string]string{"gitCommit": b.Commit}}}
	for _, m := range b.Program.Deps {
		of := resource{URI: "pkg:golang/" + m.Path + "@" + m.Version}
		if sum, ok := strings.CutPrefix(m.Sum, "h1:"); ok {
			digest, err := base64.StdEncoding.DecodeString(sum)
			if err != nil {
				return nil, fmt.Errorf("provenance of %s: %w", m.Path, err)
			}
			of.Digest = map[string]string{"dirHash1": hex.EncodeToString(digest)}
		}
		definition.ResolvedDependencies = append(definition.ResolvedDependencies, of)
	}
	p.RunDetails.Builder.ID = b.Builder
	p.RunDetails.Builder.Version = map[string]string{"go": b.Program.GoVersion}
	s.Predicate = p
	return json.MarshalIndent(s, "", "  ")
}

// Envelope is a statement with the signatures of the keys for targets, as a Dead
// Simple Signing Envelope (DSSE, v1).
func (k Keys) Envelope(statement []byte) ([]byte, error) {
	var signers []dsse.Signer
	for _, key := range k.of(targetsKey) {
		signers = append(signers, signer{key})
	}
	if len(signers) == 0 {
		return nil, fmt.Errorf("sign statement: there is no key %s-1: %w", targetsKey, ErrTooFewKeys)
	}
	by, err := dsse.NewEnvelopeSigner(signers...)
	if err != nil {
		return nil, fmt.Errorf("sign statement: %w", err)
	}
	envelope, err := by.SignPayload(context.Background(), payloadType, statement)
	if err != nil {
		return nil, fmt.Errorf("sign statement: %w", err)
	}
	return json.MarshalIndent(envelope, "", "  ")
}

// signer lets a key sign envelopes.
type signer struct{ key *Key }

// Sign implements [dsse.Signer].
func (s signer) Sign(_ context.Context, data []byte) ([]byte, error) {
	return ed25519.Sign(s.key.private, data), nil
}

// KeyID implements [dsse.Signer].
func (s signer) KeyID() (string, error) { return s.key.ID(), nil }
