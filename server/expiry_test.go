package main

import (
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
