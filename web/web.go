// Package web holds what the browser gets besides pages: static/ is written by
// hand (style sheets, scripts, icons), dist/ is made by "make build" (the
// browser's program and the runtime that starts it, and the program compressed).
//
// dist/ may be empty: a fresh clone compiles and passes its tests before
// anything was built, and a server without the program serves plain pages.
package web

import "embed"

// Files has the folders static and dist.
//
//go:embed static all:dist
var Files embed.FS
