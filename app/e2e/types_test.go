//go:build e2e

package e2e

import (
	"os/exec"
	"testing"
)

// TestTypes has TypeScript check the scripts by their JSDoc. The worker is
// checked for itself: it lives in another world than the pages.
func TestTypes(t *testing.T) {
	t.Parallel()
	for _, project := range []string{"tsconfig.json", "tsconfig.worker.json"} {
		check := exec.Command("node_modules/.bin/tsc", "-p", project)
		check.Dir = "testdata/npm"
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("tsc -p %s: %v\n%s", project, err, out)
		}
	}
}
