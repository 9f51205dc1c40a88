package httpd

import "strings"

// matches reports whether the lines of an If-Match or If-None-Match field name
// the entity tag, or any with "*" (RFC 9110, 13.1). If weak is set, a tag
// that is marked as weak names it too: the field asks whether the meaning is
// the same, not the bytes (8.8.3.2). From the first malformed member on, a line
// is not read.
func matches(lines []string, tag string, weak bool) bool {
	for _, line := range lines {
		if trimSpace(line) == "*" {
			return true
		}
		for {
			line = strings.TrimLeft(line, ", \t")
			rest, isWeak := strings.CutPrefix(line, "W/")
			if !strings.HasPrefix(rest, `"`) {
				break
			}
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 {
				break
			}
			end += len(`""`)
			if rest[:end] == tag && (weak || !isWeak) {
				return true
			}
			line = rest[end:]
		}
	}
	return false
}
