package load

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a file of content.
type Problem struct {
	// File is the name of the file in the folder.
	File string
	// Line and Column say where, both from 1, the column in characters. They
	// are 0 when the problem is the file as a whole.
	Line, Column int
	// Path names the value, such as "talks[3].date"; it is empty when the
	// problem is not about a value.
	Path string
	// Message says what is wrong and what would be right.
	Message string
}

// String is the problem in one line, in the form that editors can jump to:
// "talks.json:41:15: talks[3].date: …".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": ")
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// Problems are all the mistakes found in the content, sorted by place. As an
// error they are one to a line.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

func (p Problems) sort() {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
