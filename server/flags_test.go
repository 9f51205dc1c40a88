package main

import (
	"strings"
	"testing"
)

// TestEnvironment: what the command line does not set, the environment does.
func TestEnvironment(t *testing.T) {
	t.Setenv("KAIRO_ADDR", "127.0.0.1:1")
	t.Setenv("KAIRO_LOG_ADDRESSES", "true")
	t.Setenv("KAIRO_LOG", "json")
	t.Setenv("KAIRO_GRACE", "") // as if it were not there
	f, err := parseServe([]string{"-log", "text"})
	if err != nil {
		t.Fatal(err)
	}
	if f.addr != "127.0.0.1:1" || !f.logAddresses || f.log != "text" || f.grace <= 0 {
		t.Errorf("parseServe = %+v; want the address and log-addresses of the environment, log of the flag", f)
	}
	t.Setenv("KAIRO_ACCESS_LOG", "perhaps")
	if _, err := parseServe(nil); err == nil || !strings.Contains(err.Error(), `KAIRO_ACCESS_LOG="perhaps"`) {
		t.Errorf("parseServe with KAIRO_ACCESS_LOG=perhaps: %v; want an error that names it", err)
	}
}

// TestHelp: each flag says what it is for, in lines that fit a terminal.
func TestHelp(t *testing.T) {
	for line := range strings.Lines(usage()) {
		if len(strings.TrimSuffix(line, "\n")) > 80 {
			t.Errorf("help has a line of %d characters: %s", len(line), line)
		}
	}
	for _, flags := range []*flagSet{new(serveFlags).flags(), new(exportFlags).flags()} {
		for _, name := range flags.order {
			if name != "" && (!strings.Contains(usage(), "    -"+name) || flags.Lookup(name).Usage == "") {
				t.Errorf("help does not say what -%s is for", name)
			}
		}
	}
}
