package main

import (
	"fmt"
	"time"

	"kairo.dev/content"
	"kairo.dev/server/signed"
	"kairo.dev/server/site/interchange"
)

// expiry warns of an edition that has a day still to come, and of a security.txt
// that is stale or soon will be, or is "". What says so is a date, not a mistake
// in the content, so nothing fails of it.
func expiry(s *content.Site, now time.Time) string {
	const soon = 60 * 24 * time.Hour
	expires := interchange.SecurityExpires(s)
	left := expires.Sub(now)
	day := expires.Format(time.DateOnly)
	const advice = "look through the content and set \"updated\" in site.json to today"
	switch {
	case s.Edition.Date.First().After(now.Add(24 * time.Hour)):
		return "\"updated\" in site.json is " + string(s.Edition.Date) + ", which is still to come: set it to today"
	case left <= 0:
		return "security.txt is stale since " + day + ": " + advice
	case left <= soon:
		return "security.txt goes stale on " + day + ": " + advice
	}
	return ""
}

// signaturesExpiry warns of each role of the signatures that has expired, or soon
// will, and reports whether one has. What has expired keeps nobody from reading; but
// no copy takes an edition over then, and who verifies the site is told that newer
// ones may be withheld.
func signaturesExpiry(roles []signed.Expiry, now time.Time) (warnings []string, expired bool) {
	for _, r := range roles {
		left := r.Time.Sub(now)
		if left > r.Warn {
			continue
		}
		does := "expires"
		if left <= 0 {
			does, expired = "has expired", true
		}
		warnings = append(warnings, fmt.Sprintf("the signature of %s %s on %s: renew it with %q", r.Role, does, r.Time.Format(time.DateOnly), r.Advice))
	}
	return warnings, expired
}
