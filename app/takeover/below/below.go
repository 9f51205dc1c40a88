// Package below makes addresses of paths on a site that is below a path of its
// host, as project pages are: the same on the server, where HTML is written, and in
// the browser, where a program sets attributes. Both have to come to the same
// value, or the program would not know the page again.
package below

import "strings"

// Located is the value of an attribute of HTML or SVG on a site below base: a
// path, in an attribute that holds an address, gets the base before it. One that
// begins with "/.." begins at the folder above, as a site does that has another
// language below it.
func Located(base, attribute, value string) string {
	switch attribute {
	case "srcset":
		if base != "" {
			return strings.TrimPrefix(strings.ReplaceAll(", "+value, ", /", ", "+base+"/"), ", ")
		}
	case "href", "src", "action", "poster":
		if base != "" && strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "//") {
			if above, up := strings.CutPrefix(value, "/.."); up {
				return base[:strings.LastIndexByte(base, '/')] + above
			}
			return base + value
		}
	}
	return value
}
