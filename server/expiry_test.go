package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"kairo.dev/content"
)

func TestExpiry(t *testing.T) {
	s := &content.Site{Edition: content.Edition{Date: "2025-05-06"}} // stale on 2026-05-05
	for day, want := range map[string]string{
		"2025-05-04": "2025-05-06, which is still to come",
		"2025-05-05": "", // it is the next day already somewhere
		"2025-05-06": "",
		"2026-03-05": "",
		"2026-03-06": "goes stale on 2026-05-05",
		"2026-05-04": "goes stale on 2026-05-05",
		"2026-05-05": "is stale since 2026-05-05",
		"2031-01-01": "is stale since 2026-05-05",
	} {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := expiry(s, now); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("expiry on %s = %q; want %q", day, got, want)
		}
	}
}

// TestSignaturesExpire: "kairo check -tuf" and the server's log warn in time of each
// role that has to be renewed, and the check fails of what has expired.
func TestSignaturesExpire(t *testing.T) {
	of, log := newSignedSite(t), new(journal)
	s := newClockedServer(t, of, nil, log)
	if err := s.begin(); err != nil {
		t.Fatal(err)
	}
	log.take()
	const day = 24 * time.Hour
	roles, err := s.builder.signatures.published.Expiries()
	if err != nil {
		t.Fatal(err)
	}
	root := roles[0].Time
	made := root.Add(-365 * day)
	for _, at := range []struct {
		days     time.Duration
		expired  bool
		want     string
		warnings int
	}{
		{0, false, "", 0},
		{10, false, "", 0},
		{11, false, `the signature of timestamp expires on `, 1},
		{15, true, `renew it with "kairo sign -timestamp"`, 1},
		{306, true, `the signature of root expires on ` + root.Format(time.DateOnly) + `: renew it with "kairo keys renew"`, 2},
		{336, true, `the signature of targets expires on `, 5},
		{366, true, `the signature of root has expired on `, 5},
	} {
		now := made.Add(at.days * day)
		var said bytes.Buffer
		err := checkSignatures(of.tuf, &said, now)
		if got := strings.Count(said.String(), "warning: "); (err != nil) != at.expired || got != at.warnings || !strings.Contains(said.String(), at.want) {
			t.Errorf("checkSignatures after %d days = %v, and it said %q; want expired: %v, %d warnings, %q", at.days, err, &said, at.expired, at.warnings, at.want)
		}
		s.warn(s.content, now)
		if got := strings.Count(log.take(), "the signature of "); got != at.warnings {
			t.Errorf("after %d days the log warns %d times; want %d", at.days, got, at.warnings)
		}
	}
	if got := mustRun(t, "check", "-tuf", of.tuf, of.content); !strings.Contains(got, "signatures: root until ") || !strings.Contains(got, ", 364 days\n") {
		t.Errorf("check -tuf says %q; want until when the signatures are good", got)
	}
}
