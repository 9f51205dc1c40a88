package signed_test

import (
	"context"
	"errors"
	"io"
	"strings"
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

// TestVerifyCutOff: whoever ends it is not told of each file that was not looked at.
func TestVerifyCutOff(t *testing.T) {
	site := signedtest.Scenarios(t)[0].Before
	ctx, stop := context.WithCancel(t.Context())
	source := func(ctx context.Context, name string) (io.ReadCloser, error) {
		if !strings.HasPrefix(name, signed.Dir+"/") {
			stop()
			return nil, ctx.Err()
		}
		return site.Source(ctx, name)
	}
	_, err := (&signed.Client{Source: source, State: t.TempDir()}).Verify(ctx)
	if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "\n") {
		t.Errorf("Verify, cut off: %v; want %v, once", err, context.Canceled)
	}
}
