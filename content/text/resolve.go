package text

import (
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/util"
)

// reference is the form of a character reference (CommonMark 0.31.2, 2.5).
var reference = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]+);$`)

// Resolve gives the text that a source with backslash escapes and character
// references means (CommonMark 0.31.2, 2.4 and 2.5). It goes through once, so
// that nothing that comes out of a reference is taken for another.
func Resolve(source []byte) string {
	var b strings.Builder
	for i := 0; i < len(source); i++ {
		rest := source[i:]
		if rest[0] == '\\' && len(rest) > 1 && util.IsPunct(rest[1]) {
			i++
			b.WriteByte(source[i])
			continue
		}
		if rest[0] == '&' {
			if end := strings.IndexByte(string(rest[:min(len(rest), 40)]), ';'); end > 0 && reference.Match(rest[:end+1]) {
				source := string(rest[:end+1])
				if meaning := html.UnescapeString(source); !strings.HasSuffix(meaning, ";") || source == "&semi;" {
					b.WriteString(meaning)
					i += end
					continue
				}
			}
		}
		b.WriteByte(rest[0])
	}
	return b.String()
}
