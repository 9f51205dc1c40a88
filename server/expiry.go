package main

import (
	"time"

	"kairo.dev/content"
	"kairo.dev/server/site/interchange"
)

// expiry warns of a security.txt that is stale or soon will be, or is "". What
// says so is a date, not a mistake in the content, so nothing fails of it.
func expiry(s *content.Site, now time.Time) string {
	const soon = 60 * 24 * time.Hour
	expires := interchange.SecurityExpires(s)
	left := expires.Sub(now)
	day := expires.Format(time.DateOnly)
	const advice = "look through the content and set \"updated\" in site.json to today"
	switch {
	case left <= 0:
		return "security.txt is stale since " + day + ": " + advice
	case left <= soon:
		return "security.txt goes stale on " + day + ": " + advice
	}
	return ""
}
