package signed_test

import (
	"context"
	"errors"
	"testing"

	"kairo.dev/server/signed"
	"kairo.dev/server/signed/signedtest"
)

// TestVerifyRefuses: what anyone could do to a site between its owner and its
// reader, who has seen the site before.
func TestVerifyRefuses(t *testing.T) {
	for _, s := range signedtest.Scenarios(t) {
		t.Run(s.Name, func(t *testing.T) {
			state := t.TempDir()
			if _, err := (&signed.Client{Source: s.Before.Source, State: state}).Verify(context.Background()); err != nil {
				t.Fatalf("Verify before: %v", err)
			}
			client := signed.Client{Source: s.Now.Source, State: state}
			if _, err := client.Verify(context.Background()); !errors.Is(err, s.Want) {
				t.Errorf("Verify: %v; want %v", err, s.Want)
			}
		})
	}
}
