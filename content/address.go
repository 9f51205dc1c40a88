package content

import "strings"

// Base is the path that the site is below: "/site" for the address
// https://user.github.io/site, and "" for a site with a host of its own.
//
// Everything in the program names the pages and files of the site by paths that
// begin at the site. The base is put before them where they become addresses:
// of attributes by below.Located, when HTML is written and when the browser's program
// sets them; and by hand in the few formats that have addresses without a host.
func (s *Site) Base() string {
	_, rest, _ := strings.Cut(s.Address, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return ""
}
