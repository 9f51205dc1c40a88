package interchange

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func mustLoad(t *testing.T, zone string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

// checkLines: every line ends in CRLF, is short enough, and is whole characters.
func checkLines(t *testing.T, body string) {
	t.Helper()
	lines := strings.Split(body, "\r\n")
	if lines[len(lines)-1] != "" {
		t.Errorf("the last line is %q; want it to end in CRLF", lines[len(lines)-1])
	}
	for _, line := range lines {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("the line %q has %d bytes; want 75 at most, of whole characters", line, len(line))
		}
	}
}

func TestFold(t *testing.T) {
	for _, line := range []string{
		"",
		strings.Repeat("x", 74), strings.Repeat("x", 75), strings.Repeat("x", 76),
		strings.Repeat("x", 75+74), strings.Repeat("x", 75+74+1),
		strings.Repeat("ü", 100), "x" + strings.Repeat("👩‍💻", 40),
	} {
		folded := string(fold([]byte(line + "\r\nnext\r\n")))
		checkLines(t, folded)
		if got := strings.ReplaceAll(folded, "\r\n ", ""); got != line+"\r\nnext\r\n" {
			t.Errorf("fold(%q) unfolds to %q", line, got)
		}
	}
	if exact := strings.Repeat("x", 75) + "\r\n"; string(fold([]byte(exact))) != exact {
		t.Error("a line of 75 bytes is folded; want it as it is")
	}
}
