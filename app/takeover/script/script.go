// Package script holds the scripts of the takeover: boot.js, which a page names,
// and what that brings in when it is time. The README of app/takeover says what a
// page has to tell them.
//
// They have no dependencies and no build step, and say nothing of this site. They
// have to be served from one folder, directly below the path of the site. Where
// they get other names, such as names with a hash, takeover.js has to say that of
// navigation.js, which it imports.
package script

import "embed"

// Files has boot.js, takeover.js, navigation.js and prepare.js.
//
//go:embed *.js
var Files embed.FS
