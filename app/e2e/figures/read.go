package main

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// measures are what was measured, by the name of a benchmark or test, a space and
// the unit.
type measures map[string]float64

// note notes a figure, unless it is of a kind of which another one counts.
func (m measures) note(name, unit string, value float64, counts func(value, other float64) bool) {
	key := name + " " + unit
	if other, ok := m[key]; !ok || counts(value, other) {
		m[key] = value
	}
}

func last(_, _ float64) bool             { return true }
func least(value, other float64) bool    { return value < other }
func greatest(value, other float64) bool { return value > other }

var (
	// The rest of the name of a benchmark says on how many processors it ran.
	processors = regexp.MustCompile(`-\d+$`)
	// What Lighthouse says of a page: see its run.mjs.
	lighthouse = []string{"", "performance", "accessibility", "best-practices", "seo", "FCP", "LCP", "TBT", "CLS"}
	// What tests say in their logs.
	logs = []struct {
		*regexp.Regexp
		name  string
		units []string
	}{
		{regexp.MustCompile(`update_test\.go:\d+: one sentence costs a reader (\d+) bytes`), "Update", []string{"bytes"}},
		{regexp.MustCompile(`signed_test\.go:\d+: one sentence costs (\d+) bytes, and signed (\d+)`), "SignedUpdate", []string{"bytes", "bytes-signed"}},
		{regexp.MustCompile(`large_test\.go:\d+: one word costs (\d+) bytes`), "UpdateOfLargeSite", []string{"bytes"}},
		{regexp.MustCompile(`restart_test\.go:\d+: (\d+) requests, (\d+) restarts, (\d+) failed`), "Restart", []string{"requests", "restarts", "failed"}},
	}
)

// read reads what benchmarks, tests and Lighthouse have printed.
func read(r io.Reader) (measures, error) {
	m := make(measures)
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20) // some tests say a lot
	for lines.Scan() {
		m.readBenchmark(lines.Text())
		m.readLighthouse(lines.Text())
		m.readLog(lines.Text())
	}
	return m, lines.Err()
}

// readBenchmark reads a line such as "BenchmarkStart/home/cold-2 5 217.0 ms".
func (m measures) readBenchmark(line string) {
	fields := strings.Fields(line)
	if len(fields) < 4 || len(fields)%2 != 0 {
		return
	}
	name, ok := strings.CutPrefix(processors.ReplaceAllString(fields[0], ""), "Benchmark")
	if _, err := strconv.Atoi(fields[1]); !ok || err != nil {
		return
	}
	for i := 2; i < len(fields); i += 2 {
		if value, err := strconv.ParseFloat(fields[i], 64); err == nil {
			m.note(name, fields[i+1], value, last)
		}
	}
}

// readLighthouse reads what is said of a page. Of several, the worst counts.
func (m measures) readLighthouse(line string) {
	cells := strings.Split(line, "\t")
	if len(cells) != len(lighthouse) || !strings.HasPrefix(line, "/") {
		return
	}
	for i, unit := range lighthouse[1:] {
		value, err := strconv.ParseFloat(cells[i+1], 64)
		if err != nil {
			continue
		}
		if len(unit) == len("TBT") && unit != "seo" {
			m.note("Lighthouse", unit, value, greatest)
		} else {
			m.note("Lighthouse", unit, value, least)
		}
	}
}

func (m measures) readLog(line string) {
	for _, log := range logs {
		if found := log.FindStringSubmatch(line); found != nil {
			for i, unit := range log.units {
				value, _ := strconv.ParseFloat(found[i+1], 64) // digits
				m.note(log.name, unit, value, last)
			}
		}
	}
}
