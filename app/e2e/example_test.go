//go:build e2e

package e2e

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// servedAt is what a program of go-app's says when it can be asked.
var servedAt = regexp.MustCompile(`serving (http://\S+)`)

// startApp runs a program of go-app's that is not this site until the test ends,
// and returns its origin.
func startApp(t testing.TB, program string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, args...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %s: %v", program, err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if m := servedAt.FindStringSubmatch(lines.Text()); m != nil {
			return m[1]
		}
	}
	t.Fatalf("%s does not say where it is", program)
	return ""
}

// TestExampleInEach: a go-app program that is not this site takes over its page,
// and replaces no node of it; what was typed before is there, and all of it works.
func TestExampleInEach(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("..", "..", "bin", "example") // made by "make e2e"
	origin := startApp(t, filepath.Join(dir, "server"), "-addr", "127.0.0.1:0", "-dir", dir)
	inEach(t, func(t *testing.T, newTab opener) {
		tb := newTab(t, origin, 1280, 800)
		tb.before(`addEventListener("DOMContentLoaded", () => {
			window.there = [...document.querySelectorAll("#app, #app *")];
			const name = document.getElementById("name");
			if (name) name.value = "Ada";
		})`)
		tb.open("/")
		adopted := tb.interactive()
		if adopted.Mismatches > 0 || adopted.Adopted == 0 {
			t.Errorf("the program adopted %d nodes with %d mismatches (%s); want all, with none", adopted.Adopted, adopted.Mismatches, adopted.First)
		}
		if n := eval[int](tb, `window.there.filter((node) => !node.isConnected).length`); n > 0 {
			t.Errorf("%d nodes were replaced", n)
		}
		tb.until("greet who was there before the program", `document.querySelector("form p").textContent === "Hello, Ada!"`)
		tb.click("button")
		tb.click("button")
		tb.until("have counted", `document.querySelector("output").textContent === "2"`)
		tb.follow("/about")
		tb.until("show the other page", `document.querySelector("h1").textContent === "About" && document.title === "About"`)
		tb.open("/about")
		if adopted := tb.interactive(); adopted.Mismatches > 0 {
			t.Errorf("/about: %d mismatches (%s); want none", adopted.Mismatches, adopted.First)
		}
		tb.clean("the example")
	})
}
