// Command figures puts what was measured into the README's table of figures:
//
//	make figures          # or, of what was measured before:
//	go run ./app/e2e/figures README.md < .build/figures.txt
//
// It reads what benchmarks, tests and Lighthouse print. What was not measured
// stays in the table as it was, and is named.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: figures README < OUTPUT")
		os.Exit(2)
	}
	if err := update(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

// update replaces the table in a file.
func update(file string) error {
	m, err := read(os.Stdin)
	if err != nil {
		return fmt.Errorf("read what was measured: %w", err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, old, after, err := cut(text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	table, missing := write(m, old)
	if err := os.WriteFile(file, bytes.Join([][]byte{before, table, after}, nil), 0o644); err != nil {
		return err
	}
	os.Stdout.Write(table)
	if len(missing) > 0 {
		return fmt.Errorf("these were not measured, and stay as they were:\n%s", strings.Join(missing, "\n"))
	}
	return nil
}

const head = "| figure | value | measured by |\n| --- | --- | --- |\n"

// cut finds the table in the text around it.
func cut(text []byte) (before, table, after []byte, err error) {
	begin := bytes.Index(text, []byte(head))
	if begin < 0 {
		return nil, nil, nil, fmt.Errorf("there is no table that begins with\n%s", head)
	}
	before, rest := text[:begin], text[begin:]
	end := bytes.Index(rest, []byte("\n\n"))
	if end < 0 {
		end = len(rest) - 1
	}
	return before, rest[:end+1], rest[end+1:], nil
}

// write makes the table of what was measured, and of the values in the old one
// where something is missing: what that is.
func write(m measures, old []byte) (table []byte, missing []string) {
	kept := make(map[string]string)
	for line := range strings.Lines(string(old)) {
		if cells := strings.Split(line, " | "); len(cells) == 3 {
			kept[strings.TrimPrefix(cells[0], "| ")] = cells[1]
		}
	}
	table = append(table, head...)
	for _, f := range figures {
		value, err := f.value(m)
		if err != nil {
			missing = append(missing, fmt.Sprintf("%s: %v", f.words, err))
			value = kept[f.words]
		}
		table = fmt.Appendf(table, "| %s | %s | `%s` |\n", f.words, value, f.by)
	}
	return table, missing
}
