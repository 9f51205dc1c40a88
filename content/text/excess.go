package text

import (
	"bytes"
	"fmt"
	"strings"
)

// What no text needs, and what would take the parser long: it goes back for each
// bracket that is not closed.
const (
	mostSize   = 2 << 20 // bytes of a text
	mostSigns  = 2000    // of one kind in a paragraph
	mostDepth  = 50      // quotes and lists at the beginning of a line
	mostIndent = 200     // spaces at the beginning of a line
	mostCells  = 100     // in a line of a table
	mostNotes  = 1000    // footnotes, and headings
	mostLines  = 5000    // without an empty one between them
)

// signs are those that begin or end something within a paragraph.
const signs = "[]()<>*_~`!&\\\"@:"

// excess finds where a text has more of something than texts have. Code is free
// to have as much as it wants.
func excess(source []byte) *Problem {
	if len(source) > mostSize {
		return &Problem{0, fmt.Sprintf("is larger than %d MiB", mostSize>>20)}
	}
	if bytes.Count(source, []byte("\n[^")) > mostNotes {
		return &Problem{0, fmt.Sprintf("has more than %d footnotes", mostNotes)}
	}
	var counts [len(signs)]int
	fence := ""
	lines, at := 0, 0
	for line := range bytes.Lines(source) {
		rest := strings.TrimLeft(string(line), " \t")
		indent := len(line) - len(rest)
		opening := fenceOf(rest)
		switch {
		case fence != "":
			if strings.HasPrefix(opening, fence) && strings.Trim(rest, opening[:1]+" \t\r\n") == "" {
				fence = ""
			}
			at += len(line)
			continue
		case opening != "":
			fence = opening
		case strings.TrimSpace(rest) == "":
			clear(counts[:])
			lines = 0
		case lines >= mostLines:
			return &Problem{at, fmt.Sprintf("comes after more than %d lines without an empty one: write shorter paragraphs", mostLines)}
		case indent > mostIndent:
			return &Problem{at, fmt.Sprintf("begins with more than %d spaces", mostIndent)}
		case markers(rest) > mostDepth:
			return &Problem{at, fmt.Sprintf("has more than %d quotes or lists in each other", mostDepth)}
		case strings.Count(rest, "|") > mostCells:
			return &Problem{at, fmt.Sprintf("has more than %d cells in a line", mostCells)}
		}
		lines++
		for i := range len(rest) {
			if n := strings.IndexByte(signs, rest[i]); n >= 0 {
				if counts[n]++; counts[n] > mostSigns {
					return &Problem{at, fmt.Sprintf("has more than %d of %q in one paragraph: write it in shorter ones, or as code", mostSigns, rest[i:i+1])}
				}
			}
		}
		at += len(line)
	}
	return nil
}

// fenceOf is the fence that a line opens, or "": three or more of a sign.
func fenceOf(line string) string {
	for _, sign := range []string{"`", "~"} {
		fence := line[:len(line)-len(strings.TrimLeft(line, sign))]
		if len(fence) >= 3 && (sign == "~" || !strings.Contains(line[len(fence):], sign)) {
			return fence
		}
	}
	return ""
}

// markers is how many quotes and lists a line begins.
func markers(line string) int {
	n := 0
	for {
		line = strings.TrimLeft(line, " \t")
		switch {
		case strings.HasPrefix(line, ">"):
			line = line[1:]
		case len(line) > 1 && strings.IndexByte("-*+", line[0]) >= 0 && (line[1] == ' ' || line[1] == '\t'):
			line = line[1:]
		default:
			digits := strings.TrimLeft(line, "0123456789")
			if len(digits) == len(line) || digits == "" || digits[0] != '.' && digits[0] != ')' {
				return n
			}
			line = digits[1:]
		}
		n++
	}
}
