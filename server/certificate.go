package main

import (
	"context"
	"log/slog"
	"time"

	"kairo.dev/server/certs"
)

// certificate looks after the certificates: those of an authority, those in
// files, or none at all.
type certificate struct {
	authority *certs.Authority
	pair      *certs.Pair
}

// expiry is when each certificate expires, by a name.
func (c *certificate) expiry() map[string]time.Time {
	switch {
	case c.authority != nil:
		return c.authority.Expiry()
	case c.pair != nil:
		return c.pair.Expiry()
	}
	return nil
}

// left are the days that certificates have left, for the log.
func (c *certificate) left() (attributes []any) {
	for name, at := range c.expiry() {
		attributes = append(attributes, slog.Int("days left of "+name, int(time.Until(at).Hours()/24)))
	}
	return attributes
}

// reload reads the files again, if there are some.
func (c *certificate) reload(log *slog.Logger) {
	if c.pair == nil {
		return
	}
	if err := c.pair.Reload(); err != nil {
		log.Error("the certificate stays the one it was", append(c.left(), "error", err)...)
		return
	}
	log.Info("the certificate was read", c.left()...)
}

// How often files are looked at, and how long an authority is left alone after
// a failure, at first and at most. Authorities count failures by the hour.
const (
	lookInterval = 5 * time.Second
	firstRetry   = time.Minute
	lastRetry    = time.Hour
)

// look notices files that have changed, until ctx ends.
func (c *certificate) look(ctx context.Context, log *slog.Logger) {
	if c.pair == nil {
		return
	}
	for tick := time.NewTicker(lookInterval); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			if c.pair.Changed() {
				c.reload(log)
			}
		}
	}
}

// obtain has the authority's certificates ready, and looks every hour how long
// they are good, until ctx ends. autocert renews them by itself.
func (c *certificate) obtain(ctx context.Context, log *slog.Logger) {
	if c.authority == nil {
		return
	}
	wait := firstRetry
	for {
		if err := c.authority.Obtain(); err != nil {
			log.Error("there is no certificate yet", "error", err, "next attempt in", wait)
		} else {
			wait = lastRetry
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		wait = min(2*wait, lastRetry)
	}
}
